// Names, parts and the choice of a statement; tables are in random_tables.cpp.

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
                   // A foreign table's or a domain's too: wrong in most places, on purpose.
                   if (c.table != 0) known_.constraints.push_back(&object);
                 },
                 [&](const catalog::EnumType&) { known_.enums.push_back(&object); },
                 [&](const catalog::CompositeType&) { known_.composites.push_back(&object); },
                 [&](const catalog::DomainType&) { known_.domains.push_back(&object); },
                 [&](const catalog::Function&) { known_.functions.push_back(&object); },
                 [&](const catalog::Trigger&) { known_.triggers.push_back(&object); },
                 [&](const catalog::Policy&) { known_.policies.push_back(&object); },
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
  for (const Object* table : known_.tables) {
    if (table->id == id)
      return quote_identifier(table->schema) + "." + quote_identifier(table->name);
  }
  return object(known_.tables);
}

std::string RandomDdl::signature(const Object* function) {
  if (function == nullptr) return new_name() + "()";
  return quote_identifier(function->schema) + "." + quote_identifier(function->name) +
         catalog::signature(std::get<catalog::Function>(function->data));
}

std::string RandomDdl::behavior() { return one_in(3) ? " CASCADE" : ""; }
std::string RandomDdl::if_exists() { return one_in(5) ? "IF EXISTS " : ""; }

std::string RandomDdl::type() {
  Objects own = known_.enums;
  own.insert(own.end(), known_.domains.begin(), known_.domains.end());
  own.insert(own.end(), known_.composites.begin(), known_.composites.end());
  if (!own.empty() && one_in(4)) return object(own) + (one_in(6) ? "[]" : "");
  return std::string(any({"integer", "integer", "bigint", "smallint", "text", "text", "varchar(20)",
                          "numeric(8, 2)", "boolean", "date", "timestamptz", "timestamp", "uuid",
                          "jsonb", "integer[]", "text[]", "char(3)"}));
}

std::string RandomDdl::value(const catalog::Type& type) {
  if (type.array_dimensions > 0) return "'{}'";
  const std::string& name = type.name;
  if (name == "int4" || name == "int8" || name == "int2" || name == "numeric") {
    if (!known_.sequences.empty() && one_in(5)) {
      return "nextval('" + object(known_.sequences) + "')";
    }
    return std::string(any({"0", "-1", "1 + 2", "length('x')", "abs(-4)"}));
  }
  if (name == "text" || name == "varchar" || name == "bpchar") {
    return std::string(any({"'x'", "'a' || 'b'", "lower('X')", "NULL", "CURRENT_USER"}));
  }
  if (name == "bool") return std::string(any({"true", "false", "(NOT true)", "1 > 2"}));
  if (name == "date") return std::string(any({"CURRENT_DATE", "'2020-01-01'", "now()::date"}));
  if (name.starts_with("timestamp")) return std::string(any({"now()", "CURRENT_TIMESTAMP"}));
  if (name == "uuid") return "gen_random_uuid()";
  if (name == "jsonb")
    return std::string(any({"'{}'", "'{}'::jsonb", "jsonb_build_object('a', 1)"}));
  for (const Object* own : known_.enums) {
    const auto& values = std::get<catalog::EnumType>(own->data).values;
    if (own->id == type.id && !values.empty()) {
      return postgres::quote_literal(values[below(values.size())].label);
    }
  }
  return "NULL";
}

std::string RandomDdl::expression(const Object* table) {
  const auto* t = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
  if (t == nullptr || t->columns.empty()) return column(table);
  const catalog::Column& picked = t->columns[below(t->columns.size())];
  const std::string name = quote_identifier(picked.name);
  const std::string& type = picked.type.array_dimensions > 0 ? "array" : picked.type.name;
  if (type == "int4" || type == "int8" || type == "int2") {
    return "(" + name + std::string(any({" + 1", " * 2", " % 3"})) + ")";
  }
  if (type == "text" || type == "varchar")
    return std::string(any({"lower(", "upper("})) + name + ")";
  if (type == "array") return "cardinality(" + name + ")";
  if (type == "jsonb") return "(" + name + " ->> 'k')";
  return "coalesce(" + name + ", " + name + ")";
}

std::string RandomDdl::condition(const Object* table) {
  const auto* t = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
  if (t == nullptr || t->columns.empty()) return column(table) + " IS NOT NULL";
  const catalog::Column& picked = t->columns[below(t->columns.size())];
  const std::string name = quote_identifier(picked.name);
  const std::string& type = picked.type.array_dimensions > 0 ? "array" : picked.type.name;
  if (type == "int4" || type == "int8" || type == "int2" || type == "numeric") {
    return name + std::string(any({" > 0", " BETWEEN 1 AND 9", " IN (1, 2)", " + 1 <> 5"}));
  }
  if (type == "text" || type == "varchar" || type == "bpchar") {
    return std::string(any({"length(", "char_length("})) + name + ") > 0 AND " + name + " <> 'q'";
  }
  if (type == "bool") return one_in(2) ? name : "NOT " + name;
  if (picked.type.id != 0 && picked.type.array_dimensions == 0) {
    return name + " = " + value(picked.type);
  }
  return name + " IS NOT NULL OR " + column(table) + " IS NULL";
}

std::string RandomDdl::query() {
  Objects sources = known_.tables;
  sources.insert(sources.end(), known_.views.begin(), known_.views.end());
  const Object* first = pick(sources);
  if (first == nullptr) return "SELECT 1 AS one, 'x'::text AS word";
  const auto name = [&](const Object* o) {
    return quote_identifier(o->schema) + "." + quote_identifier(o->name);
  };
  std::string list = "p." + column(first);
  if (one_in(6)) list = "*";
  if (one_in(3)) list += ", p." + column(first) + " AS " + new_name();
  if (one_in(3)) list += ", count(*) OVER () AS total";
  if (one_in(6)) list += ", '" + std::string(any({"x", "y"})) + "' AS fixed";
  std::string from = name(first) + " p";
  if (one_in(3)) {
    const Object* second = pick(sources);
    from += std::string(any({" JOIN ", " LEFT JOIN "})) + name(second) + " q ON p." +
            column(first) + " IS NOT NULL";
    list += ", q." + column(second) + " AS other";
  }
  std::string query = "SELECT " + list + " FROM " + from;
  if (one_in(4)) query += " WHERE p." + column(first) + " IS NOT NULL";
  if (one_in(8)) query += " ORDER BY 1";
  return query;
}

std::string RandomDdl::create_view() {
  const bool materialized = one_in(5);
  std::string text = "CREATE ";
  if (!materialized && one_in(3)) text += "OR REPLACE ";
  text += materialized ? "MATERIALIZED VIEW " : "VIEW ";
  const bool replaces = one_in(3) && !known_.views.empty();
  text += replaces ? object(known_.views) : in_schema(new_name());
  return text + " AS " + query();
}

std::string RandomDdl::create_type() {
  if (one_in(3)) {
    return "CREATE TYPE " + in_schema(new_name()) + " AS ENUM ('one', 'two', 'three')";
  }
  if (one_in(2)) {
    return "CREATE TYPE " + in_schema(new_name()) + " AS (" + new_name() + " " + type() + ", z " +
           type() + ")";
  }
  std::string text = "CREATE DOMAIN " + in_schema(new_name()) + " AS " + type();
  if (one_in(3)) text += " NOT NULL";
  if (one_in(3)) text += " CHECK (VALUE IS NOT NULL)";
  return text;
}

std::string RandomDdl::alter_type() {
  if (!known_.enums.empty() && one_in(2)) {
    const std::string type = "ALTER TYPE " + object(known_.enums);
    if (one_in(2)) return type + " ADD VALUE '" + std::string(any({"four", "five", "one"})) + "'";
    return type + " RENAME VALUE '" + std::string(any({"one", "two", "none"})) + "' TO '" +
           std::string(any({"six", "three", "seven"})) + "'";
  }
  if (const Object* type = pick(known_.composites); type != nullptr && one_in(2)) {
    const auto& attributes = std::get<catalog::CompositeType>(type->data).attributes;
    const std::string attribute = attributes.empty()
                                      ? new_name()
                                      : quote_identifier(attributes[below(attributes.size())].name);
    const std::string text = "ALTER TYPE " + object({type});
    if (one_in(3)) return text + " ADD ATTRIBUTE " + new_name() + " " + this->type() + behavior();
    if (one_in(2)) return text + " DROP ATTRIBUTE " + attribute + behavior();
    return text + " RENAME ATTRIBUTE " + attribute + " TO " + new_name();
  }
  const std::string domain = "ALTER DOMAIN " + object(known_.domains);
  if (one_in(3)) return domain + " SET DEFAULT NULL";
  if (one_in(2)) return domain + " ADD CONSTRAINT " + new_name() + " CHECK (VALUE IS NOT NULL)";
  return domain + (one_in(2) ? " SET NOT NULL" : " DROP NOT NULL");
}

std::string RandomDdl::create_routine() {
  const std::string replace = one_in(3) ? "OR REPLACE " : "";
  if (one_in(3)) {
    return "CREATE " + replace + "FUNCTION " + in_schema(new_name()) +
           "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
  }
  std::string text = "CREATE " + replace + "FUNCTION " + in_schema(new_name()) + "(x " + type();
  if (one_in(3)) text += ", y " + type();
  if (one_in(4)) text += ", z integer DEFAULT 1";
  text += ") RETURNS integer LANGUAGE sql ";
  if (one_in(3) && !known_.tables.empty()) {
    return text + "BEGIN ATOMIC SELECT count(*)::integer FROM " + object(known_.tables) + "; END";
  }
  return text + (one_in(2) ? "IMMUTABLE " : "") + "AS 'SELECT 1'";
}

std::string RandomDdl::create_part_of_table() {
  const Object* table = pick(known_.tables);
  const std::string name = table == nullptr ? new_name() : object({table});
  if (one_in(2)) {
    Objects functions;
    for (const Object* function : known_.functions) {
      const auto& f = std::get<catalog::Function>(function->data);
      if (f.returns && f.returns->name == "trigger") functions.push_back(function);
    }
    if (functions.empty() || one_in(20)) functions = known_.functions;
    return "CREATE TRIGGER " + new_name() + std::string(any({" BEFORE ", " AFTER "})) +
           std::string(any({"INSERT", "UPDATE", "DELETE", "UPDATE OF " + column(table)})) + " ON " +
           name + " FOR EACH ROW EXECUTE FUNCTION " + object(functions) + "()";
  }
  return "CREATE POLICY " + new_name() + " ON " + name + " USING (" + condition(table) + ")";
}

std::string RandomDdl::change_sequence() {
  if (known_.sequences.empty() || one_in(3)) return "CREATE SEQUENCE " + in_schema(new_name());
  if (one_in(3)) return "DROP SEQUENCE " + if_exists() + object(known_.sequences) + behavior();
  const Object* table = pick(known_.tables);
  if (table == nullptr || one_in(3)) {
    return "ALTER SEQUENCE " + object(known_.sequences) + " INCREMENT BY 2 MAXVALUE 1000";
  }
  return "ALTER SEQUENCE " + object(known_.sequences) + " OWNED BY " + object({table}) + "." +
         column(table);
}

std::string RandomDdl::rename() {
  const std::string to = " RENAME TO " + new_name();
  switch (below(8)) {
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
    default:
      break;
  }
  return "ALTER TABLE " + object(known_.tables) + to;
}

std::string RandomDdl::drop() {
  switch (below(9)) {
    case 0:
      return "DROP VIEW " + if_exists() + object(known_.views) + behavior();
    case 1:
      return "DROP INDEX " + if_exists() + object(known_.indexes) + behavior();
    case 2:
      return "DROP TYPE " + if_exists() + object(one_in(2) ? known_.enums : known_.composites) +
             behavior();
    case 3:
      return "DROP DOMAIN " + if_exists() + object(known_.domains) + behavior();
    case 4:
      return "DROP FUNCTION " + if_exists() + signature(pick(known_.functions)) + behavior();
    case 5:
      if (const Object* trigger = pick(known_.triggers)) {
        return "DROP TRIGGER " + quote_identifier(trigger->name) + " ON " + table_of(trigger);
      }
      break;
    case 6:
      if (const Object* policy = pick(known_.policies)) {
        return "DROP POLICY " + quote_identifier(policy->name) + " ON " + table_of(policy);
      }
      break;
    case 7:
      return "DROP MATERIALIZED VIEW " + if_exists() + object(known_.views) + behavior();
    default:
      break;
  }
  return "DROP TABLE " + if_exists() + object(known_.tables) + behavior();
}

std::string RandomDdl::comment() {
  const Object* table = pick(known_.tables);
  const std::string is = one_in(4) ? " IS NULL" : " IS 'a word'";
  if (table == nullptr || one_in(4)) return "COMMENT ON TYPE " + object(known_.enums) + is;
  if (one_in(2)) return "COMMENT ON TABLE " + object({table}) + is;
  return "COMMENT ON COLUMN " + object({table}) + "." + column(table) + is;
}

std::string RandomDdl::change_schema() {
  if (known_.schemas.size() < 3) {
    return "CREATE SCHEMA " + std::string(one_in(4) ? "IF NOT EXISTS " : "") +
           std::string(any({"s", "t"}));
  }
  const std::string schema = quote_identifier(known_.schemas[below(known_.schemas.size())]);
  switch (below(7)) {
    case 0:
      // Without CASCADE it fails where anything is in it; `public` itself is never dropped.
      return "DROP SCHEMA " + std::string(any({"s", "t"})) + behavior();
    case 1:
      return "ALTER SCHEMA " + std::string(any({"s", "t"})) + " RENAME TO " +
             std::string(any({"s", "t", "r"}));
    case 2:
      return "ALTER TYPE " + object(known_.enums) + " SET SCHEMA " + schema;
    case 3:
      return "ALTER FUNCTION " + signature(pick(known_.functions)) + " SET SCHEMA " + schema;
    case 4:
      return "ALTER VIEW " + object(known_.views) + " SET SCHEMA " + schema;
    default:
      return "ALTER TABLE " + object(known_.tables) + " SET SCHEMA " + schema;
  }
}

std::string RandomDdl::statement(const catalog::Catalog& schema) {
  look(schema);
  if (known_.tables.size() < 2) return create_table();
  switch (below(24)) {
    case 0:
    case 1:
      return create_table();
    case 2:
    case 3:
      return create_view();
    case 4:
      return create_type();
    case 5:
      return alter_type();
    case 6:
      return create_routine();
    case 7:
      return create_part_of_table();
    case 8:
      return change_sequence();
    case 9:
    case 10:
      return rename();
    case 11:
    case 12:
      return drop();
    case 13:
      return comment();
    case 14:
      return change_schema();
    case 15:
    case 16:
      return create_index();
    default:
      return alter_table();
  }
}

}  // namespace ashlar::server_tests
