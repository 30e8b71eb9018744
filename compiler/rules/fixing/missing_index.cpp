#include "compiler/rules/fixing/missing_index.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "compiler/rules/fixing/places.h"
#include "compiler/rules/naming/naming_pattern.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

struct Subject {
  const catalog::Object* table = nullptr;  ///< in the catalog where the index is made
  const catalog::Constraint* key = nullptr;
  bool old = false;                                    ///< the table was there before the revision
  const effects::ReplayedStatement* behind = nullptr;  ///< the index follows this statement
};

/// By the convention, or as the server makes one up; nothing where that is taken.
std::optional<std::string> index_name(const RevisionContext& context, const Subject& subject) {
  const std::string& convention = context.settings->naming.index;
  const Result<NamingPattern> pattern =
      NamingPattern::parse(convention.empty() ? "{table}_{columns}_idx" : convention);
  if (!pattern) return std::nullopt;
  NameFacts facts;
  facts.table = subject.table->name;
  const auto& table = std::get<catalog::Table>(subject.table->data);
  for (const std::uint32_t number : subject.key->columns) {
    const catalog::Column* column = catalog::find_column(table, number);
    if (column == nullptr) return std::nullopt;
    facts.columns.push_back(column->name);
  }
  std::optional<std::string> name = pattern->fill(facts);
  if (!name) return std::nullopt;
  facts.name = *name;
  const catalog::NameKey key{catalog::NameSpace::kRelation, subject.table->schema, *name};
  const catalog::Catalog& end = context.up->after;
  const bool free = end.find(key) == nullptr && subject.behind->after.find(key) == nullptr;
  if (!free || end.is_doubtful(key) || !pattern->fits(facts, Strictness::kLoose)) {
    return std::nullopt;
  }
  return name;
}

/// Behind the statement that makes the key where the table is new, else at the end of its section:
/// there the build holds up no other statement.
std::optional<Subject> subject_of(const RevisionContext& context, const NewObject& made) {
  const std::vector<effects::ReplayedStatement>& all = context.up->statements;
  const auto maker = std::find_if(all.begin(), all.end(), [&made](const auto& each) {
    const Span span = each.statement->sql.span;
    return span.begin <= made.where.begin && made.where.end <= span.end;
  });
  if (maker == all.end() || !maker->statement->effects.empty()) return std::nullopt;
  Subject subject;
  subject.key = std::get_if<catalog::Constraint>(&made.object->data);
  const catalog::Object* table = maker->after.get(subject.key->table);
  if (table == nullptr) return std::nullopt;
  subject.old = table->origin.revision != context.ordinal;
  subject.behind = &*maker;
  for (const effects::ReplayedStatement& each : all) {
    if (subject.old && each.section == maker->section) subject.behind = &each;
  }
  subject.table = subject.behind->after.get(subject.key->table);
  if (subject.table == nullptr) return std::nullopt;
  const auto* data = std::get_if<catalog::Table>(&subject.table->data);
  const bool can = data != nullptr && !data->foreign &&
                   !(subject.old && (data->partitioned_by || forces_transaction(*maker->section)));
  if (!can || !has_default_path(context, subject.behind->after)) return std::nullopt;
  return subject;
}

/// What the way back lacks: nothing where it drops the table or a column of the index.
std::optional<Edit> undo_edit(const RevisionContext& context, const Subject& subject,
                              const std::string& index) {
  const grammar::Section* section = first_of_way_back(context);
  const auto* left = context.down->after.get_as<catalog::Table>(subject.table->id);
  if (section == nullptr || left == nullptr || !has_columns(*left, subject.key->columns)) {
    return std::nullopt;
  }
  const std::string_view how = subject.old && !forces_transaction(*section) ? " CONCURRENTLY" : "";
  const std::uint32_t at = section->wrapped_in_transaction
                               ? section->statements.front().sql.span.begin
                               : section->body.begin;
  return Edit{context.location({at, at}),
              fmt::format("DROP INDEX{} {};{}", how, relation_words(*subject.table, index),
                          line_end(context))};
}

}  // namespace

std::optional<Fix> add_missing_index(const RevisionContext& context, const NewObject& key) {
  const std::optional<Subject> subject = subject_of(context, key);
  if (!subject) return std::nullopt;
  const std::optional<std::string> name = index_name(context, *subject);
  const auto columns =
      column_words(std::get<catalog::Table>(subject->table->data), subject->key->columns);
  if (!name || !columns) return std::nullopt;
  auto added = insert_behind(
      context, *subject->behind->statement,
      fmt::format("CREATE INDEX {}{} ON {} ({})", subject->old ? "CONCURRENTLY " : "",
                  postgres::quote_identifier(*name), relation_words(*subject->table), *columns));
  if (!added) return std::nullopt;
  Fix fix;
  fix.message = fmt::format("create {}", *name);
  fix.safe = true;
  fix.edits.push_back(std::move(*added));
  if (context.down != nullptr) {
    if (auto undo = undo_edit(context, *subject, *name)) fix.edits.push_back(std::move(*undo));
  }
  return fix;
}

}  // namespace ashlar::rules
