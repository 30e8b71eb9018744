#pragma once

// The names that PostgreSQL makes up, exactly as it does. Private to compiler/catalog; the one
// function for others is catalog::generated_name in apply.h.

#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

/// `{first}_{second}_{label}` in at most 63 bytes, the longer of the first two cut first, never
/// within a UTF-8 character. Empty parts have no `_`. (indexcmds.c, makeObjectName)
[[nodiscard]] std::string make_object_name(std::string_view first, std::string_view second,
                                           std::string_view label);

/// Column names joined by `_`, as far as they can matter. (indexcmds.c, ChooseIndexNameAddition)
[[nodiscard]] std::string join_columns(const std::vector<std::string>& columns);

/// The first name free among the schema's constraints and `taken`. (pg_constraint.c,
/// ChooseConstraintName)
[[nodiscard]] std::string choose_constraint_name(const Catalog& catalog, const std::string& schema,
                                                 std::string_view table, std::string_view columns,
                                                 std::string_view label,
                                                 const std::vector<std::string>& taken);

/// The names of an index's keys made different from each other: `expr`, `expr1`, … (indexcmds.c,
/// ChooseIndexColumnNames)
[[nodiscard]] std::vector<std::string> distinct_key_names(const std::vector<std::string>& names);

/// What the server would call a column made of this expression: the function's name, the column's,
/// the cast's type, `case`, …; empty where it would say `?column?`. (parse_target.c, FigureColname)
[[nodiscard]] std::string figure_name(std::string_view expression);

}  // namespace ashlar::catalog
