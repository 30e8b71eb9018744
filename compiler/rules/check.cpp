#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "compiler/rules/allows.h"
#include "compiler/rules/locks/window.h"
#include "compiler/rules/names/word_index.h"
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
    const auto behind = std::partition_point(
        section.statements.begin(), section.statements.end(),
        [place](const grammar::Statement& each) { return each.text.begin <= place.begin; });
    if (behind == section.statements.begin()) continue;
    const grammar::Statement& last = *std::prev(behind);
    if (contains(last.text, place)) about.statement = last.index;
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

/// What a DO block or a called function runs is judged like a statement of the file, at the words
/// that say it or run it; the statement as a whole only where that finds nothing.
void run_on_inside(StatementContext statement, const Rule& rule, Diagnostics& findings) {
  const std::size_t before = findings.size();
  std::set<std::string> said;  // loops do the same again
  for (const effects::RunInside& inside : statement.statement().inside) {
    statement.inside = &inside;
    Diagnostics fresh;
    rule.check_statement(statement, fresh);
    statement.inside = nullptr;
    for (Diagnostic& finding : fresh) {
      if (!said.insert(finding.message).second) continue;
      if (inside.text != nullptr) finding.location.span = inside.run_by;
      findings.push_back(std::move(finding));
    }
  }
  if (findings.size() == before) rule.check_statement(statement, findings);
}

/// One direction of a revision, and the window of each of its steps.
struct Way {
  versions::Direction direction = versions::Direction::kUp;
  const effects::Replay* replay = nullptr;
  std::vector<Window> windows;
};

std::vector<Way> ways_of(const RevisionContext& context) {
  std::vector<Way> ways;
  ways.push_back({versions::Direction::kUp, context.up, {}});
  if (context.down != nullptr) ways.push_back({versions::Direction::kDown, context.down, {}});
  for (Way& way : ways) {
    for (const effects::StepRange& step : way.replay->steps) {
      way.windows.push_back(window_of(context, *way.replay, step));
    }
  }
  return ways;
}

void run_on_statements(const RevisionContext& context, const Rule& rule, const Way& way,
                       Diagnostics& findings) {
  StatementContext statement;
  statement.revision = &context;
  statement.direction = way.direction;
  statement.replay = way.replay;
  for (statement.step = 0; statement.step < way.replay->steps.size(); ++statement.step) {
    const effects::StepRange& step = way.replay->steps[statement.step];
    statement.window = &way.windows[statement.step];
    for (statement.index = step.begin; statement.index < step.end; ++statement.index) {
      if (!statement.statement().statement->effects.empty()) {
        run_on_effects(statement, rule, findings);
      } else if (!statement.statement().inside.empty()) {
        run_on_inside(statement, rule, findings);
      } else {
        rule.check_statement(statement, findings);
      }
    }
  }
}

Diagnostics run(const RevisionContext& context, const std::vector<Way>& ways, const Rule& rule) {
  Diagnostics findings;
  if (rule.check_statement != nullptr) {
    for (const Way& way : ways) run_on_statements(context, rule, way, findings);
  }
  if (rule.check_revision != nullptr) rule.check_revision(context, findings);
  return findings;
}

}  // namespace

Diagnostics check(const RevisionContext& given_context) {
  RevisionContext context = given_context;
  const std::vector<GivenName> names = given_names(context);
  context.given_names = &names;
  WordIndex words(context);
  context.words = &words;
  const std::vector<Way> ways = ways_of(context);
  const std::string& path = (*context.sources)[context.revision->source.file].path;
  Allows allows(context);
  Diagnostics kept;
  const auto keep = [&](Diagnostic& finding) {
    if (allows.suppress(finding)) return;
    finding.about = ref_of(*context.revision, finding.location.span);
    kept.push_back(std::move(finding));
  };
  for (const Rule& rule : all_rules()) {
    Diagnostics findings = run(context, ways, rule);
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
