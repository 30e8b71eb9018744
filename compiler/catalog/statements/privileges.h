#pragma once

// Who owns an object and what others may do with it, from the moment it is made. Layer:
// compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

/// Sets the owner of a fresh object, and its privileges where default privileges say so
/// (src/backend/catalog/aclchk.c, get_user_default_acl).
void give_to_maker(const Catalog& catalog, Object& fresh);

/// The kind as GRANT tells kinds apart: table (views too), sequence, function (procedures and
/// aggregates too), type (domains too), schema, language, foreign data wrapper, foreign server; any
/// other kind has no privileges and gives kOther.
[[nodiscard]] sql::ObjectKind privilege_kind(const Object& object);

/// All that holds for the object: what was granted, or the kind's defaults where nothing was. What
/// `public` had from the start is what it has on a fresh server.
[[nodiscard]] std::vector<Grant> privileges_of(const Object& object);
/// What holds for such an object where nobody granted or revoked anything.
[[nodiscard]] std::vector<Grant> initial_privileges(const Object& object);

/// The role that the words of a statement mean: CURRENT_USER and its kin are names of the session.
[[nodiscard]] std::string role_named(const Catalog& catalog, const std::string& words);

}  // namespace ashlar::catalog
