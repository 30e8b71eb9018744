// Random types, values, expressions and queries, and the views made of them.

#include <variant>

#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "tests/server/random_ddl.h"

namespace ashlar::server_tests {

using catalog::Object;
using postgres::quote_identifier;

namespace {

bool is_integer(const std::string& type) {
  return type == "int4" || type == "int8" || type == "int2";
}
bool is_text(const std::string& type) {
  return type == "text" || type == "varchar" || type == "bpchar";
}

const catalog::Column* column_at(const Object* table, std::size_t chance) {
  const auto* t = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
  if (t == nullptr || t->columns.empty()) return nullptr;
  return &t->columns[chance % t->columns.size()];
}

std::string type_word(const catalog::Type& type) {
  return type.array_dimensions > 0 ? "array" : type.name;
}

}  // namespace

std::string RandomDdl::full_name(const Object* object) {
  if (object == nullptr) return new_name();
  return quote_identifier(object->schema) + "." + quote_identifier(object->name);
}

std::string RandomDdl::type() {
  Objects own = known_.enums;
  own.insert(own.end(), known_.domains.begin(), known_.domains.end());
  own.insert(own.end(), known_.composites.begin(), known_.composites.end());
  own.insert(own.end(), known_.ranges.begin(), known_.ranges.end());
  if (one_in(6)) own = lasting(known_.tables);  // row types
  if (!own.empty() && one_in(4)) return object(own) + (one_in(6) ? "[]" : "");
  return std::string(any(
      {"integer",     "integer",       "bigint",           "smallint",  "text",        "text",
       "varchar(20)", "numeric(8, 2)", "boolean",          "date",      "timestamptz", "timestamp",
       "uuid",        "jsonb",         "integer[]",        "text[]",    "char(3)",     "json",
       "bytea",       "interval",      "double precision", "int4range", "inet",        "varchar"}));
}

std::string RandomDdl::value(const catalog::Type& type) {
  for (const Object* own : known_.enums) {
    const auto& values = std::get<catalog::EnumType>(own->data).values;
    if (own->id != type.id || values.empty()) continue;
    const std::string label = values[below(values.size())].label;
    if (type.array_dimensions > 0) {
      return std::string(any({"'{}'", "ARRAY[]::"})) == "'{}'"
                 ? "'{" + label + "}'"
                 : "ARRAY['" + label + "']::" + full_name(own) + "[]";
    }
    const std::string literal = postgres::quote_literal(label);
    return one_in(3) ? literal + "::" + full_name(own) : literal;
  }
  if (type.array_dimensions > 0) return "'{}'";
  const std::string& name = type.name;
  if (is_integer(name) || name == "numeric") {
    if (!known_.sequences.empty() && one_in(5)) {
      return "nextval('" + object(known_.sequences) + "')";
    }
    if (!known_.functions.empty() && one_in(5)) return call(pick(known_.functions));
    return std::string(any({"0", "-1", "1 + 2", "length('x')", "abs(-4)", "NULL", "'7'"}));
  }
  if (is_text(name)) {
    return std::string(any({"'x'", "'a' || 'b'", "lower('X')", "NULL", "CURRENT_USER", "1"}));
  }
  if (name == "bool") return std::string(any({"true", "false", "(NOT true)", "1 > 2", "'t'"}));
  if (name == "date") return std::string(any({"CURRENT_DATE", "'2020-01-01'", "now()::date"}));
  if (name.starts_with("timestamp")) return std::string(any({"now()", "CURRENT_TIMESTAMP"}));
  if (name == "uuid") return "gen_random_uuid()";
  if (name == "jsonb") {
    return std::string(any({"'{}'", "'{}'::jsonb", "jsonb_build_object('a', 1)"}));
  }
  return "NULL";
}

std::string RandomDdl::call(const Object* function) {
  const auto* data =
      function == nullptr ? nullptr : std::get_if<catalog::Function>(&function->data);
  if (data == nullptr) return new_name() + "()";
  std::string text = full_name(function) + "(";
  for (std::size_t i = 0; i < data->arguments.size(); ++i) {
    text += (i == 0 ? "" : ", ") + value(data->arguments[i]);
    if (i > 4) break;
  }
  return text + ")";
}

std::string RandomDdl::expression(const Object* table) {
  const catalog::Column* picked = column_at(table, below(1000));
  if (picked == nullptr) return column(table);
  const std::string name = quote_identifier(picked->name);
  const std::string type = type_word(picked->type);
  if (is_integer(type)) return "(" + name + std::string(any({" + 1", " * 2", " % 3"})) + ")";
  if (is_text(type)) return std::string(any({"lower(", "upper("})) + name + ")";
  if (type == "array") return "cardinality(" + name + ")";
  if (type == "jsonb") return "(" + name + " ->> 'k')";
  return "coalesce(" + name + ", " + name + ")";
}

std::string RandomDdl::condition(const Object* table) {
  const catalog::Column* picked = column_at(table, below(1000));
  if (picked == nullptr) return column(table) + " IS NOT NULL";
  const std::string name = quote_identifier(picked->name);
  const std::string type = type_word(picked->type);
  if (is_integer(type) || type == "numeric") {
    return name + std::string(any({" > 0", " BETWEEN 1 AND 9", " IN (1, 2)", " + 1 <> 5"}));
  }
  if (is_text(type)) {
    return std::string(any({"length(", "char_length("})) + name + ") > 0 AND " + name + " <> 'q'";
  }
  if (type == "bool") return one_in(2) ? name : "NOT " + name;
  if (picked->type.id != 0 && picked->type.array_dimensions == 0) {
    return name + " = " + value(picked->type);
  }
  return name + " IS NOT NULL OR " + column(table) + " IS NULL";
}

std::string RandomDdl::simple_query(const Object* first, const Objects& sources) {
  std::string list = "p." + column(first);
  if (one_in(6)) list = any({"*", "p.*", "p"});
  if (one_in(3)) list += ", p." + column(first) + " AS " + new_name();
  if (one_in(3)) list += ", count(*) OVER () AS total";
  if (one_in(6)) list += ", '" + std::string(any({"x", "y"})) + "' AS fixed";
  if (one_in(6)) list += ", " + expression(first) + " AS made";
  if (one_in(8)) list += ", NULL::" + type() + " AS cast";
  if (one_in(8) && !known_.functions.empty()) list += ", " + call(pick(known_.functions)) + " AS f";
  std::string from = full_name(first) + " p";
  if (one_in(3)) {
    const Object* second = pick(sources);
    from += std::string(any({" JOIN ", " LEFT JOIN "})) + full_name(second) + " q ON p." +
            column(first) + std::string(any({" IS NOT NULL", " = q."}));
    if (from.ends_with(".")) from += column(second);
    list += ", q." + column(second) + " AS other";
  }
  std::string query = "SELECT " + list + " FROM " + from;
  if (one_in(4)) query += " WHERE p." + column(first) + " IS NOT NULL";
  if (one_in(8)) query += " ORDER BY 1";
  return query;
}

std::string RandomDdl::query() {
  Objects sources = known_.tables;
  sources.insert(sources.end(), known_.views.begin(), known_.views.end());
  const Object* first = pick(sources);
  if (first == nullptr) return "SELECT 1 AS one, 'x'::text AS word";
  const Object* second = pick(sources);
  const std::string one = full_name(first);
  const std::string two = full_name(second);
  switch (below(16)) {
    case 0: {
      const std::string shared = column(first);
      return "SELECT " + std::string(any({"*", shared, "p." + shared, "q." + shared})) + " FROM " +
             one + " p JOIN " + two + " q USING (" + shared + ")";
    }
    case 1:
      return "SELECT " + std::string(any({"*", "p." + column(first), "1 AS one"})) + " FROM " +
             one + " p NATURAL JOIN " + two + " q";
    case 2: {
      const std::string key = column(first);
      return "SELECT p." + std::string(any({key, key, column(first)})) + ", count(*) AS n FROM " +
             one + " p GROUP BY p." + key;
    }
    case 3:
      return "SELECT " + column(first) + " AS u FROM " + one +
             std::string(any({" UNION ", " UNION ALL ", " EXCEPT "})) + "SELECT " + column(second) +
             " FROM " + two;
    case 4:
      return "WITH w AS (" + simple_query(first, sources) + ") SELECT w.* FROM w";
    case 5:
      return "SELECT s.* FROM (" + simple_query(first, sources) + ") s";
    case 6:
      return "SELECT p." + column(first) + " FROM " + one + " p WHERE EXISTS (SELECT FROM " + two +
             " q WHERE q." + column(second) + " IS NOT NULL)";
    case 7:
      return "SELECT (SELECT max(q." + column(second) + ") FROM " + two + " q) AS most, p." +
             column(first) + " FROM " + one + " p";
    case 8: {
      const std::string field = column(first);
      return "SELECT (p)." + std::string(any({field, "*"})) + " FROM " + one + " p";
    }
    default:
      return simple_query(first, sources);
  }
}

std::string RandomDdl::create_view() {
  if (one_in(10)) {
    return "CREATE TABLE " + in_schema(new_name()) + " AS " + query() +
           (one_in(2) ? " WITH NO DATA" : "");
  }
  const bool materialized = one_in(5);
  std::string text = "CREATE ";
  if (!materialized && one_in(3)) text += "OR REPLACE ";
  text += materialized ? "MATERIALIZED VIEW " : "VIEW ";
  const bool replaces = one_in(3) && !known_.views.empty();
  text += replaces ? object(known_.views) : in_schema(new_name());
  if (one_in(10)) text += " (" + new_name() + ")";
  if (!materialized && one_in(12)) text += " WITH (security_barrier)";
  return text + " AS " + query();
}

std::string RandomDdl::change_view() {
  const Object* view = pick(known_.views);
  const std::string name = view == nullptr ? new_name() : object({view});
  switch (below(6)) {
    case 0:
      return "REFRESH MATERIALIZED VIEW " + name;
    case 1:
      return "ALTER VIEW " + name + " ALTER COLUMN " + column(view) + " SET DEFAULT 'x'";
    case 2:
      return "ALTER VIEW " + name + " RENAME COLUMN " + column(view) + " TO " + new_name();
    case 3:
      return "ALTER VIEW " + name + " SET (security_barrier = true)";
    case 4:
      return "ALTER MATERIALIZED VIEW " + name + " RENAME TO " + new_name();
    default:
      return "CREATE RULE " + new_name() + " AS ON " +
             std::string(any({"INSERT", "UPDATE", "DELETE"})) + " TO " +
             (one_in(2) ? name : object(known_.tables)) + " DO INSTEAD NOTHING";
  }
}

}  // namespace ashlar::server_tests
