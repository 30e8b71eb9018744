#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/partitioned_index.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

/// Statistics targets stand by position. (ALTER INDEX … ALTER COLUMN n SET STATISTICS)
std::string targets_text(const Catalog& catalog, const Object& object,
                         const catalog::Index& index) {
  std::string text;
  for (std::size_t i = 0; i < index.keys.size(); ++i) {
    if (index.keys[i].statistics < 0) continue;
    text += statement(fmt::format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}",
                                  sql_name(catalog, object.id), i + 1, index.keys[i].statistics));
  }
  return text;
}

std::string index_text(const Catalog& catalog, const Object& object, const catalog::Index& index,
                       PartitionIndexes parts) {
  const auto* table = catalog.get_as<catalog::Table>(index.table);
  const bool only =
      parts == PartitionIndexes::kOneByOne && table != nullptr && table->partitioned_by.has_value();
  std::string text = fmt::format("CREATE {}INDEX {} ON {}{}", index.unique ? "UNIQUE " : "",
                                 postgres::quote_identifier(object.name), only ? "ONLY " : "",
                                 sql_name(catalog, index.table));
  if (index.method != "btree") text += " USING " + postgres::quote_identifier(index.method);
  text += " " + index_keys_text(catalog, index);
  if (index.nulls_not_distinct) text += " NULLS NOT DISTINCT";
  if (!index.options.empty()) text += " WITH " + settings_text(index.options);
  if (!index.tablespace.empty()) {
    text += " TABLESPACE " + postgres::quote_identifier(index.tablespace);
  }
  if (!index.predicate.empty()) text += "\n    WHERE " + render(catalog, index.predicate);
  return statement(std::move(text));
}

}  // namespace

std::string index_keys_text(const Catalog& catalog, const catalog::Index& index) {
  std::vector<std::string> keys;
  for (const catalog::IndexKey& key : index.keys) {
    keys.push_back(key_text(catalog, index.table, key));
  }
  std::string text = "(" + joined(keys) + ")";
  if (!index.including.empty()) {
    text += " INCLUDE " + columns_text(catalog, index.table, index.including);
  }
  return text;
}

void need_index(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs) {
  const auto& index = std::get<catalog::Index>(object.data);
  for (const catalog::Dependency& dependency : catalog.dependencies_of(object.id)) {
    needs.push_back(dependency.referenced);
  }
  for (const catalog::IndexKey& key : index.keys) {
    need_sites(key.expression, needs);
    for (const ObjectId id : {key.collation.id, key.operator_class.id}) {
      if (id != 0) needs.push_back(id);
    }
  }
  need_sites(index.predicate, needs);
}

void add_index(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& index = std::get<catalog::Index>(object.data);
  const Object* table = catalog.get(index.table);
  if (table == nullptr || index.constraint != 0) return;
  const PartitionIndexes parts = partition_indexes(catalog, object.id);
  Entry entry;
  const bool of_view = std::holds_alternative<catalog::View>(table->data);
  entry.rank = of_view ? Rank::kView : Rank::kTable;
  entry.schema = table->schema;
  entry.name = table->name;
  entry.part = TablePart::kIndex;
  entry.part_name = object.name;
  entry.makes = {object.id};
  entry.needs = {index.table};
  need_index(catalog, object, entry.needs);
  if (parts == PartitionIndexes::kMadeAlong && index.partition_of != 0) {
    // It comes with the one above, once the partition has its place there.
    entry.text = targets_text(catalog, object, index) + annotations_text(catalog, object);
    entry.needs.push_back(index.table | kAttached);
    entry.needs.push_back(index.partition_of);
    if (!entry.text.empty()) entries.push_back(std::move(entry));
    return;
  }
  entry.text = index_text(catalog, object, index, parts);
  if (parts == PartitionIndexes::kOneByOne) {
    for (const ObjectId partition : partitions_below(catalog, index.table)) {
      entry.needs.push_back(partition | kAttached);
    }
    if (index.partition_of != 0) {
      entry.needs.push_back(index.table | kAttached);
      entry.needs.push_back(index.partition_of);
      entry.text += statement(fmt::format("ALTER INDEX {} ATTACH PARTITION {}",
                                          sql_name(catalog, index.partition_of),
                                          sql_name(catalog, object.id)));
    }
  }
  entry.text += targets_text(catalog, object, index) + annotations_text(catalog, object);
  entries.push_back(std::move(entry));
}

}  // namespace ashlar::schema
