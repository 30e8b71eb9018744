// GRANT, REVOKE and default privileges.

#include <string>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"

namespace ashlar::postgres {
namespace {

using sql::ObjectKind;

std::vector<sql::Privilege> privileges(const Lowering& in, const NodeList& list) {
  std::vector<sql::Privilege> result;
  std::size_t from = 1;
  for (const Node& node : list) {
    sql::Privilege privilege;
    const std::string_view name = node.text("priv_name");
    privilege.name = name.empty() ? "all" : std::string(name);
    const NodeList columns = node.list("cols");
    if (!columns.empty()) {
      const std::size_t open = in.tokens.find_symbol(from, "(");
      privilege.columns = names_from(in, open + 1, columns);
      from = in.tokens.closing(open);
    }
    result.push_back(std::move(privilege));
  }
  if (result.empty()) result.push_back({"all", {}});
  return result;
}

/// One past ON and the words of a kind; a table needs none, and a server is a FOREIGN SERVER here.
std::size_t first_object(const Tokens& tokens, ObjectKind kind) {
  const std::size_t on = tokens.find_outer_word(1, "ON");
  if (kind == ObjectKind::kForeignServer) return on + 3;
  if (kind == ObjectKind::kTable && !tokens.word(on + 1, "TABLE")) return on + 1;
  return after_kind(tokens, on + 1, kind);
}

std::vector<sql::ObjectRef> objects(const Lowering& in, const Node& node, ObjectKind kind) {
  std::vector<sql::ObjectRef> result;
  std::size_t at = first_object(in.tokens, kind);
  for (const Node& item : node.list("objects")) {
    if (item.is("RangeVar")) {
      sql::ObjectRef object;
      object.kind = kind;
      object.name = relation(in, item);
      at = after_relation(in, item);
      result.push_back(std::move(object));
    } else {
      result.push_back(object_ref(in, kind, item, at));
    }
    at = in.tokens.element_end(at) + 1;
  }
  return result;
}

sql::Grant grant(const Lowering& in, const Node& node) {
  sql::Grant statement;
  statement.grant = node.flag("is_grant");
  statement.kind = object_kind(node.text("objtype"));
  statement.privileges = privileges(in, node.list("privileges"));
  statement.grantees = role_names(node.list("grantees"));
  statement.grant_option = node.flag("grant_option");
  statement.behavior = drop_behavior(node);
  const std::string_view target = node.text("targtype");
  if (target == "ACL_TARGET_OBJECT") {
    statement.objects = objects(in, node, statement.kind);
  } else if (target == "ACL_TARGET_ALL_IN_SCHEMA") {
    const std::size_t schema = in.tokens.find_outer_word(1, "SCHEMA");
    statement.all_in_schemas = names_from(in, schema + 1, node.list("objects"));
  }
  return statement;
}

}  // namespace

sql::StatementNode lower_security_label(const Lowering& in, const Node& node) {
  sql::SecurityLabel label;
  label.provider = node.text("provider");
  const ObjectKind kind = object_kind(node.text("objtype"));
  // SECURITY LABEL [FOR provider] ON kind object IS …
  std::size_t at = after_kind(in.tokens, in.tokens.find_word(2, "ON") + 1, kind);
  label.object = object_ref(in, kind, node.child("object"), at);
  if (node.has("label")) label.text = std::string(node.text("label"));
  return label;
}

sql::StatementNode lower_owned(const Lowering&, const Node& node) {
  sql::OwnedObjects owned;
  owned.drop = node.is("DropOwnedStmt");
  owned.roles = role_names(node.list("roles"));
  if (!owned.drop) owned.new_owner = role_name(node.child("newrole"));
  owned.behavior = drop_behavior(node);
  return owned;
}

sql::StatementNode lower_grant(const Lowering& in, const Node& node) { return grant(in, node); }

sql::StatementNode lower_grant_role(const Lowering&, const Node& node) {
  sql::GrantRole statement;
  statement.grant = node.flag("is_grant");
  for (const Node& role : node.list("granted_roles")) {
    statement.roles.emplace_back(role.text("priv_name"));
  }
  statement.grantees = role_names(node.list("grantee_roles"));
  return statement;
}

sql::StatementNode lower_default_privileges(const Lowering& in, const Node& node) {
  sql::AlterDefaultPrivileges statement;
  for (const Node& option : node.list("options")) {
    const NodeList list = items(option.child("arg"));
    if (option.text("defname") == "schemas") {
      // IN SCHEMA a, b
      statement.schemas = names_from(in, in.token(option) + 2, list);
    } else {
      statement.roles = role_names(list);
    }
  }
  statement.grant = grant(in, node.child("action"));
  return statement;
}

}  // namespace ashlar::postgres
