#pragma once

// A statement with every cast written out that the server's own printing of it would show
// (ruleutils.c, get_rule_expr), to compare what an author wrote with what a server printed.
// Layer: compiler/catalog.

#include <string>

#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

/// A query; or what makes a constraint, an index, a policy, a trigger, a rule, a statistics object
/// of the relation (or domain) `owner`, or the body of the function `owner`, whatever the statement
/// calls that. Names are those of a
/// path of `public` alone, as `render` gives them. Text that is neither comes back as it is.
[[nodiscard]] std::string spelled(const Catalog& catalog, const std::string& statement,
                                  ObjectId owner);

}  // namespace ashlar::catalog
