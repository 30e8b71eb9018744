#pragma once

// The owner of an object, and what changes with it. Private to compiler/catalog.

#include <string>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// Gives the object to a role (as a statement spells it): its privileges are rewritten, and what
/// belongs to it follows: the sequences of a table's columns, the multirange type of a range type.
void change_owner(Editor& editor, ObjectId id, const std::string& role);

}  // namespace ashlar::catalog
