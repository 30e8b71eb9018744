#include "compiler/rules/allows.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/rules/loss/reporting_rules.h"
#include "grammar/text/nearest.h"

namespace ashlar::rules {
namespace {

constexpr std::string_view kUnusedAllow = "unused-allow";

bool is_known(std::string_view id) {
  return find_rule(id) != nullptr || find_fixed_rule(id) != nullptr;
}

std::vector<std::string_view> rule_ids() {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) ids.push_back(rule.id);
  return ids;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

Allows::Allows(const RevisionContext& context) : context_(context) {
  const grammar::Source& source = context.revision->source;
  const std::string_view text = (*context.sources)[source.file].text;
  add(source.allows, {0, static_cast<std::uint32_t>(text.size())});
  of_the_file_ = entries_.size();
  for (const grammar::Section& section : source.sections) {
    for (const grammar::Statement& statement : section.statements) {
      const Span covers{std::min(statement.text.begin, statement.sql.span.begin),
                        std::max(statement.text.end, statement.sql.span.end)};
      add(statement.allows, covers);
    }
  }
}

void Allows::add(const std::vector<annotations::Allow>& allows, Span covers) {
  for (const annotations::Allow& allow : allows) {
    for (std::size_t i = 0; i < allow.rules.size(); ++i) {
      entries_.push_back({&allow, i, covers, false});
    }
  }
}

std::vector<Allows::Entry*> Allows::covering(Span place) {
  std::vector<Entry*> found;
  const auto add_if_covering = [&](Entry& entry) {
    if (entry.covers.begin <= place.begin && place.end <= entry.covers.end) found.push_back(&entry);
  };
  for (std::size_t i = 0; i < of_the_file_; ++i) add_if_covering(entries_[i]);
  // Statements do not overlap: only the last that begins before the place can hold it.
  const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(of_the_file_);
  const auto end = std::partition_point(first, entries_.end(), [place](const Entry& entry) {
    return entry.covers.begin <= place.begin;
  });
  auto at = end;
  while (at != first && (at - 1)->covers == (end - 1)->covers) --at;
  for (; at != end; ++at) add_if_covering(*at);
  return found;
}

bool Allows::suppress(const Diagnostic& finding) {
  bool suppressed = false;
  for (Entry* entry : covering(finding.location.span)) {
    if (entry->allow->rules[entry->rule].text != finding.rule) continue;
    entry->used = suppressed = true;
  }
  return suppressed;
}

void Allows::cover(const effects::Loss& loss, Span place) {
  const std::vector<std::string_view> rules = reporting_rules(loss);
  for (Entry* entry : covering(place)) {
    const std::string& named = entry->allow->rules[entry->rule].text;
    if (std::find(rules.begin(), rules.end(), named) != rules.end()) entry->used = true;
  }
}

void Allows::cover_losses(const effects::Replay& replay, versions::Direction direction) {
  std::set<catalog::ObjectId> filled;
  for (const effects::ReplayedStatement& statement : replay.statements) {
    for (const effects::Loss& loss : statement.effects.losses) {
      const bool older = loss.origin.revision != context_.ordinal;
      if (direction == versions::Direction::kDown || older || filled.contains(loss.id)) {
        cover(loss, statement.statement->sql.span);
      }
    }
    for (const effects::Lock& lock : statement.effects.locks) {
      if (lock.mode == effects::LockMode::kRowExclusive) filled.insert(lock.relation.id);
    }
    if (std::holds_alternative<sql::CreateTableAs>(statement.statement->sql.node)) {
      filled.insert(statement.changes.created.begin(), statement.changes.created.end());
    }
  }
}

Diagnostics Allows::report_unused() const {
  Diagnostics findings;
  const std::string& path = (*context_.sources)[context_.revision->source.file].path;
  const auto report = [&](Diagnostic diagnostic, Severity default_severity) {
    const auto severity = severity_of(*context_.settings, kUnusedAllow, default_severity, path);
    if (!severity) return;
    diagnostic.rule = kUnusedAllow;
    diagnostic.severity = *severity;
    findings.push_back(std::move(diagnostic));
  };
  for (const Entry& entry : entries_) {
    const annotations::Word& named = entry.allow->rules[entry.rule];
    if (!is_known(named.text)) {
      report(unknown(named), Severity::kError);
      continue;
    }
    const Rule* rule = find_rule(named.text);
    // Where the rule is off, nobody can say what the allow would have been good for.
    const bool off =
        rule != nullptr && !severity_of(*context_.settings, rule->id, rule->severity, path);
    if (!entry.used && !off) report(unused(entry), Severity::kWarning);
  }
  return findings;
}

Diagnostic Allows::unknown(const annotations::Word& rule) const {
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("there is no rule `{}` to allow", rule.text);
  diagnostic.location = context_.location(rule.span);
  if (const auto meant = nearest(rule.text, rule_ids())) {
    diagnostic.help = fmt::format("did you mean `{}`?", *meant);
    diagnostic.fixes.push_back({fmt::format("write {}", *meant),
                                false,
                                {{context_.location(rule.span), std::string(*meant)}}});
  } else {
    diagnostic.help = "`ashlar explain` lists all rules";
  }
  return diagnostic;
}

Diagnostic Allows::unused(const Entry& entry) const {
  const annotations::Word& rule = entry.allow->rules[entry.rule];
  Diagnostic diagnostic;
  diagnostic.location = context_.location(rule.span);
  if (find_fixed_rule(rule.text) != nullptr) {
    diagnostic.message =
        fmt::format("`{}` cannot be allowed: it is about the file, not about a risk", rule.text);
    diagnostic.help = "mend what it reports";
  } else {
    diagnostic.message =
        fmt::format("`{}` reports nothing here, so there is nothing to allow", rule.text);
    diagnostic.help = "remove it: it would hide the next finding";
  }
  diagnostic.fixes.push_back(removal(entry));
  return diagnostic;
}

Fix Allows::removal(const Entry& entry) const {
  const std::vector<annotations::Word>& rules = entry.allow->rules;
  Fix fix;
  fix.message = "remove it";
  fix.safe = true;
  if (rules.size() > 1) {
    // With the comma before it, or for the first the one behind it.
    const Span span = entry.rule == 0
                          ? Span{rules[0].span.begin, rules[1].span.begin}
                          : Span{rules[entry.rule - 1].span.end, rules[entry.rule].span.end};
    fix.edits.push_back({context_.location(span), ""});
    return fix;
  }
  const std::string_view text = (*context_.sources)[context_.revision->source.file].text;
  Span span = entry.allow->span;
  const std::size_t newline = text.rfind('\n', span.begin == 0 ? 0 : span.begin - 1);
  const auto line_begin =
      static_cast<std::uint32_t>(newline == std::string_view::npos ? 0 : newline + 1);
  const auto line_end =
      static_cast<std::uint32_t>(std::min(text.find('\n', span.end), text.size()));
  if (is_blank(slice(text, {line_begin, span.begin})) &&
      is_blank(slice(text, {span.end, line_end}))) {
    span = {line_begin, std::min(line_end + 1, static_cast<std::uint32_t>(text.size()))};
  }
  fix.edits.push_back({context_.location(span), ""});
  return fix;
}

}  // namespace ashlar::rules
