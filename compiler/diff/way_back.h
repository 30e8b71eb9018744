#pragma once

// The down section of statements that took one schema to another. Layer: compiler/diff.

#include <string>
#include <vector>

#include "compiler/diff/migrate.h"

namespace ashlar::diff {

struct WayBack {
  /// The body of a down section: what cannot be had back as comments, then the statements.
  std::string text;
  std::size_t statements = 0;       ///< in `text`
  std::vector<std::string> losses;  ///< "the rows of `orders`"
  std::vector<Difference>
      left;  ///< what the statements do not bring back, the order of columns too
  [[nodiscard]] bool complete() const;  ///< nothing but the order of columns is left
};

/// The rows and values that the way there lost, as in WayBack.
[[nodiscard]] std::vector<std::string> losses(const catalog::Catalog& before,
                                              const catalog::Catalog& after);

/// True for a statement that builds or drops an index CONCURRENTLY.
[[nodiscard]] bool is_concurrent(const sql::Statement& statement);

/// `concurrently`: the way there built or dropped indexes CONCURRENTLY, so the way back does too.
[[nodiscard]] WayBack way_back(const catalog::Catalog& before, const catalog::Catalog& after,
                               bool concurrently);

}  // namespace ashlar::diff
