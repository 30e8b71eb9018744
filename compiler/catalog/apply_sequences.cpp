// CREATE SEQUENCE, ALTER SEQUENCE.

#include "compiler/catalog/statements.h"

namespace ashlar::catalog {
namespace {

/// The column that OWNED BY names; nothing where it is unknown.
struct OwnerColumn {
  ObjectId table = 0;
  std::uint32_t number = 0;
};

OwnerColumn find_owner(const Catalog& catalog, const std::optional<sql::QualifiedName>& name,
                       const sql::Name& column_name) {
  if (!name.has_value()) return {};
  const Object* object = catalog.find_relation(*name);
  const auto* table = object == nullptr ? nullptr : std::get_if<Table>(&object->data);
  const Column* column = table == nullptr ? nullptr : find_column(*table, column_name.text);
  if (column == nullptr) return {};
  return {object->id, column->number};
}

void own(Editor& editor, ObjectId id, OwnerColumn owner) {
  auto* sequence = editor.edit<Sequence>(id);
  if (sequence == nullptr) return;
  editor.forget({id, 0, sequence->owner_table, sequence->owner_column, DependencyKind::kAutomatic});
  sequence->owner_table = owner.table;
  sequence->owner_column = owner.number;
  editor.depend({id, 0, owner.table, owner.number, DependencyKind::kAutomatic});
}

}  // namespace

void perform(Editor& editor, const sql::CreateSequence& statement, Span where) {
  std::string schema = new_relation_schema(editor.catalog(), statement.name, statement.persistence);
  const std::string& name = statement.name.name.text;
  if (schema.empty() || editor.catalog().find({NameSpace::kRelation, schema, name}) != nullptr) {
    return;
  }
  Sequence sequence;
  sequence.persistence = statement.persistence;
  const ObjectId id = editor.add(std::move(schema), name, sequence, where);
  if (!statement.owned_by_table.has_value()) return;
  own(editor, id,
      find_owner(editor.catalog(), statement.owned_by_table, statement.owned_by_column));
}

void perform(Editor& editor, const sql::AlterSequence& statement, Span) {
  const Object* object = editor.catalog().find_relation(statement.name);
  if (object == nullptr || !statement.changes_owner) return;
  const OwnerColumn owner =
      find_owner(editor.catalog(), statement.owned_by_table, statement.owned_by_column);
  if (statement.owned_by_table.has_value() && owner.table == 0) return;
  own(editor, object->id, owner);
}

}  // namespace ashlar::catalog
