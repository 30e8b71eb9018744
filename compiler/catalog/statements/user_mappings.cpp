#include "compiler/catalog/statements/user_mappings.h"

#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/lookup.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

const Object* find_server(const Catalog& catalog, const std::string& name) {
  return find_other_in(catalog, {}, sql::ObjectKind::kForeignServer, name, {});
}

/// The role itself; empty: who runs the history.
std::string resolved_role(const Catalog& catalog, const std::string& written) {
  if (written == "current_user" || written == "current_role") return catalog.current_role();
  return written == "session_user" ? catalog.session_user() : written;
}

/// Lowering puts the role last, without a place in the text: options may be called `user` too.
std::string role_of(const Catalog& catalog, const std::vector<sql::Option>& options) {
  return options.empty() ? std::string() : resolved_role(catalog, options.back().value);
}

std::string role_words(const std::string& role) {
  if (role.empty()) return "CURRENT_USER";
  return role == "public" ? "PUBLIC" : postgres::quote_identifier(role);
}

/// `FOR role SERVER name OPTIONS (…)`: what stands after the kind in CREATE and ALTER.
SqlText mapping_text(const Editor& editor, const std::string& role, const Object& server,
                     Span options) {
  SqlText text;
  text.text = "FOR " + role_words(role) + " SERVER ";
  const auto begin = static_cast<std::uint32_t>(text.text.size());
  text.text += postgres::quote_identifier(server.name);
  text.sites.push_back(
      {begin, static_cast<std::uint32_t>(text.text.size()), Site::Kind::kCollation, server.id, 0});
  const std::string words = editor.text(options);
  if (!words.empty()) text.text.append(" ").append(words);
  return text;
}

}  // namespace

const Object* find_user_mapping(const Catalog& catalog, const std::string& role,
                                const std::string& server) {
  const Object* object = find_server(catalog, server);
  if (object == nullptr) return nullptr;
  const std::string wanted = resolved_role(catalog, role);
  for (const Dependency& dependency : catalog.dependents_of(object->id)) {
    const Object* mapping = catalog.get(dependency.dependent);
    const auto* other = mapping == nullptr ? nullptr : std::get_if<OtherObject>(&mapping->data);
    if (other == nullptr || other->kind != sql::ObjectKind::kUserMapping) continue;
    if (mapping->name == wanted) return mapping;
  }
  return nullptr;
}

void create_user_mapping(Editor& editor, const sql::CreateOther& statement, Span where) {
  const Object* server = find_server(editor.catalog(), statement.name.name.text);
  if (server == nullptr) return;
  const std::string role = role_of(editor.catalog(), statement.options);
  if (find_user_mapping(editor.catalog(), role, server->name) != nullptr) {
    if (statement.if_not_exists) return;
    refuse(editor, ProblemKind::kDuplicateObject, "42710",
           "user mapping for `" + role + "` already exists for server `" + server->name + "`",
           span_of(statement.name.name, where));
    return;
  }
  OtherObject mapping;
  mapping.kind = sql::ObjectKind::kUserMapping;
  // A role may be mapped to many servers, whatever these are called later.
  mapping.signature = "ON " + std::to_string(server->id);
  mapping.definition = mapping_text(editor, role, *server, statement.definition);
  const ObjectId server_id = server->id;
  const ObjectId id = editor.add({}, role, std::move(mapping), where);
  editor.depend({id, 0, server_id, 0, DependencyKind::kNormal});
}

void alter_user_mapping(Editor& editor, const sql::AlterOther& statement) {
  const std::string role = role_of(editor.catalog(), statement.options);
  const Object* server = find_server(editor.catalog(), statement.object.name.name.text);
  const Object* mapping =
      server == nullptr ? nullptr : find_user_mapping(editor.catalog(), role, server->name);
  if (mapping == nullptr) return;
  const ObjectId id = mapping->id;
  SqlText addition = mapping_text(editor, role, *server, statement.definition);
  editor.edit<OtherObject>(id)->additions.push_back(std::move(addition));
}

}  // namespace ashlar::catalog
