#pragma once

// What two catalogs have in common, and what not, in words. Layer: compiler/diff.
// In: two catalogs (of a common history objects that nobody touched are the same value and cost
// nothing). Out: the properties that differ, as pg_dump would show them.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diff/same_text.h"

namespace ashlar::diff {

struct Difference {
  std::string object;  ///< "table `users`", "function `f(integer)`"
  std::string words;   ///< "column `email`: not_null was true, is false"; "is gone"; "is new"
  /// Only the order of columns differs: ALTER TABLE cannot bring that back.
  bool order_only = false;
};

struct Comparison {
  std::vector<Difference> differences;  ///< by object, then by property
  /// Something is in doubt, so that a difference may be hidden; what is in `differences` is sure.
  bool unsure = false;
};

/// The differences of two objects' descriptions (schema::describe), which stand in that list.
[[nodiscard]] std::vector<Difference> compare_descriptions(
    const std::string& object, const std::string& list, const nlohmann::ordered_json& was,
    const Place& place_was, const nlohmann::ordered_json& is, const Place& place_is);

enum class Kinship {
  kSameHistory,  ///< one came from the other: numbers tell objects and columns, renames show
  kStrangers,    ///< names tell
};

/// Texts that PostgreSQL reads alike are alike. Temporary objects and the members of extensions do
/// not count.
[[nodiscard]] Comparison compare(const catalog::Catalog& was, const catalog::Catalog& is,
                                 Kinship kinship = Kinship::kSameHistory);

}  // namespace ashlar::diff
