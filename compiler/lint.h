#pragma once

// What `ashlar lint` says of a history. The compiler's stages as in pipeline.h, laid out for speed:
// while one thread replays, others read the revisions that follow and run the rules over those that
// went before. Layer: compiler.

#include <set>

#include "compiler/rules/rules.h"
#include "compiler/rules/settings.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"
#include "versions/graph.h"

namespace ashlar::pipeline {

/// The findings of the grammar and of the rules in `files`. The graph's history may be an outline
/// (versions::read_outline). Revisions beside `files` that stand before the last of them are
/// replayed, and nothing else.
[[nodiscard]] Diagnostics lint(const versions::Graph& graph, const std::set<FileId>& files,
                               const rules::Settings& settings, rules::Fixes fixes);

/// Those of the grammar alone, for histories that make no graph.
[[nodiscard]] Diagnostics lint_sources(const versions::History& history,
                                       const std::set<FileId>& files);

}  // namespace ashlar::pipeline
