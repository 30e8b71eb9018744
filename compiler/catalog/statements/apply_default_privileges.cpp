// ALTER DEFAULT PRIVILEGES (src/backend/catalog/aclchk.c, SetDefaultACL).

#include <algorithm>
#include <tuple>

#include "compiler/catalog/acl.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/privileges.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

auto order_of(const DefaultPrivileges& each) { return std::tie(each.role, each.schema, each.kind); }

Rights wanted(const sql::Grant& grant, ObjectKind kind) {
  Rights rights = 0;
  for (const sql::Privilege& privilege : grant.privileges) {
    rights |= privilege.name == "all" ? all_rights(kind) : right_named(privilege.name);
  }
  return rights;
}

void change_default(Editor& editor, const sql::Grant& grant, const std::string& role,
                    const std::string& schema) {
  const bool routine = grant.kind == ObjectKind::kRoutine || grant.kind == ObjectKind::kProcedure;
  const ObjectKind kind = routine ? ObjectKind::kFunction : grant.kind;
  std::vector<DefaultPrivileges> all = editor.catalog().default_privileges();
  DefaultPrivileges row{role, schema, kind, {}};
  const auto at = std::lower_bound(all.begin(), all.end(), row,
                                   [](const DefaultPrivileges& a, const DefaultPrivileges& b) {
                                     return order_of(a) < order_of(b);
                                   });
  const bool present = at != all.end() && order_of(*at) == order_of(row);
  Acl usual = schema.empty() ? default_acl(kind, role) : Acl{};
  Acl acl = present ? acl_of(at->privileges) : usual;
  AclChange change{grant.grant, grant.grant_option, grant.behavior, wanted(grant, kind), {}, role};
  for (const std::string& grantee : grant.grantees) {
    change.grantees.push_back(role_named(editor.catalog(), grantee));
  }
  if (!change_acl(acl, change, role)) return;
  sort_acl(editor.catalog(), acl);
  sort_acl(editor.catalog(), usual);
  row.privileges = grants_of(acl);
  if (acl == usual) {
    if (present) all.erase(at);
  } else if (present) {
    *at = std::move(row);
  } else {
    all.insert(at, std::move(row));
  }
  editor.set_default_privileges(std::move(all));
}

}  // namespace

void perform(Editor& editor, const sql::AlterDefaultPrivileges& statement, Span where) {
  std::vector<std::string> roles;
  for (const std::string& role : statement.roles) {
    roles.push_back(role_named(editor.catalog(), role));
  }
  if (roles.empty()) roles.push_back(editor.catalog().current_role());
  if (!statement.schemas.empty() && statement.grant.kind == ObjectKind::kSchema) {
    editor.refuse({ProblemKind::kInvalidDefinition,
                   "0LP01",
                   "cannot use IN SCHEMA clause when using GRANT/REVOKE ON SCHEMAS",
                   where,
                   "",
                   {}});
    return;
  }
  for (const std::string& role : roles) {
    if (statement.schemas.empty()) change_default(editor, statement.grant, role, {});
    for (const sql::Name& schema : statement.schemas) {
      if (editor.catalog().find_schema(schema.text) == nullptr) {
        refuse_unknown_schema(editor, schema);
        continue;
      }
      change_default(editor, statement.grant, role, schema.text);
    }
  }
}

}  // namespace ashlar::catalog
