#include "compiler/catalog/refusals/rename_refusals.h"

#include <algorithm>

#include "compiler/catalog/refusals/drop_refusals.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/new_types.h"

namespace ashlar::catalog {
namespace {

bool is_relation(const Object& object) {
  return std::holds_alternative<Table>(object.data) || std::holds_alternative<View>(object.data) ||
         std::holds_alternative<Index>(object.data) ||
         std::holds_alternative<Sequence>(object.data);
}

bool has_row_type(const Object& object) {
  return std::holds_alternative<Table>(object.data) || std::holds_alternative<View>(object.data);
}

/// ALTER VIEW … RENAME of a table and the like; ALTER TABLE takes all relations, and ALTER INDEX
/// all too. (tablecmds.c, RangeVarCallbackForAlterRelation)
bool refuse_relation_kind_of(Editor& editor, const Object& object, sql::ObjectKind kind,
                             Span where) {
  using sql::ObjectKind;
  const bool exact = kind == ObjectKind::kView || kind == ObjectKind::kMaterializedView ||
                     kind == ObjectKind::kSequence || kind == ObjectKind::kForeignTable;
  if (!exact || kind_of(object) == kind) return false;
  refuse(editor, ProblemKind::kWrongObjectKind, "42809",
         "`" + object.name + "` is not a " + std::string(sql::to_string(kind)), where,
         "it is a " + std::string(sql::to_string(kind_of(object))));
  return true;
}

/// Something else that has one of the names that the object would have.
const Object* namesake(const Catalog& catalog, const Object& renamed) {
  for (const NameKey& key : names_of(renamed)) {
    const Object* found = catalog.find(key);
    if (found != nullptr && found->id != renamed.id && !catalog.is_doubtful(key)) return found;
  }
  const bool type = std::holds_alternative<EnumType>(renamed.data) ||
                    std::holds_alternative<DomainType>(renamed.data) ||
                    std::holds_alternative<RangeType>(renamed.data);
  if (!type) return nullptr;
  const NameKey row{NameSpace::kRelation, renamed.schema, renamed.name};
  const Object* found = catalog.find(row);
  return found != nullptr && has_row_type(*found) && !catalog.is_doubtful(row) ? found : nullptr;
}

/// What is no relation, constraint or schema, as it would be called.
bool refuse_namesake(Editor& editor, const Object& renamed, Span where) {
  const Object* found = namesake(editor.catalog(), renamed);
  if (found == nullptr) return false;
  const bool routine = std::holds_alternative<Function>(renamed.data);
  const bool relation = std::holds_alternative<CompositeType>(renamed.data);
  editor.refuse(
      {routine    ? ProblemKind::kDuplicateFunction
       : relation ? ProblemKind::kDuplicateRelation
                  : ProblemKind::kDuplicateObject,
       routine    ? "42723"
       : relation ? "42P07"
                  : "42710",
       std::string(sql::to_string(kind_of(*found))) + " `" + found->name + "` already exists",
       where,
       {},
       made_here(found->name, found->origin)});
  return true;
}

bool refuse_taken(Editor& editor, const Object& object, const sql::Name& name) {
  const Catalog& catalog = editor.catalog();
  if (is_relation(object)) {
    if (refuse_taken_relation(editor, object.schema, name, IfTaken::kRefuse)) return true;
    const auto* index = std::get_if<Index>(&object.data);
    const auto* key = index == nullptr ? nullptr : catalog.get_as<Constraint>(index->constraint);
    if (key != nullptr && catalog.find_constraint(key->table, name.text) != nullptr) {
      refuse(editor, ProblemKind::kDuplicateObject, "42710",
             "constraint `" + name.text + "` already exists", name.span);
      return true;
    }
    return has_row_type(object) && refuse_taken_row_type(editor, object.schema, name, object.id);
  }
  if (std::holds_alternative<Schema>(object.data)) {
    const NameKey key{NameSpace::kSchema, {}, name.text};
    if (catalog.find(key) == nullptr || catalog.is_doubtful(key)) return false;
    refuse(editor, ProblemKind::kDuplicateObject, "42P06",
           "schema `" + name.text + "` already exists", name.span);
    return true;
  }
  const auto* constraint = std::get_if<Constraint>(&object.data);
  if (constraint == nullptr) {
    Object renamed = object;
    renamed.name = name.text;
    return refuse_namesake(editor, renamed, name.span);
  }
  const bool key = constraint->index != 0 && constraint->kind != sql::ConstraintKind::kForeignKey;
  if (key && refuse_taken_relation(editor, object.schema, name, IfTaken::kRefuse)) return true;
  if (catalog.find_constraint(constraint->table, name.text) == nullptr) return false;
  refuse(editor, ProblemKind::kDuplicateObject, "42710",
         "constraint `" + name.text + "` already exists", name.span);
  return true;
}

bool refuse_rename_column(Editor& editor, const Object& object, const sql::Rename& statement,
                          Span where) {
  const sql::Name& from = statement.object.part;
  const sql::Name& to = statement.new_name;
  if (!is_relation(object) && !std::holds_alternative<CompositeType>(object.data)) return false;
  const auto* table = std::get_if<Table>(&object.data);
  if (table != nullptr && table->of_type != 0) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809", "cannot rename column of typed table",
           span_of(from, where));
    return true;
  }
  if (refuse_unknown_column(editor, object, from, where)) return true;
  const Column* column = column_named(object, from.text);
  if (column != nullptr && column->inherited > 0) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot rename inherited column `" + from.text + "`", span_of(from, where));
    return true;
  }
  const std::vector<std::string> names = column_names(object);
  if (std::find(names.begin(), names.end(), to.text) == names.end()) return false;
  refuse(editor, ProblemKind::kDuplicateColumn, "42701",
         "column `" + to.text + "` of relation `" + object.name + "` already exists", to.span);
  return true;
}

}  // namespace

void refuse_unknown_renamed(Editor& editor, const sql::Rename& statement, Span where) {
  using sql::ObjectKind;
  const sql::ObjectRef& reference = statement.object;
  switch (reference.kind) {
    case ObjectKind::kTable:
    case ObjectKind::kForeignTable:
    case ObjectKind::kIndex:
    case ObjectKind::kSequence:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kColumn:
      refuse_unknown_relation(editor, reference.name, where);
      return;
    case ObjectKind::kConstraint: {
      const Object* table = require_relation(editor, reference.name, where);
      if (table == nullptr || !std::holds_alternative<Table>(table->data)) return;
      if (editor.catalog().is_doubtful({NameSpace::kRelation, table->schema, table->name})) return;
      std::vector<std::string> names;
      for (const Object* part : editor.catalog().parts_of(table->id)) {
        if (std::holds_alternative<Constraint>(part->data)) names.push_back(part->name);
      }
      refuse(
          editor, ProblemKind::kUnknownObject, "42704",
          "constraint `" + reference.part.text + "` for table `" + table->name + "` does not exist",
          span_of(reference.part, where), did_you_mean(reference.part.text, names));
      return;
    }
    case ObjectKind::kDomainConstraint:
    case ObjectKind::kSchema:
    case ObjectKind::kType:
    case ObjectKind::kDomain:
    case ObjectKind::kAttribute:
    case ObjectKind::kEnumValue:
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
    case ObjectKind::kOperator:
    case ObjectKind::kOperatorClass:
    case ObjectKind::kOperatorFamily:
    case ObjectKind::kCast:
    case ObjectKind::kCollation:
    case ObjectKind::kConversion:
    case ObjectKind::kTrigger:
    case ObjectKind::kEventTrigger:
    case ObjectKind::kRule:
    case ObjectKind::kPolicy:
    case ObjectKind::kExtension:
    case ObjectKind::kLanguage:
    case ObjectKind::kStatistics:
    case ObjectKind::kPublication:
    case ObjectKind::kSubscription:
    case ObjectKind::kForeignDataWrapper:
    case ObjectKind::kForeignServer:
    case ObjectKind::kUserMapping:
    case ObjectKind::kTextSearchConfiguration:
    case ObjectKind::kTextSearchDictionary:
    case ObjectKind::kTextSearchParser:
    case ObjectKind::kTextSearchTemplate:
    case ObjectKind::kAccessMethod:
    case ObjectKind::kTransform:
    case ObjectKind::kRole:
    case ObjectKind::kDatabase:
    case ObjectKind::kTablespace:
    case ObjectKind::kLargeObject:
    case ObjectKind::kOther:
      refuse_missing(editor, reference, where);
      return;
  }
}

bool refuse_rename(Editor& editor, const Object& object, const sql::Rename& statement, Span where) {
  const sql::ObjectKind kind = statement.object.kind;
  if (kind == sql::ObjectKind::kColumn || kind == sql::ObjectKind::kAttribute) {
    return refuse_rename_column(editor, object, statement, where);
  }
  if (kind == sql::ObjectKind::kEnumValue) return false;
  const Span place = span_of(statement.object.name.name, where);
  if (is_relation(object) && refuse_relation_kind_of(editor, object, kind, place)) return true;
  const auto* constraint = std::get_if<Constraint>(&object.data);
  if (constraint != nullptr && constraint->inherited > 0) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "cannot rename inherited constraint `" + object.name + "`",
           span_of(statement.object.part, where));
    return true;
  }
  return refuse_taken(editor, object, statement.new_name);
}

bool refuse_move(Editor& editor, const Object& object, const sql::SetSchema& statement) {
  if (!is_relation(object)) {
    if (object.schema.empty()) return false;
    if (refuse_unknown_schema(editor, statement.new_schema)) return true;
    if (object.schema == statement.new_schema.text) return false;
    Object moved = object;
    moved.schema = statement.new_schema.text;
    return refuse_namesake(editor, moved, statement.new_schema.span);
  }
  const Span place = statement.object.name.name.span;
  if (refuse_relation_kind_of(editor, object, statement.object.kind, place)) return true;
  const auto* sequence = std::get_if<Sequence>(&object.data);
  if (sequence != nullptr && sequence->owner_table != 0) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "cannot move an owned sequence into another schema", place);
    return true;
  }
  if (refuse_unknown_schema(editor, statement.new_schema)) return true;
  const NameKey key{NameSpace::kRelation, statement.new_schema.text, object.name};
  if (object.schema == statement.new_schema.text) return false;
  if (editor.catalog().find(key) == nullptr) {
    return has_row_type(object) &&
           refuse_taken_row_type(editor, statement.new_schema.text,
                                 {object.name, statement.new_schema.span}, object.id);
  }
  if (!editor.catalog().is_doubtful(key)) {
    refuse(editor, ProblemKind::kDuplicateRelation, "42P07",
           "relation `" + object.name + "` already exists in schema `" + statement.new_schema.text +
               "`",
           statement.new_schema.span);
  }
  return true;
}

}  // namespace ashlar::catalog
