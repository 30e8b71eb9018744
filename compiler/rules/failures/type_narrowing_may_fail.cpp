#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <string>

#include "compiler/catalog/types.h"
#include "compiler/rules/alterations.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

using catalog::Type;

/// How much of the other's values a number type holds; 0: no number.
int number_rank(const std::string& name) {
  if (name == "int2") return 1;
  if (name == "int4") return 2;
  if (name == "int8") return 3;
  if (name == "numeric") return 4;
  if (name == "float4") return 5;
  if (name == "float8") return 6;
  return 0;
}

bool is_text(const std::string& name) { return name == "text" || name == "varchar"; }

int modifier(const Type& type, std::size_t index) {
  if (type.modifiers.size() <= index) return -1;
  int value = -1;
  const std::string& text = type.modifiers[index];
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Digits before the point that a numeric type has room for; -1: any number.
int whole_digits(const Type& type) {
  if (type.modifiers.empty()) return -1;
  return modifier(type, 0) - std::max(modifier(type, 1), 0);
}

bool numeric_narrows(const Type& from, const Type& to) {
  const int room = whole_digits(to);
  if (room < 0) return false;
  if (from.name == "numeric") return whole_digits(from) < 0 || whole_digits(from) > room;
  const int needed = from.name == "int2" ? 5 : from.name == "int4" ? 10 : 19;
  return number_rank(from.name) > 3 || needed > room;
}

/// True where some value of `from` has no counterpart in `to`.
bool narrows(const Type& from, const Type& to) {
  if (from.array_dimensions > 0 || to.array_dimensions > 0) return false;
  if (from.schema != "pg_catalog" || to.schema != "pg_catalog") return false;
  if (is_text(to.name) || to.name == "bpchar") {
    const int room = to.name == "bpchar" && to.modifiers.empty() ? 1 : modifier(to, 0);
    if (room < 0) return false;
    const bool sized = is_text(from.name) || from.name == "bpchar";
    return !sized || modifier(from, 0) < 0 || modifier(from, 0) > room;
  }
  const int left = number_rank(from.name);
  const int right = number_rank(to.name);
  if (left > 0 && to.name == "numeric") return numeric_narrows(from, to);
  if (left > 0 && right > 0) return right < left;
  return is_text(from.name) || from.name == "bpchar";  // read as something else
}

}  // namespace

void check_type_narrowing_may_fail(const StatementContext& context, Diagnostics& diagnostics) {
  const catalog::Catalog& before = context.statement().before;
  for_each_alteration<sql::AlterColumnType>(
      context, [&](const Alteration& alteration, const sql::AlterColumnType& change) {
        const auto* table = std::get_if<catalog::Table>(&alteration.table->data);
        const catalog::Column* column =
            table == nullptr ? nullptr : catalog::find_column(*table, change.column.text);
        if (column == nullptr || context.made_here(column->origin)) return;
        const Type to = catalog::resolve_type(before, change.type);
        if (!narrows(column->type, to)) return;
        report(context,
               {alteration.action->span,
                fmt::format("this fails where a value of `{}` does not fit {}", change.column.text,
                            catalog::format_type(to)),
                "look for such values first: a CHECK that keeps them out, NOT VALID and then "
                "validated, proves it"},
               diagnostics);
      });
}

}  // namespace ashlar::rules
