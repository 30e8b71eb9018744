#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/emit/order.h"
#include "compiler/emit/review/parts.h"

namespace ashlar::emit::review {
namespace {

std::vector<std::string> listed(const std::set<std::string>& names) {
  return {names.begin(), names.end()};
}

/// What the statements come to, on relations that were there before the plan.
class Sums {
 public:
  void add(const StatementView& statement) {
    for (const StatedLoss& loss : statement.losses) add({loss, statement.number});
    std::set<std::string> waiting;
    for (const LockView& lock : statement.locks) {
      if (lock.is_new) continue;
      if (lock.blocks == Blocks::kReadsAndWrites) no_reads_.insert(lock.relation);
      if (lock.blocks == Blocks::kWrites) no_writes_.insert(lock.relation);
      if (lock.blocks >= Blocks::kWrites) waiting.insert(lock.relation);
    }
    for (const Work& work : statement.work) {
      if (work.is_new || !waiting.contains(work.relation)) continue;
      (work.kind == WorkKind::kRewrite ? rewritten_ : scanned_).insert(work.relation);
    }
  }

  void store(Review& review) const {
    review.losses = losses_;
    review.no_reads = listed(no_reads_);
    for (const std::string& relation : no_writes_) {
      if (!no_reads_.contains(relation)) review.no_writes.push_back(relation);
    }
    review.rewritten = listed(rewritten_);
    review.scanned = listed(scanned_);
  }

 private:
  /// What is lost twice is told once, as the worse of the two.
  void add(LostThing lost) {
    const auto same = std::find_if(losses_.begin(), losses_.end(), [&](const LostThing& other) {
      return other.loss.name == lost.loss.name;
    });
    if (same == losses_.end()) {
      losses_.push_back(std::move(lost));
    } else if (lost.loss.state < same->loss.state) {
      *same = std::move(lost);
    }
  }

  std::vector<LostThing> losses_;
  std::set<std::string> no_reads_;
  std::set<std::string> no_writes_;
  std::set<std::string> rewritten_;
  std::set<std::string> scanned_;
};

void note_way_back(const RevisionView& revision, Review& review) {
  switch (revision.way_back.kind) {
    case WayBackKind::kIrreversible:
      review.irreversible.push_back(revision.id);
      return;
    case WayBackKind::kDerived:
    case WayBackKind::kIncomplete:
      review.without_down.push_back(revision.id);
      return;
    case WayBackKind::kWritten:
    case WayBackKind::kNotNeeded:
    case WayBackKind::kUpAgain:
      return;
  }
}

void count_findings(const ReviewInput& input, Review& review) {
  Diagnostics here;
  for (const Diagnostic& finding : input.findings) {
    if (is_on_way_back(finding, input.path.direction)) {
      ++review.on_ways_back;
      continue;
    }
    here.push_back(finding);
    if (finding.severity != Severity::kNote && is_about_name(finding.rule)) ++review.about_names;
  }
  const Counts counts = count(here);
  review.errors = counts.errors;
  review.warnings = counts.warnings;
  review.notes = counts.notes;
}

}  // namespace

Review make_review(const ReviewInput& input) {
  Review review;
  review.direction = input.plan.direction;
  review.from = heads_text(input.plan.from);
  review.to = heads_text(input.plan.to);
  review.database = input.database;
  review.postgres = input.plan.postgres;
  review.fingerprint = input.plan.fingerprint;
  review.tool = input.tool;
  review.totals = totals(input.plan);
  count_findings(input, review);
  review.revisions = revisions_of(input);
  Sums sums;
  for (const RevisionView& revision : review.revisions) {
    for (const StepView& step : revision.steps) {
      if (!step.transactional) ++review.outside_transactions;
      review.is_long = review.is_long || step.is_long();
      for (const StatementView& statement : step.statements) sums.add(statement);
    }
    note_way_back(revision, review);
  }
  sums.store(review);
  review.graph = graph_of(input);
  review.schema = schema_changes(input.schemas.front(), input.schemas.back());
  review.schema_in_doubt = input.schemas.back().has_doubts();
  return review;
}

std::vector<std::string> look_first(const ReviewInput& input, std::size_t count) {
  Review review;
  review.revisions = revisions_of(input);
  std::vector<std::string> lines;
  for (const StatementView* statement : review.riskiest(count)) {
    lines.push_back(fmt::format("{}:{} {}: {}", statement->file, statement->line,
                                statement->first_line, joined(statement->reasons, ", ")));
  }
  return lines;
}

std::vector<const StatementView*> Review::riskiest(std::size_t count) const {
  std::vector<const StatementView*> risky;
  for (const RevisionView& revision : revisions) {
    for (const StepView& step : revision.steps) {
      for (const StatementView& statement : step.statements) {
        if (statement.risk > 0) risky.push_back(&statement);
      }
    }
  }
  std::stable_sort(risky.begin(), risky.end(), [](const StatementView* a, const StatementView* b) {
    return a->risk > b->risk;
  });
  if (risky.size() > count) risky.resize(count);
  return risky;
}

}  // namespace ashlar::emit::review
