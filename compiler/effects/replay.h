#pragma once

// Replays the statements of one direction of one revision: each with the catalog before it, what it
// changed, the catalog after it and its forecast. Then divides them into steps, the transactions in
// which they will run. Values in, values out. Layer: compiler/effects.

#include <memory>
#include <string>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/catalog.h"
#include "compiler/effects/effects.h"
#include "grammar/parse.h"

namespace ashlar::effects {

struct RunInside;

struct ReplayedStatement {
  const grammar::Section* section = nullptr;      ///< into the revision's Source
  const grammar::Statement* statement = nullptr;  ///< likewise
  catalog::Catalog before;
  catalog::Catalog after;
  catalog::Changes changes;  ///< of the statement, or of its `effect` annotations together
  Effects effects;
  std::vector<catalog::Problem> problems;  ///< as in catalog::Applied
  std::vector<std::string> not_modelled;   ///< likewise
  std::vector<catalog::Unread> unread;     ///< likewise
  std::vector<RunInside> inside;           ///< what a DO block or a called function ran, in order
};

/// A statement that another one runs. Its `replayed` has the other's section and statement, and of
/// the effects what concerns relations that were there before the other.
struct RunInside {
  sql::Statement sql;
  /// The text that its spans count in; null: the file's.
  std::shared_ptr<const std::string> text;
  Span run_by;  ///< the words of the file that run it
  ReplayedStatement replayed;
};

/// Statements [begin, end) that run together: in one transaction, or one alone outside any.
struct StepRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool transactional = true;
  std::string reason;  ///< why a new step begins here, for people; empty for the first
};

struct Replay {
  std::vector<ReplayedStatement> statements;
  std::vector<StepRange> steps;  ///< cover `statements` in order; empty where there are none
  catalog::Catalog before;
  catalog::Catalog after;
};

/// Replays `sections` in the order given. `context.file` is the revision's file; the search path is
/// the default one at the start of each revision, as the runtime resets it.
[[nodiscard]] Replay replay(const std::vector<const grammar::Section*>& sections,
                            const catalog::Catalog& before, const catalog::ApplyContext& context,
                            int postgres);

/// True where the catalog knows for sure what the statements leave behind: each is read, followed,
/// and taken by the server.
[[nodiscard]] bool is_followed(const Replay& replay);

/// What the server would refuse of a statement, and what of it the catalog does not follow.
struct Remark {
  const grammar::Statement* statement = nullptr;  ///< into the revision's Source
  std::vector<catalog::Problem> problems;         ///< as in catalog::Applied
  std::vector<std::string> not_modelled;          ///< likewise
};
struct Followed {
  catalog::Catalog after;
  std::vector<Remark> remarks;  ///< on the statements that deserve one, in order
};

/// The same for where only the catalog counts: nothing is forecast, and as no statement keeps the
/// catalog before it, `before` is changed in place where nobody else holds it.
[[nodiscard]] Followed follow(const std::vector<const grammar::Section*>& sections,
                              catalog::Catalog before, const catalog::ApplyContext& context);

/// Divides statements into steps: a statement that refuses a transaction stands alone; a section
/// with `transaction off` gives each statement a step; an enum value that is added and then used
/// puts a boundary between the two. A section with `transaction on` is never divided (a statement
/// in it that refuses one is the business of rule `concurrently-in-transaction`).
[[nodiscard]] std::vector<StepRange> divide(const std::vector<ReplayedStatement>& statements,
                                            std::string_view text);

}  // namespace ashlar::effects
