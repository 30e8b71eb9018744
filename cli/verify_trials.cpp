#include "cli/verify_trials.h"

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/plan/build.h"

namespace ashlar::cli {
namespace {

using annotations::SectionKind;
using versions::Direction;

/// Statements on what all databases of a server share, and cannot be made in each of them.
bool is_shared(const plan::PlannedStatement& statement) {
  constexpr std::array<std::string_view, 4> kKinds = {"create_role", "drop_role", "rename_role",
                                                      "create_tablespace"};
  return std::find(kKinds.begin(), kKinds.end(), statement.kind) != kKinds.end();
}

bool has_shared(const plan::Plan& plan) {
  return std::any_of(plan.steps.begin(), plan.steps.end(), [](const plan::Step& step) {
    return std::any_of(step.statements.begin(), step.statements.end(), is_shared);
  });
}

std::vector<Location> statements_of(const versions::Revision& revision, SectionKind kind) {
  std::vector<Location> places;
  for (const grammar::Section& section : revision.source.sections) {
    if (section.kind != kind) continue;
    for (const grammar::Statement& statement : section.statements) {
      places.push_back({revision.source.file, statement.sql.span});
    }
  }
  return places;
}

std::vector<std::string> texts_of(const std::vector<Location>& places, const Sources& sources) {
  std::vector<std::string> texts;
  texts.reserve(places.size());
  for (const Location& place : places) texts.emplace_back(sources.slice(place));
  return texts;
}

std::optional<Diagnostic> unreadable_down(const Workspace& workspace,
                                          const versions::Revision& revision) {
  for (const Diagnostic& finding : workspace.source_findings) {
    const bool here = finding.location.file == revision.source.file;
    if (here && finding.severity == Severity::kError && finding.about.section == "down") {
      return finding;
    }
  }
  return std::nullopt;
}

}  // namespace

Trials make_trials(const Workspace& workspace, const versions::Path& path) {
  const versions::Graph& graph = *workspace.graph;
  const Sources& sources = workspace.history->sources;
  std::vector<versions::RevisionIndex> order(path.before.begin(), path.before.end());
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return graph.rank[a] < graph.rank[b]; });
  Trials made;
  made.first = order.size();
  order.insert(order.end(), path.revisions.begin(), path.revisions.end());
  made.compilation = pipeline::compile(graph, {}, order, workspace.project.rules);

  plan::PlanSettings settings;
  settings.postgres = workspace.project.rules.postgres;
  settings.ledger_schema = workspace.project.database.ledger_schema;
  versions::RevisionSet applied;
  bool followed = true;
  for (const pipeline::CompiledRevision& compiled : made.compilation.revisions) {
    const versions::Revision& revision = graph[compiled.revision];
    versions::RevisionSet after = applied;
    after.insert(compiled.revision);
    TrialFacts facts;
    facts.revision = compiled.revision;
    facts.up = plan::build_plan(graph, {Direction::kUp, {compiled.revision}, applied, after},
                                {{&revision, &compiled.up, &compiled.findings}}, settings);
    facts.unreadable = unreadable_down(workspace, revision);
    if (versions::has_down(revision) && compiled.down && !facts.unreadable) {
      facts.down = plan::build_plan(graph, {Direction::kDown, {compiled.revision}, after, applied},
                                    {{&revision, &*compiled.down, &compiled.findings}}, settings);
    }
    followed = followed && effects::is_followed(compiled.up) && !compiled.up.after.has_doubts();
    facts.followed = followed;
    facts.seeds = statements_of(revision, SectionKind::kSeed);
    facts.queries = statements_of(revision, SectionKind::kVerify);
    made.shared_objects = made.shared_objects || has_shared(facts.up) || has_shared(facts.down);
    made.trials.push_back({revision.id, facts.up.steps, facts.down.steps,
                           texts_of(facts.seeds, sources), texts_of(facts.queries, sources)});
    made.facts.push_back(std::move(facts));
    applied = std::move(after);
  }
  return made;
}

}  // namespace ashlar::cli
