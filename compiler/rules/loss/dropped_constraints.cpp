#include "compiler/rules/loss/dropped_constraints.h"

#include <algorithm>

#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {
namespace {

bool succeeds(const catalog::Constraint& next, const catalog::Constraint& dropped) {
  if (next.kind != dropped.kind || next.referenced_table != dropped.referenced_table) return false;
  if (dropped.kind != sql::ConstraintKind::kPrimaryKey && next.columns != dropped.columns) {
    return false;
  }
  return true;
}

bool has_successor(const catalog::Catalog& after, const catalog::Object& dropped) {
  const auto& constraint = std::get<catalog::Constraint>(dropped.data);
  const std::vector<const catalog::Object*> parts = after.parts_of(constraint.table);
  return std::any_of(parts.begin(), parts.end(), [&](const catalog::Object* part) {
    const auto* next = std::get_if<catalog::Constraint>(&part->data);
    return next != nullptr && part->id != dropped.id && succeeds(*next, constraint);
  });
}

}  // namespace

std::vector<DroppedConstraint> dropped_constraints(const StatementContext& context) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return {};
  std::vector<DroppedConstraint> dropped;
  for (const sql::TableAction& action : alter->actions) {
    const auto* drop = std::get_if<sql::DropConstraint>(&action.node);
    if (drop == nullptr) continue;
    const catalog::Catalog& before = context.statement().before;
    const catalog::Object* table = before.find_relation(alter->name);
    if (table == nullptr) continue;
    const catalog::Object* object = before.find_constraint(table->id, drop->constraint.text);
    if (object == nullptr || !is_older_than_revision(context, object->id)) continue;
    if (!is_older_than_revision(context, table->id)) continue;
    if (has_successor(context.replay->after, *object)) continue;
    dropped.push_back({object, drop->constraint.span});
  }
  return dropped;
}

}  // namespace ashlar::rules
