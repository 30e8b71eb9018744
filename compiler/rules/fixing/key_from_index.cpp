#include "compiler/rules/fixing/key_from_index.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "compiler/rules/fixing/made_constraint.h"
#include "compiler/rules/fixing/places.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

/// Beside these the key's columns are before the statement what they are when the key is added.
bool leaves_columns_alone(const sql::TableAction& action) {
  return std::holds_alternative<sql::AddConstraint>(action.node) ||
         std::holds_alternative<sql::AddColumn>(action.node) ||
         std::holds_alternative<sql::SetColumnDefault>(action.node) ||
         std::holds_alternative<sql::SetOptions>(action.node);
}

std::string names(const std::vector<sql::Name>& list) {
  std::string text;
  for (const sql::Name& name : list) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", postgres::quote_identifier(name.text));
  }
  return text;
}

/// CREATE UNIQUE INDEX, as the key would have made it.
std::string index_statement(const StatementContext& context, const Alteration& alteration,
                            const sql::Constraint& key, const std::string& name) {
  const RevisionContext& revision = *context.revision;
  std::string text =
      fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})", name,
                  revision.text(alteration.statement->name.span), names(key.columns));
  if (!key.including.empty()) text += fmt::format(" INCLUDE ({})", names(key.including));
  if (key.nulls_not_distinct) text += " NULLS NOT DISTINCT";
  std::string options;
  for (const sql::Option& option : key.options) {
    options += fmt::format("{}{}", options.empty() ? "" : ", ", revision.text(option.span));
  }
  if (!options.empty()) text += fmt::format(" WITH ({})", options);
  if (!key.tablespace.empty()) {
    text += fmt::format(" TABLESPACE {}", postgres::quote_identifier(key.tablespace.text));
  }
  return text;
}

std::string key_words(const sql::Constraint& key, const std::string& name) {
  const bool primary = key.kind == sql::ConstraintKind::kPrimaryKey;
  std::string text = fmt::format("CONSTRAINT {} {} USING INDEX {}", name,
                                 primary ? "PRIMARY KEY" : "UNIQUE", name);
  if (key.deferrable) text += " DEFERRABLE";
  if (key.initially_deferred) text += " INITIALLY DEFERRED";
  return text;
}

/// The key's columns as they are before the statement; false where an index cannot be had of them.
bool has_ready_columns(const catalog::Table& before, const sql::Constraint& key) {
  return !key.columns.empty() &&
         std::all_of(key.columns.begin(), key.columns.end(), [&](const sql::Name& name) {
           const catalog::Column* column = catalog::find_column(before, name.text);
           const bool may_be_null = column != nullptr && !column->not_null;
           return column != nullptr &&
                  !(may_be_null && key.kind == sql::ConstraintKind::kPrimaryKey);
         });
}

}  // namespace

std::optional<Fix> key_from_index(const StatementContext& context, const Alteration& alteration,
                                  const sql::Constraint& key) {
  const bool is_key =
      key.kind == sql::ConstraintKind::kUnique || key.kind == sql::ConstraintKind::kPrimaryKey;
  if (!is_key || key.at_column || !key.using_index.empty()) return std::nullopt;
  if (!may_be_parted(context) || forces_transaction(*context.statement().section)) {
    return std::nullopt;
  }
  const catalog::Catalog& before = context.statement().before;
  const auto* table = std::get_if<catalog::Table>(&alteration.table->data);
  const std::vector<sql::TableAction>& actions = alteration.statement->actions;
  if (table == nullptr || table->partitioned_by || alteration.statement->only) return std::nullopt;
  if (!std::all_of(actions.begin(), actions.end(), leaves_columns_alone)) return std::nullopt;
  if (!has_ready_columns(*table, key)) return std::nullopt;
  const std::string_view words = context.revision->text(key.span);
  if (holds_comment(words) || words.find("OVERLAPS") != std::string_view::npos) return std::nullopt;
  const catalog::Object* made = made_constraint(context, alteration, key);
  if (made == nullptr) return std::nullopt;
  const catalog::NameKey index{catalog::NameSpace::kRelation, alteration.table->schema, made->name};
  if (before.find(index) != nullptr || before.is_doubtful(index)) return std::nullopt;

  const std::string name = postgres::quote_identifier(made->name);
  const std::uint32_t begin = context.sql().span.begin;
  Fix fix;
  fix.message = "build its index CONCURRENTLY first";
  fix.safe = true;
  fix.edits.push_back({context.revision->location({begin, begin}),
                       fmt::format("{};{}", index_statement(context, alteration, key, name),
                                   line_end(*context.revision))});
  fix.edits.push_back({context.revision->location(key.span), key_words(key, name)});
  return fix;
}

}  // namespace ashlar::rules
