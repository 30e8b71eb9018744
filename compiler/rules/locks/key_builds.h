#pragma once

// Keys that are added to an older table and whose index is built by the statement itself.
// Layer: compiler/rules.

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// Reports those of the kind, each at its words.
void report_key_builds(const StatementContext& context, sql::ConstraintKind kind,
                       std::string_view help, Diagnostics& diagnostics);

}  // namespace ashlar::rules
