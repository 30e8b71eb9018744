// Kinds that are known by name only.

#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/publications.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/statements/user_mappings.h"

namespace ashlar::catalog {
namespace {

ObjectId add_other(Editor& editor, sql::ObjectKind kind, std::string schema,
                   const std::string& name, Span where) {
  if (find_other_in(editor.catalog(), schema, kind, name, {}) != nullptr) return 0;
  OtherObject other;
  other.kind = kind;
  return editor.add(std::move(schema), name, std::move(other), where);
}

}  // namespace

void perform(Editor& editor, const sql::CreateOther& statement, Span where) {
  if (is_kept_as_text(statement.kind)) {
    create_definition(editor, statement, where);
    return;
  }
  if (statement.kind == sql::ObjectKind::kUserMapping) {
    create_user_mapping(editor, statement, where);
    return;
  }
  const std::string schema =
      lives_in_schema(statement.kind) ? editor.catalog().creation_schema(statement.name) : "";
  if (statement.name.name.empty()) return;
  add_other(editor, statement.kind, schema, statement.name.name.text, where);
}

void perform(Editor& editor, const sql::AlterOther& statement, Span where) {
  if (statement.object.kind == sql::ObjectKind::kOther) {
    editor.note_not_modelled("ALTER … DEPENDS ON EXTENSION");
    return;
  }
  if (statement.object.kind == sql::ObjectKind::kUserMapping) {
    alter_user_mapping(editor, statement);
    return;
  }
  if (alter_definition(editor, statement, where)) return;
  if (statement.object.kind == sql::ObjectKind::kPublication) alter_publication(editor, statement);
}

}  // namespace ashlar::catalog
