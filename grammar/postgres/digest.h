#pragma once

// What a subtree mentions, and a hash of it: one walk, without recursion, over any part of the
// tree. Names that WITH binds are told from tables by the server's scoping rules. Layer:
// grammar/postgres, private.

#include <cstdint>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/postgres/tree.h"
#include "grammar/sql/names.h"

namespace ashlar::postgres {

struct Digest {
  sql::References references;
  std::vector<sql::QualifiedName> writes;  ///< targets of INSERT, UPDATE, DELETE, MERGE inside
  bool locks_rows = false;                 ///< FOR UPDATE and its kin stand inside
  std::uint64_t tree_hash = 0;             ///< of everything but locations
};

/// Walks `root` and all below it. Targets of data-changing statements and of INTO are no
/// references.
[[nodiscard]] Digest digest(const Lowering& in, const Node& root);

}  // namespace ashlar::postgres
