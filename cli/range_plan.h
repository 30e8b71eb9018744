#pragma once

// What `plan` and `script` share: the plan of a range, from base, from A of A:B, or from what is
// applied in a database. Layer: cli.

#include <string>
#include <variant>
#include <vector>

#include "cli/planning.h"

namespace ashlar::cli {

struct RangePlan {
  versions::Path path;
  Prepared prepared;
  std::string database;  ///< in words; empty: none was asked
  /// Applied in the database that was asked, without a file here.
  std::vector<ledger::RevisionRecord> without_file;
};

/// The plan, whose findings are shown, or the status to end with, which has been explained on
/// `console`. Without `url` no database is asked; with it, it is only read.
[[nodiscard]] std::variant<RangePlan, ExitStatus> plan_range(const Workspace& workspace,
                                                             const std::string& range,
                                                             const Url& url, Console& console);

/// What is applied without a file here is applied all the same: `plan.without_file` goes into what
/// the plan starts from.
void add_without_file(RangePlan& plan);

/// Writes a result into `file`, or to stdout where that is empty.
[[nodiscard]] ExitStatus write_result(const std::string& file, const std::string& text,
                                      Console& console);

}  // namespace ashlar::cli
