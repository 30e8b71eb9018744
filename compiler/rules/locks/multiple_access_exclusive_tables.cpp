#include <algorithm>
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

/// A list of tables that several statements could take one by one; partitions and referenced tables
/// are locked by one subcommand or not at all.
bool names_several(const sql::Statement& statement, const grammar::Statement& in_file) {
  if (in_file.effects.size() > 1) return true;  // each of them is one
  if (const auto* drop = std::get_if<sql::Drop>(&statement.node)) return drop->objects.size() > 1;
  if (const auto* truncate = std::get_if<sql::Truncate>(&statement.node)) {
    return truncate->tables.size() > 1;
  }
  const auto* lock = std::get_if<sql::LockTable>(&statement.node);
  return lock != nullptr && lock->tables.size() > 1;
}

/// An earlier statement took the second table.
bool is_told(std::span<const HeldLock> held) {
  return held.size() > 1 && (held.front().taker != held.back().taker ||
                             names_several(*held.front().sql, *held.front().taker->statement));
}

}  // namespace

// Told once a transaction, at the statement that takes the second table.
void check_multiple_access_exclusive_tables(const StatementContext& context,
                                            Diagnostics& diagnostics) {
  if (!context.replay->steps[context.step].transactional) return;
  const catalog::Catalog& before = context.statement().before;
  const std::span<const HeldLock> held = held_before(context.window->exclusive_on_tables, context);
  if (is_told(held)) return;
  if (held.empty() && !names_several(context.sql(), *context.statement().statement)) return;
  std::vector<const effects::Lock*> taken;
  for (const effects::Lock& lock : context.statement().effects.locks) {
    if (lock.mode != effects::LockMode::kAccessExclusive || !lock.named) continue;
    if (!is_table(before, lock.relation.id)) continue;
    if (!is_older_than_revision(context, lock.relation.id)) continue;
    const bool has_it = std::any_of(held.begin(), held.end(), [&lock](const HeldLock& each) {
      return each.lock->relation.id == lock.relation.id;
    });
    if (has_it) continue;
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
