#pragma once

// The revision that leads from the schema of a history to the one that is wanted. In: two catalogs,
// and what has been renamed between them. Out: the text of the up section, with a comment before
// each statement about which only the author knows: a rename or a loss, a value for the rows that
// are there, a conversion. Layer: compiler.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diff/difference.h"
#include "compiler/written_schema.h"

namespace ashlar::pipeline {

struct Generated {
  std::string up;             ///< SQL; empty: nothing differs
  std::size_t questions = 0;  ///< comments in `up` that ask
  /// What the statements do not reach; the order of columns is not counted.
  std::vector<diff::Difference> left;
  std::vector<std::string> unknown_renames;  ///< those whose old and new names are both not there
};

/// `renames`: what is called otherwise now. One that has taken place already is passed over.
[[nodiscard]] Generated autogenerate(const catalog::Catalog& history,
                                     const catalog::Catalog& wanted,
                                     const std::vector<Rename>& renames);

}  // namespace ashlar::pipeline
