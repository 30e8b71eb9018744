#include "compiler/rules/fixing/places.h"

#include <algorithm>
#include <fmt/format.h>

#include "grammar/postgres/parser.h"

namespace ashlar::rules {

bool forces_transaction(const grammar::Section& section) {
  return section.transaction == annotations::TransactionMode::kOn || section.wrapped_in_transaction;
}

bool may_be_parted(const StatementContext& context) {
  if (context.direction != versions::Direction::kUp || !context.stands_in_file()) return false;
  const grammar::Statement& statement = *context.statement().statement;
  // A section's own timeouts reach a statement as well: only what stands right before it counts.
  const std::string_view before = context.revision->text(statement.text)
                                      .substr(0, statement.sql.span.begin - statement.text.begin);
  return statement.allows.empty() && before.find("migrate:") == std::string_view::npos;
}

bool has_default_path(const RevisionContext& context, const catalog::Catalog& at) {
  return at.search_path() == context.up->before.search_path();
}

std::string relation_words(const catalog::Object& beside, const std::string& name) {
  std::string quoted = postgres::quote_identifier(name);
  if (beside.schema.empty() || beside.schema == "public") return quoted;
  return fmt::format("{}.{}", postgres::quote_identifier(beside.schema), quoted);
}

std::string relation_words(const catalog::Object& relation) {
  return relation_words(relation, relation.name);
}

std::optional<std::string> column_words(const catalog::Table& table,
                                        const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> names;
  for (const std::uint32_t number : numbers) {
    const catalog::Column* column = catalog::find_column(table, number);
    if (column == nullptr) return std::nullopt;
    names.push_back(postgres::quote_identifier(column->name));
  }
  if (names.empty()) return std::nullopt;
  return fmt::format("{}", fmt::join(names, ", "));
}

bool has_columns(const catalog::Table& table, const std::vector<std::uint32_t>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [&table](std::uint32_t number) {
    return catalog::find_column(table, number) != nullptr;
  });
}

std::string line_end(const RevisionContext& context) {
  const std::string& text = (*context.sources)[context.revision->source.file].text;
  const std::size_t first = text.find('\n');
  return first != std::string::npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

std::optional<Edit> insert_behind(const RevisionContext& context,
                                  const grammar::Statement& statement, const std::string& sql) {
  const std::string& text = (*context.sources)[context.revision->source.file].text;
  const std::uint32_t end = statement.sql.span.end;
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  const std::string line = line_end(context);
  if (next == std::string::npos) {
    return Edit{context.location({end, end}), fmt::format(";{}{}", line, sql)};
  }
  if (text[next] != ';') return std::nullopt;
  const auto behind = static_cast<std::uint32_t>(next + 1);
  return Edit{context.location({behind, behind}), fmt::format("{}{};", line, sql)};
}

const grammar::Section* first_of_way_back(const RevisionContext& context) {
  if (context.down == nullptr || !versions::has_down(*context.revision)) return nullptr;
  for (const grammar::Section* section :
       versions::sections(*context.revision, versions::Direction::kDown)) {
    if (!section->statements.empty()) return section;
  }
  return nullptr;
}

bool holds_comment(std::string_view text) {
  return text.find("--") != std::string_view::npos || text.find("/*") != std::string_view::npos;
}

}  // namespace ashlar::rules
