#pragma once

// An error of the server as a diagnostic in the user's file. Layer: cli.

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/plan/plan.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/result.h"
#include "grammar/text/source.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// Where a piece of SQL stands in its file, both counted from 1.
struct SourcePlace {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string sql;
};

/// Nothing where no such file is among `sources`.
[[nodiscard]] std::optional<Location> location_in(const Sources& sources, const SourcePlace& place);

/// What is known of a file that is not here: this piece of it, in its place.
[[nodiscard]] Sources source_of(const SourcePlace& place);
/// The same of the statement that failed; nothing where none did.
[[nodiscard]] Sources failed_source(const runtime::RunFailure& failure, const plan::Plan& plan);

/// Points at the word that the server complained about, or at the statement. Nothing where the
/// failure is not in a statement of a file among `sources`.
[[nodiscard]] std::optional<Diagnostic> server_diagnostic(const Error& error,
                                                          const runtime::RunFailure& failure,
                                                          const plan::Plan& plan,
                                                          const Sources& sources);

}  // namespace ashlar::cli
