#include <algorithm>
#include <map>

#include "compiler/emit/review/parts.h"

namespace ashlar::emit::review {

namespace {

/// The last statement that works on what was there before the plan.
std::optional<std::size_t> last_work(const std::vector<StatementView>& statements) {
  std::optional<std::size_t> last;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    for (const Work& work : statements[at].work) {
      if (!work.is_new) last = at;
    }
  }
  return last;
}

}  // namespace

std::vector<Hold> holds_of(const std::vector<StatementView>& statements) {
  std::map<std::string, Hold> by_relation;
  for (std::size_t at = 0; at < statements.size(); ++at) {
    for (const LockView& lock : statements[at].locks) {
      if (lock.blocks == Blocks::kNobody) continue;
      Hold& hold = by_relation[lock.relation];
      hold.relation = lock.relation;
      hold.is_new = lock.is_new;
      if (hold.levels.empty() || hold.levels.back().blocks < lock.blocks) {
        hold.levels.push_back({at, lock.blocks});
      }
    }
    for (const Work& work : statements[at].work) {
      const auto hold = by_relation.find(work.relation);
      if (hold != by_relation.end()) hold->second.work.push_back(at);
    }
  }
  const std::optional<std::size_t> work = last_work(statements);
  std::vector<Hold> holds;
  for (auto& [relation, hold] : by_relation) {
    for (const Hold::Level& level : hold.levels) {
      if (work && level.blocks >= Blocks::kWrites && level.from <= *work) hold.is_long = true;
    }
    holds.push_back(std::move(hold));
  }
  std::stable_sort(holds.begin(), holds.end(), [](const Hold& a, const Hold& b) {
    return std::pair(b.is_new ? 1 : 0, static_cast<int>(a.strongest())) >
           std::pair(a.is_new ? 1 : 0, static_cast<int>(b.strongest()));
  });
  return holds;
}

bool StepView::is_long() const {
  return std::any_of(holds.begin(), holds.end(),
                     [](const Hold& hold) { return !hold.is_new && hold.is_long; });
}

Blocks StepView::blocks() const {
  Blocks strongest = Blocks::kNobody;
  for (const Hold& hold : holds) {
    if (!hold.is_new) strongest = std::max(strongest, hold.strongest());
  }
  return strongest;
}

}  // namespace ashlar::emit::review
