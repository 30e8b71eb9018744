#pragma once

// psql's backslash commands (manual, reference page psql, "Meta-Commands"): what each would have
// done, and what a revision says instead. Layer: grammar/annotations.

#include <string>
#include <string_view>

namespace ashlar::annotations {

/// The command's name in `line`, which starts at its backslash: `set` of `\set x 1`. A command that
/// is a sign (`\;`, `\.`, `\!`) has that sign for a name.
[[nodiscard]] std::string_view meta_command_name(std::string_view line);

/// What to write instead; always a sentence.
[[nodiscard]] std::string meta_command_advice(std::string_view line);

/// True for those that send the statement before them, in place of a semicolon: \g, \gset, \;, …
[[nodiscard]] bool sends_statement(std::string_view name);

/// True for \copy … FROM stdin, after which the file goes on with data.
[[nodiscard]] bool is_copy_from_stdin(std::string_view line);

/// True for what pg_dump writes around a script to keep psql from running anything else; it means
/// nothing here and is passed over.
[[nodiscard]] bool is_harmless(std::string_view name);

}  // namespace ashlar::annotations
