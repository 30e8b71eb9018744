// Owners, comments and privileges of what stays.

#include "compiler/schema/annotations.h"

#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/privileges.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using postgres::quote_identifier;
using postgres::quote_literal;

std::string comment_literal(const std::string& comment) {
  return comment.empty() ? "NULL" : quote_literal(comment);
}

std::string column_comments(const Workbench& bench, const Object& object, const Object& goal) {
  // By name: numbers may differ.
  std::map<std::string, std::string> was;
  for (const auto& [number, comment] : object.annotations.column_comments) {
    was[schema::column_text(bench.now(), object.id, number)] = comment;
  }
  std::map<std::string, std::string> wanted;
  for (const auto& [number, comment] : goal.annotations.column_comments) {
    wanted[schema::column_text(bench.to(), goal.id, number)] = comment;
  }
  std::string text;
  const std::string name = sql_name(bench.to(), goal.id);
  for (const auto& [column, comment] : wanted) {
    if (column.empty() || was[column] == comment) continue;
    text += schema::statement(
        fmt::format("COMMENT ON COLUMN {}.{} IS {}", name, column, comment_literal(comment)));
  }
  for (const auto& [column, comment] : was) {
    if (column.empty() || comment.empty() || wanted.contains(column)) continue;
    text += schema::statement(fmt::format("COMMENT ON COLUMN {}.{} IS NULL", name, column));
  }
  return text;
}

std::string annotations(const Workbench& bench, const Object& object, const Object& goal) {
  std::string text;
  const std::string target = schema::target_text(bench.to(), goal);
  // A sequence that a column owns goes with its table.
  const auto* sequence = std::get_if<catalog::Sequence>(&object.data);
  const bool follows = sequence != nullptr && sequence->owner_table != 0;
  if (object.owner != goal.owner && table_of(goal) == 0 && !follows) {
    text += schema::statement(fmt::format(
        "ALTER {} OWNER TO {}", target,
        goal.owner.empty() ? std::string("CURRENT_USER") : quote_identifier(goal.owner)));
  }
  // Every extension brings a comment, which a dump names and a history does not.
  const bool brought = bench.are_strangers() &&
                       std::holds_alternative<catalog::Extension>(object.data) &&
                       (object.annotations.comment.empty() || goal.annotations.comment.empty());
  if (object.annotations.comment != goal.annotations.comment && !brought) {
    text += schema::statement(
        fmt::format("COMMENT ON {} IS {}", target, comment_literal(goal.annotations.comment)));
  }
  text += column_comments(bench, object, goal);
  if (table_of(goal) == 0) {
    text += schema::privileges_change(bench.to(), goal, schema::effective_privileges(object));
  }
  return text;
}

}  // namespace

void annotate(Workbench& bench) {
  std::string text;
  bench.for_each_present([&](const Object& object) {
    const Object* goal = bench.goal(object.id);
    if (goal == nullptr || goal == &object || bench.dropped.contains(object.id)) return;
    text += annotations(bench, object, *goal);
  });
  if (!text.empty()) bench.run(text);
}

}  // namespace ashlar::diff
