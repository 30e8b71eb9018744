#pragma once

// What a migration back leaves, in words. Header only.

#include <string>

#include "compiler/diff/migrate.h"

namespace ashlar::diff {

/// What the migration from `after` to `before` did not bring back, and what it tried; empty where
/// nothing but the order of columns is left.
inline std::string failure_of(const catalog::Catalog& before, const catalog::Catalog& after) {
  const Migration back = migrate(after, before, Kinship::kSameHistory);
  std::string text;
  for (const Difference& difference : back.left) {
    if (!difference.order_only) text += "  " + difference.object + ": " + difference.words + "\n";
  }
  if (text.empty()) return "";
  for (const std::string& statement : back.statements) text += "    " + statement + ";\n";
  return text;
}

}  // namespace ashlar::diff
