#pragma once

// The fix that gives a foreign key its index, and the way back what takes it away. Layer:
// compiler/rules.

#include <optional>

#include "compiler/rules/practice/new_objects.h"

namespace ashlar::rules {

/// `key` is a foreign key that the up section made. Nothing where the index has no name by the
/// convention, or no good place.
[[nodiscard]] std::optional<Fix> add_missing_index(const RevisionContext& context,
                                                   const NewObject& key);

}  // namespace ashlar::rules
