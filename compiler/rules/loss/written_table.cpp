#include "compiler/rules/loss/written_table.h"

#include "compiler/rules/loss/losses.h"
#include "compiler/rules/names/mentions.h"

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

}  // namespace

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
