#include <algorithm>

#include "grammar/annotations/reader.h"
#include "grammar/annotations/words.h"

namespace ashlar::annotations {

void Reader::read_revision(const Line& line) {
  if (!is_first_in_header(line) || !has_text(line, "an id")) return;
  if (const auto problem = id_problem(line.rest.text)) {
    report("malformed-annotation", line.rest.span, "id `" + line.rest.text + "` " + *problem,
           "an id has 1 to 64 letters, digits, `_`, `.` and `-`");
    return;
  }
  out_.header.revision = line.rest;
}

void Reader::read_revises(const Line& line) {
  if (!is_first_in_header(line) || !has_text(line, "an id")) return;
  const std::vector<Word> words = split_words(line.rest, ',');
  const auto base = std::find_if(words.begin(), words.end(),
                                 [](const Word& word) { return word.text == "base"; });
  if (base == words.end()) {
    std::vector<Word> parents = read_ids(line, "id");
    if (!parents.empty()) out_.header.revises = std::move(parents);
  } else if (words.size() == 1) {
    out_.header.revises.emplace();
  } else {
    report("malformed-annotation", base->span, "`base` stands beside other parents",
           "a revision starts a history of its own (`revises base`) or revises others, not both");
  }
}

void Reader::read_created(const Line& line) {
  if (!is_first_in_header(line) || !has_text(line, "a time")) return;
  if (!is_rfc3339(line.rest.text)) {
    report("malformed-annotation", line.rest.span,
           "`" + line.rest.text + "` is no date and time of RFC 3339",
           "write it like `2026-11-22T09:30:00Z`");
    return;
  }
  out_.header.created = line.rest;
}

void Reader::read_message(const Line& line) {
  if (!is_first_in_header(line) || !has_text(line, "a text")) return;
  out_.header.message = line.rest;
}

void Reader::read_labels(const Line& line) {
  if (!is_first_in_header(line) || !has_text(line, "a label")) return;
  out_.header.labels = read_ids(line, "label");
}

void Reader::read_depends(const Line& line) {
  if (!is_first_in_header(line) || !has_text(line, "an id")) return;
  out_.header.depends = read_ids(line, "id");
}

bool Reader::is_first_in_header(const Line& line) {
  const auto [at, fresh] = header_lines_.emplace(line.name.text, line.span);
  return fresh || !is_duplicate(line, at->second);
}

std::vector<Word> Reader::read_ids(const Line& line, std::string_view what) {
  std::vector<Word> ids;
  for (Word& word : split_words(line.rest, ',')) {
    const bool twice =
        std::any_of(ids.begin(), ids.end(), [&](const Word& id) { return id.text == word.text; });
    if (const auto problem = id_problem(word.text)) {
      report("malformed-annotation", word.span.empty() ? line.rest.span : word.span,
             std::string(what) + " `" + word.text + "` " + *problem,
             "separate several by commas; each has 1 to 64 letters, digits, `_`, `.` and `-`");
    } else if (twice) {
      report("malformed-annotation", word.span, "`" + word.text + "` is named twice",
             "name it once");
    } else {
      ids.push_back(std::move(word));
    }
  }
  return ids;
}

}  // namespace ashlar::annotations
