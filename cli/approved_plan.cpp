#include "cli/approved_plan.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <set>

#include "cli/app.h"

namespace ashlar::cli {
namespace {

using versions::Direction;

Error ledger_refuses(std::string message, std::string detail) {
  return {ErrorCode::kLedger, std::move(message), "", std::move(detail), 0};
}

approval::StartingRevision starting(const ledger::RevisionRecord& record) {
  return {record.id, record.up_checksum, record.down_checksum};
}

using AppliedRecords = std::map<std::string, const ledger::RevisionRecord*>;

AppliedRecords applied_records(const runtime::LedgerState& ledger) {
  AppliedRecords applied;
  for (const runtime::AppliedRevision& row : ledger.applied) {
    applied[row.record.id] = &row.record;
  }
  return applied;
}

/// How many of the plan's revisions, from the first, are where the plan brings them.
std::size_t done_in(const plan::Plan& plan, const AppliedRecords& applied) {
  const bool up = plan.direction == Direction::kUp;
  std::size_t done = 0;
  while (done < plan.revisions.size() && applied.contains(plan.revisions[done].record.id) == up) {
    ++done;
  }
  return done;
}

/// What is applied once the first `done` revisions of the plan are done.
std::set<std::string> expected_after(const plan::Plan& plan, std::size_t done) {
  std::set<std::string> expected(plan.applied_before.begin(), plan.applied_before.end());
  for (std::size_t i = 0; i < done; ++i) {
    const std::string& id = plan.revisions[i].record.id;
    if (plan.direction == Direction::kUp) {
      expected.insert(id);
    } else {
      expected.erase(id);
    }
  }
  return expected;
}

std::string ids_in(const std::vector<std::string>& ids) {
  return fmt::format("{}", fmt::join(ids, ", "));
}

Error stands_elsewhere(const AppliedRecords& applied, const std::set<std::string>& expected) {
  std::vector<std::string> more;
  std::vector<std::string> fewer;
  for (const auto& [id, record] : applied) {
    if (!expected.contains(id)) more.push_back(id);
  }
  for (const std::string& id : expected) {
    if (!applied.contains(id)) fewer.push_back(id);
  }
  std::string detail;
  if (!more.empty()) detail += fmt::format("applied, and not expected: {}\n", ids_in(more));
  if (!fewer.empty()) detail += fmt::format("expected, and not applied: {}\n", ids_in(fewer));
  return ledger_refuses(
      "the ledger does not stand where this plan starts",
      detail + "nothing was done; make the plan again, and have it approved again");
}

Status same_statements(const approval::PlanFile& file, std::size_t done,
                       const AppliedRecords& applied) {
  std::vector<approval::StartingRevision> known = file.starts_at;
  for (std::size_t i = 0; i < done; ++i) {
    known.push_back(starting(file.plan.revisions[i].record));
  }
  for (const approval::StartingRevision& revision : known) {
    const auto row = applied.find(revision.id);
    if (row == applied.end()) continue;
    if (row->second->up_checksum == revision.up_checksum &&
        row->second->down_checksum == revision.down_checksum) {
      continue;
    }
    return ledger_refuses(
        fmt::format("revision `{}` is applied with other statements than those that this "
                    "plan builds on",
                    revision.id),
        "nothing was done; make the plan again, and have it approved again");
  }
  return {};
}

Status nothing_else_half_done(const plan::Plan& left, const runtime::LedgerState& ledger) {
  for (const runtime::StepInFlight& row : ledger.in_flight) {
    const ledger::StepRef& at = row.step;
    const auto step = std::find_if(left.steps.begin(), left.steps.end(), [&](const auto& one) {
      return one.revision == at.revision && one.ledger_step.step == at.step &&
             left.direction == at.direction;
    });
    const std::string where = fmt::format("revision `{}` stopped {} step {} of {} of its {}grade",
                                          at.revision, row.done ? "after" : "in", at.step, at.steps,
                                          versions::to_string(at.direction));
    if (step == left.steps.end()) {
      return ledger_refuses(where,
                            "that is no part of this plan: finish it first, with what began it");
    }
    if (step->ledger_step.checksum != at.checksum || step->ledger_step.steps != at.steps) {
      return ledger_refuses(
          where,
          "it ran other statements than this plan has: finish it first, with what "
          "began it");
    }
  }
  return {};
}

}  // namespace

std::vector<approval::StartingRevision> starting_revisions(const Workspace& workspace,
                                                           const RangePlan& planned) {
  const versions::Graph& graph = *workspace.graph;
  std::vector<approval::StartingRevision> revisions;
  for (const versions::RevisionIndex index : planned.path.before) {
    revisions.push_back(starting(ledger::record_of(graph[index], workspace.history->sources)));
  }
  for (const ledger::RevisionRecord& record : planned.without_file) {
    revisions.push_back(starting(record));
  }
  std::sort(revisions.begin(), revisions.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return revisions;
}

approval::PlanFile plan_file_of(const Workspace& workspace, const RangePlan& planned) {
  const DatabaseSettings& settings = workspace.project.database;
  approval::PlanFile file;
  file.plan = planned.prepared.plan;
  file.lock_timeout = settings.lock_timeout;
  file.lock_retries = settings.lock_retries;
  file.statement_timeout = settings.statement_timeout;
  file.wait = settings.wait;
  file.database = settings.expect;
  file.tool = version_line();
  file.starts_at = starting_revisions(workspace, planned);
  return file;
}

Status fits_server(const approval::PlanFile& file, const runtime::ServerFacts& facts) {
  if (!file.database.empty() && facts.database != file.database) {
    return Error{ErrorCode::kUsage,
                 fmt::format("this is database `{}`, and the plan is for `{}`", facts.database,
                             file.database),
                 "", "`expect` of the project that the plan was made in says so", 0};
  }
  if (facts.major == file.plan.postgres) return {};
  return Error{
      ErrorCode::kUsage,
      fmt::format("this server is PostgreSQL {}, and the plan was made for PostgreSQL {}",
                  facts.major, file.plan.postgres),
      "",
      fmt::format("locks and rewrites differ between them; make the plan again with --url, "
                  "or with `postgres = {}` in `[project]`",
                  facts.major),
      0};
}

Result<plan::Plan> remaining(const approval::PlanFile& file, const runtime::LedgerState& ledger) {
  const AppliedRecords applied = applied_records(ledger);
  const std::size_t done = done_in(file.plan, applied);
  const std::set<std::string> expected = expected_after(file.plan, done);
  const bool at_start =
      std::equal(applied.begin(), applied.end(), expected.begin(), expected.end(),
                 [](const auto& row, const std::string& id) { return row.first == id; });
  if (!at_start) return stands_elsewhere(applied, expected_after(file.plan, 0));
  if (Status same = same_statements(file, done, applied); !same) return same.error();

  plan::Plan left = file.plan;
  const auto completed = file.plan.revisions.begin() + static_cast<std::ptrdiff_t>(done);
  for (auto revision = file.plan.revisions.begin(); revision != completed; ++revision) {
    std::erase_if(left.steps,
                  [&](const plan::Step& step) { return step.revision == revision->record.id; });
  }
  left.revisions.assign(completed, file.plan.revisions.end());
  left.applied_before.assign(expected.begin(), expected.end());
  if (Status clear = nothing_else_half_done(left, ledger); !clear) return clear.error();
  return left;
}

}  // namespace ashlar::cli
