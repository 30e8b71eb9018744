// Random types, routines, sequences, parts of tables and rights.

#include <variant>

#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "tests/server/random_ddl.h"

namespace ashlar::server_tests {

using catalog::Object;
using postgres::quote_identifier;

std::string RandomDdl::create_type() {
  const std::string name = in_schema(new_name());
  if (one_in(3)) return "CREATE TYPE " + name + " AS ENUM ('one', 'two', 'three')";
  if (one_in(2)) {
    return "CREATE TYPE " + name + " AS (" + new_name() + " " + type() + ", z " + type() + ")";
  }
  if (one_in(6)) {
    return "CREATE TYPE " + name +
           " AS RANGE (subtype = " + std::string(any({"integer", "text", "date", "float8"})) + ")";
  }
  const std::string base = type();
  std::string text = "CREATE DOMAIN " + name + " AS " + base;
  if (one_in(4)) {
    catalog::Type known;
    known.name = base == "integer" ? "int4" : base == "boolean" ? "bool" : base;
    text += " DEFAULT " + value(known);
  }
  if (one_in(3)) text += " NOT NULL";
  if (one_in(3)) text += " CHECK (VALUE IS NOT NULL)";
  return text;
}

std::string RandomDdl::alter_enum() {
  const Object* picked = pick(known_.enums);
  const std::string type = "ALTER TYPE " + object(picked == nullptr ? Objects{} : Objects{picked});
  const auto label = [&]() -> std::string {
    const auto* data = picked == nullptr ? nullptr : std::get_if<catalog::EnumType>(&picked->data);
    if (data == nullptr || data->values.empty() || one_in(6)) return "none";
    return data->values[below(data->values.size())].label;
  };
  if (one_in(2)) {
    std::string text = type + " ADD VALUE " + (one_in(4) ? "IF NOT EXISTS '" : "'") +
                       std::string(any({"four", "five", "one"})) + "'";
    if (one_in(3)) text += std::string(any({" BEFORE '", " AFTER '"})) + label() + "'";
    return text;
  }
  return type + " RENAME VALUE '" + label() + "' TO '" +
         std::string(any({"six", "three", "seven"})) + "'";
}

std::string RandomDdl::alter_domain() {
  const Object* picked = pick(known_.domains);
  const std::string domain =
      "ALTER DOMAIN " + object(picked == nullptr ? Objects{} : Objects{picked});
  switch (below(7)) {
    case 0:
      return domain + " SET DEFAULT NULL";
    case 1:
      return domain + " DROP DEFAULT";
    case 2:
      return domain + " SET NOT NULL";
    case 3:
      return domain + " DROP NOT NULL";
    case 4: {
      const Objects constraints = parts_of(picked, known_.domain_constraints);
      const std::string name =
          constraints.empty() ? new_name() : quote_identifier(pick(constraints)->name);
      if (one_in(2)) return domain + " RENAME CONSTRAINT " + name + " TO " + new_name();
      return domain + (one_in(3) ? " VALIDATE CONSTRAINT " : " DROP CONSTRAINT ") + name;
    }
    default:
      return domain + " ADD " + (one_in(2) ? "CONSTRAINT " + new_name() + " " : "") +
             "CHECK (VALUE IS NOT NULL)" + (one_in(4) ? " NOT VALID" : "");
  }
}

std::string RandomDdl::alter_type() {
  if (!known_.enums.empty() && one_in(2)) return alter_enum();
  const Object* type = pick(known_.composites);
  if (type == nullptr || one_in(2)) return alter_domain();
  const auto& attributes = std::get<catalog::CompositeType>(type->data).attributes;
  const std::string attribute =
      attributes.empty() ? new_name() : quote_identifier(attributes[below(attributes.size())].name);
  const std::string text = "ALTER TYPE " + object({type});
  switch (below(4)) {
    case 0:
      return text + " ADD ATTRIBUTE " + new_name() + " " + this->type() + behavior();
    case 1:
      return text + " DROP ATTRIBUTE " + attribute + behavior();
    case 2:
      return text + " ALTER ATTRIBUTE " + attribute + " TYPE " + this->type() + behavior();
    default:
      return text + " RENAME ATTRIBUTE " + attribute + " TO " + new_name() + behavior();
  }
}

std::string RandomDdl::create_routine() {
  const std::string create = std::string("CREATE ") + (one_in(3) ? "OR REPLACE " : "");
  const bool replaces = one_in(5) && !known_.functions.empty();
  const std::string name = replaces ? object(known_.functions) : in_schema(new_name());
  if (one_in(3)) {
    return create + "FUNCTION " + name +
           "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";
  }
  const Object* table = pick(lasting(known_.tables));
  std::string parameters = "(x " + type();
  if (one_in(3)) parameters += ", y " + type();
  if (one_in(4)) parameters += ", z integer DEFAULT 1";
  parameters += ")";
  if (one_in(8)) {
    return create + "PROCEDURE " + name + parameters + " LANGUAGE sql AS 'SELECT 1'";
  }
  if (one_in(5) && table != nullptr) {
    const std::string rows = full_name(table);
    return create + "FUNCTION " + name + parameters + " RETURNS SETOF " + rows +
           " LANGUAGE sql AS 'SELECT * FROM " + rows + "'";
  }
  const std::string text = create + "FUNCTION " + name + parameters + " RETURNS integer LANGUAGE ";
  if (one_in(3) && table != nullptr) {
    const std::string counts =
        "SELECT count(" + (one_in(2) ? "*" : column(table)) + ")::integer FROM " + object({table});
    return text + (one_in(2) ? "sql BEGIN ATOMIC " + counts + "; END" : "sql AS '" + counts + "'");
  }
  if (one_in(5)) return text + "plpgsql STABLE AS 'BEGIN RETURN 1; END'";
  return text + (one_in(2) ? "sql IMMUTABLE " : "sql ") + "AS 'SELECT 1'";
}

std::string RandomDdl::alter_routine() {
  const std::string text = "ALTER FUNCTION " + signature(pick(known_.functions));
  return text + std::string(any({" IMMUTABLE", " STABLE", " STRICT", " SECURITY DEFINER",
                                 " SET search_path = public", " COST 5", " RESET ALL"}));
}

std::string RandomDdl::create_trigger(const Object* table, const std::string& name) {
  Objects functions;
  for (const Object* function : known_.functions) {
    const auto& f = std::get<catalog::Function>(function->data);
    if (f.returns && f.returns->name == "trigger") functions.push_back(function);
  }
  if (functions.empty() || one_in(20)) functions = known_.functions;
  const bool constraint = one_in(8);
  std::string text = constraint ? "CREATE CONSTRAINT TRIGGER " : "CREATE TRIGGER ";
  if (!constraint && one_in(5)) text = "CREATE OR REPLACE TRIGGER ";
  text += new_name();
  text += constraint ? " AFTER " : any({" BEFORE ", " AFTER ", " BEFORE ", " INSTEAD OF "});
  const std::string event(any({"INSERT", "UPDATE", "DELETE", "UPDATE OF "}));
  text += event + (event.ends_with(" ") ? column(table) : "") + " ON " + name;
  if (constraint && one_in(2)) text += " DEFERRABLE";
  text += constraint || !one_in(4) ? " FOR EACH ROW" : " FOR EACH STATEMENT";
  if (one_in(4)) {
    text += " WHEN (" + std::string(any({"OLD.", "NEW."})) + column(table) + " IS NOT NULL)";
  }
  return text + " EXECUTE FUNCTION " + object(functions) + "()";
}

std::string RandomDdl::create_part_of_table() {
  const Object* table = pick(one_in(10) ? known_.views : known_.tables);
  const std::string name = table == nullptr ? new_name() : object({table});
  switch (below(8)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return create_trigger(table, name);
    case 4:
      return "CREATE STATISTICS " + new_name() + " " + std::string(any({"", "(ndistinct) "})) +
             "ON " + column(table) + ", " + (one_in(3) ? expression(table) : column(table)) +
             " FROM " + name;
    case 5:
      if (const Object* policy = pick(known_.policies)) {
        return "ALTER POLICY " + quote_identifier(policy->name) + " ON " + table_of(policy) +
               " USING (true)";
      }
      [[fallthrough]];
    default:
      return "CREATE POLICY " + new_name() + " ON " + name +
             std::string(any({"", " FOR SELECT", " FOR ALL TO PUBLIC"})) + " USING (" +
             condition(table) + ")";
  }
}

std::string RandomDdl::change_sequence() {
  if (known_.sequences.empty() || one_in(3)) {
    return "CREATE SEQUENCE " + in_schema(new_name()) +
           std::string(any({"", "", " AS smallint", " INCREMENT BY -1 START 5 MAXVALUE 5",
                            " CACHE 3 CYCLE", " MINVALUE 4 START 3"}));
  }
  const std::string name = object(known_.sequences);
  if (one_in(4)) return "DROP SEQUENCE " + if_exists() + name + behavior();
  const Object* table = pick(known_.tables);
  if (table == nullptr || one_in(3)) {
    return "ALTER SEQUENCE " + name +
           std::string(any({" INCREMENT BY 2 MAXVALUE 1000", " AS integer", " OWNED BY NONE",
                            " RESTART", " START 7"}));
  }
  return "ALTER SEQUENCE " + name + " OWNED BY " + object({table}) + "." + column(table);
}

std::string RandomDdl::change_rights() {
  const bool grant = !one_in(3);
  const std::string verb = grant ? "GRANT " : "REVOKE ";
  const std::string who = std::string(grant ? " TO " : " FROM ") + std::string(any({"PUBLIC"}));
  const Object* table = pick(known_.tables);
  switch (below(6)) {
    case 0:
      return verb + "USAGE ON SEQUENCE " + object(known_.sequences) + who;
    case 1:
      return verb + "USAGE ON TYPE " + object(one_in(2) ? known_.enums : known_.composites) + who;
    case 2:
      return verb + "EXECUTE ON FUNCTION " + signature(pick(known_.functions)) + who;
    case 3:
      return verb + "SELECT (" + column(table) + ") ON " +
             (table == nullptr ? new_name() : object({table})) + who;
    case 4:
      return verb + "SELECT ON " + object(known_.views) + who;
    default:
      return verb + std::string(any({"SELECT, INSERT", "ALL", "TRUNCATE"})) + " ON " +
             object(known_.tables) + who;
  }
}

}  // namespace ashlar::server_tests
