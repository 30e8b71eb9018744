#include <algorithm>

#include "grammar/annotations/reader.h"
#include "grammar/annotations/scanner.h"
#include "grammar/annotations/words.h"
#include "grammar/text/nearest.h"

namespace ashlar::annotations {
namespace {

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known,
                         std::string otherwise) {
  const std::optional<std::string_view> near = nearest(word, known);
  return near.has_value() ? "did you mean `" + std::string(*near) + "`?" : std::move(otherwise);
}

}  // namespace

void Reader::read_up(const Line& line) {
  start_section(line, SectionKind::kUp);
  read_options(line);
}

void Reader::read_down(const Line& line) {
  const bool has_up =
      std::any_of(out_.sections.begin(), out_.sections.end(),
                  [](const Section& section) { return section.kind == SectionKind::kUp; });
  start_section(line, SectionKind::kDown);
  read_options(line);
  if (!has_up) {
    report("misplaced-annotation", line.span, "`down` stands before the first `up`",
           "write what the revision does first, and its way back below");
    up_is_missing_reported_ = true;
  }
  check_way_back(line);
}

void Reader::read_verify(const Line& line) { read_single(line, SectionKind::kVerify); }

void Reader::read_seed(const Line& line) { read_single(line, SectionKind::kSeed); }

/// A section of which a file has one at most.
void Reader::read_single(const Line& line, SectionKind kind) {
  std::optional<Span> first;
  for (const Section& section : out_.sections) {
    if (section.kind == kind) first = section.annotation;
  }
  start_section(line, kind);
  read_options(line);
  is_duplicate(line, first);
}

void Reader::start_section(const Line& line, SectionKind kind) {
  finish_section(before_blanks(text_, line.span.begin));
  Section section;
  section.kind = kind;
  section.annotation = line.span;
  const std::uint32_t body = next_line(text_, line.span.end);
  section.body = {body, static_cast<std::uint32_t>(text_.size())};
  out_.sections.push_back(std::move(section));
  place_ = Place::kSection;
  section_has_statements_ = false;
  section_timeouts_.clear();
}

/// dbmate's `up transaction:false`.
void Reader::read_options(const Line& line) {
  for (const Word& option : split_words(line.rest, ' ')) {
    if (option.text.empty()) continue;
    const std::size_t colon = option.text.find(':');
    const std::string key = option.text.substr(0, colon);
    if (key != "transaction") {
      report("malformed-annotation", option.span,
             "`" + line.name.text + "` has no option `" + option.text + "`",
             did_you_mean(key, {"transaction"}, "its one option is `transaction:false`"));
      continue;
    }
    const std::string value = colon == std::string::npos ? "" : option.text.substr(colon + 1);
    if (value != "true" && value != "false") {
      report("malformed-annotation", option.span,
             "`transaction` is `true` or `false` here, not `" + value + "`",
             "write `transaction:false`");
      continue;
    }
    set_transaction({value == "true" ? "on" : "off", option.span}, option.span);
  }
}

void Reader::read_irreversible(const Line& line) {
  finish_section(before_blanks(text_, line.span.begin));
  place_ = Place::kAfterIrreversible;
  reported_outside_ = false;
  if (is_duplicate(line, irreversible_line_)) return;
  irreversible_line_ = line.span;
  if (out_.sections.empty()) {
    report("misplaced-annotation", line.span, "`irreversible` stands before the first `up`",
           "write it below the up section, where `down` would stand");
  }
  check_way_back(line);
  if (has_text(line, "a reason")) out_.irreversible = line.rest;
}

/// A revision has a way back or says why it has none. Called for whichever of the two comes last.
void Reader::check_way_back(const Line& line) {
  const auto down =
      std::find_if(out_.sections.begin(), out_.sections.end(),
                   [](const Section& section) { return section.kind == SectionKind::kDown; });
  if (down == out_.sections.end() || !irreversible_line_.has_value()) return;
  const bool down_is_first = down->annotation < *irreversible_line_;
  Diagnostic& diagnostic =
      report("misplaced-annotation", line.span, "a `down` section and `irreversible` in one file",
             "keep the one that is true");
  diagnostic.notes.push_back(
      {down_is_first ? "the `down` section" : "`irreversible`",
       Location{id_, down_is_first ? down->annotation : *irreversible_line_}});
}

void Reader::read_transaction(const Line& line) {
  if (section_has_statements_) {
    report("misplaced-annotation", line.span, "`transaction` stands behind a statement",
           "it holds for the whole section: move it to the section's start");
    return;
  }
  if (!has_text(line, "`on` or `off`")) return;
  if (line.rest.text != "on" && line.rest.text != "off") {
    report("malformed-annotation", line.rest.span,
           "`transaction` is `on` or `off`, not `" + line.rest.text + "`",
           "write `-- migrate:transaction off`");
    return;
  }
  set_transaction(line.rest, line.span);
}

void Reader::set_transaction(const Word& value, Span span) {
  Section& section = out_.sections.back();
  if (section.transaction != TransactionMode::kDerived) {
    Diagnostic& diagnostic =
        report("duplicate-annotation", span, "the section's transaction is set for the second time",
               "keep one of the two");
    diagnostic.notes.push_back({"the first stands here", Location{id_, section.transaction_span}});
    return;
  }
  section.transaction = value.text == "on" ? TransactionMode::kOn : TransactionMode::kOff;
  section.transaction_span = value.span;
}

void Reader::read_allow(const Line& line) {
  Allow allow;
  allow.span = line.span;
  const std::size_t dashes = std::min(line.rest.text.find("--"), line.rest.text.size());
  const std::string_view text = line.rest.text;
  const Word rules = trimmed(text.substr(0, dashes), line.rest.span.begin);
  for (Word& rule : split_words(rules, ',')) {
    if (is_rule_name(rule.text)) {
      allow.rules.push_back(std::move(rule));
    } else if (rule.text.empty()) {
      report("malformed-annotation", line.span, "`allow` without the name of a rule",
             "write `-- migrate:allow RULE -- REASON`");
    } else {
      report("malformed-annotation", rule.span, "`" + rule.text + "` is not the name of a rule",
             "write `-- migrate:allow RULE[, RULE] -- REASON`");
    }
  }
  allow.reason.span = {line.rest.span.end, line.rest.span.end};
  if (dashes < text.size()) {
    allow.reason = trimmed(text.substr(dashes + 2),
                           line.rest.span.begin + static_cast<std::uint32_t>(dashes) + 2);
  }
  if (allow.reason.text.empty()) {
    report("allow-without-reason", line.span, "an exception without a reason",
           "say why behind the rule: `-- migrate:allow RULE -- REASON`");
  }
  if (place_ == Place::kHeader) {
    out_.file_allows.push_back(std::move(allow));
  } else {
    pending(line).allows.push_back(std::move(allow));
  }
}

void Reader::read_timeout(const Line& line) {
  if (!has_text(line, "a limit")) return;
  // Before the first statement a limit is the whole section's; later it holds from the next
  // statement on.
  const bool of_section = !section_has_statements_;
  Timeouts& timeouts = of_section ? out_.sections.back().timeouts : pending(line).timeouts;
  std::map<std::string, Span>& seen = of_section ? section_timeouts_ : pending_timeouts_;
  for (const Word& setting : split_words(line.rest, ' ')) {
    if (!setting.text.empty()) read_timeout_setting(setting, timeouts, seen);
  }
}

void Reader::read_timeout_setting(const Word& setting, Timeouts& timeouts,
                                  std::map<std::string, Span>& seen) {
  const std::size_t equals = setting.text.find('=');
  const std::string key = setting.text.substr(0, equals);
  if (equals == std::string::npos || (key != "lock" && key != "statement")) {
    report("malformed-annotation", setting.span, "`" + setting.text + "` is no limit",
           did_you_mean(key, {"lock", "statement"},
                        "write `-- migrate:timeout lock=2s statement=10min`"));
    return;
  }
  const std::string value = setting.text.substr(equals + 1);
  const std::optional<std::chrono::milliseconds> duration = parse_duration(value);
  if (!duration.has_value()) {
    report(
        "malformed-annotation", setting.span, "`" + value + "` is no length of time",
        "write a whole number with `ms`, `s`, `min`, `h` or `d`, at most 24 days; 0 is no limit");
    return;
  }
  const auto [first, fresh] = seen.emplace(key, setting.span);
  if (!fresh) {
    Diagnostic& diagnostic =
        report("duplicate-annotation", setting.span,
               "the limit `" + key + "` is set for the second time", "keep one of the two");
    diagnostic.notes.push_back({"the first stands here", Location{id_, first->second}});
    return;
  }
  (key == "lock" ? timeouts.lock : timeouts.statement) = duration;
}

void Reader::read_effect(const Line& line) {
  if (has_text(line, "a statement")) pending(line).effects.push_back({line.rest});
}

StatementAnnotations& Reader::pending(const Line& line) {
  if (!pending_.has_value()) {
    pending_.emplace();
    pending_->span = line.span;
  }
  pending_->span.end = line.span.end;
  return *pending_;
}

}  // namespace ashlar::annotations
