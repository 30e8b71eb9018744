#include "compiler/catalog/refusals/inheritance_refusals.h"

#include <algorithm>

#include "compiler/catalog/statements/alter_columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/partition_bounds.h"

namespace ashlar::catalog {
namespace {

/// The child's columns against the parent's. (tablecmds.c, MergeAttributesIntoExisting)
bool refuse_columns(Editor& editor, const Object& parent, const Object& child, Span where) {
  const auto& above = std::get<Table>(parent.data);
  const auto& below = std::get<Table>(child.data);
  const auto wrong = [&](std::string message) {
    refuse(editor, ProblemKind::kTypeMismatch, "42804", std::move(message), where);
    return true;
  };
  for (const Column& column : above.columns) {
    const Column* mine = find_column(below, column.name);
    if (mine == nullptr) return wrong("child table is missing column `" + column.name + "`");
    if (surely_different(column.type, mine->type)) {
      return wrong("child table `" + child.name + "` has different type for column `" +
                   column.name + "`");
    }
    if (column.not_null && !mine->not_null) {
      return wrong("column `" + column.name + "` in child table must be marked NOT NULL");
    }
    // The other way round is an error from 16 on only.
    if (!column.generated.empty() && mine->generated.empty()) {
      return wrong("column `" + column.name + "` in child table must be a generated column");
    }
  }
  return false;
}

/// (tablecmds.c, MergeConstraintsIntoExisting)
bool refuse_checks(Editor& editor, const Object& parent, const Object& child, Span where) {
  for (const Object* part : editor.catalog().parts_of(parent.id)) {
    const auto* check = std::get_if<Constraint>(&part->data);
    if (check == nullptr || check->kind != sql::ConstraintKind::kCheck || check->no_inherit) {
      continue;
    }
    const Object* same = editor.catalog().find_constraint(child.id, part->name);
    const auto* mine = same == nullptr ? nullptr : std::get_if<Constraint>(&same->data);
    if (mine != nullptr && mine->kind == sql::ConstraintKind::kCheck) continue;
    refuse(editor, ProblemKind::kTypeMismatch, "42804",
           "child table is missing constraint `" + part->name + "`", where);
    return true;
  }
  return false;
}

bool refuse_extra_columns(Editor& editor, const Object& parent, const Object& child, Span where) {
  const auto& above = std::get<Table>(parent.data);
  for (const Column& column : std::get<Table>(child.data).columns) {
    if (find_column(above, column.name) != nullptr) continue;
    refuse(editor, ProblemKind::kTypeMismatch, "42804",
           "table `" + child.name + "` contains column `" + column.name +
               "` not found in parent `" + parent.name + "`",
           where);
    return true;
  }
  return false;
}

bool refuse_persistence_mix(Editor& editor, const Table& above, const Table& below,
                            const std::string& words, Span where) {
  const bool parent_is_temporary = above.persistence == sql::Persistence::kTemporary;
  const bool child_is_temporary = below.persistence == sql::Persistence::kTemporary;
  if (!parent_is_temporary || child_is_temporary) return false;
  refuse(editor, ProblemKind::kWrongObjectKind, "42809", words, where);
  return true;
}

/// True where `below` is the table or inherits from it, however far.
bool is_descendant(const Catalog& catalog, ObjectId table, ObjectId below) {
  std::vector<ObjectId> todo{table};
  for (std::size_t i = 0; i < todo.size(); ++i) {
    if (todo[i] == below) return true;
    for (const Object* child : catalog.children_of(todo[i])) {
      if (std::find(todo.begin(), todo.end(), child->id) == todo.end()) todo.push_back(child->id);
    }
  }
  return false;
}

bool has_default_partition(const Catalog& catalog, ObjectId parent) {
  const std::vector<const Object*> children = catalog.children_of(parent);
  return std::any_of(children.begin(), children.end(), [](const Object* child) {
    const auto* table = std::get_if<Table>(&child->data);
    return table != nullptr && table->default_partition;
  });
}

}  // namespace

bool refuse_attach(Editor& editor, ObjectId parent_id, const sql::AttachPartition& action,
                   Span where) {
  const Object* parent = editor.catalog().get(parent_id);
  const auto* above = std::get_if<Table>(&parent->data);
  if (above == nullptr) return false;
  if (!above->partitioned_by.has_value()) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P17",
           "table `" + parent->name + "` is not partitioned", where);
    return true;
  }
  const Object* child = require_relation(editor, action.partition, where);
  if (child == nullptr) return editor.has_refused();
  // What contradicts itself is seen as the bound is read, overlaps at the end. (parse_utilcmd.c,
  // transformPartitionBound; partbounds.c, check_new_partition_bound)
  if (action.bound.has_value() && refuse_bound_alone(editor, parent_id, *action.bound)) return true;
  const Span place = span_of(action.partition.name, where);
  const auto wrong = [&](std::string message) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809", std::move(message), place);
    return true;
  };
  const auto* below = std::get_if<Table>(&child->data);
  if (below == nullptr) return wrong("`" + child->name + "` is not a table");
  if (below->partition_of != 0) return wrong("`" + child->name + "` is already a partition");
  if (below->of_type != 0) return wrong("cannot attach a typed table as partition");
  if (!below->inherits.empty()) return wrong("cannot attach inheritance child as partition");
  if (!below->partitioned_by.has_value() && !editor.catalog().children_of(child->id).empty()) {
    return wrong("cannot attach inheritance parent as partition");
  }
  if (is_descendant(editor.catalog(), child->id, parent_id)) {
    refuse(editor, ProblemKind::kDuplicateRelation, "42P07", "circular inheritance not allowed",
           place);
    return true;
  }
  const bool mixed =
      refuse_persistence_mix(editor, *above, *below,
                             "cannot attach a permanent relation as partition of temporary "
                             "relation `" +
                                 parent->name + "`",
                             place) ||
      refuse_persistence_mix(editor, *below, *above,
                             "cannot attach a temporary relation as partition of permanent "
                             "relation `" +
                                 parent->name + "`",
                             place);
  return mixed || refuse_extra_columns(editor, *parent, *child, place) ||
         refuse_columns(editor, *parent, *child, place) ||
         refuse_checks(editor, *parent, *child, place) ||
         (action.bound.has_value() && refuse_bound(editor, parent_id, *action.bound));
}

/// (tablecmds.c, ATExecDetachPartition)
bool refuse_detach(Editor& editor, ObjectId parent, const sql::DetachPartition& action,
                   Span where) {
  const Object* above = editor.catalog().get(parent);
  const auto* table = std::get_if<Table>(&above->data);
  if (table != nullptr && !table->partitioned_by.has_value()) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P17",
           "table `" + above->name + "` is not partitioned", where);
    return true;
  }
  if (action.concurrently && has_default_partition(editor.catalog(), parent)) {
    refuse(editor, ProblemKind::kObjectState, "55000",
           "cannot detach partitions concurrently when a default partition exists", where);
    return true;
  }
  const Object* child = require_relation(editor, action.partition, where);
  if (child == nullptr) return editor.has_refused();
  const auto* below = std::get_if<Table>(&child->data);
  if (below != nullptr && below->partition_of == parent) return false;
  refuse(editor, ProblemKind::kUnknownRelation, "42P01",
         "relation `" + child->name + "` is not a partition of relation `" + above->name + "`",
         span_of(action.partition.name, where));
  return true;
}

bool refuse_inherit(Editor& editor, ObjectId child_id, const sql::SetInherit& action, Span where) {
  const Object* child = editor.catalog().get(child_id);
  const auto* below = std::get_if<Table>(&child->data);
  const Object* parent = require_relation(editor, action.parent, where);
  if (below == nullptr || parent == nullptr) return true;
  const auto* above = std::get_if<Table>(&parent->data);
  const Span place = span_of(action.parent.name, where);
  const auto wrong = [&](ProblemKind kind, std::string_view sqlstate, std::string message) {
    refuse(editor, kind, sqlstate, std::move(message), place);
    return true;
  };
  if (below->of_type != 0 && action.inherit) {
    return wrong(ProblemKind::kWrongObjectKind, "42809",
                 "cannot change inheritance of typed table");
  }
  if (below->partition_of != 0) {
    return wrong(ProblemKind::kWrongObjectKind, "42809",
                 "cannot change inheritance of a partition");
  }
  if (below->partitioned_by.has_value() && action.inherit) {
    return wrong(ProblemKind::kWrongObjectKind, "42809",
                 "cannot change inheritance of partitioned table");
  }
  const bool present = std::find(below->inherits.begin(), below->inherits.end(), parent->id) !=
                       below->inherits.end();
  if (!action.inherit) {
    if (present) return false;
    return wrong(
        ProblemKind::kUnknownRelation, "42P01",
        "relation `" + parent->name + "` is not a parent of relation `" + child->name + "`");
  }
  if (above == nullptr) {
    return wrong(ProblemKind::kWrongObjectKind, "42809", "`" + parent->name + "` is not a table");
  }
  if (above->partitioned_by.has_value()) {
    return wrong(ProblemKind::kWrongObjectKind, "42809",
                 "cannot inherit from partitioned table `" + parent->name + "`");
  }
  if (above->partition_of != 0) {
    return wrong(ProblemKind::kWrongObjectKind, "42809", "cannot inherit from a partition");
  }
  if (is_descendant(editor.catalog(), child_id, parent->id)) {
    return wrong(ProblemKind::kDuplicateRelation, "42P07", "circular inheritance not allowed");
  }
  if (present) {
    return wrong(ProblemKind::kDuplicateRelation, "42P07",
                 "relation `" + parent->name + "` would be inherited from more than once");
  }
  return refuse_columns(editor, *parent, *child, place) ||
         refuse_checks(editor, *parent, *child, place);
}

}  // namespace ashlar::catalog
