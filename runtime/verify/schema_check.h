#pragma once

// The compiler's schema against a database: loaded into an empty one, it has to give the same
// lines. From there on the database is led from revision to revision by what the compiler takes for
// the difference, which costs little; where that gives other lines, the whole is loaded again and
// decides. Layer: runtime/verify.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/verify/lines.h"
#include "runtime/verify/scratch.h"

namespace ashlar::runtime {

class SchemaCheck {
 public:
  SchemaCheck(ScratchServer& server, const ComputedSchema& schema)
      : server_(server), schema_(schema) {}

  /// `lines` are those of the database behind the trial. What differs goes into the result. An
  /// error is the world's.
  Status compare(std::size_t trial, const Lines& lines, TrialResult& result);

 private:
  /// An empty database.
  Status renew();
  Status load(std::size_t trial, const Lines& lines, TrialResult& result);
  /// False where the whole has to decide.
  Result<bool> step(std::size_t trial, const Lines& lines, TrialResult& result);
  /// Runs the text in a transaction and leaves that open, but for refusals.
  Status run(const std::string& sql);

  ScratchServer& server_;
  const ComputedSchema& schema_;
  std::string database_;
  std::unique_ptr<database::Session> session_;
  std::optional<std::size_t> stands_at_;  ///< absent: the database is empty
  std::vector<LineChange> differs_;       ///< there
};

}  // namespace ashlar::runtime
