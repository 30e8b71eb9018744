#pragma once

// The way from one schema to another, printed. docs/commands.md has the keys of the JSON. Layer:
// compiler/emit.

#include <string>
#include <vector>

#include "compiler/diff/difference.h"
#include "compiler/diff/migrate.h"

namespace ashlar::emit {

[[nodiscard]] std::string schema_diff_sql(const diff::Migration& migration);
[[nodiscard]] std::string schema_diff_json(const diff::Migration& migration,
                                           const std::vector<diff::Difference>& differences);
/// For a comment on a merge request.
[[nodiscard]] std::string schema_diff_markdown(const diff::Migration& migration,
                                               const std::vector<diff::Difference>& differences);

}  // namespace ashlar::emit
