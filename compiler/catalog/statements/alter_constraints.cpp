#include "compiler/catalog/statements/alter_constraints.h"

#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/dependencies/dependents.h"
#include "compiler/catalog/statements/lookup.h"

namespace ashlar::catalog {
namespace {

/// The constraint of that name; refuses (42704) where there is surely none.
const Object* require_constraint(Editor& editor, ObjectId table, const sql::Name& name,
                                 Span where) {
  const Catalog& catalog = editor.catalog();
  const Object* found = catalog.find_constraint(table, name.text);
  if (found != nullptr) return found;
  const Object* owner = catalog.get(table);
  const bool doubtful =
      catalog.is_doubtful({NameSpace::kConstraint, std::to_string(table), name.text}) ||
      catalog.is_doubtful({NameSpace::kRelation, owner->schema, owner->name}) ||
      catalog.is_doubtful({NameSpace::kRelation, owner->schema, name.text});
  if (doubtful) return nullptr;
  std::vector<std::string> names;
  for (const Object* part : catalog.parts_of(table)) {
    if (std::holds_alternative<Constraint>(part->data)) names.push_back(part->name);
  }
  refuse(editor, ProblemKind::kUnknownObject, "42704",
         "constraint `" + name.text + "` of relation `" + owner->name + "` does not exist",
         span_of(name, where), did_you_mean(name.text, names));
  return nullptr;
}

void drop_check_below(Editor& editor, ObjectId table, const std::string& name, Target target) {
  for (const Object* child : editor.catalog().children_of(table)) {
    const ObjectId child_id = child->id;
    const Object* below = editor.catalog().find_constraint(child_id, name);
    if (below == nullptr) continue;
    const ObjectId id = below->id;
    auto* copy = editor.edit<Constraint>(id);
    if (copy->inherited > 0) copy->inherited -= 1;
    // ONLY leaves the children what they had, as their own.
    if (target.only) copy->local = true;
    if (copy->inherited != 0 || copy->local) continue;
    drop(editor, close_over(editor.catalog(), {id}, {}, Reach::kOwn));
    drop_check_below(editor, child_id, name, target);
  }
}

/// (tablecmds.c, ATExecDropConstraint)
bool refuse_drop_constraint(Editor& editor, Target target, const Object& constraint, Span where) {
  const auto& data = std::get<Constraint>(constraint.data);
  const Object* owner = editor.catalog().get(target.id);
  if (data.inherited > 0) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot drop inherited constraint `" + constraint.name + "` of relation `" +
               owner->name + "`",
           where);
    return true;
  }
  const auto* table = std::get_if<Table>(&owner->data);
  const bool passed_on = data.kind == sql::ConstraintKind::kCheck && !data.no_inherit;
  if (target.only && passed_on && table != nullptr && table->partitioned_by.has_value() &&
      !editor.catalog().children_of(target.id).empty()) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot remove constraint from only the partitioned table when partitions exist", where);
    return true;
  }
  return false;
}

void mark_valid(Editor& editor, ObjectId table, const std::string& name) {
  const Object* found = editor.catalog().find_constraint(table, name);
  if (found == nullptr) return;
  const ObjectId id = found->id;
  const auto& constraint = std::get<Constraint>(found->data);
  const bool check = constraint.kind == sql::ConstraintKind::kCheck;
  if (!constraint.validated) editor.edit<Constraint>(id)->validated = true;
  if (!check) return;
  for (const Object* child : editor.catalog().children_of(table)) {
    mark_valid(editor, child->id, name);
  }
}

}  // namespace

void drop_constraint(Editor& editor, Target target, const sql::DropConstraint& action, Span where) {
  const Object* constraint =
      action.if_exists ? editor.catalog().find_constraint(target.id, action.constraint.text)
                       : require_constraint(editor, target.id, action.constraint, where);
  if (constraint == nullptr) return;
  const Span place = span_of(action.constraint, where);
  if (refuse_drop_constraint(editor, target, *constraint, place)) return;
  const ObjectId id = constraint->id;
  const std::string name = constraint->name;
  const auto kind = std::get<Constraint>(constraint->data).kind;
  const bool cascade = action.behavior == sql::DropBehavior::kCascade;
  if (!cascade) {
    refuse_dependents(editor, close_over(editor.catalog(), {id}, {}, Reach::kParts),
                      described(editor.catalog(), *constraint), place);
  }
  const Reach reach = cascade ? Reach::kCascade : Reach::kOwn;
  drop(editor, close_over(editor.catalog(), {id}, {}, reach));
  if (kind == sql::ConstraintKind::kCheck) drop_check_below(editor, target.id, name, target);
}

void alter_constraint(Editor& editor, ObjectId table, const sql::AlterConstraint& action,
                      Span where) {
  const Object* found = require_constraint(editor, table, action.constraint, where);
  if (found == nullptr) return;
  const auto& data = std::get<Constraint>(found->data);
  if (data.kind != sql::ConstraintKind::kForeignKey) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "constraint `" + found->name + "` of relation `" + editor.catalog().get(table)->name +
               "` is not a foreign key constraint",
           span_of(action.constraint, where));
    return;
  }
  if (data.parent != 0) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot alter constraint `" + found->name + "` on relation `" +
               editor.catalog().get(table)->name + "`",
           span_of(action.constraint, where));
    return;
  }
  const auto change = [&](const auto& self, ObjectId id) -> void {
    auto* constraint = editor.edit<Constraint>(id);
    if (constraint == nullptr) return;
    constraint->deferrable = action.deferrable;
    constraint->initially_deferred = action.initially_deferred;
    for (const Object* copy : editor.catalog().children_of(id)) self(self, copy->id);
  };
  change(change, found->id);
}

void validate_constraint(Editor& editor, Target target, const sql::Name& name, Span where) {
  const Object* found = require_constraint(editor, target.id, name, where);
  if (found == nullptr) return;
  const auto& data = std::get<Constraint>(found->data);
  const bool check = data.kind == sql::ConstraintKind::kCheck;
  if (!check && data.kind != sql::ConstraintKind::kForeignKey) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "constraint `" + found->name + "` of relation `" +
               editor.catalog().get(target.id)->name + "` is not a foreign key or check constraint",
           span_of(name, where));
    return;
  }
  if (check && target.only && !data.validated && !data.no_inherit &&
      !editor.catalog().children_of(target.id).empty()) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "constraint must be validated on child tables too", span_of(name, where));
    return;
  }
  mark_valid(editor, target.id, std::string(name.text));
}

}  // namespace ashlar::catalog
