#pragma once

// Access control lists as the server keeps them: one entry for each pair of grantor and grantee,
// its rights as bits, in the order in which they came (src/backend/utils/adt/acl.c). Private to
// compiler/catalog.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/catalog/objects.h"

namespace ashlar::catalog {

/// Rights as bits, in the server's order (src/include/nodes/parsenodes.h, ACL_INSERT and so on).
using Rights = std::uint32_t;

/// The bit of a privilege's name, whatever its case; 0 where there is none of that name.
[[nodiscard]] Rights right_named(std::string_view privilege);
/// What ALL means for the kind; 0 where it has no privileges (src/include/utils/acl.h,
/// ACL_ALL_RIGHTS_…).
[[nodiscard]] Rights all_rights(sql::ObjectKind kind);

struct AclItem {
  std::string grantee;
  std::string grantor;
  Rights rights = 0;
  Rights options = 0;  ///< the same bits: WITH GRANT OPTION
  friend bool operator==(const AclItem&, const AclItem&) = default;
};
using Acl = std::vector<AclItem>;

[[nodiscard]] Acl acl_of(const std::vector<Grant>& grants);
/// As aclexplode shows it; `column` goes into each.
[[nodiscard]] std::vector<Grant> grants_of(const Acl& acl, std::uint32_t column = 0);

/// What an object has where nobody granted or revoked anything (acldefault).
[[nodiscard]] Acl default_acl(sql::ObjectKind kind, const std::string& owner);

/// GRANT or REVOKE of some rights to some roles.
struct AclChange {
  bool grant = true;
  bool with_option = false;  ///< WITH GRANT OPTION, GRANT OPTION FOR
  sql::DropBehavior behavior = sql::DropBehavior::kRestrict;
  Rights rights = 0;
  std::vector<std::string> grantees;
  std::string grantor;
};
/// Changes the list; false where RESTRICT forbids it: somebody granted on what is revoked
/// (merge_acl_with_grant, aclupdate, recursive_revoke).
[[nodiscard]] bool change_acl(Acl& acl, const AclChange& change, const std::string& owner);

/// The entries of both, the second's added to the first's (aclmerge).
[[nodiscard]] Acl merge_acls(Acl acl, const Acl& more);
/// The order in which default privileges are kept (aclitemsort). The server goes by oid: roles that
/// the history makes come in that order, behind those that were there before it, which go by name.
void sort_acl(const Catalog& catalog, Acl& acl);
/// The list after the object got another owner (aclnewowner).
[[nodiscard]] Acl acl_of_new_owner(Acl acl, const std::string& before, const std::string& after);

/// In whose name the current role grants (select_best_grantor): the owner's, unless it holds grant
/// options of its own.
[[nodiscard]] std::string best_grantor(const Acl& acl, const std::string& role,
                                       const std::string& owner, Rights rights);

}  // namespace ashlar::catalog
