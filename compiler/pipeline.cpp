#include "compiler/pipeline.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "compiler/rules/names/elsewhere.h"

namespace ashlar::pipeline {
namespace {

using versions::Direction;
using versions::Graph;
using versions::Revision;
using versions::RevisionIndex;

effects::Replay replay(const Graph& graph, RevisionIndex index, Direction direction,
                       const catalog::Catalog& before, int postgres) {
  return effects::replay(versions::sections(graph[index], direction), before,
                         context_of(graph, index), postgres);
}

/// `catalog` after the up section of a revision that nobody looks at.
catalog::Catalog advance(const Graph& graph, RevisionIndex index, catalog::Catalog catalog) {
  return effects::follow(versions::sections(graph[index], Direction::kUp), std::move(catalog),
                         context_of(graph, index))
      .after;
}

CompiledRevision compile_one(const Graph& graph, RevisionIndex index,
                             const catalog::Catalog& before, const rules::Settings& settings,
                             rules::Fixes fixes) {
  CompiledRevision compiled;
  compiled.revision = index;
  compiled.up = replay(graph, index, Direction::kUp, before, settings.postgres);
  Judged judged = judge(graph, index, graph[index], compiled.up, settings, fixes);
  compiled.down = std::move(judged.down);
  compiled.findings = std::move(judged.findings);
  return compiled;
}

std::vector<RevisionIndex> in_graph_order(const Graph& graph, const versions::RevisionSet& set) {
  std::vector<RevisionIndex> ordered(set.begin(), set.end());
  std::sort(ordered.begin(), ordered.end(),
            [&graph](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  return ordered;
}

bool changes_anything(const Revision& revision) {
  const auto sections = versions::sections(revision, Direction::kUp);
  return std::any_of(sections.begin(), sections.end(),
                     [](const grammar::Section* section) { return !section->statements.empty(); });
}

/// What stands in the way of a downgrade through the revision.
std::optional<Diagnostic> no_way_back(const Revision& revision) {
  if (versions::has_down(revision) || !changes_anything(revision)) return std::nullopt;
  Diagnostic finding;
  finding.rule = "no-down-section";
  finding.severity = Severity::kError;
  finding.location = revision.id_location;
  finding.about.revision = revision.id;
  if (revision.source.irreversible) {
    finding.location = {revision.source.file, revision.source.irreversible->span};
    finding.message =
        "revision `" + revision.id + "` is irreversible: " + revision.source.irreversible->text;
    finding.help = "restore from a backup, or write a new revision that goes forward";
  } else {
    finding.message = "revision `" + revision.id +
                      "` has no statements in a down section, so there is no way back through it";
    finding.help =
        "write the down section, or say why there is none: -- migrate:irreversible REASON";
  }
  return finding;
}

void append(Diagnostics& to, const Diagnostics& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Planned plan_up(const Graph& graph, const versions::Path& path, const rules::Settings& settings,
                const plan::PlanSettings& plan_settings) {
  const Compilation compiled =
      compile(graph, in_graph_order(graph, path.before), path.revisions, settings);
  Planned planned;
  std::vector<plan::PlanInput> inputs;
  for (const CompiledRevision& revision : compiled.revisions) {
    inputs.push_back({&graph[revision.revision], &revision.up, &revision.findings});
    append(planned.findings, revision.findings);
    planned.schemas.push_back(revision.up.before);
  }
  planned.schemas.push_back(compiled.catalog);
  planned.plan = plan::build_plan(graph, path, inputs, plan_settings);
  return planned;
}

/// The revisions of a downward path are compiled at their places in the graph's order, as every
/// other command compiles them; what the plan shows and runs is replayed from where the path
/// stands.
Planned plan_down(const Graph& graph, const versions::Path& path, const rules::Settings& settings,
                  const plan::PlanSettings& plan_settings) {
  const versions::RevisionSet leaving(path.revisions.begin(), path.revisions.end());
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  std::vector<Diagnostics> findings(graph.size());
  for (const RevisionIndex index : in_graph_order(graph, path.before)) {
    if (leaving.count(index) == 0) {
      catalog = advance(graph, index, std::move(catalog));
      continue;
    }
    CompiledRevision compiled = compile_one(graph, index, catalog, settings, rules::Fixes::kQuick);
    catalog = compiled.up.after;
    std::copy_if(compiled.findings.begin(), compiled.findings.end(),
                 std::back_inserter(findings[index]),
                 [](const Diagnostic& finding) { return finding.about.section != "up"; });
  }
  Planned planned;
  std::vector<effects::Replay> replays;
  std::vector<plan::PlanInput> inputs;
  replays.reserve(path.revisions.size());
  for (const RevisionIndex index : path.revisions) {
    planned.schemas.push_back(catalog);
    replays.push_back(replay(graph, index, Direction::kDown, catalog, settings.postgres));
    catalog = replays.back().after;
    if (auto finding = no_way_back(graph[index])) findings[index].push_back(std::move(*finding));
    inputs.push_back({&graph[index], &replays.back(), &findings[index]});
    append(planned.findings, findings[index]);
  }
  planned.schemas.push_back(std::move(catalog));
  planned.plan = plan::build_plan(graph, path, inputs, plan_settings);
  return planned;
}

}  // namespace

Compilation compile(const Graph& graph, const std::vector<RevisionIndex>& applied,
                    const std::vector<RevisionIndex>& revisions, const rules::Settings& settings,
                    rules::Fixes fixes) {
  Compilation compilation;
  compilation.catalog = catalog::Catalog::empty_database();
  for (const RevisionIndex index : applied) {
    compilation.catalog = advance(graph, index, std::move(compilation.catalog));
  }
  compilation.revisions.reserve(revisions.size());
  for (const RevisionIndex index : revisions) {
    CompiledRevision compiled = compile_one(graph, index, compilation.catalog, settings, fixes);
    compilation.catalog = compiled.up.after;
    compilation.revisions.push_back(std::move(compiled));
  }
  std::vector<Diagnostics*> findings;
  for (CompiledRevision& compiled : compilation.revisions) findings.push_back(&compiled.findings);
  rules::doubt_fixes_used_elsewhere(findings, graph.history->sources);
  return compilation;
}

Planned make_plan(const Graph& graph, const versions::Path& path, const rules::Settings& settings,
                  const plan::PlanSettings& plan_settings) {
  switch (path.direction) {
    case Direction::kUp:
      return plan_up(graph, path, settings, plan_settings);
    case Direction::kDown:
      return plan_down(graph, path, settings, plan_settings);
  }
  return {};
}

}  // namespace ashlar::pipeline
