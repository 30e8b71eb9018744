#pragma once

// What ALTER TABLE and its kin change, and how far down a subcommand reaches. Private to
// compiler/catalog.

#include <string>

#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// The relation that the statement names, and whether its subcommands stay with it (ONLY).
struct Target {
  ObjectId id = 0;
  bool only = false;
};

/// Calls `change(ObjectId, Column&)` for the named column here and, unless ONLY, in all tables
/// below.
template <typename Change>
void change_column(Editor& editor, Target target, const std::string& name, const Change& change) {
  std::vector<Column>* columns = edit_columns(editor, target.id);
  if (columns == nullptr) return;
  for (Column& column : *columns) {
    if (column.name == name) change(target.id, column);
  }
  if (target.only) return;
  for (const Object* child : editor.catalog().children_of(target.id)) {
    change_column(editor, Target{child->id, false}, name, change);
  }
}

}  // namespace ashlar::catalog
