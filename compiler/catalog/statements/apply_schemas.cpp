// CREATE SCHEMA with what stands in it, and the new name of a schema.

#include <algorithm>
#include <utility>

#include "compiler/catalog/statements/privileges.h"
#include "compiler/catalog/statements/schemas.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

/// The order in which the server makes the elements (parser/parse_utilcmd.c,
/// transformCreateSchemaStmtElements).
int rank(const sql::Statement& element) {
  if (std::holds_alternative<sql::CreateSequence>(element.node)) return 0;
  if (std::holds_alternative<sql::CreateTable>(element.node)) return 1;
  if (std::holds_alternative<sql::CreateView>(element.node)) return 2;
  if (std::holds_alternative<sql::CreateIndex>(element.node)) return 3;
  if (std::holds_alternative<sql::CreateTrigger>(element.node)) return 4;
  return 5;
}

/// Names in the elements are looked up in the new schema first, and its owner makes them.
void perform_elements(Editor& editor, const sql::CreateSchema& statement, const std::string& name,
                      const std::string& owner) {
  using Scope = Editor::SettingScope;
  std::vector<std::shared_ptr<const sql::Statement>> elements = statement.statements;
  std::stable_sort(elements.begin(), elements.end(),
                   [](const auto& a, const auto& b) { return rank(*a) < rank(*b); });
  const std::vector<std::string> path = editor.catalog().search_path();
  const std::string role = editor.catalog().current_role();
  std::vector<std::string> inner{name};
  inner.insert(inner.end(), path.begin(), path.end());
  editor.set_search_path(std::move(inner), Scope::kTransaction);
  editor.set_role(owner, Scope::kTransaction);
  for (const auto& element : elements) perform_any(editor, *element);
  editor.set_search_path(path, Scope::kTransaction);
  editor.set_role(role, Scope::kTransaction);
}

void refuse_duplicate(Editor& editor, const std::string& name, Span where) {
  if (editor.catalog().is_doubtful({NameSpace::kSchema, {}, name})) return;
  editor.refuse({ProblemKind::kDuplicateObject,
                 "42P06",
                 "schema `" + name + "` already exists",
                 where,
                 "",
                 {}});
}

bool refuse_reserved(Editor& editor, const std::string& name, Span where) {
  if (!name.starts_with("pg_")) return false;
  editor.refuse({ProblemKind::kInvalidDefinition,
                 "42939",
                 "unacceptable schema name `" + name + "`: the prefix `pg_` is the server's own",
                 where,
                 "",
                 {}});
  return true;
}

}  // namespace

void perform(Editor& editor, const sql::CreateSchema& statement, Span where) {
  const std::string owner = statement.owner.empty() ? editor.catalog().current_role()
                                                    : role_named(editor.catalog(), statement.owner);
  const std::string name = statement.name.empty() ? owner : statement.name.text;
  // The name of who runs the history is not known.
  if (name.empty()) {
    editor.note_not_modelled("CREATE SCHEMA AUTHORIZATION CURRENT_USER");
    return;
  }
  const Span word = statement.name.span.empty() ? where : statement.name.span;
  if (refuse_reserved(editor, name, word)) return;
  if (editor.catalog().find_schema(name) != nullptr) {
    if (!statement.if_not_exists) refuse_duplicate(editor, name, word);
    return;
  }
  const ObjectId id = editor.add({}, name, Schema{}, where);
  editor.edit_common(id)->owner = owner;
  if (statement.statements.size() != statement.elements.size()) {
    editor.note_not_modelled("the elements of CREATE SCHEMA");
  } else if (!statement.statements.empty()) {
    perform_elements(editor, statement, name, owner);
  }
}

void rename_schema(Editor& editor, ObjectId id, const sql::Name& name) {
  if (refuse_reserved(editor, name.text, name.span)) return;
  if (editor.catalog().find_schema(name.text) != nullptr) {
    refuse_duplicate(editor, name.text, name.span);
    return;
  }
  const std::string before = editor.catalog().get(id)->name;
  std::vector<ObjectId> members;
  for (const Object* member : editor.catalog().members_of(before)) {
    members.push_back(member->id);
    for (const Object* part : editor.catalog().parts_of(member->id)) {
      if (std::holds_alternative<Constraint>(part->data)) members.push_back(part->id);
    }
  }
  editor.rename(id, name.text);
  for (const ObjectId member : members) editor.move(member, name.text);
  std::vector<ObjectId> extensions;
  for (const Object* extension : editor.catalog().extensions()) {
    if (std::get<Extension>(extension->data).schema == before) extensions.push_back(extension->id);
  }
  for (const ObjectId extension : extensions) {
    editor.edit<Extension>(extension)->schema = name.text;
  }
  std::vector<DefaultPrivileges> defaults = editor.catalog().default_privileges();
  for (DefaultPrivileges& each : defaults) {
    if (each.schema == before) each.schema = name.text;
  }
  editor.set_default_privileges(std::move(defaults));
}

}  // namespace ashlar::catalog
