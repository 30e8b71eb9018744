// The words and the text of a new revision file.

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>
#include <random>
#include <utf8proc.h>

#include "grammar/annotations/words.h"
#include "versions/write.h"

namespace ashlar::versions {
namespace {

constexpr std::size_t kLongestSlug = 40;

/// Letters, digits and the marks upon them, of any script.
bool belongs_to_word(utf8proc_int32_t code_point) {
  const utf8proc_category_t category = utf8proc_category(code_point);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

std::vector<std::string> lower_case_words(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  while (!text.empty()) {
    utf8proc_int32_t code_point = -1;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    text.remove_prefix(length > 0 ? static_cast<std::size_t>(length) : 1);
    if (length <= 0 || !belongs_to_word(code_point)) {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size = utf8proc_encode_char(utf8proc_tolower(code_point), bytes.data());
    words.back().append(bytes.begin(), bytes.begin() + size);
  }
  return words;
}

/// At most `size` bytes of `word`, whole characters only.
std::string_view cut(std::string_view word, std::size_t size) {
  if (word.size() <= size) return word;
  while (size > 0 && (static_cast<unsigned char>(word[size]) & 0xC0U) == 0x80U) --size;
  return word.substr(0, size);
}

struct Token {
  std::string_view name;
  std::string value;
};

std::vector<Token> tokens_of(const NewRevision& revision) {
  const bool timed = annotations::is_rfc3339(revision.created);
  const std::string time = timed ? revision.created : "1970-01-01T00:00:00Z";
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::stoi(time.substr(at, count));
  };
  const std::chrono::sys_days date = std::chrono::year{number(0, 4)} / number(5, 2) / number(8, 2);
  const std::chrono::sys_seconds moment = date + std::chrono::hours(number(11, 2)) +
                                          std::chrono::minutes(number(14, 2)) +
                                          std::chrono::seconds(number(17, 2));
  return {{"rev", revision.id},
          {"slug", slug(revision.message)},
          {"epoch", std::to_string(moment.time_since_epoch().count())},
          {"year", time.substr(0, 4)},
          {"month", time.substr(5, 2)},
          {"day", time.substr(8, 2)},
          {"hour", time.substr(11, 2)},
          {"minute", time.substr(14, 2)},
          {"second", time.substr(17, 2)}};
}

std::string header_line(std::string_view name, std::string_view value) {
  return fmt::format("-- migrate:{:<8} {}\n", name, value);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return annotations::trimmed(line, 0).text;
}

std::string section(std::string_view name, std::string_view sql) {
  while (!sql.empty() && (sql.back() == '\n' || sql.back() == '\r')) sql.remove_suffix(1);
  std::string text = fmt::format("\n-- migrate:{}\n", name);
  if (!sql.empty()) text += fmt::format("{}\n", sql);
  return text;
}

}  // namespace

std::string new_revision_id(const History& history) {
  std::random_device random;
  while (true) {
    constexpr unsigned kHalf = 0xffffff;
    std::string id = fmt::format("{:06x}{:06x}", random() & kHalf, random() & kHalf);
    const bool taken = std::any_of(history.revisions.begin(), history.revisions.end(),
                                   [&](const Revision& revision) { return revision.id == id; });
    if (!taken) return id;
  }
}

std::string slug(std::string_view message) {
  std::string text;
  for (const std::string& word : lower_case_words(message)) {
    if (text.empty()) {
      text = cut(word, kLongestSlug);
    } else if (text.size() + 1 + word.size() <= kLongestSlug) {
      text += '_' + word;
    } else {
      break;
    }
  }
  return text;
}

std::string file_name(const NewRevision& revision, std::string_view file_template) {
  const std::vector<Token> tokens = tokens_of(revision);
  std::string name;
  for (std::size_t at = 0; at < file_template.size();) {
    const std::string_view rest = file_template.substr(at);
    const auto token = std::find_if(tokens.begin(), tokens.end(), [&](const Token& candidate) {
      return rest.starts_with(fmt::format("{{{}}}", candidate.name));
    });
    if (token == tokens.end()) {
      name += rest.front();
      ++at;
    } else {
      name += token->value;
      at += token->name.size() + 2;
    }
  }
  if (name.ends_with(kRevisionExtension)) name.resize(name.size() - kRevisionExtension.size());
  if (slug(revision.message).empty()) {
    while (name.ends_with('_') || name.ends_with('-')) name.pop_back();
  }
  return name + std::string(kRevisionExtension);
}

std::string render(const NewRevision& revision) {
  std::string text = header_line("revision", revision.id);
  text += header_line("revises", revision.parents.empty()
                                     ? "base"
                                     : fmt::format("{}", fmt::join(revision.parents, ", ")));
  const std::string message = one_line(revision.message);
  if (!revision.created.empty()) text += header_line("created", revision.created);
  if (!message.empty()) text += header_line("message", message);
  if (!revision.labels.empty()) {
    text += header_line("labels", fmt::format("{}", fmt::join(revision.labels, ", ")));
  }
  if (!revision.depends.empty()) {
    text += header_line("depends", fmt::format("{}", fmt::join(revision.depends, ", ")));
  }
  text += section("up", revision.up);
  text += revision.irreversible.empty()
              ? section("down", revision.down)
              : fmt::format("\n-- migrate:irreversible {}\n", one_line(revision.irreversible));
  return text;
}

}  // namespace ashlar::versions
