#include "compiler/schema/table_state.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/catalog/types.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

using catalog::Column;
using catalog::Table;

/// The column of that name in the first parent that has one; null where there is none.
std::string alter_column(const Catalog& catalog, const Object& object, const Column& column,
                         const std::string& change) {
  const auto& table = std::get<Table>(object.data);
  return statement(fmt::format("ALTER {}TABLE ONLY {} ALTER COLUMN {} {}",
                               table.foreign ? "FOREIGN " : "", sql_name(catalog, object.id),
                               postgres::quote_identifier(column.name), change));
}

/// Where CREATE TABLE takes it over from, an empty storage is the parent's.
std::string storage_above(const Column* above) { return above == nullptr ? "" : above->storage; }

void add_state_entry(const Object& object, const std::string& name, std::string text,
                     ObjectId index, Rank rank, Entries& entries) {
  Entry entry;
  entry.rank = rank;
  entry.schema = object.schema;
  entry.name = object.name;
  entry.part = TablePart::kState;
  entry.part_name = name;
  entry.text = std::move(text);
  entry.needs = {object.id, index};
  entries.push_back(std::move(entry));
}

void add_cluster(const Catalog& catalog, const Object& object, ObjectId index, Rank rank,
                 Entries& entries) {
  const Object* marked = catalog.get(index);
  if (marked == nullptr) return;
  add_state_entry(
      object, "cluster",
      statement(fmt::format(
          "ALTER {} {} CLUSTER ON {}", rank == Rank::kView ? "MATERIALIZED VIEW" : "TABLE",
          sql_name(catalog, object.id), postgres::quote_identifier(marked->name))),
      index, rank, entries);
}

}  // namespace

const Column* column_above(const Catalog& catalog, const Table& table, const std::string& name) {
  std::vector<ObjectId> parents = table.inherits;
  if (table.partition_of != 0) parents.push_back(table.partition_of);
  for (const ObjectId parent : parents) {
    const auto* above = catalog.get_as<Table>(parent);
    const Column* column = above == nullptr ? nullptr : catalog::find_column(*above, name);
    if (column != nullptr) return column;
  }
  return nullptr;
}

std::string column_state_text(const Catalog& catalog, const Object& object) {
  const auto& table = std::get<Table>(object.data);
  std::string text;
  for (const Column& column : table.columns) {
    const bool attached = table.partition_of != 0 && !follows_parent(catalog, table);
    const Column* above = attached ? nullptr : column_above(catalog, table, column.name);
    if (column.storage != storage_above(above)) {
      const std::string storage =
          column.storage.empty() ? catalog::natural_storage(catalog, column.type) : column.storage;
      if (!storage.empty()) {
        text += alter_column(catalog, object, column, "SET STORAGE " + upper(storage));
      }
    }
    if (column.statistics >= 0) {
      text += alter_column(catalog, object, column,
                           fmt::format("SET STATISTICS {}", column.statistics));
    }
    if (!column.options.empty()) {
      text += alter_column(catalog, object, column, "SET " + settings_text(column.options));
    }
  }
  return text;
}

std::string inherited_column_text(const Printing& printing, const Object& object) {
  const Catalog& catalog = printing.catalog;
  const auto& table = std::get<Table>(object.data);
  const bool apart = printing.is_apart(object.id);
  std::string text;
  for (const Column& column : table.columns) {
    const Column* above = column_above(catalog, table, column.name);
    if (above == nullptr) continue;
    const std::string own = render(catalog, column.default_value);
    // One that it lists itself has its default there, but for none.
    const bool listed = column.local && (!own.empty() || column.identity.has_value());
    if (!apart && !listed && column.generated.empty() &&
        own != render(catalog, above->default_value)) {
      text += alter_column(catalog, object, column,
                           own.empty() ? "DROP DEFAULT" : "SET DEFAULT " + own);
    }
    if (!column.local && column.not_null && !above->not_null) {
      text += alter_column(catalog, object, column, "SET NOT NULL");
    }
  }
  return text;
}

std::string row_security_text(const Catalog& catalog, const Object& object) {
  const auto& table = std::get<Table>(object.data);
  std::string text;
  if (table.row_security) {
    text += statement("ALTER TABLE " + sql_name(catalog, object.id) + " ENABLE ROW LEVEL SECURITY");
  }
  if (table.force_row_security) {
    text += statement("ALTER TABLE " + sql_name(catalog, object.id) + " FORCE ROW LEVEL SECURITY");
  }
  return text;
}

void add_index_state(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  if (const auto* view = std::get_if<catalog::View>(&object.data)) {
    add_cluster(catalog, object, view->clustered_on, Rank::kView, entries);
    return;
  }
  const auto& table = std::get<Table>(object.data);
  add_cluster(catalog, object, table.clustered_on, Rank::kTable, entries);
  if (table.replica_identity.empty() || table.replica_identity == "default") return;
  std::string how = upper(table.replica_identity);
  if (table.replica_identity == "index") {
    const Object* index = catalog.get(table.replica_index);
    if (index == nullptr) return;
    how = "USING INDEX " + postgres::quote_identifier(index->name);
  }
  add_state_entry(object, "replica identity",
                  statement(fmt::format("ALTER TABLE ONLY {} REPLICA IDENTITY {}",
                                        sql_name(catalog, object.id), how)),
                  table.replica_index, Rank::kTable, entries);
}

}  // namespace ashlar::schema
