#include "cli/stamping.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/ledger/ledger.h"
#include "versions/symbols.h"

namespace ashlar::cli {
namespace {

using versions::Follow;
using versions::Graph;
using versions::RevisionIndex;
using versions::RevisionSet;

std::string line(std::string_view verb, const std::string& id, const std::string& message) {
  return fmt::format("{} {}{}{}", verb, id, message.empty() ? "" : ", ", message);
}

std::vector<RevisionIndex> in_order(const Graph& graph, const RevisionSet& set) {
  std::vector<RevisionIndex> ordered(set.begin(), set.end());
  std::sort(ordered.begin(), ordered.end(),
            [&](RevisionIndex a, RevisionIndex b) { return graph.rank[a] < graph.rank[b]; });
  return ordered;
}

/// Adds what becomes applied and what no longer is.
void add_moves(const Graph& graph, const RevisionSet& before, const RevisionSet& after,
               StampPlan& plan) {
  for (const RevisionIndex index : in_order(graph, after)) {
    if (before.contains(index)) continue;
    plan.change.add.push_back(ledger::record_of(graph[index], graph.history->sources));
    plan.lines.push_back(line("+", graph[index].id, graph[index].message));
  }
  std::vector<RevisionIndex> gone = in_order(graph, before);
  std::reverse(gone.begin(), gone.end());
  for (const RevisionIndex index : gone) {
    if (after.contains(index)) continue;
    plan.change.remove.push_back(graph[index].id);
    plan.lines.push_back(line("-", graph[index].id, graph[index].message));
  }
}

void add_accepted(const Graph& graph, const AppliedFile& file, StampPlan& plan) {
  plan.change.accept.push_back(ledger::record_of(graph[file.revision], graph.history->sources));
  plan.lines.push_back(line("~", graph[file.revision].id, graph[file.revision].message));
}

/// The changed revisions that `--accept R…` names; all where it names none.
Status accept(const StampOptions& options, const Applied& applied, const Graph& graph,
              StampPlan& plan) {
  std::vector<AppliedFile> candidates = applied.changed;
  candidates.insert(candidates.end(), applied.reworded.begin(), applied.reworded.end());
  std::sort(candidates.begin(), candidates.end(), [&](const AppliedFile& a, const AppliedFile& b) {
    return graph.rank[a.revision] < graph.rank[b.revision];
  });
  RevisionSet named;
  for (const std::string& symbol : options.revisions) {
    const Result<std::vector<RevisionIndex>> found =
        versions::resolve(graph, symbol, applied.revisions);
    if (!found) return found.error();
    for (const RevisionIndex index : *found) {
      if (!applied.revisions.contains(index)) {
        return Error{ErrorCode::kUsage,
                     fmt::format("revision `{}` is not applied: there is no text to replace",
                                 graph[index].id),
                     "", "", 0};
      }
      named.insert(index);
    }
  }
  for (const AppliedFile& file : candidates) {
    if (options.revisions.empty() || named.contains(file.revision)) add_accepted(graph, file, plan);
  }
  return {};
}

/// A revision that stopped half-way is, once it is stamped, as the user says: its steps are
/// forgotten. Rows that are added or removed forget theirs anyway.
void settle_half_done(const runtime::LedgerState& ledger, const Graph& graph,
                      const Stamped& stamped, StampPlan& plan) {
  std::set<std::string> seen;
  for (const runtime::StepInFlight& row : ledger.in_flight) {
    const std::string& id = row.step.revision;
    const std::optional<RevisionIndex> index = graph.find(id);
    if (!index.has_value() || !stamped.touched.contains(*index) || !seen.insert(id).second)
      continue;
    const bool is_removed = std::find(plan.change.remove.begin(), plan.change.remove.end(), id) !=
                            plan.change.remove.end();
    const bool is_added = std::any_of(plan.change.add.begin(), plan.change.add.end(),
                                      [&](const auto& record) { return record.id == id; });
    if (is_removed || is_added) continue;
    plan.change.remove.push_back(id);
    const auto applied = std::find_if(ledger.applied.begin(), ledger.applied.end(),
                                      [&](const auto& each) { return each.record.id == id; });
    if (applied != ledger.applied.end()) plan.change.add.push_back(applied->record);
    plan.lines.push_back(
        line(applied == ledger.applied.end() ? "-" : "+", id, "which stopped half-way"));
  }
}

RevisionSet all_of(const Graph& graph) { return {graph.order.begin(), graph.order.end()}; }

}  // namespace

Result<Stamped> stamped_set(const Graph& graph, const std::vector<std::string>& symbols,
                            const RevisionSet& applied) {
  if (symbols.size() > 1 && std::find(symbols.begin(), symbols.end(), "base") != symbols.end()) {
    return Error{ErrorCode::kUsage, "`base` means that nothing is applied: it stands alone", "", "",
                 0};
  }
  RevisionSet named;
  Stamped stamped{applied, {}};
  for (const std::string& symbol : symbols) {
    if (symbol == "base") return Stamped{{}, all_of(graph)};
    if (symbol.ends_with("@base")) {
      const Result<versions::Path> path = versions::downgrade_path(graph, symbol, applied);
      if (!path) return path.error();
      for (const RevisionIndex index : path->revisions) {
        stamped.after.erase(index);
        stamped.touched.insert(index);
      }
      continue;
    }
    const Result<std::vector<RevisionIndex>> found = versions::resolve(graph, symbol, applied);
    if (!found) return found.error();
    named.insert(found->begin(), found->end());
  }
  const RevisionSet below = versions::ancestors(graph, named, Follow::kParentsAndDependencies);
  const RevisionSet above = versions::descendants(graph, named, Follow::kParentsAndDependencies);
  for (const RevisionIndex index : above) stamped.after.erase(index);
  stamped.after.insert(below.begin(), below.end());
  stamped.touched.insert(below.begin(), below.end());
  stamped.touched.insert(above.begin(), above.end());
  return stamped;
}

Result<StampPlan> plan_stamp(const StampOptions& options, const runtime::LedgerState& ledger,
                             const Applied& applied, const Graph& graph) {
  StampPlan plan;
  if (options.accept) {
    if (const Status accepted = accept(options, applied, graph, plan); !accepted) {
      return accepted.error();
    }
  } else if (!options.revisions.empty()) {
    const Result<Stamped> stamped = stamped_set(graph, options.revisions, applied.revisions);
    if (!stamped) return stamped.error();
    add_moves(graph, applied.revisions, stamped->after, plan);
    settle_half_done(ledger, graph, *stamped, plan);
  }
  if (options.purge) {
    for (const runtime::AppliedRevision* row : applied.without_file) {
      plan.change.remove.push_back(row->record.id);
      plan.lines.push_back(line("-", row->record.id, row->record.message));
    }
  }
  return plan;
}

}  // namespace ashlar::cli
