#pragma once

// What a database holds, as lines of text: its schema by the query in lines.sql, and how many rows
// its tables have. Layer: runtime/verify.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "runtime/api/verify.h"
#include "runtime/database/session.h"

namespace ashlar::runtime {

/// One fact of the schema, under an object and a part of it.
struct Line {
  std::string object;
  std::string part;
  std::string value;
  friend auto operator<=>(const Line&, const Line&) = default;
};
using Lines = std::vector<Line>;  ///< sorted

/// What the session sees, its own uncommitted changes too. Leaves the search path empty.
[[nodiscard]] Result<Lines> read_lines(database::Session& session);

[[nodiscard]] std::vector<LineChange> changes(const Lines& was, const Lines& is);

/// A table that holds rows of its own; of a partitioned one each partition.
struct TableRows {
  std::string oid;
  std::string root;  ///< oid of the partitioned table that it is a part of, or its own
  std::string name;  ///< of the root
  std::optional<std::uint64_t> rows;  ///< absent: row security hides some
};

/// Tables that never held a row are left out. Leaves the search path empty.
[[nodiscard]] Result<std::vector<TableRows>> count_rows(database::Session& session);

/// Tables that have fewer rows than they had; the rows of one that is gone count where another has
/// its name.
[[nodiscard]] std::vector<RowLoss> lost_rows(Stage stage, const std::vector<TableRows>& was,
                                             const std::vector<TableRows>& is);

}  // namespace ashlar::runtime
