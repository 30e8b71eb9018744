// Names and the choice of a statement; tables are in random_tables.cpp, queries in
// random_queries.cpp, all else in random_objects.cpp.

#include "tests/server/random_ddl.h"

#include <variant>

#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/overload.h"

namespace ashlar::server_tests {

using catalog::Object;
using postgres::quote_identifier;

std::size_t RandomDdl::below(std::size_t count) {
  // Not a distribution: theirs differ between libraries, and a seed must give one script.
  return static_cast<std::size_t>(random_() % count);
}

void RandomDdl::look(const catalog::Catalog& schema) {
  known_ = {};
  schema.for_each_object([&](const Object& object) {
    if (object.extension != 0) return;
    std::visit(
        Overload{[&](const catalog::Table&) { known_.tables.push_back(&object); },
                 [&](const catalog::View&) { known_.views.push_back(&object); },
                 [&](const catalog::Sequence&) { known_.sequences.push_back(&object); },
                 [&](const catalog::Index&) { known_.indexes.push_back(&object); },
                 [&](const catalog::Constraint& c) {
                   const bool of_domain = schema.get_as<catalog::DomainType>(c.table) != nullptr;
                   (of_domain ? known_.domain_constraints : known_.constraints).push_back(&object);
                 },
                 [&](const catalog::EnumType&) { known_.enums.push_back(&object); },
                 [&](const catalog::CompositeType&) { known_.composites.push_back(&object); },
                 [&](const catalog::DomainType&) { known_.domains.push_back(&object); },
                 [&](const catalog::Function&) { known_.functions.push_back(&object); },
                 [&](const catalog::Trigger&) { known_.triggers.push_back(&object); },
                 [&](const catalog::Policy&) { known_.policies.push_back(&object); },
                 [&](const catalog::RangeType&) { known_.ranges.push_back(&object); },
                 [&](const catalog::Rule&) { known_.rules.push_back(&object); },
                 [&](const catalog::OtherObject& other) {
                   if (other.kind == sql::ObjectKind::kStatistics) {
                     known_.statistics.push_back(&object);
                   }
                 },
                 [&](const catalog::Schema&) {
                   if (object.name != "pg_catalog") known_.schemas.push_back(object.name);
                 },
                 [](const auto&) {}},
        object.data);
  });
}

std::string RandomDdl::new_name() {
  return std::string(any({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "\"Odd n\"",
                          "a_very_long_name_that_goes_on_and_on_until_it_is_cut_somewhere"}));
}

std::string RandomDdl::in_schema(const std::string& name) {
  if (known_.schemas.size() < 2 || !one_in(4)) return name;
  return quote_identifier(known_.schemas[below(known_.schemas.size())]) + "." + name;
}

const Object* RandomDdl::pick(const Objects& objects) {
  return objects.empty() ? nullptr : objects[below(objects.size())];
}

std::string RandomDdl::object(const Objects& objects) {
  const Object* picked = pick(objects);
  if (picked == nullptr || one_in(40)) return in_schema(new_name());
  const std::string name = quote_identifier(picked->name);
  const bool plain = picked->schema == "public" && !one_in(5);
  return plain ? name : quote_identifier(picked->schema) + "." + name;
}

std::string RandomDdl::column(const Object* table) {
  if (table == nullptr || one_in(40)) return new_name();
  if (const auto* t = std::get_if<catalog::Table>(&table->data); t && !t->columns.empty()) {
    return quote_identifier(t->columns[below(t->columns.size())].name);
  }
  if (const auto* v = std::get_if<catalog::View>(&table->data); v && !v->columns.empty()) {
    return quote_identifier(v->columns[below(v->columns.size())]);
  }
  return new_name();
}

std::string RandomDdl::table_of(const Object* part) {
  catalog::ObjectId id = 0;
  if (const auto* c = std::get_if<catalog::Constraint>(&part->data)) id = c->table;
  if (const auto* t = std::get_if<catalog::Trigger>(&part->data)) id = t->table;
  if (const auto* p = std::get_if<catalog::Policy>(&part->data)) id = p->table;
  if (const auto* r = std::get_if<catalog::Rule>(&part->data)) id = r->table;
  for (const Objects* relations : {&known_.tables, &known_.views}) {
    for (const Object* table : *relations) {
      if (table->id == id) return full_name(table);
    }
  }
  return object(known_.tables);
}

RandomDdl::Objects RandomDdl::parts_of(const Object* owner, const Objects& parts) {
  Objects found;
  for (const Object* part : parts) {
    const auto* constraint = std::get_if<catalog::Constraint>(&part->data);
    if (owner != nullptr && constraint != nullptr && constraint->table == owner->id) {
      found.push_back(part);
    }
  }
  return found;
}

RandomDdl::Objects RandomDdl::lasting(const Objects& objects) {
  Objects found;
  for (const Object* object : objects) {
    if (object->schema != "pg_temp") found.push_back(object);
  }
  return found;
}

std::string RandomDdl::signature(const Object* function) {
  if (function == nullptr) return new_name() + "()";
  return quote_identifier(function->schema) + "." + quote_identifier(function->name) +
         catalog::signature(std::get<catalog::Function>(function->data));
}

std::string RandomDdl::behavior() { return one_in(3) ? " CASCADE" : ""; }
std::string RandomDdl::if_exists() { return one_in(5) ? "IF EXISTS " : ""; }

std::string RandomDdl::rename() {
  const std::string to = " RENAME TO " + new_name();
  switch (below(11)) {
    case 0:
      return "ALTER VIEW " + object(known_.views) + to;
    case 1:
      return "ALTER INDEX " + object(known_.indexes) + to;
    case 2:
      return "ALTER SEQUENCE " + object(known_.sequences) + to;
    case 3:
      return "ALTER TYPE " + object(one_in(2) ? known_.enums : known_.composites) + to;
    case 4:
      return "ALTER FUNCTION " + signature(pick(known_.functions)) + to;
    case 5:
      if (const Object* constraint = pick(known_.constraints)) {
        return "ALTER TABLE " + table_of(constraint) + " RENAME CONSTRAINT " +
               quote_identifier(constraint->name) + " TO " + new_name();
      }
      break;
    case 6:
      if (const Object* trigger = pick(known_.triggers)) {
        return "ALTER TRIGGER " + quote_identifier(trigger->name) + " ON " + table_of(trigger) + to;
      }
      break;
    case 7:
      return "ALTER DOMAIN " + object(known_.domains) + to;
    case 8:
      if (const Object* policy = pick(known_.policies)) {
        return "ALTER POLICY " + quote_identifier(policy->name) + " ON " + table_of(policy) + to;
      }
      break;
    case 9:
      if (const Object* rule = pick(known_.rules)) {
        return "ALTER RULE " + quote_identifier(rule->name) + " ON " + table_of(rule) + to;
      }
      break;
    default:
      break;
  }
  return "ALTER TABLE " + object(known_.tables) + to;
}

std::string RandomDdl::drop_part() {
  const std::string options = if_exists();
  if (const Object* trigger = pick(known_.triggers); trigger != nullptr && one_in(2)) {
    return "DROP TRIGGER " + options + quote_identifier(trigger->name) + " ON " + table_of(trigger);
  }
  if (const Object* policy = pick(known_.policies); policy != nullptr && one_in(2)) {
    return "DROP POLICY " + options + quote_identifier(policy->name) + " ON " + table_of(policy);
  }
  if (const Object* rule = pick(known_.rules); rule != nullptr && one_in(2)) {
    return "DROP RULE " + options + quote_identifier(rule->name) + " ON " + table_of(rule);
  }
  return "DROP STATISTICS " + options + object(known_.statistics);
}

std::string RandomDdl::drop() {
  switch (below(9)) {
    case 0:
      return "DROP VIEW " + if_exists() + object(known_.views) + behavior();
    case 1:
      return "DROP INDEX " + if_exists() + object(known_.indexes) + behavior();
    case 2:
      return "DROP TYPE " + if_exists() +
             object(one_in(2)   ? known_.enums
                    : one_in(2) ? known_.composites
                                : known_.ranges) +
             behavior();
    case 3:
      return "DROP DOMAIN " + if_exists() + object(known_.domains) + behavior();
    case 4:
      return std::string(one_in(6) ? "DROP ROUTINE " : "DROP FUNCTION ") + if_exists() +
             signature(pick(known_.functions)) + behavior();
    case 5:
      return drop_part();
    case 6:
      return "DROP MATERIALIZED VIEW " + if_exists() + object(known_.views) + behavior();
    default:
      break;
  }
  std::string text = "DROP TABLE " + if_exists() + object(known_.tables);
  if (one_in(8)) text += ", " + object(known_.tables);
  return text + behavior();
}

std::string RandomDdl::comment() {
  const Object* table = pick(known_.tables);
  const std::string is = one_in(4) ? " IS NULL" : " IS 'a word'";
  switch (below(10)) {
    case 0:
      return "COMMENT ON TYPE " + object(known_.enums) + is;
    case 1:
      return "COMMENT ON FUNCTION " + signature(pick(known_.functions)) + is;
    case 2:
      if (const Object* constraint = pick(known_.constraints)) {
        return "COMMENT ON CONSTRAINT " + quote_identifier(constraint->name) + " ON " +
               table_of(constraint) + is;
      }
      [[fallthrough]];
    case 3:
      return "COMMENT ON INDEX " + object(known_.indexes) + is;
    case 4:
      return "COMMENT ON VIEW " + object(known_.views) + is;
    case 5:
      if (const Object* trigger = pick(known_.triggers)) {
        return "COMMENT ON TRIGGER " + quote_identifier(trigger->name) + " ON " +
               table_of(trigger) + is;
      }
      [[fallthrough]];
    case 6:
      return "COMMENT ON SEQUENCE " + object(known_.sequences) + is;
    case 7:
      return "COMMENT ON TABLE " + object(known_.tables) + is;
    case 8:
      return "COMMENT ON DOMAIN " + object(known_.domains) + is;
    default:
      return "COMMENT ON COLUMN " + (table == nullptr ? new_name() : object({table})) + "." +
             column(table) + is;
  }
}

std::string RandomDdl::change_schema() {
  if (known_.schemas.size() < 3) {
    return "CREATE SCHEMA " + std::string(one_in(4) ? "IF NOT EXISTS " : "") +
           std::string(any({"s", "t"}));
  }
  const std::string schema = quote_identifier(known_.schemas[below(known_.schemas.size())]);
  const std::string to = " SET SCHEMA " + schema;
  switch (below(10)) {
    case 0:
      // Without CASCADE it fails where anything is in it; `public` itself is never dropped.
      return "DROP SCHEMA " + std::string(any({"s", "t"})) + behavior();
    case 1:
      return "ALTER SCHEMA " + std::string(any({"s", "t"})) + " RENAME TO " +
             std::string(any({"s", "t", "r"}));
    case 2:
      return "ALTER TYPE " + object(one_in(2) ? known_.enums : known_.composites) + to;
    case 3:
      return "ALTER FUNCTION " + signature(pick(known_.functions)) + to;
    case 4:
      return "ALTER VIEW " + object(known_.views) + to;
    case 5:
      return "ALTER SEQUENCE " + object(known_.sequences) + to;
    case 6:
      return "ALTER DOMAIN " + object(known_.domains) + to;
    case 7:
      return "SET search_path = " + schema + std::string(any({"", ", public"}));
    default:
      return "ALTER TABLE " + object(known_.tables) + to;
  }
}

std::string RandomDdl::statement(const catalog::Catalog& schema) {
  look(schema);
  if (known_.tables.size() < 2) return create_table();
  switch (below(28)) {
    case 0:
    case 1:
    case 2:
      return create_table();
    case 3:
    case 4:
    case 5:
      return create_view();
    case 6:
      return one_in(2) ? create_type() : change_view();
    case 7:
      return one_in(2) ? create_type() : alter_type();
    case 8:
      return one_in(3) ? alter_routine() : create_routine();
    case 9:
      return create_part_of_table();
    case 10:
      return one_in(3) ? change_rights() : change_sequence();
    case 11:
    case 12:
      return rename();
    case 13:
    case 14:
      return drop();
    case 15:
      return comment();
    case 16:
      return change_schema();
    case 17:
    case 18:
      return create_index();
    default:
      return alter_table();
  }
}

}  // namespace ashlar::server_tests
