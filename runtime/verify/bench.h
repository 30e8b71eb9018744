#pragma once

// A scratch database that stands at some revision, and the trials that are made in it.
// Layer: runtime/verify.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/verify/lines.h"
#include "runtime/verify/play.h"
#include "runtime/verify/scratch.h"

namespace ashlar::runtime {

class Bench {
 public:
  /// `database` stands before trial `at`. `renewable`: the trials can be run in another database
  /// too.
  static Result<Bench> open(ScratchServer& server, const std::vector<Trial>& trials,
                            const std::string& database, std::size_t at, bool renewable);

  /// The trial that it stands before, tried. An error is the world's; the database's refusals are
  /// in the result. Afterwards it stands behind the trial, unless that failed on its way up.
  Result<TrialResult> next();
  /// Only its seeds and its up.
  Status walk(TrialFailure& failure);

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] const std::string& database() const { return database_; }
  /// What it holds; known after a `next` that did not fail on its way up.
  [[nodiscard]] const Lines& lines() const { return lines_after_up_; }

 private:
  Bench(ScratchServer& server, const std::vector<Trial>& trials, std::string database,
        std::size_t at, bool renewable)
      : server_(&server),
        trials_(&trials),
        database_(std::move(database)),
        at_(at),
        renewable_(renewable) {}
  [[nodiscard]] const Trial& trial() const { return (*trials_)[at_]; }
  [[nodiscard]] Stand stand() const { return {*session_, own_settings_}; }
  Status connect();
  /// Tries again as long as a role is missing that can be made.
  template <typename Attempt>
  Status with_roles(Attempt attempt);
  Status plant(TrialFailure& failure);
  Status play(const std::vector<plan::Step>& steps, Stage stage, TrialFailure& failure);
  Status look(Lines& lines, std::vector<TableRows>& rows);
  /// What the verify section asks; what does not hold is in the result.
  Status ask(Stage stage, TrialResult& result);
  Status go_together(TrialResult& result, TrialFailure& failure);
  Status try_together(TrialResult& result, TrialFailure& failure);
  /// The database stands behind the trial.
  Status stand_behind();
  Status look_before();
  Status try_apart(TrialResult& result, TrialFailure& failure);
  /// After the up: what the down has to bring back, and the second up.
  Status look_after_up(TrialResult& result);
  Status look_after_down(TrialResult& result);
  Status look_after_up_again(TrialResult& result);
  /// The way back left traces: a database without them, or else this one as it is.
  Status start_over();

  ScratchServer* server_;
  const std::vector<Trial>* trials_;
  std::string database_;
  std::size_t at_;
  bool renewable_;
  bool has_traces_ = false;  ///< of a way back that was not one
  std::unique_ptr<database::Session> session_;
  std::string own_settings_;
  std::optional<Lines> lines_;  ///< of the database as it stands
  std::vector<TableRows> rows_;
  Lines lines_after_up_;
};

}  // namespace ashlar::runtime
