#include "compiler/rules/loss/written_table.h"

#include <algorithm>
#include <type_traits>

#include "compiler/rules/loss/losses.h"
#include "compiler/rules/names/mentions.h"
#include "grammar/sql/expressions.h"

namespace ashlar::rules {

namespace {

/// True where the name stands in the section before the statement, outside of what was understood.
bool is_mentioned_unread(const StatementContext& context, std::string_view name) {
  const RevisionContext& revision = *context.revision;
  const grammar::Section& section = *context.statement().section;
  std::uint32_t unread = section.body.begin;
  for (const grammar::Statement& statement : section.statements) {
    const bool opaque = std::holds_alternative<sql::DoBlock>(statement.sql.node) ||
                        std::holds_alternative<sql::Call>(statement.sql.node) ||
                        std::holds_alternative<sql::OpaqueStatement>(statement.sql.node);
    const Span gap{unread, opaque ? statement.sql.span.end : statement.sql.span.begin};
    if (mentions_word(revision.text(gap), name)) return true;
    if (statement.sql.span == context.sql().span) return false;
    unread = statement.sql.span.end;
  }
  return false;
}

bool is_system_catalog(const sql::QualifiedName& table) {
  const std::string& schema = table.schema.text;
  if (schema.empty()) return table.name.text.starts_with("pg_");
  return schema == "pg_catalog" || schema == "information_schema";
}

bool is_always_true(const sql::Exprs& conditions) {
  return std::all_of(conditions.begin(), conditions.end(), [](const sql::Expr& condition) {
    const auto* constant = std::get_if<sql::Constant>(&condition.node);
    return constant != nullptr && constant->text == "true" &&
           constant->kind == sql::Constant::Kind::kBoolean;
  });
}

void add_whole(const sql::DataChange& change, sql::DataChange::Kind kind,
               std::vector<sql::QualifiedName>& tables) {
  if (change.kind == kind && is_always_true(change.conditions)) tables.push_back(change.table.name);
  for (const sql::CommonTable& inner : change.with) {
    if (inner.data_change != nullptr) add_whole(*inner.data_change, kind, tables);
  }
}

/// `Change` is the statement that does what `kind` says.
template <typename Change>
std::vector<sql::QualifiedName> wholly_changed(const sql::Statement& statement,
                                               sql::DataChange::Kind kind) {
  std::vector<sql::QualifiedName> tables;
  std::visit(
      [&]<typename Node>(const Node& node) {
        if constexpr (requires { node.tree->conditions; }) {
          if (node.tree != nullptr) {
            add_whole(*node.tree, kind, tables);
            return;
          }
        }
        if constexpr (std::is_same_v<Node, Change>) {
          if (!node.has_where) tables.push_back(node.table);
        }
      },
      statement.node);
  return tables;
}

}  // namespace

std::vector<sql::QualifiedName> wholly_updated(const sql::Statement& statement) {
  return wholly_changed<sql::Update>(statement, sql::DataChange::Kind::kUpdate);
}

std::vector<sql::QualifiedName> wholly_deleted(const sql::Statement& statement) {
  return wholly_changed<sql::Delete>(statement, sql::DataChange::Kind::kDelete);
}

bool may_hold_older_rows(const StatementContext& context, const sql::QualifiedName& table) {
  const catalog::Object* object = context.statement().before.find_relation(table);
  if (object == nullptr) {
    return !is_system_catalog(table) && !is_mentioned_unread(context, table.name.text);
  }
  return is_older_than_revision(context, object->id);
}

std::string table_name(const StatementContext& context, const sql::QualifiedName& table) {
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* object = before.find_relation(table);
  if (object != nullptr) return catalog::display_name(before, *object);
  if (table.schema.empty()) return table.name.text;
  return table.schema.text + "." + table.name.text;
}

}  // namespace ashlar::rules
