#pragma once

// What `ashlar verify` asks of the runtime: each revision up, down and up again in databases made
// for it and removed at the end, and what the server holds after each way. The runtime compares;
// what the findings mean is the command's business. Layer: runtime/api.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "grammar/text/result.h"

namespace ashlar::runtime {

/// A revision, with everything that is run for it.
struct Trial {
  std::string revision;
  std::vector<plan::Step> up;
  std::vector<plan::Step> down;      ///< none: it has no way back
  std::vector<std::string> seeds;    ///< SQL that puts rows in before it
  std::vector<std::string> queries;  ///< of its verify section: they hold after each up
};

struct TrialOptions {
  /// A server; the database that it names is never touched.
  std::string url;
  /// Not empty: an embedded server of our own in this folder instead, stopped at the end. Roles
  /// that are missing there are made.
  std::string embedded_folder;
  std::size_t first = 0;  ///< trials before this one are only run upwards
  unsigned jobs = 1;
  /// Trials change what all databases of the server share, such as roles: there is one database for
  /// all of them, in order.
  bool shared_objects = false;
};

/// A line of what a database holds, before and after; absent: not there.
struct LineChange {
  std::string object;  ///< "table public.users"
  std::string part;    ///< "column email", "order of columns"; empty: the object itself
  std::optional<std::string> was;
  std::optional<std::string> is;
  friend bool operator==(const LineChange&, const LineChange&) = default;
};
/// The part that lists a table's columns; all that ALTER TABLE cannot bring back.
inline constexpr const char* kColumnOrder = "order of columns";

enum class Stage { kSeed, kUp, kQuery, kDown, kUpAgain, kQueryAgain };

struct RowLoss {
  Stage stage = Stage::kUp;
  std::string table;  ///< "public.users", as it was called before
  std::uint64_t before = 0;
  std::uint64_t after = 0;
};

struct TrialFailure {
  Stage stage = Stage::kUp;
  Error error;
  std::size_t at = 0;                    ///< which step, seed or query
  std::optional<std::size_t> statement;  ///< of the step; absent: its COMMIT
};

struct TrialResult {
  std::size_t trial = 0;
  std::optional<TrialFailure> failure;     ///< what comes after its stage was not tried
  std::vector<TrialFailure> unmet;         ///< queries that raised; without a message: did not hold
  std::vector<LineChange> after_down;      ///< against before the up
  std::vector<LineChange> after_up_again;  ///< against after the first up
  /// What the compiler's schema builds in an empty database, against after the up.
  std::vector<LineChange> against_schema;
  std::optional<Error> schema_refused;  ///< by the server
  std::vector<RowLoss> losses;
  bool transactions_apart = false;  ///< it could not run there and back in one transaction
  std::chrono::milliseconds elapsed{0};
};

struct TrialReport {
  std::string server;                   ///< "15.18"
  std::vector<std::string> roles_made;  ///< that the revisions take for granted
  std::vector<std::string> roles_left;  ///< that the revisions made, on a server of somebody else's
};

/// The compiler's schema after a trial. Called from any thread, never from two at once.
struct ComputedSchema {
  /// SQL that builds it in an empty database.
  std::function<std::string(std::size_t trial)> whole;
  /// SQL that leads to it from the one after the trial before; this is cheaper.
  std::function<std::string(std::size_t trial)> step;
};
/// Called from any thread, never from two at once; in no order.
using OnTrial = std::function<void(TrialResult&&)>;

}  // namespace ashlar::runtime
