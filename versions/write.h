#pragma once

// Writing a new revision file: identifiers, slugs, file names, the text of a fresh file, and the
// checks that come before anything touches the disk. Layer: versions.

#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/result.h"
#include "versions/graph.h"

namespace ashlar::versions {

struct NewRevision {
  std::string id;  ///< empty: 12 random hexadecimal digits
  std::string message;
  std::vector<std::string> parents;  ///< ids; empty: base
  std::vector<std::string> depends;
  std::vector<std::string> labels;
  std::string created;  ///< RFC 3339, UTC
  std::string up;       ///< SQL of the sections; may be empty
  std::string down;
  std::string irreversible;  ///< why there is no way back: stands in place of `down`
};

/// Twelve hexadecimal digits that no revision of the history has.
[[nodiscard]] std::string new_revision_id(const History& history);

/// Lower-cased words joined by `_`, cut at 40 bytes between words where it can be.
[[nodiscard]] std::string slug(std::string_view message);

/// `file_template` filled in: tokens {rev} {slug} {epoch} {year} {month} {day} {hour} {minute}
/// {second}, the time as `created` has it (1970 without one); other braces stay as they are. What
/// an empty slug leaves dangling is cut off; `.sql` is appended where it is missing.
[[nodiscard]] std::string file_name(const NewRevision& revision, std::string_view file_template);

/// The text of the file.
[[nodiscard]] std::string render(const NewRevision& revision);

/// Checks that the history with the new file is a valid graph (id free and well-formed, labels
/// free, parents there, no file without `revises` that would become its child by name) and that the
/// file reads back as what it was made from; then writes it whole or not at all, never over an
/// existing one. Returns its path.
[[nodiscard]] Result<std::string> write_revision(const Graph& graph, const NewRevision& revision,
                                                 const std::string& folder,
                                                 std::string_view file_template);

/// A revision put between another one and its children.
struct Inserted {
  SourceFile file;          ///< the new one
  std::vector<Edit> edits;  ///< in the children's files: they revise the new one
};
/// As `write_revision`, but nothing is written. An empty id is made from the parent's and the text,
/// so that the same change always gets the same one. `revision.parents` are ignored.
[[nodiscard]] Result<Inserted> insert_behind(const Graph& graph, RevisionIndex parent,
                                             NewRevision revision,
                                             const std::string& display_folder,
                                             std::string_view file_template);

}  // namespace ashlar::versions
