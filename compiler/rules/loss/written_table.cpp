#include "compiler/rules/loss/written_table.h"

#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

bool may_hold_older_rows(const StatementContext& context, const sql::QualifiedName& table) {
  const catalog::Object* object = context.statement().before.find_relation(table);
  return object == nullptr || is_older_than_revision(context, object->id);
}

std::string table_name(const StatementContext& context, const sql::QualifiedName& table) {
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* object = before.find_relation(table);
  if (object != nullptr) return catalog::display_name(before, *object);
  if (table.schema.empty()) return table.name.text;
  return table.schema.text + "." + table.name.text;
}

}  // namespace ashlar::rules
