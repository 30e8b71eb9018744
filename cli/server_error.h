#pragma once

// An error of the server as a diagnostic in the user's file. Layer: cli.

#include <optional>

#include "compiler/plan/plan.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/result.h"
#include "grammar/text/source.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// Points at the word that the server complained about, or at the statement. Nothing where the
/// failure is not in a statement of a file among `sources`.
[[nodiscard]] std::optional<Diagnostic> server_diagnostic(const Error& error,
                                                          const runtime::RunFailure& failure,
                                                          const plan::Plan& plan,
                                                          const Sources& sources);

}  // namespace ashlar::cli
