#pragma once

// Judges the names of one kind against one pattern of `[naming]`: the work that all `naming-…`
// rules share. Layer: compiler/rules.

#include <optional>
#include <string>

#include "compiler/rules/naming/given_names.h"
#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// Reports every name of `kind` that the revision gives and that does not fit its pattern, with the
/// fix that renames it throughout the file.
void judge_names(const RevisionContext& context, NamedKind kind, Diagnostics& diagnostics);

/// True where the name fits its pattern, or where there is none.
[[nodiscard]] bool fits_convention(const RevisionContext& context, const GivenName& given);

/// The fix that gives the object another name, at its definition and where the file uses it.
/// `safe` where no client can know the name and no use is in doubt.
[[nodiscard]] std::optional<Fix> rename_fix(const RevisionContext& context, const GivenName& given,
                                            const std::string& name);

/// True where another object has the name already at the end of the revision.
[[nodiscard]] bool is_taken(const RevisionContext& context, const GivenName& given,
                            const std::string& name);

/// True where `naming.ignore` names the table (or the object itself, where it is one).
[[nodiscard]] bool is_ignored(const RevisionContext& context, const GivenName& given);

}  // namespace ashlar::rules
