#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "compiler/rules/allows.h"
#include "compiler/rules/naming/given_names.h"
#include "compiler/rules/rules.h"

namespace ashlar::rules {
namespace {

bool contains(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.begin < std::max(outer.end, outer.begin + 1);
}

/// The statement or section that a place in the file belongs to.
StatementRef ref_of(const versions::Revision& revision, Span place) {
  StatementRef about;
  about.revision = revision.id;
  for (const grammar::Section& section : revision.source.sections) {
    if (!contains(section.annotation, place) && !contains(section.body, place)) continue;
    about.section = annotations::to_string(section.kind);
    for (std::size_t i = 0; i < section.statements.size(); ++i) {
      const Span text = section.statements[i].text;
      if (contains(text, place) || contains(section.statements[i].sql.span, place)) {
        about.statement = static_cast<std::uint32_t>(i);
      }
    }
  }
  return about;
}

/// An opaque statement is judged by what its annotations say that it does.
void run_on_effects(StatementContext statement, const Rule& rule, Diagnostics& findings) {
  Diagnostics fresh;
  for (const sql::Statement& effect : statement.statement().statement->effects) {
    statement.effect = &effect;
    rule.check_statement(statement, fresh);
  }
  std::set<std::string> said;  // losses belong to the statement, whichever effect is looked at
  for (Diagnostic& finding : fresh) {
    if (!said.insert(finding.message).second) continue;
    finding.fixes.clear();  // they would change the annotation and not what is done
    findings.push_back(std::move(finding));
  }
}

void run_on_statements(const RevisionContext& context, const Rule& rule,
                       versions::Direction direction, Diagnostics& findings) {
  const effects::Replay* replay = direction == versions::Direction::kUp ? context.up : context.down;
  if (replay == nullptr) return;
  StatementContext statement;
  statement.revision = &context;
  statement.direction = direction;
  statement.replay = replay;
  for (statement.step = 0; statement.step < replay->steps.size(); ++statement.step) {
    const effects::StepRange& step = replay->steps[statement.step];
    for (statement.index = step.begin; statement.index < step.end; ++statement.index) {
      if (statement.statement().statement->effects.empty()) {
        rule.check_statement(statement, findings);
      } else {
        run_on_effects(statement, rule, findings);
      }
    }
  }
}

Diagnostics run(const RevisionContext& context, const Rule& rule) {
  Diagnostics findings;
  if (rule.check_statement != nullptr) {
    run_on_statements(context, rule, versions::Direction::kUp, findings);
    run_on_statements(context, rule, versions::Direction::kDown, findings);
  }
  if (rule.check_revision != nullptr) rule.check_revision(context, findings);
  return findings;
}

}  // namespace

Diagnostics check(const RevisionContext& given_context) {
  RevisionContext context = given_context;
  const std::vector<GivenName> names = given_names(context);
  context.given_names = &names;
  const std::string& path = (*context.sources)[context.revision->source.file].path;
  Allows allows(context);
  Diagnostics kept;
  const auto keep = [&](Diagnostic& finding) {
    if (allows.suppress(finding)) return;
    finding.about = ref_of(*context.revision, finding.location.span);
    kept.push_back(std::move(finding));
  };
  for (const Rule& rule : all_rules()) {
    Diagnostics findings = run(context, rule);
    if (findings.empty()) continue;
    const auto severity = severity_of(*context.settings, rule.id, rule.severity, path);
    if (!severity) continue;
    for (Diagnostic& finding : findings) {
      finding.rule = rule.id;
      // A check may ask for less than its rule.
      finding.severity = std::min(finding.severity, *severity);
      keep(finding);
    }
  }
  allows.cover_losses(*context.up, versions::Direction::kUp);
  if (context.down != nullptr) allows.cover_losses(*context.down, versions::Direction::kDown);
  for (Diagnostic& finding : allows.report_unused()) keep(finding);
  sort_by_location(kept);
  return kept;
}

}  // namespace ashlar::rules
