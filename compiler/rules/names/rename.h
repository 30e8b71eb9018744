#pragma once

// A rename carried through one revision file: the edits at every place that spells the name, from
// the statement that gives it to the last of the down and verify sections. In: what is renamed.
// Out: edits, and a doubt where the name may also stand where no compiler sees it.
// Layer: compiler/rules.

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/rules/names/spelled_names.h"
#include "compiler/rules/rules.h"

namespace ashlar::rules {

struct Renaming {
  NameRole role = NameRole::kRelation;
  /// In the catalogs: the object (a constraint and its index are two), of a column its table. Empty
  /// where the catalog does not know it; then every such name in such a role is meant.
  std::vector<catalog::ObjectId> objects;
  std::string from;
  std::string to;
  std::size_t statement = 0;  ///< that gives the name: index in the up replay
};

struct RenameEdits {
  std::vector<Edit> edits;  ///< sorted, without overlap
  std::string doubt;        ///< why other uses cannot be told; empty: there are none
};

[[nodiscard]] RenameEdits rename_edits(const RevisionContext& context, const Renaming& renaming);

}  // namespace ashlar::rules
