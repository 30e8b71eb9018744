#include "compiler/print.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/emit/emit.h"

namespace ashlar::pipeline {
namespace {

using versions::Graph;
using versions::RevisionIndex;

std::string ids(const Graph& graph, const std::vector<RevisionIndex>& revisions) {
  std::vector<std::string> names;
  for (const RevisionIndex index : revisions) names.push_back(graph[index].id);
  return names.empty() ? "base" : fmt::format("{}", fmt::join(names, ", "));
}

std::string heads_text(const Graph& graph, const versions::RevisionSet& applied) {
  return ids(graph, versions::heads_of(graph, applied));
}

template <typename Print>
std::string print_each(const Compilation& compilation, Print&& print_one) {
  std::string text;
  for (const CompiledRevision& revision : compilation.revisions) text += print_one(revision);
  return text;
}

Compilation compile_path(const Graph& graph, const versions::Path& path,
                         const rules::Settings& settings) {
  std::vector<RevisionIndex> before(path.before.begin(), path.before.end());
  std::sort(before.begin(), before.end(),
            [&graph](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  return compile(graph, before, path.revisions, settings);
}

}  // namespace

std::string_view to_string(Stage stage) {
  switch (stage) {
    case Stage::kAnnotations:
      return "annotations";
    case Stage::kStatements:
      return "statements";
    case Stage::kGraph:
      return "graph";
    case Stage::kPath:
      return "path";
    case Stage::kCatalog:
      return "catalog";
    case Stage::kEffects:
      return "effects";
    case Stage::kSteps:
      return "steps";
    case Stage::kPlan:
      return "plan";
  }
  return "";
}

std::vector<Stage> stages() {
  return {Stage::kAnnotations, Stage::kStatements, Stage::kGraph, Stage::kPath,
          Stage::kCatalog,     Stage::kEffects,    Stage::kSteps, Stage::kPlan};
}

std::optional<Stage> find_stage(std::string_view name) {
  for (const Stage stage : stages()) {
    if (to_string(stage) == name) return stage;
  }
  return std::nullopt;
}

std::string print_graph(const Graph& graph) {
  std::string text;
  for (const RevisionIndex index : graph.order) {
    const versions::Revision& revision = graph[index];
    text += fmt::format("{} <- {}", revision.id, ids(graph, graph.parents[index]));
    if (!graph.depends[index].empty()) text += " depends " + ids(graph, graph.depends[index]);
    const std::vector<std::string> labels = versions::labels_of(graph, index);
    if (!labels.empty()) text += fmt::format(" ({})", fmt::join(labels, ", "));
    if (graph.children[index].empty()) text += " head";
    if (graph.children[index].size() > 1) text += " branchpoint";
    if (graph.parents[index].size() > 1) text += " mergepoint";
    text += fmt::format(" depth {}\n", graph.depth[index]);
  }
  return text;
}

std::string print_path(const Graph& graph, const versions::Path& path) {
  std::string text = fmt::format("{} from {} to {}\n", versions::to_string(path.direction),
                                 heads_text(graph, path.before), heads_text(graph, path.after));
  for (const RevisionIndex index : path.revisions) {
    const versions::Revision& revision = graph[index];
    text += fmt::format("  {}{}{}\n", revision.id, revision.message.empty() ? "" : " ",
                        revision.message);
  }
  return text;
}

std::string print(Stage stage, const Graph& graph, const versions::Path& path,
                  const rules::Settings& settings, const plan::PlanSettings& plan_settings) {
  const Sources& sources = graph.history->sources;
  std::string text;
  switch (stage) {
    case Stage::kAnnotations:
      for (const RevisionIndex index : path.revisions) {
        text += print_annotations(sources, graph[index]);
      }
      return text;
    case Stage::kStatements:
      for (const RevisionIndex index : path.revisions) {
        text += print_statements(sources, graph[index]);
      }
      return text;
    case Stage::kGraph:
      return print_graph(graph);
    case Stage::kPath:
      return print_path(graph, path);
    case Stage::kCatalog:
      return print_catalog(compile_path(graph, path, settings).catalog);
    case Stage::kEffects:
      return print_each(compile_path(graph, path, settings),
                        [&graph](const CompiledRevision& r) { return print_effects(graph, r); });
    case Stage::kSteps:
      return print_each(compile_path(graph, path, settings),
                        [&graph](const CompiledRevision& r) { return print_steps(graph, r); });
    case Stage::kPlan:
      return emit::plan_pretty(make_plan(graph, path, settings, plan_settings).plan,
                               emit::Color::kNever);
  }
  return text;
}

}  // namespace ashlar::pipeline
