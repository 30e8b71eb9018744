#pragma once

// A schema that a command compares with another: of SQL files, or of a revision. Layer: cli.

#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/workspace.h"
#include "compiler/catalog/catalog.h"
#include "compiler/written_schema.h"

namespace ashlar::cli {

struct SchemaSide {
  std::string name;  ///< as it is shown
  catalog::Catalog catalog;
  std::vector<pipeline::Rename> renames;  ///< that its files note down
  bool incomplete = false;                ///< something of it could not be followed
};

/// The schema that a file, or all `.sql` files of a folder and below in order of their paths, write
/// down. Says on `console` what is wrong with them; nothing then.
[[nodiscard]] std::optional<SchemaSide> schema_of_files(const std::string& path, Console& console);

/// The schema that the revisions build, in that order. Says on `console` what is wrong with them;
/// nothing then.
[[nodiscard]] std::optional<SchemaSide> schema_of_revisions(
    const std::string& name, const std::vector<versions::RevisionIndex>& revisions,
    const Workspace& workspace, Console& console);

/// The schema at a revision, `base` included. Says on `console` what stands in the way.
[[nodiscard]] std::optional<SchemaSide> schema_at(const std::string& revision,
                                                  const Workspace& workspace, Console& console);

/// What `name` says: files, where there are such, else a revision of the project.
[[nodiscard]] std::optional<SchemaSide> schema_side(const std::string& name,
                                                    const GlobalOptions& global, Console& console);

/// The file or folder in which the project writes down the schema it wants, as it is shown.
[[nodiscard]] std::string wanted_schema_path(const Project& project);

/// Reads it. Says on `console` where there is none.
[[nodiscard]] std::optional<SchemaSide> wanted_schema(const Project& project, Console& console);

}  // namespace ashlar::cli
