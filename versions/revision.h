#pragma once

// A revision, and the history that a folder of revision files makes. Layer: versions, above
// grammar: no SQL semantics, no database, no I/O beyond reading and writing the folder.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/parse.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/result.h"
#include "grammar/text/source.h"

namespace ashlar::versions {

enum class Direction { kUp, kDown };

[[nodiscard]] std::string_view to_string(Direction direction);

struct Revision {
  std::string id;
  std::vector<std::string> parents;  ///< ids; empty: a root ("base"); two or more: a merge
  std::vector<std::string> depends;
  std::vector<std::string> labels;
  std::string created;  ///< RFC 3339, may be empty
  std::string message;  ///< `message`, or else the slug of the file's name with blanks for `_`
  grammar::Source source;
  Location id_location;                     ///< the `revision` annotation, or the start of the file
  std::vector<Location> parent_locations;   ///< parallel to `parents`
  std::vector<Location> depends_locations;  ///< parallel to `depends`
  std::vector<Location> label_locations;    ///< parallel to `labels`
};

/// The statements of one direction, in the order in which they run: several up sections in file
/// order, several down sections in reverse order.
[[nodiscard]] std::vector<const grammar::Section*> sections(const Revision& revision,
                                                            Direction direction);

/// True where the file has a down section with at least one statement.
[[nodiscard]] bool has_down(const Revision& revision);

/// The sections of one direction as they stand in the file, annotations and comments included: what
/// the ledger keeps. Read as a file of its own (down sections behind an empty `-- migrate:up`) it
/// gives those sections again.
[[nodiscard]] std::string section_text(const Revision& revision, Direction direction,
                                       const Sources& sources);

/// "sha256:…" over the significant tokens of the direction's statements: comments, blanks and line
/// ends do not count. Empty where there is no such section.
[[nodiscard]] std::string checksum(const Revision& revision, Direction direction,
                                   const Sources& sources);

/// What a revision file's name ends in.
inline constexpr std::string_view kRevisionExtension = ".sql";

/// All files of a versions folder, read. Revisions stand in the order of their file names.
struct History {
  Sources sources;
  std::vector<Revision> revisions;
  /// Parallel to `revisions`; with the findings of the annotations only where the rest of the file
  /// has not been read.
  std::vector<grammar::Outline> outlines;
};

/// Reads all `*.sql` files of `folder` (not its subfolders), in parallel. Paths in `sources` are
/// `display_folder`/name. Fails where the folder cannot be read; what is wrong inside the files
/// goes to `diagnostics`. A missing `revises` makes the file the child of the one before it by
/// name.
[[nodiscard]] Result<History> read_history(const std::string& folder,
                                           const std::string& display_folder,
                                           Diagnostics& diagnostics);

/// The same from files already in memory: (path, text), in the order of their names.
[[nodiscard]] History make_history(std::vector<SourceFile> files, Diagnostics& diagnostics);

/// The same without sections: enough for the graph. Who reads the rest, one revision at a time
/// (read_ahead.h), is told then what is wrong with a file; `diagnostics` gets what is wrong with
/// its name.
[[nodiscard]] Result<History> read_outline(const std::string& folder,
                                           const std::string& display_folder,
                                           Diagnostics& diagnostics);
[[nodiscard]] History make_outline(std::vector<SourceFile> files, Diagnostics& diagnostics);

}  // namespace ashlar::versions
