#include "compiler/schema/json_parts.h"

#include <algorithm>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/spelling.h"
#include "grammar/sql/statements.h"

namespace ashlar::schema {
namespace {

Json grants_json(const Catalog& catalog, const Object& object,
                 const std::vector<catalog::Grant>& grants) {
  Json list = Json::array();
  for (const catalog::Grant& grant : grants) {
    Json json;
    json["grantee"] = grant.grantee;
    json["privilege"] = grant.privilege;
    put(json, "column", grant.column == 0 ? "" : column_text(catalog, object.id, grant.column));
    put(json, "grantable", grant.grantable);
    put(json, "grantor", grant.grantor);
    list.push_back(std::move(json));
  }
  return list;
}

Json names_json(const Catalog& catalog, ObjectId table, const std::vector<std::uint32_t>& numbers) {
  Json list = Json::array();
  for (const std::uint32_t number : numbers) list.push_back(column_text(catalog, table, number));
  return list;
}

std::string_view kind_word(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return "primary key";
    case sql::ConstraintKind::kUnique:
      return "unique";
    case sql::ConstraintKind::kForeignKey:
      return "foreign key";
    case sql::ConstraintKind::kCheck:
      return "check";
    case sql::ConstraintKind::kExclusion:
      return "exclusion";
    case sql::ConstraintKind::kNotNull:
      return "not null";
  }
  return "";
}

Json constraint_json(const Catalog& catalog, const Object& object) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  Json json = named(catalog, object);
  json["kind"] = kind_word(constraint.kind);
  json["definition"] = constraint_text(catalog, object);
  put(json, "columns", names_json(catalog, constraint.table, constraint.columns));
  if (constraint.referenced_table != 0) {
    json["references"] = sql_name(catalog, constraint.referenced_table);
    json["referenced_columns"] =
        names_json(catalog, constraint.referenced_table, constraint.referenced_columns);
  }
  put(json, "expression", render(catalog, constraint.expression));
  put(json, "not_valid", !constraint.validated);
  put(json, "deferrable", constraint.deferrable);
  put(json, "initially_deferred", constraint.initially_deferred);
  put(json, "inherited", !constraint.local);
  return json;
}

Json keys_json(const Catalog& catalog, ObjectId table, const std::vector<catalog::IndexKey>& keys) {
  Json list = Json::array();
  for (const catalog::IndexKey& key : keys) list.push_back(key_text(catalog, table, key));
  return list;
}

Json index_json(const Catalog& catalog, const Object& object) {
  const auto& index = std::get<catalog::Index>(object.data);
  Json json = named(catalog, object);
  json["method"] = index.method;
  json["keys"] = keys_json(catalog, index.table, index.keys);
  put(json, "including", names_json(catalog, index.table, index.including));
  put(json, "unique", index.unique);
  put(json, "nulls_not_distinct", index.nulls_not_distinct);
  put(json, "predicate", render(catalog, index.predicate));
  put(json, "invalid", !index.valid);
  if (const Object* above = catalog.get(index.partition_of)) json["partition_of"] = above->name;
  put(json, "options", settings_json(index.options));
  put(json, "tablespace", index.tablespace);
  return json;
}

/// What has one statement that says all of it.
Json defined_json(const Printing& printing, const Object& object,
                  void (*add)(const Printing&, const Object&, Entries&)) {
  Entries entries;
  add(printing, object, entries);
  Json json = named(printing.catalog, object);
  std::string text;
  for (const Entry& entry : entries) text += entry.text;
  put(json, "definition", text);
  return json;
}

void put_part(Json& lists, const Printing& printing, const Object& part) {
  const Catalog& catalog = printing.catalog;
  if (std::holds_alternative<catalog::Constraint>(part.data)) {
    lists["constraints"].push_back(constraint_json(catalog, part));
  } else if (std::holds_alternative<catalog::Index>(part.data)) {
    lists["indexes"].push_back(index_json(catalog, part));
  } else if (std::holds_alternative<catalog::Trigger>(part.data)) {
    lists["triggers"].push_back(defined_json(printing, part, add_trigger));
  } else if (std::holds_alternative<catalog::Policy>(part.data)) {
    lists["policies"].push_back(defined_json(printing, part, add_policy));
  } else if (std::holds_alternative<catalog::Rule>(part.data)) {
    lists["rules"].push_back(defined_json(printing, part, add_rule));
  } else if (std::holds_alternative<catalog::OtherObject>(part.data)) {
    lists["statistics"].push_back(defined_json(printing, part, add_other));
  }
}

}  // namespace

void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void put(Json& json, const char* key, bool value) {
  if (value) json[key] = true;
}

void put(Json& json, const char* key, Json value) {
  if (!value.empty()) json[key] = std::move(value);
}

Json named(const Catalog& catalog, const Object& object) {
  Json json;
  put(json, "schema", object.schema);
  json["name"] = object.name;
  put(json, "owner", object.owner);
  put(json, "comment", object.annotations.comment);
  Json labels = Json::object();
  for (const auto& [provider, label] : object.annotations.security_labels) {
    labels[provider] = label;
  }
  put(json, "security_labels", std::move(labels));
  if (object.annotations.privileges.has_value()) {
    json["privileges"] = grants_json(catalog, object, *object.annotations.privileges);
  }
  if (object.annotations.column_privileges.has_value()) {
    json["column_privileges"] = grants_json(catalog, object, *object.annotations.column_privileges);
  }
  if (const Object* extension = catalog.get(object.extension)) json["extension"] = extension->name;
  return json;
}

Json settings_json(const catalog::Settings& settings) {
  Json json = Json::object();
  for (const catalog::Setting& setting : settings) json[setting.name] = setting.value;
  return json;
}

Json columns_json(const Catalog& catalog, const Object& object,
                  const std::vector<catalog::Column>& columns) {
  Json list = Json::array();
  for (const catalog::Column& column : columns) {
    Json json;
    json["name"] = column.name;
    json["type"] = type_text(catalog, column.type);
    put(json, "not_null", column.not_null);
    put(json, "default", render(catalog, column.default_value));
    put(json, "generated", render(catalog, column.generated));
    if (!column.generated.empty()) {
      json["generated_kind"] =
          column.generated_kind == sql::GeneratedKind::kStored ? "stored" : "virtual";
    }
    if (column.identity.has_value()) {
      json["identity"] = *column.identity == sql::IdentityKind::kAlways ? "always" : "by default";
    }
    if (catalog.get(column.sequence) != nullptr) {
      json["sequence"] = sql_name(catalog, column.sequence);
    }
    if (!column.collation.empty()) json["collation"] = reference_text(catalog, column.collation);
    put(json, "storage", column.storage);
    put(json, "compression", column.compression);
    if (column.statistics >= 0) json["statistics"] = column.statistics;
    put(json, "options", settings_json(column.options));
    put(json, "foreign_options", settings_json(column.foreign_options));
    put(json, "inherited", column.inherited > 0);
    const auto comment = object.annotations.column_comments.find(column.number);
    if (comment != object.annotations.column_comments.end()) json["comment"] = comment->second;
    list.push_back(std::move(json));
  }
  return list;
}

Description describe_part(const Catalog& catalog, const Object& part) {
  Json lists = Json::object();
  put_part(lists, {catalog, {}}, part);
  for (auto& [list, parts] : lists.items()) return {list, "", std::move(parts.front())};
  return {};
}

void put_parts(Json& json, const Catalog& catalog, const Object& object) {
  std::vector<const Object*> parts = catalog.parts_of(object.id);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Object* a, const Object* b) { return a->name < b->name; });
  const Printing printing{catalog, {}};
  Json lists = Json::object();
  for (const char* key :
       {"constraints", "indexes", "triggers", "policies", "rules", "statistics"}) {
    lists[key] = Json::array();
  }
  for (const Object* part : parts) put_part(lists, printing, *part);
  for (auto& [key, list] : lists.items()) put(json, key.c_str(), std::move(list));
}

}  // namespace ashlar::schema
