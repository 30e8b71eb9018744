#include <fmt/format.h>
#include <string>

#include "compiler/rules/checks.h"
#include "compiler/rules/history/pinned_rows.h"
#include "compiler/rules/locks/window.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/loss/written_table.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// The rows of a key are found and changed in no time.
bool is_mass_change(const StatementContext& context, const sql::QualifiedName& table,
                    bool has_where) {
  return may_hold_older_rows(context, table) && !(has_where && pins_rows(context, table));
}

/// What makes the statement slow on an older relation; empty: nothing.
std::string slowness(const StatementContext& context) {
  const effects::Effects& effects = context.statement().effects;
  const auto first_older = [&](const std::vector<effects::RelationRef>& relations) {
    for (const effects::RelationRef& relation : relations) {
      if (is_older_than_revision(context, relation.id)) return relation.name;
    }
    return std::string();
  };
  if (std::string name = first_older(effects.rewrites); !name.empty()) {
    return "writes all of `" + name + "` anew";
  }
  if (std::string name = first_older(effects.builds); !name.empty()) {
    return "builds an index of `" + name + "`";
  }
  if (std::string name = first_older(effects.scans); !name.empty()) {
    return "reads all of `" + name + "`";
  }
  const sql::StatementNode& node = context.sql().node;
  const auto* update = std::get_if<sql::Update>(&node);
  if (update != nullptr && is_mass_change(context, update->table, update->has_where)) {
    return "updates rows of `" + table_name(context, update->table) + "`";
  }
  const auto* removal = std::get_if<sql::Delete>(&node);
  if (removal != nullptr && is_mass_change(context, removal->table, removal->has_where)) {
    return "deletes rows of `" + table_name(context, removal->table) + "`";
  }
  const auto* create = std::get_if<sql::CreateTableAs>(&node);
  if (create != nullptr && create->with_data) {
    for (const sql::QualifiedName& read : create->query.references.relations) {
      if (!may_hold_older_rows(context, read)) continue;
      return "copies rows out of `" + table_name(context, read) + "`";
    }
  }
  const auto* insert = std::get_if<sql::Insert>(&node);
  if (insert != nullptr && insert->from_query) {
    return "copies rows into `" + table_name(context, insert->table) + "`";
  }
  return {};
}

}  // namespace

void check_access_exclusive_held_during_slow_statement(const StatementContext& context,
                                                       Diagnostics& diagnostics) {
  const std::span<const HeldLock> held = held_before(context.window->exclusive, context);
  if (held.empty()) return;
  const std::string slow = slowness(context);
  if (slow.empty()) return;
  const HeldLock& first = held.front();
  report(
      context,
      {context.sql().span,
       fmt::format("this {} while the transaction keeps everybody from using `{}`", slow,
                   first.lock->relation.name),
       "put the two into transactions of their own: another revision, or the slow one first",
       {{"the lock is taken here", context.revision->location(first.taker->statement->sql.span)}}},
      diagnostics);
}

}  // namespace ashlar::rules
