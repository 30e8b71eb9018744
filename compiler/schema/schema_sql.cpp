#include <algorithm>

#include "compiler/schema/dependency_order.h"
#include "compiler/schema/entry.h"
#include "compiler/schema/schema.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"
#include "grammar/text/overload.h"

namespace ashlar::schema {
namespace {

using catalog::Catalog;
using catalog::Object;

/// Views over temporary tables are in the temporary schema too, as are all their parts.
bool is_printed(const Catalog& catalog, const Object& object) {
  if (object.extension != 0 || object.schema == "pg_temp") return false;
  if (object.schema == "pg_catalog" || object.name == "pg_catalog") return false;
  const auto table_is_printed = [&catalog](catalog::ObjectId table) {
    const Object* owner = catalog.get(table);
    return owner != nullptr && owner->schema != "pg_temp" && owner->extension == 0;
  };
  if (const auto* trigger = std::get_if<catalog::Trigger>(&object.data)) {
    return table_is_printed(trigger->table);
  }
  if (const auto* policy = std::get_if<catalog::Policy>(&object.data)) {
    return table_is_printed(policy->table);
  }
  if (const auto* rule = std::get_if<catalog::Rule>(&object.data)) {
    return table_is_printed(rule->table);
  }
  return true;
}

void add(const Printing& printing, const Object& object, Entries& entries) {
  std::visit(Overload{
                 [&](const catalog::Schema&) { add_schema(printing, object, entries); },
                 [&](const catalog::Table&) { add_table(printing, object, entries); },
                 [&](const catalog::Index&) { add_index(printing, object, entries); },
                 [&](const catalog::Constraint&) { add_constraint(printing, object, entries); },
                 [&](const catalog::View&) { add_view(printing, object, entries); },
                 [&](const catalog::Sequence&) { add_sequence(printing, object, entries); },
                 [&](const catalog::EnumType&) { add_type(printing, object, entries); },
                 [&](const catalog::CompositeType&) { add_type(printing, object, entries); },
                 [&](const catalog::DomainType&) { add_type(printing, object, entries); },
                 [&](const catalog::RangeType&) { add_type(printing, object, entries); },
                 [&](const catalog::OtherType&) { add_type(printing, object, entries); },
                 [&](const catalog::Function&) { add_function(printing, object, entries); },
                 [&](const catalog::Trigger&) { add_trigger(printing, object, entries); },
                 [&](const catalog::Policy&) { add_policy(printing, object, entries); },
                 [&](const catalog::Rule&) { add_rule(printing, object, entries); },
                 [&](const catalog::Extension&) { add_extension(printing, object, entries); },
                 [&](const catalog::OtherObject&) { add_other(printing, object, entries); },
             },
             object.data);
}

/// IN, LIKE and USING find their operators along the search path only.
void add_to_path(const Catalog& catalog, catalog::ObjectId op, std::vector<std::string>& path) {
  const Object* object = catalog.get(op);
  if (object == nullptr || catalog::kind_of(*object) != sql::ObjectKind::kOperator) return;
  if (object->schema == "public" || object->schema == "pg_catalog") return;
  if (std::find(path.begin(), path.end(), object->schema) == path.end()) {
    path.push_back(object->schema);
  }
}

/// The statements under the search path that they need.
std::string on_path(const Entry& entry) {
  if (entry.path.empty()) return entry.text;
  std::string text = "SET search_path = public";
  for (const std::string& schema : entry.path) {
    text.append(", ").append(postgres::quote_identifier(schema));
  }
  return text.append(";\n").append(entry.text).append("SET search_path = public;\n");
}

Entries completed(const Catalog& catalog, Entries entries) {
  // What an extension brings is there once the extension is.
  for (Entry& entry : entries) {
    for (catalog::ObjectId& id : entry.needs) {
      if ((id & kUnspelled) != 0) {
        id &= ~kUnspelled;
        add_to_path(catalog, id, entry.path);
      }
      const Object* needed = catalog.get(id);
      if (needed != nullptr && needed->extension != 0) id = needed->extension;
    }
  }
  return entries;
}

Entries entries_of(const Printing& printing) {
  const Catalog& catalog = printing.catalog;
  Entries entries;
  catalog.for_each_object([&](const Object& object) {
    if (is_printed(catalog, object)) add(printing, object, entries);
  });
  add_default_privileges(printing, entries);
  return completed(catalog, std::move(entries));
}

std::string preamble(const Catalog& catalog) {
  std::string text =
      "SET check_function_bodies = false;\n"
      "SET search_path = public;\n";
  if (catalog.find_schema("public") == nullptr) text += "\nDROP SCHEMA public;\n";
  return text;
}

}  // namespace

Entries entries_of_objects(const Catalog& catalog, const std::vector<ObjectId>& objects) {
  const auto entries_with = [&](std::vector<ObjectId> apart) {
    const Printing printing{catalog, std::move(apart)};
    Entries entries;
    for (const ObjectId id : objects) {
      const Object* object = catalog.get(id);
      if (object != nullptr && is_printed(catalog, *object)) add(printing, *object, entries);
    }
    return completed(catalog, std::move(entries));
  };
  Entries entries = entries_with({});
  std::vector<ObjectId> apart = on_circles(entries);
  return apart.empty() ? entries : entries_with(std::move(apart));
}

Entries all_entries(const Catalog& catalog) {
  Entries entries = entries_of({catalog, {}});
  std::vector<catalog::ObjectId> apart = on_circles(entries);
  return apart.empty() ? entries : entries_of({catalog, std::move(apart)});
}

std::string schema_sql(const Catalog& catalog) {
  std::string text = preamble(catalog);
  for (const Entry& entry : in_dependency_order(all_entries(catalog))) {
    if (!entry.text.empty()) text += "\n" + on_path(entry);
  }
  return text;
}

}  // namespace ashlar::schema
