#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/history/pinned_rows.h"
#include "compiler/rules/loss/written_table.h"

namespace ashlar::rules {
namespace {

/// The table of which a statement may write very many rows that older revisions put there; null
/// where it does not.
const sql::QualifiedName* mass_written_table(const StatementContext& context) {
  if (context.statement().statement->batches) return nullptr;  // they hold no lock for long
  const sql::StatementNode& node = context.sql().node;
  const sql::QualifiedName* table = nullptr;
  if (const auto* insert = std::get_if<sql::Insert>(&node)) {
    if (insert->from_query) table = &insert->table;
  } else if (const auto* update = std::get_if<sql::Update>(&node)) {
    if (!update->has_where || !pins_rows(context, update->table)) table = &update->table;
  } else if (const auto* erase = std::get_if<sql::Delete>(&node)) {
    if (!erase->has_where || !pins_rows(context, erase->table)) table = &erase->table;
  } else if (const auto* merge = std::get_if<sql::Merge>(&node)) {
    table = &merge->table;
  }
  return table != nullptr && may_hold_older_rows(context, *table) ? table : nullptr;
}

/// True where the statement changes something that was there before the revision.
bool changes_older_schema(const StatementContext& context) {
  const effects::ReplayedStatement& statement = context.statement();
  const auto is_older = [&](const catalog::Catalog& catalog, catalog::ObjectId id) {
    const catalog::Object* object = catalog.get(id);
    return object != nullptr && !context.made_here(object->origin) &&
           (std::holds_alternative<catalog::Table>(object->data) ||
            std::holds_alternative<catalog::View>(object->data));
  };
  const catalog::Changes& changes = statement.changes;
  const auto any = [&](const std::vector<catalog::ObjectId>& ids, const catalog::Catalog& catalog) {
    return std::any_of(ids.begin(), ids.end(),
                       [&](catalog::ObjectId id) { return is_older(catalog, id); });
  };
  if (any(changes.altered, statement.after) || any(changes.renamed, statement.after) ||
      any(changes.dropped, statement.before) || !changes.dropped_columns.empty()) {
    return true;
  }
  // An index, a constraint, a trigger: new, but on an older table.
  return std::any_of(changes.created.begin(), changes.created.end(), [&](catalog::ObjectId id) {
    const catalog::Object* object = statement.after.get(id);
    if (object == nullptr) return false;
    const auto* index = std::get_if<catalog::Index>(&object->data);
    const auto* constraint = std::get_if<catalog::Constraint>(&object->data);
    const auto* trigger = std::get_if<catalog::Trigger>(&object->data);
    const catalog::ObjectId table = index != nullptr        ? index->table
                                    : constraint != nullptr ? constraint->table
                                    : trigger != nullptr    ? trigger->table
                                                            : 0;
    return is_older(statement.after, table);
  });
}

}  // namespace

void check_data_and_schema_mixed(const RevisionContext& context, Diagnostics& diagnostics) {
  const effects::Replay& up = *context.up;
  std::optional<Span> schema_change;
  std::vector<std::pair<Span, std::string>> writes;
  for (std::size_t i = 0; i < up.statements.size(); ++i) {
    StatementContext statement;
    statement.revision = &context;
    statement.replay = &up;
    statement.index = i;
    const Span span = statement.sql().span;
    if (const sql::QualifiedName* table = mass_written_table(statement)) {
      writes.emplace_back(span, table_name(statement, *table));
    } else if (!schema_change && changes_older_schema(statement)) {
      schema_change = span;
    }
  }
  if (!schema_change) return;
  for (const auto& [span, table] : writes) {
    Diagnostic diagnostic;
    diagnostic.message = fmt::format(
        "many rows of `{}` are written in the revision that changes the schema: its locks are "
        "held all the while",
        table);
    diagnostic.location = context.location(span);
    diagnostic.notes.push_back({"the schema changes here", context.location(*schema_change)});
    diagnostic.help = "put the data into a revision of its own, in batches";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
