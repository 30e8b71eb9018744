#include "compiler/rules/fixing/validate_later.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "compiler/rules/fixing/made_constraint.h"
#include "compiler/rules/fixing/places.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

/// What VALIDATE undone looks like: the server knows no other way to take it back.
std::string not_valid_again(const std::string& table, const std::string& name,
                            std::string_view definition) {
  return fmt::format("ALTER TABLE {} DROP CONSTRAINT {}, ADD CONSTRAINT {} {};", table, name, name,
                     definition);
}

FollowUp validation(const std::string& table, const catalog::Object& constraint,
                    std::string_view definition) {
  const std::string name = postgres::quote_identifier(constraint.name);
  return {fmt::format("validate {}", constraint.name), table,
          fmt::format("VALIDATE CONSTRAINT {}", name), "",
          not_valid_again(table, name, definition)};
}

/// Foreign keys of partitioned tables take no NOT VALID (before 18), and a NOT VALID constraint of
/// a parent alone means something else than what was written.
bool takes_not_valid(const Alteration& alteration, const sql::Constraint& constraint) {
  const auto* table = std::get_if<catalog::Table>(&alteration.table->data);
  if (table == nullptr || table->foreign || alteration.statement->only) return false;
  if (constraint.not_valid || constraint.no_inherit) return false;
  if (constraint.kind == sql::ConstraintKind::kForeignKey) return !table->partitioned_by;
  return constraint.kind == sql::ConstraintKind::kCheck;
}

/// The constraint's words without `CONSTRAINT name`; those of a reference at a column as those of
/// the table's.
std::string definition_of(const RevisionContext& context, const sql::Constraint& constraint) {
  std::string_view words = context.text(constraint.span);
  if (!constraint.name.empty()) {
    words.remove_prefix(constraint.name.span.end - constraint.span.begin);
    words.remove_prefix(std::min(words.find_first_not_of(" \t\r\n"), words.size()));
  }
  if (!constraint.at_column || constraint.kind != sql::ConstraintKind::kForeignKey) {
    return std::string(words);
  }
  return fmt::format("FOREIGN KEY ({}) {}",
                     postgres::quote_identifier(constraint.columns.front().text), words);
}

/// Blanks before the span, up to the word before it.
std::uint32_t with_blanks_before(const RevisionContext& context, std::uint32_t begin) {
  const std::string_view text = context.text({0, begin});
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? begin : static_cast<std::uint32_t>(last + 1);
}

std::vector<Edit> edits_at_table(const RevisionContext& context, const sql::Constraint& constraint,
                                 const std::string& name) {
  std::vector<Edit> edits;
  const Span span = constraint.span;
  if (constraint.name.empty()) {
    edits.push_back({context.location({span.begin, span.begin}),
                     fmt::format("CONSTRAINT {} ", postgres::quote_identifier(name))});
  }
  edits.push_back({context.location({span.end, span.end}), " NOT VALID"});
  return edits;
}

std::vector<Edit> edits_at_column(const RevisionContext& context, const Alteration& alteration,
                                  const sql::Constraint& constraint, const std::string& name) {
  const std::uint32_t end = alteration.action->span.end;
  const std::string added =
      fmt::format(", ADD CONSTRAINT {} {} NOT VALID", postgres::quote_identifier(name),
                  definition_of(context, constraint));
  const Span words{with_blanks_before(context, constraint.span.begin), constraint.span.end};
  if (words.end == end) return {{context.location(words), added}};
  return {{context.location(words), ""}, {context.location({end, end}), added}};
}

bool is_made_by(const sql::Statement& statement, const catalog::Catalog& before,
                const catalog::Object& made, const sql::Constraint*& words) {
  const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
  const auto* constraint = std::get_if<catalog::Constraint>(&made.data);
  if (alter == nullptr || constraint == nullptr) return false;
  const catalog::Object* table = before.find_relation(alter->name);
  if (table == nullptr || table->id != constraint->table) return false;
  for (const sql::TableAction& action : alter->actions) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.node);
    if (add == nullptr || add->constraint.name.text != made.name) continue;
    words = &add->constraint;
    return true;
  }
  return false;
}

/// The statement with its semicolon and the rest of its line where nothing else stands there.
std::optional<Span> whole_lines(const RevisionContext& context, Span statement) {
  const std::string& text = (*context.sources)[context.revision->source.file].text;
  std::size_t end = text.find_first_not_of(" \t\r\n", statement.end);
  if (end == std::string::npos || text[end] != ';') return std::nullopt;
  end = std::min(text.find_first_not_of(" \t\r", end + 1), text.size());
  if (end < text.size() && text[end] != '\n') return std::nullopt;
  const std::size_t before = text.find_last_not_of(" \t", statement.begin - 1);
  if (before == std::string::npos || text[before] != '\n') return std::nullopt;
  return Span{static_cast<std::uint32_t>(before + 1),
              static_cast<std::uint32_t>(std::min(end + 1, text.size()))};
}

}  // namespace

std::optional<Fix> validate_later(const StatementContext& context, const Alteration& alteration,
                                  const sql::Constraint& constraint) {
  if (!may_be_parted(context) || !takes_not_valid(alteration, constraint)) return std::nullopt;
  // The attributes of a constraint at a column stand behind it, apart from its own words.
  if (constraint.at_column && constraint.deferrable) return std::nullopt;
  if (holds_comment(context.revision->text(alteration.action->span))) return std::nullopt;
  if (!has_default_path(*context.revision, context.statement().before)) return std::nullopt;
  const catalog::Object* made = made_constraint(context, alteration, constraint);
  if (made == nullptr || is_needed_valid(context)) return std::nullopt;
  if (kept_to_the_end(context, *made, *alteration.table) == nullptr) return std::nullopt;

  const std::string definition = definition_of(*context.revision, constraint) + " NOT VALID";
  Fix fix;
  fix.message = "add it NOT VALID, and VALIDATE it in a revision that follows";
  fix.safe = true;
  fix.edits = constraint.at_column
                  ? edits_at_column(*context.revision, alteration, constraint, made->name)
                  : edits_at_table(*context.revision, constraint, made->name);
  fix.follow_up = validation(relation_words(*alteration.table), *made, definition);
  return fix;
}

std::optional<Fix> move_validation(const StatementContext& context, const Alteration& alteration,
                                   const sql::ValidateConstraint& validate) {
  if (!may_be_parted(context) || alteration.statement->actions.size() != 1) return std::nullopt;
  const catalog::Object* made =
      context.statement().before.find_constraint(alteration.table->id, validate.constraint.text);
  if (made == nullptr || !context.made_here(made->origin)) return std::nullopt;
  if (kept_to_the_end(context, *made, *alteration.table) == nullptr) return std::nullopt;
  if (is_needed_valid(context)) return std::nullopt;
  const sql::Constraint* words = nullptr;
  const std::vector<effects::ReplayedStatement>& all = context.revision->up->statements;
  const auto maker = std::find_if(all.begin(), all.end(), [&](const auto& each) {
    return is_made_by(each.statement->sql, each.before, *made, words);
  });
  if (maker == all.end() || !has_default_path(*context.revision, maker->before))
    return std::nullopt;
  if (holds_comment(context.revision->text(words->span))) return std::nullopt;
  const std::optional<Span> lines = whole_lines(*context.revision, context.sql().span);
  if (!lines) return std::nullopt;

  Fix fix;
  fix.message = "validate it in a revision that follows";
  fix.safe = true;
  fix.edits.push_back({context.revision->location(*lines), ""});
  fix.follow_up = validation(relation_words(*alteration.table), *made,
                             definition_of(*context.revision, *words));
  return fix;
}

}  // namespace ashlar::rules
