#pragma once

// Safe fixes, carried out on the files of a history: in the files themselves, and in revisions that
// are put behind theirs for what has to wait for another transaction. In: texts. Out: texts; the
// disk is somebody else's. Layer: compiler, beside pipeline.h.

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "compiler/rules/settings.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"
#include "versions/graph.h"

namespace ashlar::pipeline {

struct MendSettings {
  rules::Settings rules;
  std::string folder;            ///< of revision files, as their paths show it; may be empty
  std::string file_template;     ///< of new files
  std::string created;           ///< their time, RFC 3339
  std::set<std::string> frozen;  ///< paths of files that must stay as they are
};

struct Mended {
  std::vector<SourceFile> files;  ///< in the order of their names
  std::set<std::string> wanted;   ///< the paths asked for, and those of new files
  std::size_t fixes = 0;
};

/// Applies the safe fixes of findings in the files at `wanted` until there are none left. A fix
/// with a follow-up is made only where the history then builds the very schema that it built
/// before.
[[nodiscard]] Mended mend(std::vector<SourceFile> files, std::set<std::string> wanted,
                          const MendSettings& settings);

/// Writes out what fixes with follow-ups would do to the whole folder, as edits; one that fills an
/// empty file that is not there yet makes it. Such files are added to `sources`.
void complete_fixes(Diagnostics& findings, const versions::Graph& graph,
                    const MendSettings& settings, Sources& sources);

}  // namespace ashlar::pipeline
