#pragma once

// One revision that has been replayed: its way back, and the rules over both. Layer: compiler.

#include <optional>

#include "compiler/catalog/apply.h"
#include "compiler/effects/replay.h"
#include "compiler/rules/rules.h"
#include "compiler/rules/settings.h"
#include "grammar/text/diagnostic.h"
#include "versions/graph.h"

namespace ashlar::pipeline {

/// What catalogs call the revision (catalog::Origin::revision): its index and one, as 0 is the
/// database's own.
[[nodiscard]] std::uint32_t origin_of(versions::RevisionIndex revision);

/// What the statements of a revision are applied with.
[[nodiscard]] catalog::ApplyContext context_of(const versions::Graph& graph,
                                               versions::RevisionIndex index);

struct Judged {
  std::optional<effects::Replay> down;  ///< replayed from `up.after`; absent without a down section
  Diagnostics findings;                 ///< of the rules, both directions
};

/// `revision` is that of `index`, with its statements; `up` its replay.
[[nodiscard]] Judged judge(const versions::Graph& graph, versions::RevisionIndex index,
                           const versions::Revision& revision, const effects::Replay& up,
                           const rules::Settings& settings, rules::Fixes fixes);

}  // namespace ashlar::pipeline
