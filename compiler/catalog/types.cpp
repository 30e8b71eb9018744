#include "compiler/catalog/types.h"

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/catalog/facts/facts.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kSqlNames{{
    {"any", "\"any\""},
    {"bit", "bit"},
    {"bool", "boolean"},
    {"bpchar", "character"},
    {"char", "\"char\""},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"time", "time without time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
    {"timetz", "time with time zone"},
    {"varbit", "bit varying"},
    {"varchar", "character varying"},
    {"name", "name"},
}};

std::string_view sql_name(std::string_view name) {
  for (const auto& [internal, written] : kSqlNames) {
    if (internal == name) return written;
  }
  return name;
}

std::string base_name(const Type& type) {
  if (type.schema == "pg_catalog") return std::string(sql_name(type.name));
  // `table.column%TYPE` of a table that is not known is no identifier.
  if (type.name.find("%type") != std::string::npos) return type.name;
  std::string name = postgres::quote_identifier(type.name);
  if (type.schema.empty() || type.schema == "public") return name;
  return postgres::quote_identifier(type.schema) + "." + name;
}

}  // namespace

namespace {

/// `s.t.c%type`: the type of that column; its name stays where the catalog has no such column.
Type copied_type(const Catalog& catalog, const std::string& words) {
  Type type;
  type.name = words;
  const std::size_t end = words.rfind('%');
  const std::size_t dot = words.rfind('.', end);
  if (dot == std::string::npos) return type;
  sql::QualifiedName relation;
  relation.name.text = words.substr(0, dot);
  if (const std::size_t schema = relation.name.text.rfind('.'); schema != std::string::npos) {
    relation.schema.text = relation.name.text.substr(0, schema);
    relation.name.text.erase(0, schema + 1);
  }
  const std::string column = words.substr(dot + 1, end - dot - 1);
  const Object* object = catalog.find_relation(relation);
  if (object == nullptr) return type;
  if (const auto* table = std::get_if<Table>(&object->data)) {
    const Column* found = find_column(*table, column);
    if (found != nullptr) type = found->type;
  } else if (const auto* view = std::get_if<View>(&object->data)) {
    for (std::size_t i = 0; i < view->columns.size() && i < view->column_types.size(); ++i) {
      if (view->columns[i] == column && !view->column_types[i].name.empty()) {
        type = view->column_types[i];
      }
    }
  } else if (const auto* composite = std::get_if<CompositeType>(&object->data)) {
    for (const Column& attribute : composite->attributes) {
      if (attribute.name == column) type = attribute.type;
    }
  }
  type.modifiers.clear();
  return type;
}

}  // namespace

Type resolve_type(const Catalog& catalog, const sql::TypeName& written) {
  if (written.name.name.text.ends_with("%type")) {
    Type copied = copied_type(catalog, written.name.name.text);
    if (written.array_dimensions > 0) copied.array_dimensions = written.array_dimensions;
    return copied;
  }
  Type type;
  type.name = written.name.name.text;
  type.modifiers = written.modifiers;
  // (numeric.c, numerictypmodin)
  if (type.name == "numeric" && type.modifiers.size() == 1) type.modifiers.emplace_back("0");
  type.array_dimensions = written.array_dimensions;
  const std::string& schema = written.name.schema.text;
  if (schema == "pg_catalog" || (schema.empty() && is_builtin_type(type.name))) {
    type.schema = "pg_catalog";
    return type;
  }
  type.schema = schema;
  if (const Object* known = catalog.find_type(written.name)) {
    type.schema = known->schema;
    type.id = known->id;
    return type;
  }
  // An array type goes by the name of its element with `_` before it. (makeArrayTypeName)
  if (type.name.size() > 1 && type.name.front() == '_' && type.array_dimensions == 0) {
    sql::TypeName element = written;
    element.name.name.text.erase(0, 1);
    Type found = resolve_type(catalog, element);
    if (!found.schema.empty() && (found.id != 0 || found.schema == "pg_catalog")) {
      found.array_dimensions = 1;
      return found;
    }
  }
  return type;
}

std::string format_type_name(const Type& type) {
  std::string text = base_name(type);
  if (type.array_dimensions > 0) text += "[]";
  return text;
}

std::string with_modifiers(std::string base, const std::vector<std::string>& modifiers) {
  std::size_t first = 0;
  // `interval day to second(3)`: the fields are the first modifier, and words.
  if (base == "interval" && !modifiers.empty() && modifiers[0].find_first_of("0123456789") != 0) {
    base += ' ' + modifiers[first++];
  }
  if (modifiers.size() == first) return base;
  std::string list = "(";
  for (; first < modifiers.size(); ++first) {
    const std::string& modifier = modifiers[first];
    if (list.size() > 1) list += ',';
    list += modifier;
  }
  list += ')';
  // The modifier of `timestamp with time zone` stands behind the first word.
  const std::size_t at = base.starts_with("time") ? base.find(' ') : std::string::npos;
  base.insert(at == std::string::npos ? base.size() : at, list);
  return base;
}

std::string cast_type_name(const Type& type) {
  std::string text = base_name(type);
  if (type.schema == "pg_catalog" && type.name == "bpchar") text = "bpchar";
  if (type.schema == "pg_catalog" && type.name == "bit") text = "\"bit\"";
  if (type.array_dimensions > 0) text += "[]";
  return text;
}

std::string format_type(const Type& type) {
  std::string text = with_modifiers(base_name(type), type.modifiers);
  // Without a length `character` would be read as character(1), and `bit` as bit(1).
  if (type.modifiers.empty() && type.schema == "pg_catalog") {
    if (type.name == "bpchar") text = "bpchar";
    if (type.name == "bit") text = "\"bit\"";
  }
  if (type.array_dimensions > 0) text += "[]";
  return text;
}

std::string signature(const Function& function) {
  std::string text = "(";
  for (const Type& argument : function.arguments) {
    if (text.size() > 1) text += ", ";
    text += format_type_name(argument);
  }
  return text + ")";
}

std::string_view serial_base(const sql::TypeName& written) {
  if (!written.name.schema.empty() || written.array_dimensions > 0) return {};
  const std::string& name = written.name.name.text;
  if (name == "serial" || name == "serial4") return "int4";
  if (name == "bigserial" || name == "serial8") return "int8";
  if (name == "smallserial" || name == "serial2") return "int2";
  return {};
}

std::string natural_storage(const Catalog& catalog, const Type& type) {
  constexpr std::array<std::string_view, 43> kPlain{
      "bool",         "char",        "name",     "int8",         "int2",      "int2vector",
      "int4",         "regproc",     "oid",      "tid",          "xid",       "cid",
      "oidvector",    "point",       "lseg",     "box",          "line",      "float4",
      "float8",       "money",       "circle",   "macaddr",      "macaddr8",  "date",
      "time",         "timestamp",   "timetz",   "timestamptz",  "interval",  "regprocedure",
      "regoper",      "regoperator", "regclass", "regcollation", "regtype",   "regrole",
      "regnamespace", "uuid",        "pg_lsn",   "tsquery",      "regconfig", "regdictionary",
      "xid8"};
  if (type.array_dimensions > 0) return "extended";
  if (type.schema == "pg_catalog") {
    if (std::find(kPlain.begin(), kPlain.end(), type.name) != kPlain.end()) return "plain";
    if (type.name == "numeric" || type.name == "inet" || type.name == "cidr") return "main";
    return "extended";
  }
  const Object* known = catalog.get(type.id);
  if (known == nullptr) return {};
  if (std::holds_alternative<EnumType>(known->data)) return "plain";
  if (const auto* domain = std::get_if<DomainType>(&known->data)) {
    // A domain hangs on its base type, which was there before it.
    return natural_storage(catalog, domain->base);
  }
  return std::holds_alternative<OtherType>(known->data) ? std::string() : "extended";
}

}  // namespace ashlar::catalog
