#include "grammar/annotations/reader.h"

#include <algorithm>
#include <array>

#include "grammar/annotations/meta_commands.h"
#include "grammar/annotations/scanner.h"
#include "grammar/annotations/utf8.h"
#include "grammar/annotations/words.h"
#include "grammar/text/nearest.h"

namespace ashlar::annotations {
namespace {

std::string quoted(std::string_view text) {
  std::string word = "`";
  word += text;
  word += '`';
  return word;
}

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {kDigits[byte / 16], kDigits[byte % 16]};
}

std::vector<Span> merged(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end());
  std::vector<Span> apart;
  for (const Span& span : spans) {
    if (!apart.empty() && span.begin <= apart.back().end) {
      apart.back().end = std::max(apart.back().end, span.end);
    } else {
      apart.push_back(span);
    }
  }
  return apart;
}

}  // namespace

std::string_view to_string(SectionKind kind) {
  switch (kind) {
    case SectionKind::kUp:
      return "up";
    case SectionKind::kDown:
      return "down";
    case SectionKind::kVerify:
      return "verify";
    case SectionKind::kSeed:
      return "seed";
  }
  return "up";
}

AnnotatedFile read(FileId id, const SourceFile& file, Diagnostics& diagnostics) {
  return Reader(id, file, diagnostics).run();
}

const std::vector<Reader::Known>& Reader::known_annotations() {
  static const std::vector<Known> kKnown = {
      {"revision", Belongs::kHeader, &Reader::read_revision},
      {"revises", Belongs::kHeader, &Reader::read_revises},
      {"created", Belongs::kHeader, &Reader::read_created},
      {"message", Belongs::kHeader, &Reader::read_message},
      {"labels", Belongs::kHeader, &Reader::read_labels},
      {"depends", Belongs::kHeader, &Reader::read_depends},
      {"up", Belongs::kAnywhere, &Reader::read_up},
      {"down", Belongs::kAnywhere, &Reader::read_down},
      {"verify", Belongs::kAnywhere, &Reader::read_verify},
      {"seed", Belongs::kAnywhere, &Reader::read_seed},
      {"irreversible", Belongs::kAnywhere, &Reader::read_irreversible},
      {"transaction", Belongs::kSection, &Reader::read_transaction},
      {"allow", Belongs::kHeaderOrSection, &Reader::read_allow},
      {"timeout", Belongs::kSection, &Reader::read_timeout},
      {"effect", Belongs::kSection, &Reader::read_effect},
      {"batch", Belongs::kSection, &Reader::read_batch},
  };
  return kKnown;
}

const Reader::Known* Reader::find_known(std::string_view name) {
  for (const Known& known : known_annotations()) {
    if (known.name == name) return &known;
  }
  return nullptr;
}

std::optional<std::string_view> Reader::nearest_name(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Known& known : known_annotations()) names.push_back(known.name);
  return nearest(name, names);
}

AnnotatedFile Reader::run() {
  const bool readable = check_encoding();
  if (readable) {
    items_ = lay_out(text_);
    read_items();
    finish_file();
  }
  return std::move(out_);
}

/// False where there is no point in reading on.
bool Reader::check_encoding() {
  const std::optional<std::uint32_t> at = first_invalid_byte(text_);
  if (!at.has_value()) return true;
  const auto byte = static_cast<unsigned char>(text_[*at]);
  const std::string_view start = text_.substr(0, 2);
  const bool is_utf16 = start == "\xFF\xFE" || start == "\xFE\xFF";
  std::string message = "the byte 0x" + hexadecimal(byte) + " is not UTF-8";
  if (byte == 0) message = "a NUL byte, which PostgreSQL takes in no text";
  if (is_utf16) message = "the file is UTF-16, not UTF-8";
  report("not-utf8", {*at, *at + 1}, message, "save the file as UTF-8");
  out_.not_sql.push_back({0, static_cast<std::uint32_t>(text_.size())});
  return !is_utf16;
}

void Reader::read_items() {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Item& item = items_[i];
    if (item.not_sql.has_value()) out_.not_sql.push_back(*item.not_sql);
    switch (item.kind) {
      case ItemKind::kAnnotation:
        read_annotation(item);
        break;
      case ItemKind::kStatement:
        read_statement(i);
        break;
      case ItemKind::kMetaCommand:
        read_meta_command(item);
        break;
    }
  }
  finish_section(static_cast<std::uint32_t>(text_.size()));
}

void Reader::read_statement(std::size_t index) {
  const Item& item = items_[index];
  if (item.copies_from_stdin) {
    report("copy-from-stdin", item.span,
           "COPY … FROM stdin reads rows from psql, which is not there",
           "use INSERT for a few rows, or COPY … FROM a file on the server");
  }
  if (place_ != Place::kSection) {
    report_outside_section(index);
    return;
  }
  section_has_statements_ = true;
  // Annotations of a statement that no parser sees must not fall to the one after it.
  if (pending_.has_value() && !item.not_sql.has_value()) {
    out_.sections.back().statement_annotations.push_back(std::move(*pending_));
  }
  pending_.reset();
  pending_timeouts_.clear();
}

void Reader::read_meta_command(const Item& item) {
  const std::string_view line = slice(text_, item.span);
  const std::string_view name = meta_command_name(line);
  if (is_harmless(name)) return;
  report("psql-meta-command", item.span,
         quoted(line.substr(0, 1 + name.size())) + " is a command of psql, not SQL",
         meta_command_advice(line));
}

Line Reader::take_apart(Span span) const {
  const std::string_view comment = slice(text_, span);
  const std::string_view behind = annotation_text(comment);
  const auto begin = static_cast<std::uint32_t>(span.end - behind.size());
  const std::size_t name_end = std::min(behind.find_first_of(" \t\f\v"), behind.size());
  Line line;
  line.span = span;
  line.name = trimmed(behind.substr(0, name_end), begin);
  line.rest = trimmed(behind.substr(name_end), begin + static_cast<std::uint32_t>(name_end));
  return line;
}

void Reader::read_annotation(const Item& item) {
  const Line line = take_apart(item.span);
  const std::string_view comment = slice(text_, item.span);
  const bool exact_mark = comment.find("migrate:") != std::string_view::npos;
  if (!exact_mark) {
    // Some other spelling of the mark may be prose; with a known name behind it, it is a slip.
    if (find_known(lower_case(line.name.text)) == nullptr) return;
    report("malformed-annotation", line.span, "annotations are written in lower case",
           "write `-- migrate:" + lower_case(line.name.text) + "`");
    return;
  }
  const Known* known = find_known(line.name.text);
  if (known == nullptr) {
    report_unknown(line);
  } else if (check_place(*known, item, line)) {
    (this->*known->read)(line);
  }
}

void Reader::report_unknown(const Line& line) {
  if (line.name.text.empty()) {
    const Word first = split_words(line.rest, ' ').front();
    const bool meant = find_known(first.text) != nullptr;
    report("malformed-annotation", line.span, "no name stands right behind `migrate:`",
           meant ? "write `-- migrate:" + first.text + "`, without the blank"
                 : "reword the comment if it is meant for people only");
    return;
  }
  const std::optional<std::string_view> near = nearest_name(line.name.text);
  Diagnostic& diagnostic = report(
      "unknown-annotation", line.name.span, "there is no annotation " + quoted(line.name.text),
      near.has_value() ? "did you mean " + quoted(*near) + "?" : std::string());
  if (!near.has_value()) return;
  diagnostic.fixes.push_back(
      {"write " + quoted(*near), false, {{{id_, line.name.span}, std::string(*near)}}});
}

bool Reader::check_place(const Known& known, const Item& item, const Line& line) {
  const std::string name = quoted(known.name);
  if (!item.first_on_line) {
    report("misplaced-annotation", line.span, name + " stands behind something else on its line",
           "put the annotation on a line of its own");
    return false;
  }
  if (item.inside_statement) {
    report("misplaced-annotation", line.span, name + " stands inside a statement",
           "put it before the statement; is the semicolon of the one above missing?");
    return false;
  }
  if (known.belongs == Belongs::kAnywhere) return true;
  if (place_ == Place::kAfterIrreversible) {
    report("misplaced-annotation", line.span, name + " stands behind `irreversible`, in no section",
           "move it up");
    return false;
  }
  if (known.belongs == Belongs::kHeader && place_ != Place::kHeader) {
    report("misplaced-annotation", line.span, name + " stands in a section",
           "move it to the top of the file, before the first section");
    return false;
  }
  if (known.belongs == Belongs::kSection && place_ != Place::kSection) {
    report("misplaced-annotation", line.span, name + " stands before the first section",
           "move it behind `-- migrate:up`, to where it holds");
    return false;
  }
  return true;
}

void Reader::report_outside_section(std::size_t index) {
  if (reported_outside_) return;
  reported_outside_ = true;
  const Item& item = items_[index];
  if (place_ == Place::kAfterIrreversible) {
    report("statement-outside-section", item.span,
           "a statement behind `irreversible`, in no section",
           "move it up into the section that it belongs to");
    return;
  }
  up_is_missing_reported_ = true;
  Diagnostic& diagnostic = report("statement-outside-section", item.span,
                                  "a statement before the first section, which would never run",
                                  "write `-- migrate:up` before it");
  const std::string line_end = text_.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  const std::uint32_t at =
      item.first_on_line ? before_blanks(text_, item.span.begin) : item.span.begin;
  std::string text = "-- migrate:up" + line_end;
  if (!item.first_on_line) text.insert(0, line_end);
  diagnostic.fixes.push_back({"start the up section here",
                              !header_goes_on_after(index),
                              {{{id_, {at, at}}, std::move(text)}}});
}

bool Reader::header_goes_on_after(std::size_t index) const {
  for (std::size_t i = index + 1; i < items_.size(); ++i) {
    if (items_[i].kind != ItemKind::kAnnotation) continue;
    const Known* known = find_known(take_apart(items_[i].span).name.text);
    if (known == nullptr) continue;
    if (known->belongs == Belongs::kHeader) return true;
    if (known->belongs == Belongs::kAnywhere) return false;
  }
  return false;
}

void Reader::finish_section(std::uint32_t end) {
  if (place_ == Place::kSection) out_.sections.back().body.end = end;
  if (pending_.has_value()) {
    report("misplaced-annotation", pending_->span, "no statement follows in this section",
           "an annotation for a statement stands before it");
  }
  pending_.reset();
  pending_timeouts_.clear();
}

void Reader::finish_file() {
  out_.not_sql = merged(std::move(out_.not_sql));
  const bool has_up =
      std::any_of(out_.sections.begin(), out_.sections.end(),
                  [](const Section& section) { return section.kind == SectionKind::kUp; });
  if (has_up || up_is_missing_reported_) return;
  place_ = Place::kHeader;
  const auto start =
      static_cast<std::uint32_t>(text_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  report("missing-up", {start, start}, "the file has no `-- migrate:up` section",
         "write `-- migrate:up` and below it what the revision does");
}

Diagnostic& Reader::report(std::string rule, Span span, std::string message, std::string help) {
  Diagnostic diagnostic;
  diagnostic.rule = std::move(rule);
  diagnostic.message = std::move(message);
  diagnostic.location = {id_, span};
  diagnostic.help = std::move(help);
  if (place_ == Place::kSection) diagnostic.about.section = to_string(out_.sections.back().kind);
  diagnostics_.push_back(std::move(diagnostic));
  return diagnostics_.back();
}

bool Reader::is_duplicate(const Line& line, const std::optional<Span>& first) {
  if (!first.has_value()) return false;
  Diagnostic& diagnostic =
      report("duplicate-annotation", line.span,
             quoted(line.name.text) + " stands here for the second time", "keep one of the two");
  diagnostic.notes.push_back({"the first stands here", Location{id_, *first}});
  return true;
}

bool Reader::has_text(const Line& line, std::string_view what) {
  if (!line.rest.text.empty()) return true;
  report("malformed-annotation", line.span,
         quoted(line.name.text) + " without " + std::string(what),
         "write `-- migrate:" + line.name.text + " …`");
  return false;
}

}  // namespace ashlar::annotations
