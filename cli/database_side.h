#pragma once

// The schema of a database, as a side to print or to compare. Layer: cli.

#include <string>
#include <string_view>
#include <variant>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/project.h"
#include "cli/schema_side.h"
#include "cli/session.h"

namespace ashlar::cli {

/// The schema, or the status that the command ends with: what stands in the way has been said.
using SideOrStatus = std::variant<SchemaSide, ExitStatus>;

/// True for what addresses a database and is no revision: a URI, a connection string of libpq's,
/// `embedded`.
[[nodiscard]] bool is_database(std::string_view name);

/// The project that the command stands in, or none's defaults where there is none. Nothing: it is
/// broken, which has been said.
[[nodiscard]] std::optional<Project> project_or_defaults(const GlobalOptions& global,
                                                         Console& console);

/// Reads it, without the ledger. Says on `console` what could not be read. `incomplete`: the
/// compiler did not take all of it.
[[nodiscard]] SideOrStatus schema_of_database(Session& session, Console& console);

/// The same of the database that `url` leads to, whatever its name.
[[nodiscard]] SideOrStatus schema_of_database(const std::string& url, const Project& project,
                                              Console& console);

/// What `name` says: a database, files where there are such, else a revision of the project. One
/// that is incomplete is refused.
[[nodiscard]] SideOrStatus any_side(const std::string& name, const GlobalOptions& global,
                                    Console& console);

}  // namespace ashlar::cli
