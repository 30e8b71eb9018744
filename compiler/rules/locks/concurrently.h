#pragma once

// What the rules that offer CONCURRENTLY share: where the word goes. Layer: compiler/rules.

#include <optional>
#include <string_view>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// The fix that puts ` CONCURRENTLY` behind the statement's first word `keyword` (lower case). Safe
/// where the section leaves transactions to the compiler.
[[nodiscard]] std::optional<Fix> add_concurrently(const StatementContext& context,
                                                  std::string_view keyword);

}  // namespace ashlar::rules
