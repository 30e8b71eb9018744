// Schemas, extensions, event triggers, and kinds that are known by name only.

#include "compiler/catalog/references.h"
#include "compiler/catalog/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

std::string other_key(sql::ObjectKind kind, const std::string& name) {
  return std::string(sql::to_string(kind)) + " " + name;
}

ObjectId add_other(Editor& editor, sql::ObjectKind kind, std::string schema,
                   const std::string& name, Span where) {
  if (editor.catalog().find({NameSpace::kOther, schema, other_key(kind, name)}) != nullptr) {
    return 0;
  }
  OtherObject other;
  other.kind = kind;
  return editor.add(std::move(schema), name, std::move(other), where);
}

void define_aggregate(Editor& editor, const sql::CreateDefined& statement, std::string schema,
                      Span where) {
  Function function;
  function.kind = sql::ObjectKind::kAggregate;
  function.language = "internal";
  for (const sql::TypeName& type : statement.arguments) {
    function.arguments.push_back(resolve_type(editor.catalog(), type));
  }
  const std::string& name = statement.name.name.text;
  const NameKey key{NameSpace::kFunction, schema, name + signature(function)};
  if (const Object* present = editor.catalog().find(key)) {
    if (statement.or_replace) *editor.edit<Function>(present->id) = std::move(function);
    return;
  }
  const std::vector<Type> arguments = function.arguments;
  const ObjectId id = editor.add(std::move(schema), name, std::move(function), where);
  for (const Type& type : arguments) depend_on_type(editor, id, 0, type);
}

/// Kinds whose objects live in a schema.
bool lives_in_schema(sql::ObjectKind kind) {
  using sql::ObjectKind;
  return kind == ObjectKind::kOperator || kind == ObjectKind::kOperatorClass ||
         kind == ObjectKind::kOperatorFamily || kind == ObjectKind::kCollation ||
         kind == ObjectKind::kConversion || kind == ObjectKind::kTextSearchConfiguration ||
         kind == ObjectKind::kTextSearchDictionary || kind == ObjectKind::kTextSearchParser ||
         kind == ObjectKind::kTextSearchTemplate;
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

void perform(Editor& editor, const sql::CreateEventTrigger& statement, Span where) {
  const ObjectId id =
      add_other(editor, sql::ObjectKind::kEventTrigger, {}, statement.name.text, where);
  if (id == 0) return;
  for (const Object* function : editor.catalog().find_functions(statement.function)) {
    editor.depend({id, 0, function->id, 0, DependencyKind::kNormal});
  }
}

void perform(Editor& editor, const sql::CreateDefined& statement, Span where) {
  std::string schema = editor.catalog().creation_schema(statement.name);
  if (schema.empty()) return;
  if (statement.kind == sql::ObjectKind::kAggregate) {
    define_aggregate(editor, statement, std::move(schema), where);
    return;
  }
  const std::string& name = statement.name.name.text;
  if (statement.kind != sql::ObjectKind::kType) {
    add_other(editor, statement.kind, std::move(schema), name, where);
    return;
  }
  if (const Object* present = editor.catalog().find({NameSpace::kType, schema, name})) {
    // A base type takes the place of its shell.
    if (std::holds_alternative<OtherType>(present->data)) {
      (void)editor.edit<OtherType>(present->id);
    }
    return;
  }
  editor.add(std::move(schema), name, OtherType{}, where);
}

void perform(Editor& editor, const sql::CreatePublication& statement, Span where) {
  add_other(editor, sql::ObjectKind::kPublication, {}, statement.name.text, where);
}

void perform(Editor& editor, const sql::CreateOther& statement, Span where) {
  const std::string schema =
      lives_in_schema(statement.kind) ? editor.catalog().creation_schema(statement.name) : "";
  if (statement.name.name.empty()) return;
  add_other(editor, statement.kind, schema, statement.name.name.text, where);
}

}  // namespace ashlar::catalog
