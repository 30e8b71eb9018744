#include "compiler/schema/late_columns.h"

#include <algorithm>
#include <string_view>

#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/objects.h"

namespace ashlar::schema {
namespace {

/// `NEW` alone, or `NEW.*`.
bool names_whole_new_row(std::string_view text) {
  const std::vector<postgres::Token> tokens = postgres::scan(text);
  const auto word = [&](std::size_t at) {
    if (at >= tokens.size()) return std::string_view();
    return text.substr(tokens[at].span.begin, tokens[at].span.end - tokens[at].span.begin);
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (upper(word(i)) != "NEW" || (i > 0 && word(i - 1) == ".")) continue;
    if (word(i + 1) != "." || word(i + 2) == "*") return true;
  }
  return false;
}

bool has_generated(const catalog::Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const catalog::Column& column) { return !column.generated.empty(); });
}

}  // namespace

bool precedes_generated(const Catalog& catalog, const Object& trigger) {
  const auto& data = std::get<catalog::Trigger>(trigger.data);
  const auto* table = catalog.get_as<catalog::Table>(data.table);
  if (table == nullptr || table->partition_of != 0 || !table->inherits.empty()) return false;
  return data.row && data.timing == sql::CreateTrigger::Timing::kBefore && has_generated(*table) &&
         names_whole_new_row(data.when.text);
}

std::vector<ObjectId> triggers_between(const Catalog& catalog, const Object& table) {
  std::vector<ObjectId> triggers;
  if (!has_generated(std::get<catalog::Table>(table.data))) return triggers;
  for (const Object* part : catalog.parts_of(table.id)) {
    if (!std::holds_alternative<catalog::Trigger>(part->data)) continue;
    if (precedes_generated(catalog, *part)) triggers.push_back(part->id);
  }
  return triggers;
}

}  // namespace ashlar::schema
