#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/missing_index.h"
#include "compiler/rules/practice/index_order.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_fk_missing_index(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewObject& made : new_objects(context)) {
    const auto* key = std::get_if<catalog::Constraint>(&made.object->data);
    if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey || key->parent != 0) {
      continue;
    }
    const catalog::Catalog& after = context.up->after;
    const catalog::Object* table = after.get(key->table);
    if (table == nullptr) continue;
    const std::vector<const catalog::Object*> parts = after.parts_of(key->table);
    const bool indexed = std::any_of(parts.begin(), parts.end(), [&](const catalog::Object* part) {
      const auto* index = std::get_if<catalog::Index>(&part->data);
      return index != nullptr && leads_with(after, *index, key->columns);
    });
    if (indexed) continue;
    std::string columns;
    for (const std::uint32_t number : key->columns) {
      const catalog::Column* column =
          catalog::find_column(std::get<catalog::Table>(table->data), number);
      if (!columns.empty()) columns += ", ";
      if (column != nullptr) columns += column->name;
    }
    report(
        context,
        {made.where,
         fmt::format("no index of `{}` leads with ({}): each DELETE or key change over there reads "
                     "all of it",
                     catalog::display_name(after, *table), columns),
         fmt::format("CREATE INDEX CONCURRENTLY ON {} ({})", catalog::display_name(after, *table),
                     columns),
         {},
         add_missing_index(context, made)},
        diagnostics);
  }
}

}  // namespace ashlar::rules
