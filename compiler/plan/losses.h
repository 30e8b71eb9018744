#pragma once

// Which of a plan's losses somebody has to confirm: those that destroy what was there before the
// plan and that no `allow` with a reason covers. Layer: compiler/plan.

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "compiler/effects/replay.h"
#include "grammar/parse.h"
#include "grammar/text/span.h"

namespace ashlar::plan {

/// True where an `allow` of a rule that reports such a loss stands at the statement or in the
/// file's header, with a reason.
[[nodiscard]] bool is_allowed(const effects::Loss& loss, const grammar::Statement& statement,
                              const grammar::Source& source);

/// What a plan has made so far and whether it may hold data older than the plan. Statements are to
/// be shown to it in the order in which they run.
class FreshObjects {
 public:
  enum class Database {
    kEmpty,  ///< no revision is applied: whatever the plan writes, the plan brought
    kInUse,
  };
  explicit FreshObjects(Database database) : database_(database) {}

  /// From now on, what `section` makes counts as made by the plan.
  void enter(FileId file, const grammar::Section& section);
  /// Notes the tables that the statement fills.
  void observe(const effects::ReplayedStatement& statement);
  /// True where nothing older than the plan is lost: the plan made the thing itself, and copied no
  /// rows into it that somebody else had written.
  [[nodiscard]] bool covers(const effects::Loss& loss) const;

 private:
  Database database_;
  std::set<Location> bodies_;
  std::set<catalog::ObjectId> filled_;
  bool anything_filled_ = false;  ///< by a statement that cannot be seen into
};

}  // namespace ashlar::plan
