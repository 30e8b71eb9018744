#pragma once

// A project that begins with a database as it is: its schema becomes the first revision, which is
// noted in its ledger as applied and not run. Layer: cli.

#include <string>
#include <variant>

#include "cli/console.h"
#include "cli/exit_status.h"
#include "cli/options.h"
#include "cli/project.h"
#include "cli/session.h"

namespace ashlar::cli {

/// What has been read before anything is written.
struct Baseline {
  Session session;
  std::string schema;  ///< SQL
};

/// Opens the database and reads its schema. `folder`: the project's. Says on `console` what stands
/// in the way: revisions that are there already, in the folder or in the ledger.
[[nodiscard]] std::variant<Baseline, ExitStatus> read_baseline(const InitOptions& options,
                                                               Console& console);

/// The project's files are there. Writes the revision, and schema.sql unless it is there, and
/// stamps the database.
[[nodiscard]] ExitStatus write_baseline(Baseline baseline, const std::string& folder,
                                        Console& console);

}  // namespace ashlar::cli
