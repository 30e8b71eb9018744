// ALTER DEFAULT PRIVILEGES: from what a fresh role has to what the catalog has.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/schema/entry.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

using catalog::DefaultPrivileges;
using catalog::Grant;
using sql::ObjectKind;

std::string objects_word(ObjectKind kind) {
  if (kind == ObjectKind::kTable) return "TABLES";
  if (kind == ObjectKind::kSequence) return "SEQUENCES";
  if (kind == ObjectKind::kFunction) return "FUNCTIONS";
  return kind == ObjectKind::kSchema ? "SCHEMAS" : "TYPES";
}

/// How many rights an owner has of the kind (src/include/utils/acl.h, ACL_ALL_RIGHTS_…).
std::ptrdiff_t count_of_all(ObjectKind kind) {
  if (kind == ObjectKind::kTable) return 7;
  if (kind == ObjectKind::kSequence) return 3;
  return kind == ObjectKind::kSchema ? 2 : 1;
}

std::string grantee_text(const std::string& role) {
  if (role.empty()) return "CURRENT_USER";
  return role == "public" ? "PUBLIC" : postgres::quote_identifier(role);
}

/// True where the owner has what every owner has, and nothing with grant option.
bool has_usual_owner(const DefaultPrivileges& row) {
  const auto plain = std::count_if(
      row.privileges.begin(), row.privileges.end(),
      [&row](const Grant& grant) { return grant.grantee == row.role && !grant.grantable; });
  return plain == count_of_all(row.kind);
}

bool has_public(const DefaultPrivileges& row) {
  return std::any_of(row.privileges.begin(), row.privileges.end(),
                     [](const Grant& grant) { return grant.grantee == "public"; });
}

std::string row_text(const DefaultPrivileges& row) {
  std::string head = "ALTER DEFAULT PRIVILEGES";
  if (!row.role.empty()) head += " FOR ROLE " + postgres::quote_identifier(row.role);
  if (!row.schema.empty()) head += " IN SCHEMA " + postgres::quote_identifier(row.schema);
  const std::string objects = objects_word(row.kind);
  std::string text;
  const bool everybody = row.kind == ObjectKind::kFunction || row.kind == ObjectKind::kType;
  const bool usual_owner = has_usual_owner(row);
  if (row.schema.empty()) {
    if (everybody && !has_public(row)) {
      text += statement(fmt::format("{} REVOKE ALL ON {} FROM PUBLIC", head, objects));
    }
    if (!usual_owner) {
      text += statement(
          fmt::format("{} REVOKE ALL ON {} FROM {}", head, objects, grantee_text(row.role)));
    }
  }
  for (const Grant& grant : row.privileges) {
    if (row.schema.empty() && usual_owner && grant.grantee == row.role) continue;
    if (row.schema.empty() && everybody && grant.grantee == "public") continue;
    text += statement(fmt::format("{} GRANT {} ON {} TO {}{}", head, grant.privilege, objects,
                                  grantee_text(grant.grantee),
                                  grant.grantable ? " WITH GRANT OPTION" : ""));
  }
  return text;
}

}  // namespace

void add_default_privileges(const Printing& printing, Entries& entries) {
  for (const DefaultPrivileges& row : printing.catalog.default_privileges()) {
    Entry entry;
    entry.rank = Rank::kDefaultPrivileges;
    entry.schema = row.schema;
    entry.name = row.role;
    entry.part_name = objects_word(row.kind);
    entry.text = row_text(row);
    entries.push_back(std::move(entry));
  }
}

}  // namespace ashlar::schema
