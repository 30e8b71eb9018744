#pragma once

// Every stage of the compiler as text: for people who want to see what it made of their files, and
// for the golden tests. Stable and free of clocks, hash orders and absolute paths. Layer: compiler.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline.h"

namespace ashlar::pipeline {

enum class Stage {
  kAnnotations,
  kStatements,
  kGraph,
  kPath,
  kCatalog,
  kEffects,
  kSteps,
  kPlan,
};

[[nodiscard]] std::string_view to_string(Stage stage);
/// In the order of the pipeline.
[[nodiscard]] std::vector<Stage> stages();
[[nodiscard]] std::optional<Stage> find_stage(std::string_view name);

/// The stages before the graph, one revision each; they need no valid graph.
[[nodiscard]] std::string print_annotations(const Sources& sources,
                                            const versions::Revision& revision);
[[nodiscard]] std::string print_statements(const Sources& sources,
                                           const versions::Revision& revision);

/// One line a revision in the graph's order: id, parents, dependencies, labels, what it is.
[[nodiscard]] std::string print_graph(const versions::Graph& graph);
[[nodiscard]] std::string print_path(const versions::Graph& graph, const versions::Path& path);
/// The objects by kind and name, parts below their tables.
[[nodiscard]] std::string print_catalog(const catalog::Catalog& catalog);
/// Locks, rewrites, scans, builds and losses of each statement, both directions.
[[nodiscard]] std::string print_effects(const versions::Graph& graph,
                                        const CompiledRevision& revision);
/// How each direction is divided into transactions, and why.
[[nodiscard]] std::string print_steps(const versions::Graph& graph,
                                      const CompiledRevision& revision);

/// The stage as it comes out for an upward walk.
[[nodiscard]] std::string print(Stage stage, const versions::Graph& graph,
                                const versions::Path& path, const rules::Settings& settings,
                                const plan::PlanSettings& plan_settings);

}  // namespace ashlar::pipeline
