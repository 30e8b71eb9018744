#include "compiler/rules/locks/window.h"

#include <algorithm>

namespace ashlar::rules {

std::vector<HeldLock> held_locks(const StatementContext& context, effects::LockMode mode) {
  std::vector<HeldLock> held;
  if (context.replay->steps.empty()) return held;
  const effects::StepRange& step = context.replay->steps[context.step];
  if (!step.transactional) return held;
  for (std::size_t i = step.begin; i < context.index; ++i) {
    const effects::ReplayedStatement& taker = context.replay->statements[i];
    for (const effects::Lock& lock : taker.effects.locks) {
      if (lock.mode < mode || !lock.named) continue;
      const catalog::Object* relation = taker.before.get(lock.relation.id);
      if (relation == nullptr || context.made_here(relation->origin)) continue;
      const auto* table = std::get_if<catalog::Table>(&relation->data);
      if (table != nullptr && table->persistence == sql::Persistence::kTemporary) continue;
      const bool told = std::any_of(held.begin(), held.end(), [&](const HeldLock& other) {
        return other.lock->relation.id == lock.relation.id;
      });
      if (!told) held.push_back({&lock, &taker});
    }
  }
  return held;
}

}  // namespace ashlar::rules
