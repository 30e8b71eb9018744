#include "compiler/rules/names/elsewhere.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cctype>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <unordered_map>

#include "compiler/rules/names/mentions.h"

namespace ashlar::rules {
namespace {

std::string lower_case(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// The first two files that mention a name; more do not matter.
struct Mentioners {
  std::array<FileId, 2> files{};
  std::size_t count = 0;

  void add(FileId file) {
    if (count == 2 || (count == 1 && files[0] == file)) return;
    files[count++] = file;
  }
  [[nodiscard]] const FileId* other_than(FileId file) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (files[i] != file) return &files[i];
    }
    return nullptr;
  }
};

/// The names looked for, in lower case, and who mentions them.
struct Index {
  std::unordered_map<std::string, Mentioners> names;
  std::vector<std::string> of_several_words;
  std::bitset<256> lengths;  ///< of names; most words of a text are told by it alone

  void add(const std::string& name) {
    if (!names.try_emplace(name).second) return;
    lengths.set(std::min<std::size_t>(name.size(), 255));
    const bool one_word = std::all_of(name.begin(), name.end(), is_word_byte);
    if (!one_word) of_several_words.push_back(name);
  }
};

void note_words(FileId file, std::string_view text, Index& index) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    while (begin < text.size() && !is_word_byte(text[begin])) ++begin;
    std::size_t end = begin;
    while (end < text.size() && is_word_byte(text[end])) ++end;
    if (index.lengths.test(std::min<std::size_t>(end - begin, 255))) {
      const auto known = index.names.find(lower_case(text.substr(begin, end - begin)));
      if (known != index.names.end()) known->second.add(file);
    }
    begin = end;
  }
  for (const std::string& name : index.of_several_words) {
    if (mentions_word(text, name)) index.names.at(name).add(file);
  }
}

}  // namespace

void doubt_fixes_used_elsewhere(const std::vector<Diagnostics*>& findings, const Sources& sources) {
  std::vector<Fix*> fixes;
  Index index;
  for (Diagnostics* diagnostics : findings) {
    for (Diagnostic& diagnostic : *diagnostics) {
      for (Fix& fix : diagnostic.fixes) {
        if (!fix.safe || fix.retired_name.empty() || fix.edits.empty()) continue;
        fixes.push_back(&fix);
        index.add(lower_case(fix.retired_name));
      }
    }
  }
  if (fixes.empty()) return;
  for (FileId file = 0; file < sources.size(); ++file) {
    note_words(file, sources[file].text, index);
  }
  for (Fix* fix : fixes) {
    const FileId own = fix->edits.front().location.file;
    const FileId* other = index.names.at(lower_case(fix->retired_name)).other_than(own);
    if (other == nullptr) continue;
    fix->safe = false;
    fix->message += fmt::format(" (look it over: `{}` also stands in {})", fix->retired_name,
                                sources[*other].path);
  }
}

}  // namespace ashlar::rules
