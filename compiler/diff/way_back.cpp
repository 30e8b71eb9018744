#include "compiler/diff/way_back.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/casts.h"
#include "grammar/sql/statements.h"

namespace ashlar::diff {
namespace {

std::string concurrent(std::string statement) {
  constexpr std::array<std::string_view, 3> kOnIndexes{"CREATE INDEX ", "CREATE UNIQUE INDEX ",
                                                       "DROP INDEX "};
  for (const std::string_view words : kOnIndexes) {
    if (statement.starts_with(words)) return statement.insert(words.size(), "CONCURRENTLY ");
  }
  return statement;
}

}  // namespace

bool WayBack::complete() const {
  return std::all_of(left.begin(), left.end(),
                     [](const Difference& difference) { return difference.order_only; });
}

std::vector<std::string> losses(const catalog::Catalog& before, const catalog::Catalog& after) {
  std::vector<std::string> lost;
  catalog::Catalog::for_each_difference(before, after, [&](catalog::ObjectId id) {
    const auto* table = before.get_as<catalog::Table>(id);
    if (table == nullptr || table->partitioned_by.has_value() || table->foreign) return;
    const std::string name = sql_name(before, id);
    const auto* present = after.get_as<catalog::Table>(id);
    if (present == nullptr) {
      lost.push_back("the rows of `" + name + "`");
      return;
    }
    for (const catalog::Column& column : table->columns) {
      if (!column.generated.empty()) continue;
      const catalog::Column* now = find_column(*present, column.number);
      if (now != nullptr && !lacks_cast(now->type, column.type)) continue;
      lost.push_back("the values of `" + name + "." + column.name + "`");
    }
  });
  return lost;
}

bool is_concurrent(const sql::Statement& statement) {
  const auto* create = std::get_if<sql::CreateIndex>(&statement.node);
  const auto* drop = std::get_if<sql::Drop>(&statement.node);
  return (create != nullptr && create->concurrently) || (drop != nullptr && drop->concurrently);
}

WayBack way_back(const catalog::Catalog& before, const catalog::Catalog& after, bool concurrently) {
  Migration migration = migrate(after, before, Kinship::kSameHistory);
  WayBack back;
  back.losses = losses(before, after);
  for (const std::string& loss : back.losses) {
    back.text += "-- Not to be had back: " + loss + ".\n";
  }
  back.statements = migration.statements.size();
  for (std::string& statement : migration.statements) {
    back.text += (concurrently ? concurrent(std::move(statement)) : std::move(statement)) + ";\n";
  }
  back.left = std::move(migration.left);
  return back;
}

}  // namespace ashlar::diff
