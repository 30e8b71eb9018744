#pragma once

// What every command begins with: the project, its revisions and their graph. Layer: cli.

#include <memory>
#include <optional>
#include <vector>

#include "cli/console.h"
#include "cli/options.h"
#include "cli/project.h"
#include "versions/graph.h"

namespace ashlar::cli {

/// Finds and reads the project. Says on `console` why there is none.
[[nodiscard]] std::optional<Project> open_project(const GlobalOptions& options, Console& console);

/// The history of a project. `graph` points into `history`.
struct Workspace {
  Project project;
  std::unique_ptr<versions::History> history;
  Diagnostics source_findings;           ///< of the grammar; of an outline those of files' names
  std::optional<versions::Graph> graph;  ///< nothing where the graph is broken
  Diagnostics graph_findings;
};

/// How much of the history is read: an outline has no statements (versions::read_outline).
enum class Reading { kWhole, kOutline };

/// A workspace of revision files in memory.
[[nodiscard]] Workspace make_workspace(const Project& project, std::vector<SourceFile> files,
                                       Reading reading = Reading::kWhole);

/// Reads the files of the project. Says on `console` what stands in the way. A broken graph does
/// not.
[[nodiscard]] std::optional<Workspace> open_workspace(const GlobalOptions& options,
                                                      Console& console,
                                                      Reading reading = Reading::kWhole);

/// The same for commands that can do nothing with a broken graph: says what is broken.
[[nodiscard]] std::optional<Workspace> open_linked_workspace(const GlobalOptions& options,
                                                             Console& console,
                                                             Reading reading = Reading::kWhole);

/// Prints findings on stderr, in order of place.
void show_findings(Diagnostics findings, const Sources& sources, Console& console);

}  // namespace ashlar::cli
