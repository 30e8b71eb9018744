#include "compiler/catalog/procedures/rows.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog::procedures {
namespace {

bool is_in_doubt(const Catalog& catalog, const Object& object) {
  if (!catalog.has_doubts()) return false;
  const std::vector<NameKey> names = names_of(object);
  return std::any_of(names.begin(), names.end(),
                     [&](const NameKey& key) { return catalog.is_doubtful(key); });
}

const VirtualRelation* find_in(std::span<const VirtualRelation> all, std::string_view name) {
  const auto at = std::find_if(all.begin(), all.end(), [name](const VirtualRelation& relation) {
    return relation.name == name;
  });
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

RowMaker::RowMaker(const Catalog& catalog, const Restriction& restriction,
                   std::span<const std::string_view> columns)
    : catalog_(catalog), restriction_(restriction) {
  rows_.columns.assign(columns.begin(), columns.end());
  rows_.complete = !catalog.is_doubtful();
}

std::optional<std::string> RowMaker::wanted(std::string_view column) const {
  const auto at = restriction_.find(column);
  if (at == restriction_.end()) return std::nullopt;
  const auto* word = std::get_if<std::string>(&at->second.data);
  if (word == nullptr || has_hole(*word)) return std::nullopt;
  return *word;
}

ObjectId RowMaker::wanted_object(std::string_view column) const {
  const auto at = restriction_.find(column);
  if (at == restriction_.end()) return 0;
  const auto* known = std::get_if<Oid>(&at->second.data);
  return known == nullptr ? 0 : known->id;
}

void RowMaker::add(const Object& about, std::vector<Value> values) {
  values.resize(rows_.columns.size(), unknown());
  rows_.rows.push_back({std::move(values), true, !is_in_doubt(catalog_, about)});
}

void RowMaker::doubt_missing(NameSpace space, const std::string& schema, const std::string& name) {
  if (catalog_.has_doubts() && catalog_.is_doubtful({space, schema, name})) miss_some();
}

void RowMaker::for_each_named(NameSpace space, std::string_view schema_column,
                              std::string_view name_column, const Visit& visit) {
  const std::optional<std::string> name = wanted(name_column);
  std::optional<std::string> schema = wanted(schema_column);
  if (const Object* known = catalog_.get(wanted_object(schema_column))) schema = known->name;
  if (!name.has_value()) {
    if (catalog_.has_doubts()) miss_some();
    if (!schema.has_value()) return catalog_.for_each_object(visit);
    for (const Object* member : catalog_.members_of(*schema)) visit(*member);
    return;
  }
  std::vector<std::string> schemas = catalog_.schema_names();
  schemas.emplace_back("pg_temp");
  if (schema.has_value()) schemas = {*schema};
  for (const std::string& each : schemas) {
    const Object* found = catalog_.find({space, each, *name});
    if (found != nullptr) visit(*found);
    if (found == nullptr) doubt_missing(space, each, *name);
  }
}

void RowMaker::for_each_part(NameSpace space, std::string_view table_oid_column,
                             std::string_view name_column, const Visit& visit) {
  const Object* table = catalog_.get(wanted_object(table_oid_column));
  if (table == nullptr) return for_each_object(space, name_column, visit);
  const std::optional<std::string> name = wanted(name_column);
  for (const Object* part : catalog_.parts_of(table->id)) {
    if (!name.has_value() || part->name == *name) visit(*part);
  }
  if (name.has_value() ? catalog_.is_name_doubtful(space, *name) : is_in_doubt(catalog_, *table)) {
    miss_some();
  }
}

void RowMaker::for_each_object(NameSpace space, std::string_view name_column, const Visit& visit) {
  const std::optional<std::string> name = wanted(name_column);
  if (name.has_value() ? catalog_.is_name_doubtful(space, *name) : catalog_.has_doubts()) {
    miss_some();
  }
  catalog_.for_each_object([&](const Object& object) {
    if (!name.has_value() || object.name == *name) visit(object);
  });
}

const VirtualRelation* find_virtual_relation(std::string_view schema, std::string_view name) {
  if (schema == "information_schema") return find_in(information_schema(), name);
  if (!schema.empty() && schema != "pg_catalog") return nullptr;
  for (const auto part : {class_catalogs(), part_catalogs(), listing_views()}) {
    if (const VirtualRelation* found = find_in(part, name)) return found;
  }
  return nullptr;
}

RowSet rows_of(const Catalog& catalog, const VirtualRelation& relation,
               const Restriction& restriction) {
  RowMaker maker(catalog, restriction, relation.columns);
  relation.fill(maker);
  return maker.finish();
}

}  // namespace ashlar::catalog::procedures
