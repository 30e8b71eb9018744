// Schemas, extensions, and kinds that are known by name only.

#include "compiler/catalog/definitions.h"
#include "compiler/catalog/statements.h"

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

void perform(Editor& editor, const sql::CreateSchema& statement, Span where) {
  const std::string& name = statement.name.empty() ? statement.owner : statement.name.text;
  if (name.empty() || editor.catalog().find_schema(name) != nullptr) return;
  editor.add({}, name, Schema{}, where);
}

void perform(Editor& editor, const sql::CreateExtension& statement, Span where) {
  const std::string& name = statement.name.text;
  if (editor.catalog().find({NameSpace::kExtension, {}, name}) != nullptr) return;
  Extension extension;
  extension.schema =
      statement.schema.empty() ? editor.catalog().creation_schema({}) : statement.schema.text;
  const Object* schema = editor.catalog().find_schema(extension.schema);
  const ObjectId schema_id = schema == nullptr ? 0 : schema->id;
  const ObjectId id = editor.add({}, name, std::move(extension), where);
  editor.depend({id, 0, schema_id, 0, DependencyKind::kNormal});
}

void perform(Editor& editor, const sql::AlterExtension& statement, Span) {
  const Object* extension = editor.catalog().find({NameSpace::kExtension, {}, statement.name.text});
  if (extension == nullptr || !statement.member.has_value()) return;
  const Object* member = find_object(editor.catalog(), *statement.member);
  if (member == nullptr) return;
  const Dependency dependency{member->id, 0, extension->id, 0, DependencyKind::kInternal};
  if (statement.add) {
    editor.depend(dependency);
  } else {
    editor.forget(dependency);
  }
}

void perform(Editor& editor, const sql::CreatePublication& statement, Span where) {
  add_other(editor, sql::ObjectKind::kPublication, {}, statement.name.text, where);
}

void perform(Editor& editor, const sql::CreateOther& statement, Span where) {
  if (is_kept_as_text(statement.kind)) {
    create_definition(editor, statement, where);
    return;
  }
  const std::string schema =
      lives_in_schema(statement.kind) ? editor.catalog().creation_schema(statement.name) : "";
  if (statement.name.name.empty()) return;
  add_other(editor, statement.kind, schema, statement.name.name.text, where);
}

void perform(Editor& editor, const sql::AlterOther& statement, Span where) {
  (void)alter_definition(editor, statement, where);
}

}  // namespace ashlar::catalog
