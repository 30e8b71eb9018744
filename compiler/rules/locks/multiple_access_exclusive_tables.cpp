#include <fmt/format.h>
#include <utility>
#include <vector>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/window.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

bool is_table(const catalog::Catalog& catalog, catalog::ObjectId id) {
  return catalog.get_as<catalog::Table>(id) != nullptr;
}

}  // namespace

// Told once a transaction, at the statement that takes the second table.
void check_multiple_access_exclusive_tables(const StatementContext& context,
                                            Diagnostics& diagnostics) {
  if (!context.replay->steps[context.step].transactional) return;
  const catalog::Catalog& before = context.statement().before;
  const std::span<const HeldLock> held = held_before(context.window->exclusive_on_tables, context);
  if (held.size() > 1) return;
  std::vector<const effects::Lock*> taken;
  for (const effects::Lock& lock : context.statement().effects.locks) {
    if (lock.mode != effects::LockMode::kAccessExclusive || !lock.named) continue;
    if (!is_table(before, lock.relation.id)) continue;
    if (!is_older_than_revision(context, lock.relation.id)) continue;
    if (!held.empty() && held.front().lock->relation.id == lock.relation.id) continue;
    taken.push_back(&lock);
  }
  if (taken.empty() || held.size() + taken.size() < 2) return;
  const std::string first =
      held.empty() ? taken.front()->relation.name : held.front().lock->relation.name;
  std::vector<Note> notes;
  if (!held.empty()) {
    notes.push_back({"`" + first + "` is locked here",
                     context.revision->location(held.front().taker->statement->sql.span)});
  }
  report(
      context,
      {context.sql().span,
       fmt::format("the transaction locks `{}` and `{}` against everybody: whoever waits for the "
                   "one already holds up the other",
                   first, taken.back()->relation.name),
       "a revision for each table keeps the locks short and apart", std::move(notes)},
      diagnostics);
}

}  // namespace ashlar::rules
