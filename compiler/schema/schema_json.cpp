#include <algorithm>
#include <tuple>

#include "compiler/schema/describe.h"
#include "compiler/schema/json_parts.h"
#include "compiler/schema/json_text.h"
#include "compiler/schema/schema.h"
#include "compiler/schema/spelling.h"
#include "grammar/sql/statements.h"
#include "grammar/text/overload.h"

namespace ashlar::schema {
namespace {

using catalog::Catalog;
using catalog::Object;

Json extension_json(const Catalog& catalog, const Object& object) {
  const auto& extension = std::get<catalog::Extension>(object.data);
  Json json = named(catalog, object);
  put(json, "in_schema", extension.schema);
  put(json, "version", extension.version);
  return json;
}

/// The list that the object stands in and what stands there.
struct Listed {
  const char* list = "";
  Json json;
};

Listed listed(const Catalog& catalog, const Object& object) {
  const auto type = [&](const auto&) { return Listed{"types", type_json(catalog, object)}; };
  return std::visit(
      Overload{
          [&](const catalog::Schema&) {
            return Listed{"schemas", named(catalog, object)};
          },
          [&](const catalog::Extension&) {
            return Listed{"extensions", extension_json(catalog, object)};
          },
          [&](const catalog::Table&) {
            return Listed{"tables", table_json(catalog, object)};
          },
          [&](const catalog::View&) {
            return Listed{"views", view_json(catalog, object)};
          },
          [&](const catalog::Sequence&) {
            return Listed{"sequences", sequence_json(catalog, object)};
          },
          [&](const catalog::Function&) {
            return Listed{"functions", function_json(catalog, object)};
          },
          [&](const catalog::EnumType& data) { return type(data); },
          [&](const catalog::CompositeType& data) { return type(data); },
          [&](const catalog::DomainType& data) { return type(data); },
          [&](const catalog::RangeType& data) { return type(data); },
          [&](const catalog::OtherType& data) { return type(data); },
          [&](const catalog::OtherObject& other) {
            return other.table == 0 ? Listed{"others", other_json(catalog, object)} : Listed{};
          },
          [](const catalog::Index&) { return Listed{}; },
          [](const catalog::Constraint&) { return Listed{}; },
          [](const catalog::Trigger&) { return Listed{}; },
          [](const catalog::Policy&) { return Listed{}; },
          [](const catalog::Rule&) { return Listed{}; },
      },
      object.data);
}

std::string order_detail(const Catalog& catalog, const Object& object) {
  if (const auto* function = std::get_if<catalog::Function>(&object.data)) {
    return arguments_text(catalog, *function);
  }
  if (const auto* other = std::get_if<catalog::OtherObject>(&object.data)) {
    return std::string(sql::to_string(other->kind)) + other->signature;
  }
  return "";
}

}  // namespace

Description describe(const Catalog& catalog, const Object& object) {
  Listed found = listed(catalog, object);
  return {found.list, order_detail(catalog, object), std::move(found.json)};
}

std::string schema_json(const Catalog& catalog) {
  std::vector<const Object*> objects;
  catalog.for_each_object([&objects](const Object& object) {
    if (object.schema != "pg_temp" && object.name != "pg_catalog") objects.push_back(&object);
  });
  std::stable_sort(objects.begin(), objects.end(), [&](const Object* a, const Object* b) {
    return std::tuple(a->schema, a->name, order_detail(catalog, *a)) <
           std::tuple(b->schema, b->name, order_detail(catalog, *b));
  });
  Json json;
  json["format"] = 1;
  for (const char* list :
       {"schemas", "extensions", "types", "functions", "sequences", "tables", "views", "others"}) {
    json[list] = Json::array();
  }
  for (const Object* object : objects) {
    Description found = describe(catalog, *object);
    if (!found.list.empty()) json[found.list].push_back(std::move(found.json));
  }
  return json_text(json);
}

}  // namespace ashlar::schema
