#include "cli/verify_judge.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <iterator>
#include <utility>

#include "cli/server_error.h"

namespace ashlar::cli {
namespace {

using runtime::LineChange;
using runtime::RowLoss;
using runtime::Stage;
using runtime::TrialFailure;
using runtime::TrialResult;

std::string_view way_of(Stage stage) {
  switch (stage) {
    case Stage::kSeed:
      return "the seed";
    case Stage::kUp:
    case Stage::kQuery:
      return "the way up";
    case Stage::kDown:
      return "the way down";
    case Stage::kUpAgain:
    case Stage::kQueryAgain:
      return "the second way up";
  }
  return "";
}

std::string_view kind_of(Stage stage) {
  switch (stage) {
    case Stage::kSeed:
      return "seed-refused";
    case Stage::kUp:
    case Stage::kQuery:
      return "up-refused";
    case Stage::kDown:
      return "down-refused";
    case Stage::kUpAgain:
    case Stage::kQueryAgain:
      return "second-up-refused";
  }
  return "";
}

/// At a statement of a seed or verify section.
Diagnostic at_place(const Error& error, const Location& place) {
  Diagnostic finding;
  finding.severity = Severity::kError;
  finding.message = error.message;
  finding.location = place;
  finding.help = error.detail;
  return finding;
}

Remark refused(const TrialFailure& failure, const TrialFacts& facts, const Sources& sources) {
  Remark remark;
  remark.kind = kind_of(failure.stage);
  remark.message = fmt::format("{} is refused: {}", way_of(failure.stage), failure.error.message);
  remark.help = failure.error.detail;
  remark.sqlstate = failure.error.sqlstate;
  if (failure.stage == Stage::kSeed) {
    if (failure.at < facts.seeds.size()) {
      remark.at = at_place(failure.error, facts.seeds[failure.at]);
    }
    return remark;
  }
  const plan::Plan& plan = failure.stage == Stage::kDown ? facts.down : facts.up;
  const auto step = static_cast<std::uint32_t>(failure.at + 1);
  remark.at = server_diagnostic(failure.error, {step, failure.statement}, plan, sources);
  return remark;
}

Remark unmet(const TrialFailure& failure, const TrialFacts& facts) {
  Remark remark;
  remark.kind = "verify-failed";
  Error error = failure.error;
  if (error.message.empty()) error.message = "a row's first column is false or NULL";
  remark.message = fmt::format("after {} a query of the verify section does not hold: {}",
                               way_of(failure.stage), error.message);
  remark.sqlstate = error.sqlstate;
  remark.at = at_place(error, facts.queries[failure.at]);
  return remark;
}

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// An extension or a schema that the up makes IF NOT EXISTS, and the down keeps: by those words the
/// author knows that others may have made it, and use it.
bool is_meant_to_stay(const LineChange& change, const plan::Plan& up) {
  const std::string& named = change.object == "comment" ? change.part : change.object;
  std::string_view kind;
  if (named.starts_with("extension ")) kind = "create_extension";
  if (named.starts_with("schema ")) kind = "create_schema";
  if (kind.empty() || change.was) return false;
  return std::any_of(up.steps.begin(), up.steps.end(), [&](const plan::Step& step) {
    return std::any_of(step.statements.begin(), step.statements.end(), [&](const auto& each) {
      return each.kind == kind &&
             in_small_letters(each.sql).find("if not exists") != std::string::npos;
    });
  });
}

bool is_order(const LineChange& change) { return change.part == runtime::kColumnOrder; }

/// What SQL cannot bring back, and what is kept on purpose, is said apart and is no failure.
void add_changes(const std::vector<LineChange>& changes, const plan::Plan& up, Remark wrong,
                 std::vector<Remark>& remarks) {
  Remark order;
  order.severity = Severity::kNote;
  order.kind = "column-order";
  order.message = "after up and down the columns stand in another order, which SQL cannot mend";
  Remark kept;
  kept.severity = Severity::kNote;
  kept.kind = "kept";
  kept.message = "the down section keeps what the up section makes IF NOT EXISTS";
  for (const LineChange& change : changes) {
    if (is_order(change)) {
      // A table that came or went as a whole has no order to lose.
      if (change.was && change.is) order.changes.push_back(change);
    } else {
      (is_meant_to_stay(change, up) ? kept : wrong).changes.push_back(change);
    }
  }
  // Columns that come or go change the order too; that is said by their own lines.
  const bool moved = wrong.changes.empty() && !order.changes.empty();
  for (Remark* remark : {&wrong, &kept}) {
    if (!remark->changes.empty()) remarks.push_back(std::move(*remark));
  }
  if (moved) remarks.push_back(std::move(order));
}

/// The plan says that rows of the table go, or a statement says so itself.
bool is_forecast(const plan::Plan& plan, const std::string& table) {
  const std::string schema = table.substr(0, table.find('.'));
  for (const plan::Step& step : plan.steps) {
    for (const plan::PlannedStatement& statement : step.statements) {
      for (const effects::Loss& loss : statement.effects.losses) {
        const bool whole = loss.kind == effects::LossKind::kSchema && loss.name == schema;
        if (whole || loss.name == table) return true;
      }
      const bool deletes = statement.kind == "merge" ||
                           in_small_letters(statement.sql).find("delete") != std::string::npos;
      if (!deletes) continue;
      for (const effects::Lock& lock : statement.effects.locks) {
        if (lock.named && lock.relation.name == table) return true;
      }
    }
  }
  return false;
}

void add_losses(const std::vector<RowLoss>& losses, const TrialFacts& facts,
                std::vector<Remark>& remarks) {
  for (const RowLoss& loss : losses) {
    const plan::Plan& plan = loss.stage == Stage::kDown ? facts.down : facts.up;
    const bool forecast = is_forecast(plan, loss.table);
    Remark remark;
    remark.severity = forecast ? Severity::kNote : Severity::kError;
    remark.kind = forecast ? "rows-lost-as-forecast" : "rows-lost";
    remark.message =
        fmt::format("{} takes {} of {} rows of `{}`{}", way_of(loss.stage),
                    loss.before - loss.after, loss.before, loss.table,
                    forecast ? ", as the plan says" : ", and the plan does not say so");
    remarks.push_back(std::move(remark));
  }
}

bool same(const LineChange& a, const LineChange& b) {
  return a.object == b.object && a.part == b.part && a.was == b.was && a.is == b.is;
}

/// The server lacks an extension: the schema may be right all the same.
bool is_lacking(const Error& error) {
  // feature_not_supported, and undefined_file before PostgreSQL 15
  return error.sqlstate == "0A000" || error.sqlstate == "58P01";
}

void add_schema(const TrialFacts& facts, const TrialResult& result, SchemaTrouble& known,
                std::vector<Remark>& remarks) {
  SchemaTrouble before = std::exchange(known, {});
  Remark remark;
  remark.severity = facts.followed ? Severity::kError : Severity::kNote;
  remark.kind = "schema-differs";
  if (result.schema_refused) {
    known.refusal = result.schema_refused->message;
    if (known.refusal == before.refusal) return;
    if (is_lacking(*result.schema_refused)) remark.severity = Severity::kNote;
    remark.message = "the server refuses the schema that ashlar computes: " + known.refusal;
    remark.sqlstate = result.schema_refused->sqlstate;
    remarks.push_back(std::move(remark));
    return;
  }
  known.changes = result.against_schema;
  std::copy_if(known.changes.begin(), known.changes.end(), std::back_inserter(remark.changes),
               [&](const LineChange& change) {
                 return std::none_of(before.changes.begin(), before.changes.end(),
                                     [&](const auto& each) { return same(each, change); });
               });
  if (remark.changes.empty()) return;
  remark.message = "the schema that ashlar computes is not what the revision builds";
  remark.help = facts.followed
                    ? "where a DO block or a function makes the change, `-- migrate:effect` before "
                      "it tells what it does"
                    : "up to here are statements that it does not follow; `ashlar lint` names them";
  remarks.push_back(std::move(remark));
}

Verdict verdict_of(const Verified& verified, const versions::Revision& revision,
                   const TrialFacts& facts) {
  const bool failed =
      std::any_of(verified.remarks.begin(), verified.remarks.end(),
                  [](const Remark& remark) { return remark.severity == Severity::kError; });
  if (failed) return Verdict::kFailed;
  if (!facts.down.steps.empty()) return Verdict::kProved;
  if (revision.source.irreversible) return Verdict::kIrreversible;
  const bool empty = std::all_of(facts.up.steps.begin(), facts.up.steps.end(),
                                 [](const plan::Step& step) { return step.statements.empty(); });
  return empty ? Verdict::kProved : Verdict::kNoDown;
}

}  // namespace

Verified not_tried(const Workspace& workspace, const TrialFacts& facts) {
  const versions::Revision& revision = (*workspace.graph)[facts.revision];
  Verified verified;
  verified.revision = revision.id;
  verified.message = revision.message;
  verified.file = workspace.history->sources[revision.source.file].path;
  if (revision.source.irreversible) verified.reason = revision.source.irreversible->text;
  return verified;
}

Verified judge_trial(const Workspace& workspace, const TrialFacts& facts, const TrialResult& result,
                     SchemaTrouble& known) {
  Verified verified = not_tried(workspace, facts);
  verified.elapsed = result.elapsed;
  if (facts.unreadable) {
    Remark remark;
    remark.kind = "down-unreadable";
    remark.message = "the down section cannot be read: " + facts.unreadable->message;
    remark.at = facts.unreadable;
    verified.remarks.push_back(std::move(remark));
  }
  if (result.failure) {
    verified.remarks.push_back(refused(*result.failure, facts, workspace.history->sources));
  }
  for (const TrialFailure& failure : result.unmet) {
    verified.remarks.push_back(unmet(failure, facts));
  }
  Remark back;
  back.kind = "not-brought-back";
  back.message = "after up and down the schema is not what it was";
  back.help = "take back in the down section all that the up section does";
  add_changes(result.after_down, facts.up, std::move(back), verified.remarks);
  // What the way down left wrong shows again here.
  if (result.after_down.empty()) {
    Remark again;
    again.kind = "not-the-same-again";
    again.message = "up, down and up gives another schema than up alone";
    again.help = "the second way up finds what the way down left behind";
    add_changes(result.after_up_again, facts.up, std::move(again), verified.remarks);
  }
  add_losses(result.losses, facts, verified.remarks);
  add_schema(facts, result, known, verified.remarks);
  verified.verdict = verdict_of(verified, (*workspace.graph)[facts.revision], facts);
  return verified;
}

}  // namespace ashlar::cli
