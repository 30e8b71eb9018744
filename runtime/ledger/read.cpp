#include "runtime/ledger/read.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

namespace ashlar::runtime {
namespace {

using database::Rows;
using database::Session;
using database::Value;

std::string text_of(const Value& value) { return value.value_or(std::string()); }
bool truth_of(const Value& value) { return value == "t"; }

std::uint32_t number_of(const Value& value) {
  return static_cast<std::uint32_t>(std::strtoul(text_of(value).c_str(), nullptr, 10));
}

/// Ids joined by commas, which no id holds.
std::vector<std::string> ids_of(const Value& value) {
  const std::string joined = text_of(value);
  std::vector<std::string> ids;
  for (std::size_t begin = 0; begin < joined.size();) {
    const std::size_t end = std::min(joined.find(',', begin), joined.size());
    ids.push_back(joined.substr(begin, end - begin));
    begin = end + 1;
  }
  return ids;
}

/// A row of Words::select_revisions.
AppliedRevision applied_of(const std::vector<Value>& row) {
  AppliedRevision applied;
  applied.record.id = text_of(row[0]);
  applied.record.message = text_of(row[1]);
  applied.record.parents = ids_of(row[2]);
  applied.record.depends = ids_of(row[3]);
  applied.record.up_checksum = text_of(row[4]);
  applied.record.down_checksum = text_of(row[5]);
  applied.record.up_text = text_of(row[6]);
  applied.record.down_text = text_of(row[7]);
  applied.record.irreversible = text_of(row[8]);
  applied.applied_at = text_of(row[9]);
  applied.applied_by = text_of(row[10]);
  applied.stamped = truth_of(row[11]);
  return applied;
}

/// A row of Words::select_steps.
StepInFlight step_of(const std::vector<Value>& row) {
  StepInFlight step;
  step.step.revision = text_of(row[0]);
  step.step.direction =
      text_of(row[1]) == "down" ? versions::Direction::kDown : versions::Direction::kUp;
  step.step.step = number_of(row[2]);
  step.step.steps = number_of(row[3]);
  step.step.checksum = text_of(row[4]);
  step.step.transactional = truth_of(row[5]);
  step.done = truth_of(row[6]);
  step.started_at = text_of(row[7]);
  return step;
}

Status check_known(const std::vector<std::string>& installed) {
  const std::vector<std::string> own = own_ledger_revisions();
  std::string unknown;
  for (const std::string& id : installed) {
    if (std::binary_search(own.begin(), own.end(), id)) continue;
    unknown += (unknown.empty() ? "`" : ", `") + id + "`";
  }
  if (unknown.empty()) return {};
  Error error;
  error.code = ErrorCode::kLedger;
  error.message = fmt::format(
      "the ledger in this database was made by a newer ashlar: it has {}, which this one does not "
      "know",
      unknown);
  error.detail = "install that ashlar, or a newer one, and run the command again";
  return error;
}

/// In two round trips: what the second asks may not be there.
Result<LedgerState> read_rows(Session& session, const ledger::Words& words) {
  std::vector<Rows> answers;
  LedgerState state;
  Status asked = session.pipeline({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                   "SELECT pg_catalog.current_schema()", words.ledger_exists()},
                                  database::OnInterrupt::kFinish, answers);
  if (!asked) return asked.error();
  state.default_schema = text_of(answers[1].rows.front().front());
  state.exists = !answers[2].rows.empty() && truth_of(answers[2].rows.front().front());
  if (!state.exists) return state;
  asked = session.pipeline(
      {words.select_installed(), words.select_revisions(), words.select_steps(), "ROLLBACK"},
      database::OnInterrupt::kFinish, answers);
  if (answers.empty()) return asked.error();
  for (const auto& row : answers[0].rows) state.installed.push_back(text_of(row[0]));
  // A newer ashlar's tables may not be what is asked for: that says more than the server's refusal.
  if (Status known = check_known(state.installed); !known) return known.error();
  if (!asked) return asked.error();
  for (const auto& row : answers[1].rows) state.applied.push_back(applied_of(row));
  for (const auto& row : answers[2].rows) state.in_flight.push_back(step_of(row));
  return state;
}

}  // namespace

std::vector<std::string> own_ledger_revisions() {
  // A revision's id is its file's name up to the first `_`.
  std::vector<std::string> ids;
  for (const SourceFile& file : ledger::revision_files()) {
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    ids.push_back(name.substr(0, name.find_first_of("_.")));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<LedgerState> read_ledger_state(Session& session, const ledger::Words& words) {
  Result<LedgerState> state = read_rows(session, words);
  session.rollback();
  return state;
}

}  // namespace ashlar::runtime
