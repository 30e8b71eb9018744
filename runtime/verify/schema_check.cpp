#include "runtime/verify/schema_check.h"

#include <utility>

namespace ashlar::runtime {

Status SchemaCheck::renew() {
  if (session_ != nullptr && !stands_at_) return {};
  session_.reset();
  if (!database_.empty()) server_.drop(std::exchange(database_, {}));
  stands_at_.reset();
  Result<std::string> database = server_.make();
  if (!database) return database.error();
  database_ = std::move(*database);
  auto session = server_.connect(database_);
  if (!session) return session.error();
  session_ = std::move(*session);
  return {};
}

Status SchemaCheck::run(const std::string& sql) {
  Status done = session_->execute(
      "RESET ALL;SET synchronous_commit = off;SET client_min_messages = warning;"
      "SET check_function_bodies = off;BEGIN");
  if (!done) return done;
  done = session_->execute(sql, database::OnInterrupt::kCancel);
  if (!done) session_->rollback();
  return done;
}

Status SchemaCheck::load(std::size_t trial, const Lines& lines, TrialResult& result) {
  if (Status renewed = renew(); !renewed) return renewed;
  const std::string whole = schema_.whole(trial);
  Status done = run(whole);
  while (!done && server_.make_missing_role(done.error())) done = run(whole);
  if (!done && !server_.is_refusal(done.error())) return done;
  if (!done) {
    result.schema_refused = done.error();
    return {};
  }
  const Result<Lines> loaded = read_lines(*session_);
  if (!loaded) return loaded.error();
  if (Status kept = session_->commit(); !kept) return kept;
  stands_at_ = trial;
  differs_ = changes(*loaded, lines);
  result.against_schema = differs_;
  return {};
}

Result<bool> SchemaCheck::step(std::size_t trial, const Lines& lines, TrialResult& result) {
  if (Status done = run(schema_.step(trial)); !done) {
    if (!server_.is_refusal(done.error())) return done.error();
    return false;
  }
  const Result<Lines> reached = read_lines(*session_);
  if (!reached) return reached.error();
  std::vector<LineChange> differs = changes(*reached, lines);
  if (differs != differs_) {
    session_->rollback();
    return false;
  }
  if (Status kept = session_->commit(); !kept) return kept.error();
  stands_at_ = trial;
  result.against_schema = std::move(differs);
  return true;
}

Status SchemaCheck::compare(std::size_t trial, const Lines& lines, TrialResult& result) {
  if (stands_at_ && *stands_at_ + 1 == trial) {
    const Result<bool> settled = step(trial, lines, result);
    if (!settled) return settled.error();
    if (*settled) return {};
  }
  return load(trial, lines, result);
}

}  // namespace ashlar::runtime
