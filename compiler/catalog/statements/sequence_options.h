#pragma once

// The parameters of sequences, made from the options of CREATE SEQUENCE, ALTER SEQUENCE and
// identity columns (src/backend/commands/sequence.c, init_params). Private to compiler/catalog.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

enum class SequenceChange { kCreate, kAlter };

/// The options after the change. Refuses what contradicts itself (22023), and then gives nothing.
/// RESTART has no effect on what is kept; `where` is for what has no words of its own.
[[nodiscard]] std::optional<SequenceOptions> changed_sequence(
    Editor& editor, SequenceOptions options, const std::vector<sql::Option>& changes,
    SequenceChange change, Span where);

/// `AS type` alone: what ALTER COLUMN … TYPE does to the column's identity sequence.
[[nodiscard]] SequenceOptions sequence_of_type(SequenceOptions options, std::string_view type,
                                               SequenceChange change);

/// True for int2, int4 and int8: what a sequence may be of.
[[nodiscard]] bool is_sequence_type(const Type& type);

/// The name that `SEQUENCE NAME s.n` among the options of an identity column gives; empty where
/// there is none.
[[nodiscard]] sql::QualifiedName given_sequence_name(const std::vector<sql::Option>& options);

}  // namespace ashlar::catalog
