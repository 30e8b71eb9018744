#pragma once

// The parts that make_review puts together, each a function of its own file. Private to
// compiler/emit/review.

#include "compiler/emit/line_maps.h"
#include "compiler/emit/review/review.h"

namespace ashlar::emit::review {

/// The revisions of the plan with their steps and statements (steps.cpp).
[[nodiscard]] std::vector<RevisionView> revisions_of(const ReviewInput& input);

/// A statement's risk and the words for it, from its other members (risk.cpp).
void weigh(StatementView& statement);

/// Whom a step keeps waiting, and from when on (holds.cpp).
[[nodiscard]] std::vector<Hold> holds_of(const std::vector<StatementView>& statements);

/// (findings.cpp)
[[nodiscard]] FindingView finding_view(LineMaps& lines, const Diagnostic& finding);
/// True where it is about the section that the plan does not run.
[[nodiscard]] bool is_on_way_back(const Diagnostic& finding, versions::Direction direction);

/// The way back over the revision that is `at` in the path (way_back_view.cpp).
[[nodiscard]] WayBackView way_back_of(const ReviewInput& input, std::size_t at);

/// The plan's revisions with what they follow (graph_view.cpp).
[[nodiscard]] GraphView graph_of(const ReviewInput& input);

/// What differs between two schemas of one history, object by object (schema_changes.cpp).
[[nodiscard]] std::vector<SchemaChange> schema_changes(const catalog::Catalog& before,
                                                       const catalog::Catalog& after);

}  // namespace ashlar::emit::review
