#pragma once

// What the patterns of `[naming]` may say of a named object: its table, its columns, what it refers
// to. Read from the catalog after the revision, so that renames within it count; from the
// statement's own words where the catalog does not know the table. Layer: compiler/rules.

#include "compiler/rules/naming/given_names.h"
#include "compiler/rules/naming/naming_pattern.h"
#include "compiler/rules/rules.h"

namespace ashlar::rules {

[[nodiscard]] NameFacts facts_of(const GivenName& given, const RevisionContext& context);

}  // namespace ashlar::rules
