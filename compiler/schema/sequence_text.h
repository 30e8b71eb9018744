#pragma once

// The options of a sequence as SQL. Layer: compiler/schema, for the files of this folder.

#include <string>
#include <string_view>

#include "compiler/catalog/objects.h"

namespace ashlar::schema {

/// Those that differ from what a new sequence of type `implied` (`int8` without AS) has, each with
/// `before` in front.
[[nodiscard]] std::string sequence_options_text(const catalog::SequenceOptions& options,
                                                std::string_view implied, std::string_view before);

/// `smallint`, `integer` or `bigint`.
[[nodiscard]] std::string_view sequence_type_text(std::string_view type);

}  // namespace ashlar::schema
