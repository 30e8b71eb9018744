#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_style_int_primary_key(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewColumn& added : new_columns(context)) {
    const catalog::Type& type = added.column->type;
    if (type.schema != "pg_catalog" || (type.name != "int4" && type.name != "int2")) continue;
    const std::vector<const catalog::Object*> parts = context.up->after.parts_of(added.table->id);
    const auto is_alone_in = [&](sql::ConstraintKind kind) {
      return std::any_of(parts.begin(), parts.end(), [&](const catalog::Object* part) {
        const auto* key = std::get_if<catalog::Constraint>(&part->data);
        return key != nullptr && key->kind == kind &&
               key->columns == std::vector<std::uint32_t>{added.column->number};
      });
    };
    if (!is_alone_in(sql::ConstraintKind::kPrimaryKey)) continue;
    // A number that comes from another table runs out over there.
    if (is_alone_in(sql::ConstraintKind::kForeignKey)) continue;
    report(
        context,
        {added.where,
         fmt::format("`{}` runs out after {} rows, and to change its type then rewrites the table",
                     added.column->name, type.name == "int2" ? "32,767" : "2,147,483,647"),
         "bigint"},
        diagnostics);
  }
}

}  // namespace ashlar::rules
