#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

bool is_relation(sql::ObjectKind kind) {
  return kind == sql::ObjectKind::kTable || kind == sql::ObjectKind::kView ||
         kind == sql::ObjectKind::kMaterializedView || kind == sql::ObjectKind::kForeignTable;
}

/// The relation that gets another name or schema, as the statement spells it.
const sql::ObjectRef* moved(const sql::Statement& statement) {
  if (const auto* rename = std::get_if<sql::Rename>(&statement.node)) {
    return is_relation(rename->object.kind) ? &rename->object : nullptr;
  }
  const auto* set_schema = std::get_if<sql::SetSchema>(&statement.node);
  if (set_schema == nullptr || !is_relation(set_schema->object.kind)) return nullptr;
  return &set_schema->object;
}

}  // namespace

void check_rename_table_breaks_clients(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.direction != versions::Direction::kUp) return;
  const sql::ObjectRef* reference = moved(context.sql());
  if (reference == nullptr) return;
  const catalog::Object* object = context.statement().before.find_relation(reference->name);
  if (object == nullptr || !is_older_than_revision(context, object->id)) return;
  if (std::holds_alternative<catalog::Index>(object->data) ||
      std::holds_alternative<catalog::Sequence>(object->data)) {
    return;
  }
  // A view, or another table, takes its place before anybody can look.
  const catalog::Object* successor =
      context.replay->after.find({catalog::NameSpace::kRelation, object->schema, object->name});
  if (successor != nullptr) return;
  report(context,
         {reference->name.span,
          fmt::format("clients that still say `{}` fail from now on", shown(context, *object)),
          "in the same transaction, create a view of the old name; drop it when no release uses it",
          made_note(object->origin, "it was made here")},
         diagnostics);
}

}  // namespace ashlar::rules
