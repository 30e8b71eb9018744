#pragma once

// What fixes that write statements share: where those may stand, and how they name things.
// Layer: compiler/rules.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// True where the author asked for one transaction around the whole section.
[[nodiscard]] bool forces_transaction(const grammar::Section& section);

/// True where a fix may put statements around this one: it belongs to the up section and no
/// annotation binds to it.
[[nodiscard]] bool may_be_parted(const StatementContext& context);

/// True where names mean the same in another file: nothing in the up section before the statement
/// changed the search path.
[[nodiscard]] bool has_default_path(const RevisionContext& context, const catalog::Catalog& at);

/// The relation as any revision can name it: `orders`, `archive.drafts`.
[[nodiscard]] std::string relation_words(const catalog::Object& relation);
/// The same for a name in the schema of `beside`.
[[nodiscard]] std::string relation_words(const catalog::Object& beside, const std::string& name);

/// `a, b`: the table's columns of those numbers; nothing where it lacks one.
[[nodiscard]] std::optional<std::string> column_words(const catalog::Table& table,
                                                      const std::vector<std::uint32_t>& numbers);
[[nodiscard]] bool has_columns(const catalog::Table& table,
                               const std::vector<std::uint32_t>& numbers);

/// How the lines of the revision's file end.
[[nodiscard]] std::string line_end(const RevisionContext& context);

/// The edit that puts `sql`, a statement without semicolon, on a line of its own behind the
/// statement. Nothing where its end cannot be told.
[[nodiscard]] std::optional<Edit> insert_behind(const RevisionContext& context,
                                                const grammar::Statement& statement,
                                                const std::string& sql);

/// The section of the way back that runs first; null where there is no way back.
[[nodiscard]] const grammar::Section* first_of_way_back(const RevisionContext& context);

/// True where the text holds a comment.
[[nodiscard]] bool holds_comment(std::string_view text);

}  // namespace ashlar::rules
