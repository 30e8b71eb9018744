#include "compiler/emit/plan_facts.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

PlanTotals totals(const plan::Plan& plan) {
  PlanTotals result;
  result.revisions = plan.revisions.size();
  result.steps = plan.steps.size();
  std::set<std::string> exclusive;
  std::set<std::string> lost;
  for (const plan::Step& step : plan.steps) {
    for (const plan::PlannedStatement& statement : step.statements) {
      result.statements += statement.count;
      if (!statement.effects.rewrites.empty()) ++result.rewrites;
      if (!statement.effects.scans.empty()) ++result.scans;
      for (const effects::Lock& lock : statement.effects.locks) {
        if (lock.mode == effects::LockMode::kAccessExclusive) exclusive.insert(lock.relation.name);
      }
      for (const effects::Loss& loss : statement.effects.losses) {
        const std::string name = effects::to_string(loss);
        if (lost.insert(name).second) result.losses.push_back(name);
      }
    }
  }
  if (plan.direction == versions::Direction::kUp) {
    for (const plan::PlannedRevision& revision : plan.revisions) {
      const ledger::RevisionRecord& record = revision.record;
      if (record.irreversible.empty()) continue;
      result.irreversible.push_back(fmt::format("{} ({})", record.id, record.irreversible));
    }
  }
  result.exclusive.assign(exclusive.begin(), exclusive.end());
  return result;
}

std::string counts_line(const PlanTotals& totals) {
  return fmt::format("{}, {}, {}", counted(totals.revisions, "revision"),
                     counted(totals.steps, "step"), counted(totals.statements, "statement"));
}

std::string heads_text(const std::vector<std::string>& heads) {
  return heads.empty() ? "base" : joined(heads, ", ");
}

std::map<std::string_view, std::string_view> messages(const plan::Plan& plan) {
  std::map<std::string_view, std::string_view> by_id;
  for (const plan::PlannedRevision& revision : plan.revisions) {
    by_id.emplace(revision.record.id, revision.record.message);
  }
  return by_id;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::vector<std::string> lock_texts(const plan::PlannedStatement& statement) {
  std::vector<std::string> texts;
  for (const effects::Lock& lock : statement.effects.locks) {
    texts.push_back(fmt::format("{} {}", effects::to_string(lock.mode), lock.relation.name));
  }
  return texts;
}

std::vector<std::string> relation_names(const std::vector<effects::RelationRef>& relations) {
  std::vector<std::string> result;
  for (const effects::RelationRef& relation : relations) result.push_back(relation.name);
  return result;
}

std::vector<StatedLoss> stated_losses(const plan::PlannedStatement& statement) {
  std::vector<StatedLoss> losses;
  for (const effects::Loss& loss : statement.effects.losses) {
    StatedLoss stated{effects::to_string(loss), LossState::kToConfirm};
    if (holds(statement.allowed_losses, stated.name)) {
      stated.state = LossState::kAllowed;
    } else if (holds(statement.fresh_losses, stated.name)) {
      stated.state = LossState::kFresh;
    }
    losses.push_back(std::move(stated));
  }
  return losses;
}

std::string_view to_string(LossState state) {
  switch (state) {
    case LossState::kToConfirm:
      return "to be confirmed";
    case LossState::kAllowed:
      return "allowed by the file";
    case LossState::kFresh:
      return "made by this plan";
  }
  return "";
}

std::vector<std::string> batch_texts(const plan::PlannedStatement& statement) {
  if (!statement.batches) return {};
  const annotations::Batch& batch = statement.batches->annotation;
  return {fmt::format("{} rows at a time by {}", batch.size, batch.key.text)};
}

}  // namespace ashlar::emit
