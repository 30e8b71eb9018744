#include "compiler/schema/privileges.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"

namespace ashlar::schema {
namespace {

using catalog::Grant;
using Grants = std::vector<Grant>;

/// What an owner may do, and PUBLIC, unless told otherwise. (src/backend/utils/adt/acl.c,
/// acldefault)
struct Defaults {
  std::vector<std::string> owner;
  std::vector<std::string> everybody;
};

Defaults defaults_of(const Object& object) {
  if (std::holds_alternative<catalog::Schema>(object.data)) return {{"CREATE", "USAGE"}, {}};
  if (std::holds_alternative<catalog::Sequence>(object.data)) {
    return {{"SELECT", "UPDATE", "USAGE"}, {}};
  }
  if (std::holds_alternative<catalog::Function>(object.data)) return {{"EXECUTE"}, {"EXECUTE"}};
  if (std::holds_alternative<catalog::Table>(object.data) ||
      std::holds_alternative<catalog::View>(object.data)) {
    return {{"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"}, {}};
  }
  const sql::ObjectKind kind = catalog::kind_of(object);
  const bool shared = kind == sql::ObjectKind::kType || kind == sql::ObjectKind::kDomain ||
                      kind == sql::ObjectKind::kLanguage;
  return {{"USAGE"}, shared ? std::vector<std::string>{"USAGE"} : std::vector<std::string>{}};
}

/// GRANT has no words of its own for views and materialized views.
std::string grant_target(const Catalog& catalog, const Object& object) {
  if (std::holds_alternative<catalog::Table>(object.data) ||
      std::holds_alternative<catalog::View>(object.data)) {
    return sql_name(catalog, object.id);
  }
  if (const auto* other = std::get_if<catalog::OtherObject>(&object.data)) {
    const bool wrapper = other->kind == sql::ObjectKind::kForeignDataWrapper;
    if (wrapper || other->kind == sql::ObjectKind::kForeignServer) {
      return (wrapper ? "FOREIGN DATA WRAPPER " : "FOREIGN SERVER ") + sql_name(catalog, object.id);
    }
  }
  if (const auto* function = std::get_if<catalog::Function>(&object.data)) {
    std::vector<std::string> types;
    for (const catalog::Type& type : function->arguments) {
      types.push_back(plain_type_text(catalog, type));
    }
    return fmt::format("{} {}({})",
                       function->kind == sql::ObjectKind::kProcedure ? "PROCEDURE" : "FUNCTION",
                       sql_name(catalog, object.id), joined(types));
  }
  return target_text(catalog, object);
}

std::string role_text(const std::string& role) {
  if (role.empty()) return "CURRENT_USER";
  return role == "public" ? "PUBLIC" : postgres::quote_identifier(role);
}

bool is_owner(const Object& object, const std::string& role) {
  return role.empty() || role == object.owner;
}

/// The role's privileges that stand together from `from` on, with equal grantor and grant option.
struct Run {
  std::size_t end;
  std::vector<std::string> privileges;
};

Run run_from(const Grants& grants, std::size_t from) {
  Run run{from, {}};
  const Grant& first = grants[from];
  while (run.end < grants.size() && grants[run.end].grantee == first.grantee &&
         grants[run.end].grantor == first.grantor && grants[run.end].grantable == first.grantable &&
         grants[run.end].column == first.column) {
    run.privileges.push_back(grants[run.end].privilege);
    ++run.end;
  }
  return run;
}

bool same_privileges(std::vector<std::string> a, const std::vector<std::string>& sorted) {
  std::sort(a.begin(), a.end());
  return a == sorted;
}

/// The schema `public` as initdb made it, which everybody may use.
bool is_open_public(const Object& object) {
  return object.owner == "pg_database_owner" &&
         std::holds_alternative<catalog::Schema>(object.data);
}

/// How many grants from the first on are just what a new object has.
std::size_t default_prefix(const Object& object, const Grants& grants, const Defaults& defaults) {
  std::size_t at = 0;
  if (!defaults.everybody.empty()) {
    if (at == grants.size() || grants[at].grantee != "public") return 0;
    const Run run = run_from(grants, at);
    if (grants[at].grantable || !same_privileges(run.privileges, defaults.everybody)) return 0;
    at = run.end;
  }
  if (at == grants.size() || !is_owner(object, grants[at].grantee)) return 0;
  const Run run = run_from(grants, at);
  if (grants[at].grantable || !same_privileges(run.privileges, defaults.owner)) return 0;
  return run.end;
}

std::string grant_text(const Catalog& catalog, const Object& object, const Grant& first,
                       const Run& run, const Defaults& defaults) {
  std::string privileges =
      same_privileges(run.privileges, defaults.owner) ? "ALL" : joined(run.privileges);
  if (first.column != 0) {
    const std::string column = " (" + column_text(catalog, object.id, first.column) + ")";
    std::vector<std::string> words;
    for (const std::string& privilege : run.privileges) words.push_back(privilege + column);
    privileges = joined(words);
  }
  std::string text =
      statement(fmt::format("GRANT {} ON {} TO {}{}", privileges, grant_target(catalog, object),
                            role_text(first.grantee), first.grantable ? " WITH GRANT OPTION" : ""));
  if (is_owner(object, first.grantor)) return text;
  return "SET SESSION AUTHORIZATION " + postgres::quote_identifier(first.grantor) + ";\n" + text +
         "RESET SESSION AUTHORIZATION;\n";
}

std::string grants_text(const Catalog& catalog, const Object& object, const Grants& grants,
                        std::size_t from, const Defaults& defaults) {
  std::string text;
  for (std::size_t at = from; at < grants.size();) {
    const Run run = run_from(grants, at);
    text += grant_text(catalog, object, grants[at], run, defaults);
    at = run.end;
  }
  return text;
}

}  // namespace

std::string privileges_text(const Catalog& catalog, const Object& object) {
  const Defaults defaults = defaults_of(object);
  std::string text;
  if (object.annotations.privileges.has_value()) {
    const Grants& grants = *object.annotations.privileges;
    const std::size_t kept = default_prefix(object, grants, defaults);
    if (kept == 0) {
      const std::string target = grant_target(catalog, object);
      if (!defaults.everybody.empty()) {
        text += statement(fmt::format("REVOKE ALL ON {} FROM PUBLIC", target));
      }
      text += statement(fmt::format("REVOKE ALL ON {} FROM {}", target, role_text(object.owner)));
    }
    // Everybody may use `public` on a fresh database, unless that was taken back.
    if (is_open_public(object) &&
        std::none_of(grants.begin(), grants.end(),
                     [](const Grant& grant) { return grant.grantee == "public"; })) {
      text += statement(fmt::format("REVOKE ALL ON {} FROM PUBLIC", grant_target(catalog, object)));
    }
    text += grants_text(catalog, object, grants, kept, defaults);
  }
  if (object.annotations.column_privileges.has_value()) {
    text += grants_text(catalog, object, *object.annotations.column_privileges, 0, defaults);
  }
  return text;
}

std::vector<Grant> effective_privileges(const Object& object) {
  Grants grants;
  if (object.annotations.privileges.has_value()) {
    grants = *object.annotations.privileges;
  } else {
    const Defaults defaults = defaults_of(object);
    if (is_open_public(object)) grants.push_back({object.owner, "public", "USAGE", false, 0});
    for (const std::string& privilege : defaults.everybody) {
      grants.push_back({object.owner, "public", privilege, false, 0});
    }
    for (const std::string& privilege : defaults.owner) {
      grants.push_back({object.owner, object.owner, privilege, false, 0});
    }
  }
  if (object.annotations.column_privileges.has_value()) {
    const Grants& columns = *object.annotations.column_privileges;
    grants.insert(grants.end(), columns.begin(), columns.end());
  }
  return grants;
}

std::string privileges_change(const Catalog& catalog, const Object& object,
                              const std::vector<Grant>& was) {
  const auto of_role = [](const Grants& grants, const std::string& role) {
    std::multiset<Grant> all;
    for (const Grant& grant : grants) {
      if (grant.grantee == role) all.insert(grant);
    }
    return all;
  };
  const Grants wanted = effective_privileges(object);
  std::set<std::string> roles;
  for (const Grants* grants : {&was, &wanted}) {
    for (const Grant& grant : *grants) roles.insert(grant.grantee);
  }
  const Defaults defaults = defaults_of(object);
  std::string text;
  for (const std::string& role : roles) {
    const auto before = of_role(was, role);
    if (before == of_role(wanted, role)) continue;
    if (!before.empty()) {
      text += statement(
          fmt::format("REVOKE ALL ON {} FROM {}", grant_target(catalog, object), role_text(role)));
    }
    Grants of_this;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(of_this),
                 [&role](const Grant& grant) { return grant.grantee == role; });
    text += grants_text(catalog, object, of_this, 0, defaults);
  }
  return text;
}

}  // namespace ashlar::schema
