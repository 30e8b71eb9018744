#pragma once

// The map of the compiler: its stages in order, each a function from values to a value. Every stage
// can be printed (`ashlar lint --print STAGE`; docs/architecture.md shows how).
//
//   bytes ──read──▶ History ──link──▶ Graph ──route──▶ Path ──compile──▶ Compilation
//         ──plan──▶ Plan ──emit──▶ text
//
// Layer: compiler, the top of the compiler.

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/effects/replay.h"
#include "compiler/judge.h"
#include "compiler/plan/build.h"
#include "compiler/plan/plan.h"
#include "compiler/rules/rules.h"
#include "compiler/rules/settings.h"
#include "versions/graph.h"
#include "versions/revision.h"
#include "versions/symbols.h"

namespace ashlar::pipeline {

// 1. read: versions::read_history (bytes of versions/*.sql → revisions with typed statements)
// 2. link: versions::build_graph  (revisions → one checked graph with a stable order)
// 3. route: versions::upgrade_path, downgrade_path, range_path (a target → an ordered path)

// 4. compile: replays revisions into the catalog and runs the rules over each.

struct CompiledRevision {
  versions::RevisionIndex revision = 0;
  effects::Replay up;
  std::optional<effects::Replay> down;  ///< replayed from `up.after`; absent without a down section
  Diagnostics findings;                 ///< of the rules, both directions
};

struct Compilation {
  std::vector<CompiledRevision> revisions;  ///< in the order compiled
  catalog::Catalog catalog;                 ///< after all of them
};

/// Compiles `revisions` upwards, in that order, from the catalog that replaying `applied` gives.
[[nodiscard]] Compilation compile(const versions::Graph& graph,
                                  const std::vector<versions::RevisionIndex>& applied,
                                  const std::vector<versions::RevisionIndex>& revisions,
                                  const rules::Settings& settings,
                                  rules::Fixes fixes = rules::Fixes::kQuick);

// 5. plan: the compiled revisions of a path → ordered steps with their ledger words.
//    A downward path replays each down section from the catalog that the path has reached.

struct Planned {
  plan::Plan plan;
  Diagnostics findings;  ///< of the revisions in the plan
  /// The schema before each revision of the path, and the one behind the last.
  std::vector<catalog::Catalog> schemas;
};

/// In a downward path, a revision that changed something and has no way back is an error
/// (`no-down-section`, with the reason of `irreversible` where there is one).
[[nodiscard]] Planned make_plan(const versions::Graph& graph, const versions::Path& path,
                                const rules::Settings& settings,
                                const plan::PlanSettings& plan_settings);

// 6. emit: compiler/emit (diagnostics and plans → terminal, JSON, SQL script)
//
// And beside this way, for what need not hold all at once: compiler/lint.h (a graph → findings,
// each revision let go as soon as it is judged), compiler/schema_of.h (a path → its catalog,
// nothing forecast, no rule run) with compiler/schema/schema.h (a catalog → SQL, JSON).

}  // namespace ashlar::pipeline
