#pragma once

// Revisions as `history`, `heads`, `branches`, `current` and `show` print them: Alembic's lines and
// blocks. Layer: cli.

#include <string>

#include "versions/graph.h"

namespace ashlar::cli {

/// Which parts a line has beside the id and `(head)`.
struct LineParts {
  bool parents = false;       ///< `<base> (bbbb1111) -> `
  bool dependencies = false;  ///< ` (depends on bbbb1111)`
  bool labels = false;        ///< ` (left)`
  bool tree = false;          ///< ` (branchpoint)`, ` (mergepoint)`
  bool message = false;       ///< `, add sku`
};

/// One line without its end: `aaaa1111 -> aaaa2222 (branchpoint), add users`. Revisions in
/// `current` are marked `(current)`.
[[nodiscard]] std::string revision_line(const versions::Graph& graph, versions::RevisionIndex index,
                                        const LineParts& parts,
                                        const versions::RevisionSet& current = {});

/// The lines of `-v`: `Rev:`, `Parent:`, … and the message. Ends in an empty line.
[[nodiscard]] std::string revision_block(const versions::Graph& graph,
                                         versions::RevisionIndex index,
                                         const versions::RevisionSet& current = {});

}  // namespace ashlar::cli
