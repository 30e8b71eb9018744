#include "cli/range_plan.h"

#include <algorithm>

#include "cli/applied.h"
#include "cli/files.h"
#include "cli/session.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

std::variant<RangePlan, ExitStatus> plan_from(const Workspace& workspace, const std::string& range,
                                              const versions::RevisionSet& applied, int postgres,
                                              Console& console) {
  Result<versions::Path> path = versions::range_path(*workspace.graph, range, applied);
  if (!path) return console.fail(path.error());
  std::optional<Prepared> prepared = prepare(workspace, *path, postgres, console);
  if (!prepared.has_value()) return ExitStatus::kUsage;
  if (!prepared->findings.empty()) {
    show_findings(prepared->findings, workspace.history->sources, console);
  }
  return RangePlan{std::move(*path), std::move(*prepared), "", {}};
}

}  // namespace

std::variant<RangePlan, ExitStatus> plan_range(const Workspace& workspace, const std::string& range,
                                               const Url& url, Console& console) {
  const Project& project = workspace.project;
  if (!url.has_value()) return plan_from(workspace, range, {}, project.rules.postgres, console);

  Result<Session> session = open_session(url, project, console);
  if (!session) return console.fail(session.error());
  const Result<runtime::LedgerState> ledger = session->database->read_ledger();
  if (!ledger) return console.fail(ledger.error());
  const Applied applied = compare(*ledger, *workspace.graph);
  show_notes(applied, *workspace.graph, console);
  for (const std::string& sentence : half_done(*ledger)) console.note(sentence);
  if (!unchanged(applied, *workspace.graph, console)) return ExitStatus::kUsage;
  const runtime::ServerFacts& facts = session->database->facts();
  std::variant<RangePlan, ExitStatus> planned =
      plan_from(workspace, range, applied.revisions, facts.major, console);
  if (auto* plan = std::get_if<RangePlan>(&planned)) {
    plan->database = describe(facts);
    for (const runtime::AppliedRevision* row : applied.without_file) {
      plan->without_file.push_back(row->record);
    }
    add_without_file(*plan);
  }
  return planned;
}

void add_without_file(RangePlan& plan) {
  std::vector<std::string>& before = plan.prepared.plan.applied_before;
  for (const ledger::RevisionRecord& record : plan.without_file) before.push_back(record.id);
  std::sort(before.begin(), before.end());
}

ExitStatus write_result(const std::string& file, const std::string& text, Console& console) {
  if (file.empty()) {
    console.result(text);
    return ExitStatus::kDone;
  }
  const Status written = replace_file(file, text);
  return written ? ExitStatus::kDone : console.fail(written.error());
}

}  // namespace ashlar::cli
