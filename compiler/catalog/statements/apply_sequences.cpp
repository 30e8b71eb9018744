// CREATE SEQUENCE, ALTER SEQUENCE.

#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/new_types.h"
#include "compiler/catalog/statements/sequence_options.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

/// The column that OWNED BY names; nothing where it is unknown.
struct OwnerColumn {
  ObjectId table = 0;
  std::uint32_t number = 0;
  bool refused = false;
};

/// (src/backend/commands/sequence.c, process_owned_by)
OwnerColumn find_owner(Editor& editor, const std::optional<sql::QualifiedName>& name,
                       const sql::Name& column_name, const std::string& sequence_schema,
                       Span where) {
  OwnerColumn owner;
  if (!name.has_value()) return owner;
  if (refuse_unknown_relation(editor, *name, where)) return {0, 0, true};
  const Object* object = editor.catalog().find_relation(*name);
  if (object == nullptr) return owner;
  const auto* table = std::get_if<Table>(&object->data);
  if (table == nullptr) {
    const bool index = std::holds_alternative<Index>(object->data);
    const bool sequence = std::holds_alternative<Sequence>(object->data);
    if (!index && !sequence) return owner;
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "sequence cannot be owned by relation `" + object->name + "`", name->name.span);
    return {0, 0, true};
  }
  if (object->schema != sequence_schema) {
    refuse(editor, ProblemKind::kObjectState, "55000",
           "sequence must be in same schema as table it is linked to", name->span);
    return {0, 0, true};
  }
  const Column* column = find_column(*table, column_name.text);
  if (column == nullptr) {
    return {0, 0, refuse_unknown_column(editor, *object, column_name, where)};
  }
  return {object->id, column->number, false};
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
  if (refuse_unknown_schema(editor, statement.name.schema)) return;
  std::string schema = new_relation_schema(editor.catalog(), statement.name, statement.persistence);
  const std::string& name = statement.name.name.text;
  if (schema.empty()) return;
  if (statement.if_not_exists &&
      refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kSkip)) {
    return;
  }
  const std::optional<SequenceOptions> options =
      changed_sequence(editor, {}, statement.options, SequenceChange::kCreate, where);
  if (!options.has_value() ||
      refuse_taken_relation(editor, schema, statement.name.name, IfTaken::kRefuse)) {
    return;
  }
  const OwnerColumn owner =
      find_owner(editor, statement.owned_by_table, statement.owned_by_column, schema, where);
  if (owner.refused) return;
  if (refuse_taken_row_type(editor, schema, statement.name.name)) return;
  Sequence sequence;
  sequence.persistence = statement.persistence;
  sequence.options = *options;
  const ObjectId id = editor.add(std::move(schema), name, sequence, where);
  if (owner.table != 0) own(editor, id, owner);
}

void perform(Editor& editor, const sql::AlterSequence& statement, Span where) {
  const Object* object = statement.if_exists ? editor.catalog().find_relation(statement.name)
                                             : require_relation(editor, statement.name, where);
  if (object == nullptr) return;
  const ObjectId id = object->id;
  const auto* sequence = std::get_if<Sequence>(&object->data);
  if (sequence == nullptr) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "`" + object->name + "` is not a sequence", statement.name.name.span);
    return;
  }
  OwnerColumn owner;
  if (statement.changes_owner) {
    if (sequence->identity) {
      refuse(editor, ProblemKind::kNotSupported, "0A000",
             "cannot change ownership of identity sequence", statement.name.name.span);
      return;
    }
    owner = find_owner(editor, statement.owned_by_table, statement.owned_by_column, object->schema,
                       where);
    if (owner.refused) return;
  }
  const std::optional<SequenceOptions> options =
      changed_sequence(editor, sequence->options, statement.options, SequenceChange::kAlter, where);
  if (!options.has_value()) return;
  if (!statement.options.empty()) editor.edit<Sequence>(id)->options = *options;
  if (!statement.changes_owner) return;
  if (statement.owned_by_table.has_value() && owner.table == 0) return;
  own(editor, id, owner);
}

}  // namespace ashlar::catalog
