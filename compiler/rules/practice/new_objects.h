#pragma once

// What an up section makes and leaves behind: habits are judged by the end of a revision, not by
// each statement on the way. Layer: compiler/rules.

#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

struct NewObject {
  const catalog::Object* object = nullptr;  ///< in the catalog after the section
  Span where;                               ///< the statement that made it, in the revision's file
};
/// Of the up section, by id; temporary tables and members of extensions are left out.
[[nodiscard]] std::vector<NewObject> new_objects(const RevisionContext& context);

struct NewColumn {
  const catalog::Object* table = nullptr;
  const catalog::Column* column = nullptr;
  Span where;
};
/// Columns of tables that the up section added, those of new tables included; not of partitions.
[[nodiscard]] std::vector<NewColumn> new_columns(const RevisionContext& context);

}  // namespace ashlar::rules
