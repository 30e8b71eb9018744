#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_table_without_primary_key(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewObject& made : new_objects(context)) {
    const auto* table = std::get_if<catalog::Table>(&made.object->data);
    if (table == nullptr || table->foreign || table->partition_of != 0) continue;
    const std::vector<const catalog::Object*> parts = context.up->after.parts_of(made.object->id);
    const bool has_key = std::any_of(parts.begin(), parts.end(), [](const catalog::Object* part) {
      const auto* key = std::get_if<catalog::Constraint>(&part->data);
      return key != nullptr && key->kind == sql::ConstraintKind::kPrimaryKey;
    });
    if (has_key) continue;
    report(
        context,
        {made.where,
         fmt::format("`{}` has no primary key: rows cannot be told apart, nor be updated through "
                     "logical replication",
                     catalog::display_name(context.up->after, *made.object)),
         "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or the columns that tell rows apart"},
        diagnostics);
  }
}

}  // namespace ashlar::rules
