#include "compiler/rules/locks/window.h"

#include <algorithm>
#include <set>

namespace ashlar::rules {
namespace {

using catalog::ObjectId;
using effects::LockMode;

/// The older relation that others wait for; null where there is none.
const catalog::Object* contended(const RevisionContext& context,
                                 const effects::ReplayedStatement& taker,
                                 const effects::Lock& lock) {
  if (!lock.named || lock.mode < LockMode::kShareRowExclusive) return nullptr;
  const catalog::Object* relation = taker.before.get(lock.relation.id);
  if (relation == nullptr || relation->origin.revision == context.ordinal) return nullptr;
  const auto* table = std::get_if<catalog::Table>(&relation->data);
  const bool own = table != nullptr && table->persistence == sql::Persistence::kTemporary;
  return own ? nullptr : relation;
}

/// The relations of each list.
struct Told {
  std::set<ObjectId> strong;
  std::set<ObjectId> exclusive;
};

void add_locks(const RevisionContext& context, const effects::ReplayedStatement& taker,
               HeldLock held, Told& told, Window& window) {
  const auto add = [&](const effects::Lock& lock, bool tables) {
    const catalog::Object* relation = contended(context, taker, lock);
    if (relation == nullptr) return;
    const bool is_table = std::holds_alternative<catalog::Table>(relation->data);
    if (is_table != tables) return;
    held.lock = &lock;
    if (told.strong.insert(relation->id).second) window.strong.push_back(held);
    if (lock.mode != LockMode::kAccessExclusive) return;
    if (!told.exclusive.insert(relation->id).second) return;
    window.exclusive.push_back(held);
    if (is_table) window.exclusive_on_tables.push_back(held);
  };
  // A table says more to people than its index.
  for (const bool tables : {true, false}) {
    for (const effects::Lock& lock : taker.effects.locks) add(lock, tables);
  }
}

}  // namespace

Window window_of(const RevisionContext& context, const effects::Replay& replay,
                 const effects::StepRange& step) {
  Window window;
  Told told;
  for (std::size_t at = step.begin; at < step.end; ++at) {
    const effects::ReplayedStatement& statement = replay.statements[at];
    if (step.transactional) {
      for (std::size_t i = 0; i < statement.inside.size(); ++i) {
        const effects::RunInside& inside = statement.inside[i];
        add_locks(context, inside.replayed, {nullptr, &inside.replayed, &inside.sql, at, i + 1},
                  told, window);
      }
      add_locks(context, statement,
                {nullptr, &statement, &statement.statement->sql, at, statement.inside.size() + 1},
                told, window);
    }
    for (const auto* list : {&statement.effects.scans, &statement.effects.rewrites}) {
      for (const effects::RelationRef& relation : *list) window.readers[relation.id].push_back(at);
    }
    if (statement.effects.adds_enum_value) window.enum_adders.push_back(at);
  }
  return window;
}

std::span<const HeldLock> held_before(const std::vector<HeldLock>& locks,
                                      const StatementContext& context) {
  const auto& all = context.replay->statements[context.index].inside;
  const std::size_t inside =
      context.inside == nullptr ? 0 : static_cast<std::size_t>(context.inside - all.data()) + 1;
  const auto end = std::partition_point(locks.begin(), locks.end(), [&](const HeldLock& held) {
    return held.at < context.index || (held.at == context.index && held.inside < inside);
  });
  return {locks.begin(), end};
}

}  // namespace ashlar::rules
