#include "runtime/verify/bench.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "runtime/executor/session_state.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Rows;

bool all_true(const Rows& rows) {
  return std::all_of(rows.rows.begin(), rows.rows.end(), [&](const auto& row) {
    if (row.empty()) return true;
    return row.front().has_value() && !(rows.first_column_is_boolean && row.front() == "f");
  });
}

void append(std::vector<RowLoss>& to, std::vector<RowLoss> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Refusals that may come only from all being one transaction: values of an enum that are not
/// committed, triggers that wait for the end, a time that stands still in a unique column.
/// PostgreSQL manual, "PostgreSQL Error Codes", by class.
bool may_be_of_the_transaction(const Error& error) {
  constexpr std::array<std::string_view, 4> kClasses = {"23", "25", "40", "55"};
  return std::any_of(kClasses.begin(), kClasses.end(),
                     [&](std::string_view each) { return error.sqlstate.starts_with(each); });
}

bool leaves_traces(const TrialResult& result) {
  return result.failure.has_value() || !result.after_down.empty() ||
         !result.after_up_again.empty() ||
         std::any_of(result.losses.begin(), result.losses.end(),
                     [](const RowLoss& loss) { return loss.stage != Stage::kUp; });
}

}  // namespace

Result<Bench> Bench::open(ScratchServer& server, const std::vector<Trial>& trials,
                          const std::string& database, std::size_t at, bool renewable) {
  Bench bench(server, trials, database, at, renewable);
  if (Status connected = bench.connect(); !connected) return connected.error();
  return bench;
}

Status Bench::connect() {
  auto session = server_->connect(database_);
  if (!session) return session.error();
  session_ = std::move(*session);
  Result<std::string> own = adopt_session(*session_);
  if (!own) return own.error();
  own_settings_ = *own + "SET synchronous_commit = off;";
  return session_->execute(own_settings_);
}

template <typename Attempt>
Status Bench::with_roles(Attempt attempt) {
  constexpr int kMost = 100;
  Status done = attempt();
  for (int i = 0; i < kMost && !done.ok() && !session_->lost(); ++i) {
    if (!server_->make_missing_role(done.error())) break;
    done = attempt();
  }
  return done;
}

Status Bench::plant(TrialFailure& failure) {
  if (trial().seeds.empty()) return {};
  failure = {};
  failure.stage = Stage::kSeed;
  Status done = session_->execute("BEGIN");
  for (std::size_t i = 0; i < trial().seeds.size() && done.ok(); ++i) {
    failure.at = i;
    done = session_->execute(trial().seeds[i], OnInterrupt::kCancel);
  }
  if (done.ok()) done = session_->commit();
  session_->rollback();
  if (done.ok()) done = session_->execute(reset_settings(own_settings_));
  lines_.reset();
  return done;
}

Status Bench::play(const std::vector<plan::Step>& steps, Stage stage, TrialFailure& failure) {
  failure = {};
  failure.stage = stage;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    Status done = with_roles([&] { return play_step(stand(), steps, at, failure); });
    if (!done) return done;
  }
  return {};
}

Status Bench::walk(TrialFailure& failure) {
  if (Status planted = plant(failure); !planted) return planted;
  if (Status done = play(trial().up, Stage::kUp, failure); !done) return done;
  lines_.reset();
  ++at_;
  return {};
}

Status Bench::look(Lines& lines, std::vector<TableRows>& rows) {
  Result<Lines> read = read_lines(*session_);
  if (!read) return read.error();
  Result<std::vector<TableRows>> counted = count_rows(*session_);
  if (!counted) return counted.error();
  lines = std::move(*read);
  rows = std::move(*counted);
  return session_->execute(reset_settings(own_settings_));
}

Status Bench::look_before() {
  if (!lines_) {
    lines_.emplace();
    return look(*lines_, rows_);
  }
  Result<std::vector<TableRows>> rows = count_rows(*session_);
  if (!rows) return rows.error();
  rows_ = std::move(*rows);
  return session_->execute(reset_settings(own_settings_));
}

Status Bench::ask(Stage stage, TrialResult& result) {
  const bool alone = session_->transaction() == database::Transaction::kNone;
  for (std::size_t i = 0; i < trial().queries.size(); ++i) {
    const bool known = std::any_of(result.unmet.begin(), result.unmet.end(),
                                   [i](const TrialFailure& failure) { return failure.at == i; });
    if (known) continue;
    Status begun =
        session_->execute(alone ? "BEGIN;SAVEPOINT ashlar_query" : "SAVEPOINT ashlar_query");
    if (!begun) return begun;
    const Result<Rows> rows = session_->query(trial().queries[i], OnInterrupt::kCancel);
    if (!rows && !server_->is_refusal(rows.error())) return rows.error();
    if (!rows || !all_true(*rows)) {
      result.unmet.push_back({stage, rows ? Error{} : rows.error(), i, std::nullopt});
    }
    // Whatever a query does besides asking is not to last.
    Status undone = session_->execute(alone ? "ROLLBACK"
                                            : "ROLLBACK TO SAVEPOINT ashlar_query;"
                                              "RELEASE SAVEPOINT ashlar_query");
    if (!undone) return undone;
  }
  return {};
}

Status Bench::look_after_up(TrialResult& result) {
  if (Status asked = ask(Stage::kQuery, result); !asked) return asked;
  std::vector<TableRows> rows;
  if (Status seen = look(lines_after_up_, rows); !seen) return seen;
  append(result.losses, lost_rows(Stage::kUp, rows_, rows));
  rows_ = std::move(rows);
  return {};
}

Status Bench::look_after_down(TrialResult& result) {
  Lines lines;
  std::vector<TableRows> rows;
  if (Status seen = look(lines, rows); !seen) return seen;
  result.after_down = changes(*lines_, lines);
  append(result.losses, lost_rows(Stage::kDown, rows_, rows));
  rows_ = std::move(rows);
  return {};
}

Status Bench::look_after_up_again(TrialResult& result) {
  if (Status asked = ask(Stage::kQueryAgain, result); !asked) return asked;
  Lines lines;
  std::vector<TableRows> rows;
  if (Status seen = look(lines, rows); !seen) return seen;
  result.after_up_again = changes(lines_after_up_, lines);
  append(result.losses, lost_rows(Stage::kUpAgain, rows_, rows));
  return {};
}

Status Bench::go_together(TrialResult& result, TrialFailure& failure) {
  if (Status begun = session_->execute("BEGIN"); !begun) return begun;
  failure = {};
  Status done = play_inside(stand(), trial().up, failure);
  if (done.ok()) done = look_after_up(result);
  if (!done || trial().down.empty()) return done.ok() ? session_->commit() : done;
  done = session_->execute("SAVEPOINT ashlar_way_back");
  failure.stage = Stage::kDown;
  if (done.ok()) done = play_inside(stand(), trial().down, failure);
  if (done.ok()) done = look_after_down(result);
  if (done.ok()) failure.stage = Stage::kUpAgain;
  if (done.ok()) done = play_inside(stand(), trial().up, failure);
  if (done.ok()) done = look_after_up_again(result);
  if (done.ok()) done = session_->execute("ROLLBACK TO SAVEPOINT ashlar_way_back");
  return done.ok() ? session_->commit() : done;
}

Status Bench::try_together(TrialResult& result, TrialFailure& failure) {
  const std::vector<TableRows> rows = rows_;
  const TrialResult fresh = result;
  Status done = with_roles([&] {
    result = fresh;
    rows_ = rows;
    Status gone = go_together(result, failure);
    session_->rollback();
    return gone;
  });
  if (done.ok()) return stand_behind();
  if (!server_->is_refusal(done.error())) return done;
  if (may_be_of_the_transaction(done.error())) {
    result = fresh;
    rows_ = rows;
    return try_apart(result, failure);
  }
  if (failure.stage == Stage::kUp) return done;
  failure.error = done.error();
  result.failure = failure;
  if (Status up = play(trial().up, Stage::kUp, failure); !up) return up;
  return stand_behind();
}

Status Bench::stand_behind() {
  lines_ = lines_after_up_;
  ++at_;
  return {};
}

Status Bench::try_apart(TrialResult& result, TrialFailure& failure) {
  result.transactions_apart = true;
  Status done = play(trial().up, Stage::kUp, failure);
  if (done.ok()) done = look_after_up(result);
  if (!done) return done;
  if (!trial().down.empty()) {
    done = play(trial().down, Stage::kDown, failure);
    if (done.ok()) done = look_after_down(result);
    if (done.ok()) done = play(trial().up, Stage::kUpAgain, failure);
    if (done.ok()) done = look_after_up_again(result);
    if (!done && !server_->is_refusal(done.error())) return done;
    if (!done) {
      failure.error = done.error();
      result.failure = failure;
    }
    has_traces_ = leaves_traces(result);
  }
  return stand_behind();
}

Status Bench::start_over() {
  has_traces_ = false;
  if (!renewable_) {
    lines_.reset();
    return {};
  }
  Result<std::string> database = server_->make();
  if (!database) return database.error();
  Result<Bench> fresh = open(*server_, *trials_, *database, 0, renewable_);
  if (!fresh) return fresh.error();
  while (fresh->at_ < at_) {
    TrialFailure failure;
    if (Status walked = fresh->walk(failure); !walked) return walked;
  }
  session_ = std::move(fresh->session_);
  own_settings_ = std::move(fresh->own_settings_);
  server_->drop(std::exchange(database_, std::move(*database)));
  return {};
}

Result<TrialResult> Bench::next() {
  const auto begin = std::chrono::steady_clock::now();
  TrialResult result;
  result.trial = at_;
  TrialFailure failure;
  if (has_traces_) {
    if (Status renewed = start_over(); !renewed) return renewed.error();
  }
  Status done = plant(failure);
  if (done.ok()) {
    if (Status seen = look_before(); !seen) return seen.error();
    const bool together = is_one_transaction(trial().up) && is_one_transaction(trial().down);
    done = together ? try_together(result, failure) : try_apart(result, failure);
  }
  if (!done) {
    if (!server_->is_refusal(done.error())) return done.error();
    failure.error = done.error();
    result.failure = std::move(failure);
  }
  result.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  return result;
}

}  // namespace ashlar::runtime
