#pragma once

// Plans as files: what `plan -o` puts into one, and what is left to do of one on a database.
// Layer: cli.

#include <vector>

#include "cli/range_plan.h"
#include "compiler/approval/plan_file.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// What must be applied before the plan, by id, with the checksums of the files here or, without
/// one, of the ledger that was asked.
[[nodiscard]] std::vector<approval::StartingRevision> starting_revisions(const Workspace& workspace,
                                                                         const RangePlan& planned);

[[nodiscard]] approval::PlanFile plan_file_of(const Workspace& workspace, const RangePlan& planned);

/// The server that the plan was made for, and the database that it is for.
[[nodiscard]] Status fits_server(const approval::PlanFile& file, const runtime::ServerFacts& facts);

/// The plan without the revisions that an earlier run completed; no steps where that is all of
/// them. Fails where the ledger stands at no point of the plan, an applied revision has other
/// statements than the plan knows, or something else is half done.
[[nodiscard]] Result<plan::Plan> remaining(const approval::PlanFile& file,
                                           const runtime::LedgerState& ledger);

}  // namespace ashlar::cli
