#pragma once

// The part of normal_tree.h that deals with lists of options, whose order does not matter. Private
// to grammar/postgres.

#include <nlohmann/json.hpp>

namespace ashlar::postgres {

/// The fields of a DefElem: a word is a string, whether quoted or not.
[[nodiscard]] nlohmann::json normal_option(nlohmann::json fields);

/// The fields of CREATE COLLATION, OPERATOR and the like, CREATE PUBLICATION, CREATE STATISTICS:
/// options in order, those that say what holds anyway left out.
[[nodiscard]] nlohmann::json normal_definition(nlohmann::json fields);

}  // namespace ashlar::postgres
