#include "compiler/catalog/statements/privileges.h"

#include <variant>

#include "compiler/catalog/acl.h"
#include "compiler/catalog/author.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

/// Default privileges FOR ROLE postgres are those of who runs the history, as it is on a server
/// that was set up in the usual way.
bool is_maker(const std::string& role, const std::string& maker) {
  return role == maker || (maker.empty() && role == "postgres");
}

const DefaultPrivileges* find_default(const Catalog& catalog, const std::string& maker,
                                      const std::string& schema, ObjectKind kind) {
  for (const DefaultPrivileges& each : catalog.default_privileges()) {
    if (is_maker(each.role, maker) && each.schema == schema && each.kind == kind) return &each;
  }
  return nullptr;
}

/// The list with the role's name as the object's owner bears it.
Acl acl_for(const DefaultPrivileges& defaults, const std::string& owner) {
  return acl_of_new_owner(acl_of(defaults.privileges), defaults.role, owner);
}

}  // namespace

ObjectKind privilege_kind(const Object& object) {
  return std::visit(Overload{
                        [](const Schema&) { return ObjectKind::kSchema; },
                        [](const Table&) { return ObjectKind::kTable; },
                        [](const View&) { return ObjectKind::kTable; },
                        [](const Sequence&) { return ObjectKind::kSequence; },
                        [](const EnumType&) { return ObjectKind::kType; },
                        [](const CompositeType&) { return ObjectKind::kType; },
                        [](const DomainType&) { return ObjectKind::kType; },
                        [](const RangeType&) { return ObjectKind::kType; },
                        [](const OtherType&) { return ObjectKind::kType; },
                        [](const Function&) { return ObjectKind::kFunction; },
                        [](const OtherObject& other) {
                          return all_rights(other.kind) == 0 ? ObjectKind::kOther : other.kind;
                        },
                        [](const auto&) { return ObjectKind::kOther; },
                    },
                    object.data);
}

void give_to_maker(const Catalog& catalog, Object& fresh) {
  if (!has_owner(fresh)) return;
  fresh.owner = catalog.current_role();
  if (catalog.default_privileges().empty() || fresh.extension != 0) return;
  const ObjectKind kind = privilege_kind(fresh);
  const DefaultPrivileges* everywhere = find_default(catalog, fresh.owner, {}, kind);
  const DefaultPrivileges* here =
      fresh.schema.empty() ? nullptr : find_default(catalog, fresh.owner, fresh.schema, kind);
  if (everywhere == nullptr && here == nullptr) return;
  Acl usual = default_acl(kind, fresh.owner);
  Acl acl = everywhere == nullptr ? usual : acl_for(*everywhere, fresh.owner);
  if (here != nullptr) acl = merge_acls(std::move(acl), acl_for(*here, fresh.owner));
  sort_acl(catalog, acl);
  sort_acl(catalog, usual);
  if (acl != usual) fresh.annotations.privileges = grants_of(acl);
}

std::vector<Grant> initial_privileges(const Object& object) {
  Acl acl = default_acl(privilege_kind(object), object.owner);
  // src/bin/initdb/initdb.c, setup_privileges and pg_namespace.dat: everybody may use `public`,
  // where it is still the one that initdb made.
  const bool first_home = std::holds_alternative<Schema>(object.data) && object.name == "public" &&
                          object.owner == "pg_database_owner";
  if (first_home) acl.push_back({"public", object.owner, right_named("USAGE"), 0});
  return grants_of(acl);
}

std::vector<Grant> privileges_of(const Object& object) {
  if (object.annotations.privileges.has_value()) return *object.annotations.privileges;
  return initial_privileges(object);
}

std::string role_named(const Catalog& catalog, const std::string& words) {
  if (words == "current_user" || words == "current_role") return catalog.current_role();
  if (words == "session_user") return catalog.session_user();
  return words;
}

}  // namespace ashlar::catalog
