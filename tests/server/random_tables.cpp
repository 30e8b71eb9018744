// Random tables, their columns, constraints and indexes.

#include "grammar/postgres/parser.h"
#include "tests/server/random_ddl.h"

namespace ashlar::server_tests {

using catalog::Object;
using postgres::quote_identifier;

std::string RandomDdl::column_definition(bool in_create) {
  std::string text = new_name() + " ";
  if (one_in(12)) return text + std::string(any({"serial", "bigserial"}));
  if (one_in(12)) {
    return text + std::string(any({"integer", "bigint", "text"})) + " GENERATED " +
           std::string(any({"BY DEFAULT", "ALWAYS"})) + " AS IDENTITY";
  }
  if (in_create && one_in(12)) return text + "integer GENERATED ALWAYS AS (id + 1) STORED";
  const std::string written = type();
  text += written;
  if (one_in(20)) text += " COLLATE \"C\"";
  if (one_in(4)) {
    // A default of the type's own: what no type would take tells nothing about a catalog.
    catalog::Type known;
    known.name = written == "integer" ? "int4" : written == "boolean" ? "bool" : written;
    for (const Object* own : known_.enums) {
      if (written == quote_identifier(own->name)) known.id = own->id;
    }
    text += " DEFAULT " + value(known);
  }
  if (in_create && one_in(4)) text += " NOT NULL";
  if (one_in(10)) text += " UNIQUE";
  if (one_in(10)) text += " CHECK (" + std::string(any({"true", "1 > 0"})) + ")";
  if (one_in(14)) text += " REFERENCES " + object(known_.tables);
  return text;
}

std::string RandomDdl::bound(const catalog::Table& parent) {
  if (one_in(4)) return " DEFAULT";
  const std::size_t from = below(6);
  switch (*parent.partitioned_by) {
    case sql::PartitionStrategy::kRange:
      return " FOR VALUES FROM (" + (one_in(6) ? "MINVALUE" : std::to_string(from)) + ") TO (" +
             std::to_string(from + below(3)) + ")";
    case sql::PartitionStrategy::kHash:
      return " FOR VALUES WITH (MODULUS " + std::string(any({"2", "4", "3"})) + ", REMAINDER " +
             std::to_string(below(4)) + ")";
    case sql::PartitionStrategy::kList:
      break;
  }
  return " FOR VALUES IN (" + std::to_string(from) + (one_in(3) ? ", NULL)" : ")");
}

std::string RandomDdl::create_child(const Object* parent, const std::string& text) {
  const auto& table = std::get<catalog::Table>(parent->data);
  if (table.partitioned_by && !one_in(10)) {
    std::string child = text + " PARTITION OF " + object({parent});
    if (one_in(5)) {
      child += " (" + column(parent) + std::string(any({" DEFAULT NULL", " NOT NULL"})) + ")";
    }
    child += bound(table);
    return child + (one_in(5) ? " PARTITION BY LIST (id)" : "");
  }
  std::string child = text + " (" + column_definition(true);
  if (one_in(4)) child += ", " + column(parent) + " " + type();
  child += ") INHERITS (" + object({parent});
  if (one_in(5)) child += ", " + object(known_.tables);
  return child + ")";
}

std::string RandomDdl::create_like(const Object* other, const std::string& text) {
  if (one_in(4)) {
    return text + " OF " + object(known_.composites);
  }
  std::string table = text + " (LIKE " + object({other});
  table += std::string(any({"", " INCLUDING ALL", " INCLUDING DEFAULTS", " INCLUDING CONSTRAINTS",
                            " INCLUDING INDEXES", " INCLUDING IDENTITY INCLUDING GENERATED",
                            " INCLUDING STATISTICS INCLUDING COMMENTS"}));
  if (one_in(3)) table += ", " + column_definition(false);
  return table + ")";
}

std::string RandomDdl::create_table() {
  std::string text = "CREATE ";
  if (one_in(20)) text += std::string(any({"UNLOGGED ", "UNLOGGED ", "TEMPORARY "}));
  text += "TABLE " + std::string(one_in(8) ? "IF NOT EXISTS " : "");
  const bool temporary = text.find("TEMP") != std::string::npos;
  const Object* other = pick(known_.tables);
  // Its row type would stand before types that have the same name, in what stays too.
  const std::string hiding = other == nullptr ? "t" : quote_identifier(other->name);
  text += temporary ? hiding : in_schema(new_name());
  for (const Object* table : known_.tables) {
    // Partitioned tables want partitions.
    if (std::get<catalog::Table>(table->data).partitioned_by && one_in(3)) other = table;
  }
  if (other != nullptr && one_in(5)) return create_child(other, text);
  if (other != nullptr && one_in(10)) return create_like(other, text);
  text += " (id integer";
  const bool partitioned = one_in(8);
  if (!partitioned) text += std::string(any({" PRIMARY KEY", "", " UNIQUE"}));
  for (std::size_t i = below(5); i > 0; --i) text += ", " + column_definition(true);
  if (other != nullptr && one_in(4)) {
    text += ", r integer REFERENCES " + object({other});
    if (one_in(2)) {
      text += std::string(any({" ON DELETE CASCADE", " ON DELETE SET NULL", " DEFERRABLE"}));
    }
  }
  if (one_in(8)) text += ", CONSTRAINT " + new_name() + " CHECK (id > 0)";
  if (one_in(12)) text += ", EXCLUDE USING gist (int4range(id, id) WITH &&)";
  if (one_in(12)) text += ", UNIQUE (id) INCLUDE (id)";
  text += ")";
  if (!partitioned) return text;
  return text + " PARTITION BY " + std::string(any({"LIST", "RANGE", "HASH"})) + " (id)";
}

std::string RandomDdl::constraint(const Object* table) {
  std::string text = one_in(2) ? "CONSTRAINT " + new_name() + " " : "";
  switch (below(8)) {
    case 0:
      return text + "PRIMARY KEY (" + column(table) + ")" + (one_in(6) ? " DEFERRABLE" : "");
    case 1:
      return text + "UNIQUE (" + column(table) + (one_in(2) ? ", " + column(table) : "") + ")";
    case 2:
    case 3: {
      const Object* other = pick(known_.tables);
      text += "FOREIGN KEY (" + column(table) + ") REFERENCES " + object({other});
      if (one_in(2)) text += " (" + column(other) + ")";
      return text + (one_in(4) ? " NOT VALID" : "");
    }
    case 4: {
      const std::string using_index = " USING INDEX " + object(known_.indexes);
      return text + std::string(any({"PRIMARY KEY", "UNIQUE"})) +
             using_index.substr(0, using_index.find('.'));
    }
    case 5:
      return text + "EXCLUDE (" + column(table) + " WITH =)" +
             (one_in(3) ? " WHERE (" + condition(table) + ")" : "");
    default:
      return text + "CHECK (" + condition(table) + ")" +
             std::string(any({"", "", "", " NOT VALID", " NO INHERIT"}));
  }
}

std::string RandomDdl::alter_column(const Object* table) {
  const std::string name = column(table);
  const std::string text = "ALTER " + name + " ";
  switch (below(9)) {
    case 0:
    case 1: {
      const std::string to = type();
      return text + "TYPE " + to + (one_in(2) ? " USING " + name + "::text::" + to : "");
    }
    case 2: {
      const auto& columns = std::get<catalog::Table>(table->data).columns;
      if (columns.empty()) return text + "SET DEFAULT NULL";
      const catalog::Column& picked = columns[below(columns.size())];
      return "ALTER " + quote_identifier(picked.name) + " SET DEFAULT " + value(picked.type);
    }
    case 3:
      return text + "DROP DEFAULT";
    case 4:
      return text + "SET NOT NULL";
    case 5:
      return text + "DROP NOT NULL";
    case 6:
      return text + std::string(any({"ADD GENERATED ALWAYS AS IDENTITY", "DROP IDENTITY",
                                     "DROP IDENTITY IF EXISTS", "SET GENERATED BY DEFAULT"}));
    case 7:
      return text + std::string(any({"DROP EXPRESSION", "DROP EXPRESSION IF EXISTS"}));
    default:
      return text + std::string(any({"SET STATISTICS 100", "SET STORAGE PLAIN",
                                     "SET STORAGE EXTERNAL", "SET (n_distinct = 5)"}));
  }
}

std::string RandomDdl::alter_constraint(const Object* table, const std::string& text) {
  const Object* picked = pick(known_.constraints);
  if (picked == nullptr) return text + "DROP CONSTRAINT " + if_exists() + new_name();
  const std::string on = "ALTER TABLE " + (one_in(10) ? "ONLY " : std::string()) +
                         (one_in(12) ? object({table}) : table_of(picked));
  const std::string name = quote_identifier(picked->name);
  switch (below(6)) {
    case 0:
      return on + " VALIDATE CONSTRAINT " + name;
    case 1:
      return on + " ALTER CONSTRAINT " + name + " DEFERRABLE";
    default:
      return on + " DROP CONSTRAINT " + if_exists() + name + behavior();
  }
}

std::string RandomDdl::alter_hierarchy(const Object* table, const std::string& text) {
  const Object* parent = table;
  for (const Object* each : known_.tables) {
    if (std::get<catalog::Table>(each->data).partitioned_by && one_in(2)) parent = each;
  }
  const auto& data = std::get<catalog::Table>(parent->data);
  if (data.partitioned_by) {
    const std::string on = "ALTER TABLE " + object({parent});
    const Object* child = pick(known_.tables);
    for (const Object* each : known_.tables) {
      const bool partition = std::get<catalog::Table>(each->data).partition_of == parent->id;
      if (partition && one_in(2)) return on + " DETACH PARTITION " + object({each});
    }
    return on + " ATTACH PARTITION " + object({child}) + bound(data);
  }
  const Object* other = pick(known_.tables);
  for (const Object* each : known_.tables) {
    const auto& inherits = std::get<catalog::Table>(each->data).inherits;
    if (!inherits.empty() && one_in(3)) {
      return "ALTER TABLE " + object({each}) + " NO INHERIT " + object({other});
    }
  }
  return text + (one_in(2) ? "INHERIT " : "NO INHERIT ") + object({other});
}

std::string RandomDdl::alter_table() {
  const Object* table = pick(known_.tables);
  if (table == nullptr) return create_table();
  const std::string text = std::string("ALTER TABLE ") + (one_in(30) ? "IF EXISTS " : "") +
                           (one_in(20) ? "ONLY " : "") + object({table}) + " ";
  switch (below(18)) {
    case 0:
    case 1:
      return text + "ADD COLUMN " + (one_in(6) ? "IF NOT EXISTS " : "") + column_definition(false);
    case 2:
    case 3:
      return text + "DROP COLUMN " + if_exists() + column(table) + behavior();
    case 4:
    case 5:
      return text + "RENAME COLUMN " + column(table) + " TO " + new_name();
    case 6:
    case 7:
    case 8:
      return text + "ADD " + constraint(table);
    case 9:
    case 10:
      return alter_constraint(table, text);
    case 11:
    case 12:
      return alter_hierarchy(table, text);
    case 13:
      return text + std::string(any({"ENABLE ROW LEVEL SECURITY", "SET (fillfactor = 70)",
                                     "REPLICA IDENTITY FULL", "SET UNLOGGED", "SET LOGGED",
                                     "FORCE ROW LEVEL SECURITY", "DISABLE TRIGGER ALL",
                                     "REPLICA IDENTITY DEFAULT", "RESET (fillfactor)"}));
    case 14:
      return text + std::string(any({"REPLICA IDENTITY USING INDEX ", "CLUSTER ON "})) +
             (known_.indexes.empty() ? new_name() : quote_identifier(pick(known_.indexes)->name));
    case 15:
      return text + "DROP COLUMN " + column(table) + ", ADD COLUMN " + column_definition(false);
    default:
      return text + alter_column(table);
  }
}

std::string RandomDdl::create_index() {
  const Object* table = pick(one_in(12) ? known_.views : known_.tables);
  std::string text = std::string("CREATE ") + (one_in(4) ? "UNIQUE " : "") + "INDEX ";
  if (one_in(2)) text += std::string(one_in(8) ? "IF NOT EXISTS " : "") + new_name() + " ";
  text += std::string("ON ") + (one_in(15) ? "ONLY " : "") +
          (table == nullptr ? new_name() : object({table}));
  if (one_in(6)) text += " USING " + std::string(any({"btree", "hash", "gin", "gist", "brin"}));
  text += " (" + (one_in(3) ? expression(table) : column(table));
  if (one_in(3)) text += ", " + column(table) + std::string(any({"", " DESC", " NULLS FIRST"}));
  text += ")";
  if (one_in(10)) text += " INCLUDE (" + column(table) + ")";
  if (one_in(4)) text += " WHERE " + condition(table);
  return text;
}

}  // namespace ashlar::server_tests
