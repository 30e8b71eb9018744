#include "compiler/catalog/sql_text.h"
#include "compiler/schema/json_parts.h"
#include "compiler/schema/spelling.h"
#include "grammar/sql/statements.h"

namespace ashlar::schema {
namespace {

std::string_view persistence_word(sql::Persistence persistence) {
  switch (persistence) {
    case sql::Persistence::kPermanent:
      return "";
    case sql::Persistence::kUnlogged:
      return "unlogged";
    case sql::Persistence::kTemporary:
      return "temporary";
  }
  return "";
}

std::string_view strategy_word(sql::PartitionStrategy strategy) {
  switch (strategy) {
    case sql::PartitionStrategy::kRange:
      return "range";
    case sql::PartitionStrategy::kList:
      return "list";
    case sql::PartitionStrategy::kHash:
      return "hash";
  }
  return "";
}

std::string_view volatility_word(sql::Volatility volatility) {
  switch (volatility) {
    case sql::Volatility::kVolatile:
      return "volatile";
    case sql::Volatility::kStable:
      return "stable";
    case sql::Volatility::kImmutable:
      return "immutable";
  }
  return "";
}

std::string_view mode_word(sql::ParameterMode mode) {
  switch (mode) {
    case sql::ParameterMode::kIn:
      return "in";
    case sql::ParameterMode::kOut:
      return "out";
    case sql::ParameterMode::kInOut:
      return "inout";
    case sql::ParameterMode::kVariadic:
      return "variadic";
    case sql::ParameterMode::kTable:
      return "table";
  }
  return "";
}

Json parameters_json(const Catalog& catalog, const catalog::Function& function) {
  Json list = Json::array();
  for (const catalog::FunctionParameter& parameter : function.parameters) {
    Json json;
    put(json, "name", parameter.name);
    json["type"] = plain_type_text(catalog, parameter.type);
    json["mode"] = mode_word(parameter.mode);
    put(json, "default", render(catalog, parameter.default_value));
    list.push_back(std::move(json));
  }
  return list;
}

void put_partitioning(Json& json, const Catalog& catalog, const Object& object) {
  const auto& table = std::get<catalog::Table>(object.data);
  if (table.partitioned_by.has_value()) {
    Json keys = Json::array();
    for (const catalog::IndexKey& key : table.partition_keys) {
      keys.push_back(key_text(catalog, object.id, key));
    }
    json["partition_by"] = {{"strategy", strategy_word(*table.partitioned_by)}, {"keys", keys}};
  }
  if (table.partition_of == 0) return;
  json["partition_of"] = sql_name(catalog, table.partition_of);
  json["bound"] = table.default_partition ? "DEFAULT" : render(catalog, table.partition_bound);
}

}  // namespace

Json table_json(const Catalog& catalog, const Object& object) {
  const auto& table = std::get<catalog::Table>(object.data);
  Json json = named(catalog, object);
  put(json, "persistence", std::string(persistence_word(table.persistence)));
  put(json, "foreign", table.foreign);
  put(json, "server", table.server);
  put(json, "foreign_options", settings_json(table.foreign_options));
  json["columns"] = columns_json(catalog, object, table.columns);
  put_partitioning(json, catalog, object);
  Json parents = Json::array();
  for (const ObjectId parent : table.inherits) parents.push_back(sql_name(catalog, parent));
  put(json, "inherits", std::move(parents));
  if (table.of_type != 0) json["of_type"] = sql_name(catalog, table.of_type);
  put(json, "access_method", table.access_method);
  put(json, "tablespace", table.tablespace);
  put(json, "options", settings_json(table.options));
  put(json, "row_security", table.row_security);
  put(json, "force_row_security", table.force_row_security);
  // An index that is gone is none to pg_dump.
  if (table.replica_identity != "index" || catalog.get(table.replica_index) != nullptr) {
    put(json, "replica_identity", table.replica_identity);
  }
  if (const Object* index = catalog.get(table.replica_index)) json["replica_index"] = index->name;
  if (const Object* index = catalog.get(table.clustered_on)) json["clustered_on"] = index->name;
  put_parts(json, catalog, object);
  return json;
}

Json view_json(const Catalog& catalog, const Object& object) {
  const auto& view = std::get<catalog::View>(object.data);
  Json json = named(catalog, object);
  put(json, "materialized", view.materialized);
  if (view.materialized) json["populated"] = view.populated;
  Json columns = Json::array();
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    Json column;
    column["name"] = view.columns[i];
    if (i < view.column_types.size() && !view.column_types[i].name.empty()) {
      column["type"] = type_text(catalog, view.column_types[i]);
    }
    const auto number = static_cast<std::uint32_t>(i + 1);
    const auto comment = object.annotations.column_comments.find(number);
    if (comment != object.annotations.column_comments.end()) column["comment"] = comment->second;
    const auto value = view.column_defaults.find(number);
    if (value != view.column_defaults.end()) column["default"] = render(catalog, value->second);
    columns.push_back(std::move(column));
  }
  json["columns"] = std::move(columns);
  json["query"] = render(catalog, view.query);
  put(json, "options", settings_json(view.options));
  put(json, "access_method", view.access_method);
  put(json, "tablespace", view.tablespace);
  put_parts(json, catalog, object);
  return json;
}

Json sequence_json(const Catalog& catalog, const Object& object) {
  const auto& sequence = std::get<catalog::Sequence>(object.data);
  Json json = named(catalog, object);
  put(json, "persistence", std::string(persistence_word(sequence.persistence)));
  json["type"] = sequence.options.type;
  json["start"] = sequence.options.start;
  json["increment"] = sequence.options.increment;
  json["minimum"] = sequence.options.minimum;
  json["maximum"] = sequence.options.maximum;
  json["cache"] = sequence.options.cache;
  put(json, "cycle", sequence.options.cycle);
  put(json, "identity", sequence.identity);
  if (catalog.get(sequence.owner_table) != nullptr) {
    json["owned_by"] = sql_name(catalog, sequence.owner_table) + "." +
                       column_text(catalog, sequence.owner_table, sequence.owner_column);
  }
  return json;
}

Json type_json(const Catalog& catalog, const Object& object) {
  Json json = named(catalog, object);
  if (const auto* type = std::get_if<catalog::EnumType>(&object.data)) {
    json["kind"] = "enum";
    Json labels = Json::array();
    for (const catalog::EnumValue& value : type->values) labels.push_back(value.label);
    json["labels"] = std::move(labels);
  } else if (const auto* composite = std::get_if<catalog::CompositeType>(&object.data)) {
    json["kind"] = "composite";
    json["attributes"] = columns_json(catalog, object, composite->attributes);
  } else if (const auto* domain = std::get_if<catalog::DomainType>(&object.data)) {
    json["kind"] = "domain";
    json["base"] = type_text(catalog, domain->base);
    put(json, "not_null", domain->not_null);
    put(json, "default", render(catalog, domain->default_value));
    if (!domain->collation.empty()) json["collation"] = reference_text(catalog, domain->collation);
    put_parts(json, catalog, object);
  } else if (const auto* range = std::get_if<catalog::RangeType>(&object.data)) {
    json["kind"] = "range";
    json["subtype"] = type_text(catalog, range->subtype);
    put(json, "functions", settings_json(range->functions));
    if (const Object* multirange = catalog.get(range->multirange)) {
      json["multirange"] = multirange->name;
    }
  } else if (const auto* other = std::get_if<catalog::OtherType>(&object.data)) {
    json["kind"] = other->range != 0 ? "multirange" : other->shell ? "shell" : "base";
    put(json, "definition", settings_json(other->definition));
  }
  return json;
}

Json function_json(const Catalog& catalog, const Object& object) {
  const auto& function = std::get<catalog::Function>(object.data);
  Json json = named(catalog, object);
  json["kind"] = sql::to_string(function.kind);
  json["arguments"] = arguments_text(catalog, function);
  put(json, "parameters", parameters_json(catalog, function));
  if (function.returns.has_value()) {
    json["returns"] =
        (function.returns->set_of ? "SETOF " : "") + plain_type_text(catalog, *function.returns);
  }
  put(json, "language", function.language);
  json["volatility"] = volatility_word(function.volatility);
  put(json, "strict", function.strict);
  put(json, "security_definer", function.security_definer);
  put(json, "leakproof", function.leakproof);
  put(json, "window", function.window);
  put(json, "parallel", function.parallel);
  put(json, "cost", function.cost);
  put(json, "rows", function.rows);
  put(json, "support", function.support);
  put(json, "settings", settings_json(function.settings));
  put(json, "body", function.body);
  put(json, "link_symbol", function.link_symbol);
  put(json, "atomic_body", render(catalog, function.atomic_body));
  put(json, "aggregate", settings_json(function.aggregate));
  return json;
}

Json other_json(const Catalog& catalog, const Object& object) {
  const auto& other = std::get<catalog::OtherObject>(object.data);
  Json json = named(catalog, object);
  json["kind"] = sql::to_string(other.kind);
  put(json, "signature", other.signature);
  put(json, "manner", other.manner);
  put(json, "definition", render(catalog, other.definition));
  Json additions = Json::array();
  for (const SqlText& addition : other.additions) additions.push_back(render(catalog, addition));
  put(json, "additions", std::move(additions));
  return json;
}

}  // namespace ashlar::schema
