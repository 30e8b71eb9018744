#pragma once

// The user's project: where it is and what its ashlar.toml says. Layer: cli.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "cli/options.h"
#include "compiler/rules/settings.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::cli {

struct DatabaseSettings {
  /// A libpq connection string or URI, or `embedded`. Empty: libpq's PG* variables and defaults.
  std::string url;
  std::string ledger_schema = "ashlar";
  std::chrono::milliseconds lock_timeout{5000};
  int lock_retries = 3;
  std::chrono::milliseconds statement_timeout{0};  ///< 0: none
  std::chrono::milliseconds wait{60000};           ///< for another runner
  std::string expect;  ///< the name that the database must have; empty: any
};

struct Project {
  std::string root;                   ///< absolute path of the folder that ashlar.toml stands in
  std::string versions = "versions";  ///< as written: relative to the root, or absolute
  std::string schema = "schema.sql";  ///< where the project writes down the schema it wants
  std::string file_template = "{rev}_{slug}";
  DatabaseSettings database;
  std::string lint_base;  ///< the git ref that `lint` compares with; empty: none
  rules::Settings rules;

  [[nodiscard]] std::string versions_folder() const;  ///< absolute
  [[nodiscard]] std::string embedded_folder() const;  ///< of the embedded server, absolute
  [[nodiscard]] std::string verify_folder() const;    ///< of the one that `verify` uses
};

/// The defaults, for a server as new as the grammar that is built in.
[[nodiscard]] Project default_project();

/// Reads the text of an ashlar.toml. Mistakes go to `diagnostics` (rules `config-syntax`,
/// `config-unknown-key`, `config-wrong-type`, `config-bad-value`); what could be read is returned.
[[nodiscard]] Project read_project(FileId id, const SourceFile& file, Diagnostics& diagnostics);

/// Where the configuration is: `config` if given, else ashlar.toml in `folder` or the nearest
/// folder above it that has one.
[[nodiscard]] std::optional<std::string> find_config(const std::optional<std::string>& config,
                                                     const std::string& folder);

}  // namespace ashlar::cli
