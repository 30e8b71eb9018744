#pragma once

// Where to connect to: a libpq connection string or URI, taken apart. What is said of it to people
// never holds a password. Layer: runtime/database.

#include <string>
#include <utility>
#include <vector>

#include "grammar/text/result.h"

namespace ashlar::runtime::database {

/// libpq's parameters by keyword (PostgreSQL manual, "Parameter Key Words").
struct Target {
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> secrets;  ///< passwords among them
};

/// Reads `url`; empty means libpq's defaults and the PG* variables. The session will call itself
/// `application_name`, speak UTF-8 and give up connecting after ten seconds where nobody says else.
[[nodiscard]] Result<Target> read_target(const std::string& url,
                                         const std::string& application_name);

/// The target with another database in it.
[[nodiscard]] Target with_database(Target target, const std::string& database);

/// `text` with every secret replaced by `***`.
[[nodiscard]] std::string without_secrets(std::string text,
                                          const std::vector<std::string>& secrets);

/// `name/` and twelve random hexadecimal digits: how one run is told from another in
/// pg_stat_activity and in the ledger.
[[nodiscard]] std::string random_run_name(const std::string& name);

}  // namespace ashlar::runtime::database
