#pragma once

// What the ledger says is applied, held against the files. Layer: cli.

#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/workspace.h"
#include "runtime/api/runtime.h"
#include "versions/graph.h"

namespace ashlar::cli {

/// An applied revision and its file.
struct AppliedFile {
  versions::RevisionIndex revision = 0;
  const runtime::AppliedRevision* row = nullptr;  ///< in the LedgerState
};

struct Applied {
  versions::RevisionSet revisions;                            ///< applied, and in the history
  std::vector<const runtime::AppliedRevision*> without_file;  ///< applied, but no file has the id
  std::vector<AppliedFile> changed;   ///< statements of up or down are not those that were applied
  std::vector<AppliedFile> reworded;  ///< comments, blanks or line ends alone
};

/// `ledger` must outlive the answer.
[[nodiscard]] Applied compare(const runtime::LedgerState& ledger, const versions::Graph& graph);

/// Tells of applied revisions without a file and of reworded ones.
void show_notes(const Applied& applied, const versions::Graph& graph, Console& console);

/// Where an applied revision changed since, shows a diff of each and says what to do; the command
/// must stop. True where none did.
[[nodiscard]] bool unchanged(const Applied& applied, const versions::Graph& graph,
                             Console& console);

/// Where a revision stopped half-way, one sentence a revision, such as "revision `4c1d` stopped at
/// step 2 of 3 of its upgrade".
[[nodiscard]] std::vector<std::string> half_done(const runtime::LedgerState& ledger);

/// The state of revisions under way in the other direction: they have to be finished first.
[[nodiscard]] Status nothing_half_done(const runtime::LedgerState& ledger,
                                       versions::Direction going);

}  // namespace ashlar::cli
