// pg_class and its kin: relations, their columns, schemas, types, enum labels, functions.

#include <array>
#include <string>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/procedures/rows.h"
#include "compiler/catalog/procedures/type_modifiers.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {
namespace {

using Columns = std::span<const std::string_view>;

constexpr std::array<std::string_view, 3> kNamespaceColumns{"oid", "nspname", "nspowner"};
void fill_namespaces(RowMaker& rows) {
  const auto add = [&rows](const Object& schema) {
    rows.add(schema, {oid(Oid::Kind::kNamespace, schema.id), text(schema.name), owner_of(schema)});
  };
  if (const auto name = rows.wanted("nspname")) {
    if (const Object* schema = rows.catalog().find_schema(*name)) {
      add(*schema);
    } else if (name->starts_with("pg_") || *name == "information_schema" ||
               rows.catalog().is_doubtful({NameSpace::kSchema, {}, *name})) {
      rows.miss_some();
    }
    return;
  }
  for (const std::string& name : rows.catalog().schema_names()) {
    add(*rows.catalog().find_schema(name));
  }
  if (rows.catalog().has_doubts()) rows.miss_some();
}

std::string_view persistence_letter(sql::Persistence persistence) {
  switch (persistence) {
    case sql::Persistence::kPermanent:
      return "p";
    case sql::Persistence::kUnlogged:
      return "u";
    case sql::Persistence::kTemporary:
      return "t";
  }
  return {};
}

sql::Persistence persistence_of(const Object& object) {
  return std::visit(Overload{[](const Table& table) { return table.persistence; },
                             [](const View& view) { return view.persistence; },
                             [](const Sequence& sequence) { return sequence.persistence; },
                             [](const auto&) { return sql::Persistence::kPermanent; }},
                    object.data);
}

constexpr std::array<std::string_view, 13> kClassColumns{"oid",
                                                         "relname",
                                                         "relnamespace",
                                                         "relowner",
                                                         "relkind",
                                                         "relpersistence",
                                                         "relispartition",
                                                         "relrowsecurity",
                                                         "relforcerowsecurity",
                                                         "relhasindex",
                                                         "reltype",
                                                         "relnatts",
                                                         "relreplident"};
void add_class(RowMaker& rows, const Object& object) {
  const std::string_view kind = relkind(object);
  if (kind.empty()) return;
  const auto* table = std::get_if<Table>(&object.data);
  bool indexed = false;
  for (const Object* part : rows.catalog().parts_of(object.id)) {
    indexed = indexed || std::holds_alternative<Index>(part->data);
  }
  rows.add(object,
           {oid(Oid::Kind::kClass, object.id), text(object.name),
            namespace_of(rows.catalog(), object.schema), owner_of(object), text(std::string(kind)),
            text(std::string(persistence_letter(persistence_of(object)))),
            boolean(table != nullptr && table->partition_of != 0),
            boolean(table != nullptr && table->row_security),
            boolean(table != nullptr && table->force_row_security), boolean(indexed),
            oid(Oid::Kind::kType, object.id)});
}
void fill_classes(RowMaker& rows) {
  if (const Object* object = rows.catalog().get(rows.wanted_object("oid"))) {
    add_class(rows, *object);
    return;
  }
  // The server's own.
  if (const auto name = rows.wanted("relname"); name.has_value() && name->starts_with("pg_")) {
    rows.miss_some();
  }
  rows.for_each_named(NameSpace::kRelation, "relnamespace", "relname",
                      [&rows](const Object& object) { add_class(rows, object); });
}

constexpr std::array<std::string_view, 14> kAttributeColumns{
    "attrelid",    "attname",     "attnum",       "atttypid",     "attnotnull",
    "atthasdef",   "attidentity", "attgenerated", "attisdropped", "attislocal",
    "attinhcount", "attndims",    "atttypmod",    "attcollation"};
void add_attributes(RowMaker& rows, const Object& relation) {
  for (const ColumnFacts& facts : columns_facts(relation)) {
    const Column* column = facts.column;
    std::string identity;
    if (column != nullptr && column->identity.has_value()) {
      identity = *column->identity == sql::IdentityKind::kAlways ? "a" : "d";
    }
    const bool generated = column != nullptr && !column->generated.empty();
    const std::optional<std::int64_t> modifier = modifier_number(facts.type);
    rows.add(
        relation,
        {oid(Oid::Kind::kClass, relation.id), text(facts.name), integer(facts.number),
         type_oid(facts.type), boolean(column != nullptr && column->not_null),
         boolean(column != nullptr && (generated || !column->default_value.empty())),
         text(std::move(identity)), text(generated ? "s" : ""), boolean(false),
         boolean(column == nullptr || column->local),
         integer(column == nullptr ? 0 : column->inherited), integer(facts.type.array_dimensions),
         modifier.has_value() ? integer(*modifier) : unknown()});
  }
}
/// A relation that is in doubt may have other columns.
void note_doubt(RowMaker& rows, const Object& relation) {
  if (rows.catalog().is_doubtful({NameSpace::kRelation, relation.schema, relation.name})) {
    rows.miss_some();
  }
}
void fill_attributes(RowMaker& rows) {
  const ObjectId wanted = rows.wanted_object("attrelid");
  if (const Object* relation = rows.catalog().get(wanted)) {
    add_attributes(rows, *relation);
    note_doubt(rows, *relation);
    return;
  }
  rows.for_each_object(NameSpace::kRelation, {},
                       [&rows](const Object& object) { add_attributes(rows, object); });
}

constexpr std::array<std::string_view, 3> kDefaultColumns{"oid", "adrelid", "adnum"};
void fill_defaults(RowMaker& rows) {
  rows.for_each_object(NameSpace::kRelation, {}, [&rows](const Object& object) {
    for (const ColumnFacts& facts : columns_facts(object)) {
      if (facts.column == nullptr || facts.column->default_value.empty()) continue;
      rows.add(object, {unknown(), oid(Oid::Kind::kClass, object.id), integer(facts.number)});
    }
  });
}

std::string_view typtype(const Object& object) {
  return std::visit(Overload{[](const Table&) -> std::string_view { return "c"; },
                             [](const View&) -> std::string_view { return "c"; },
                             [](const CompositeType&) -> std::string_view { return "c"; },
                             [](const EnumType&) -> std::string_view { return "e"; },
                             [](const DomainType&) -> std::string_view { return "d"; },
                             [](const RangeType&) -> std::string_view { return "r"; },
                             [](const OtherType& type) -> std::string_view {
                               if (type.range != 0) return "m";
                               return type.shell ? "p" : "b";
                             },
                             [](const auto&) -> std::string_view { return {}; }},
                    object.data);
}

constexpr std::array<std::string_view, 9> kTypeColumns{"oid",         "typname",    "typnamespace",
                                                       "typtype",     "typowner",   "typrelid",
                                                       "typbasetype", "typnotnull", "typcategory"};
void add_type(RowMaker& rows, const Object& object) {
  const std::string_view kind = typtype(object);
  if (kind.empty()) return;
  const auto* domain = std::get_if<DomainType>(&object.data);
  const bool relation = kind == "c";
  rows.add(object, {oid(Oid::Kind::kType, object.id), text(object.name),
                    namespace_of(rows.catalog(), object.schema), text(std::string(kind)),
                    owner_of(object), relation ? oid(Oid::Kind::kClass, object.id) : integer(0),
                    domain == nullptr ? integer(0) : type_oid(domain->base),
                    boolean(domain != nullptr && domain->not_null)});
}
void add_builtin_types(RowMaker& rows, const std::string& name) {
  const Object* pg_catalog = rows.catalog().find_schema("pg_catalog");
  if (pg_catalog == nullptr || !is_builtin_type(name)) return;
  rows.add(*pg_catalog,
           {oid(Oid::Kind::kType, name), text(name), oid(Oid::Kind::kNamespace, pg_catalog->id)});
}
void fill_types(RowMaker& rows) {
  if (const Object* object = rows.catalog().get(rows.wanted_object("oid"))) {
    add_type(rows, *object);
    return;
  }
  if (const auto name = rows.wanted("typname")) {
    add_builtin_types(rows, *name);
    // Arrays have types of their own.
    if (name->starts_with("_") || name->starts_with("pg_")) rows.miss_some();
  }
  rows.for_each_named(NameSpace::kType, "typnamespace", "typname",
                      [&rows](const Object& object) { add_type(rows, object); });
}

constexpr std::array<std::string_view, 4> kEnumColumns{"oid", "enumtypid", "enumsortorder",
                                                       "enumlabel"};
void fill_enums(RowMaker& rows) {
  const auto add = [&rows](const Object& object) {
    const auto* type = std::get_if<EnumType>(&object.data);
    if (type == nullptr) return;
    std::int64_t order = 0;
    for (const EnumValue& value : type->values) {
      rows.add(object,
               {unknown(), oid(Oid::Kind::kType, object.id), integer(++order), text(value.label)});
    }
    if (rows.catalog().is_doubtful({NameSpace::kType, object.schema, object.name})) {
      rows.miss_some();
    }
  };
  const ObjectId wanted = rows.wanted_object("enumtypid");
  if (const Object* type = rows.catalog().get(wanted)) return add(*type);
  rows.for_each_object(NameSpace::kType, {}, add);
}

std::string_view prokind(sql::ObjectKind kind) {
  if (kind == sql::ObjectKind::kProcedure) return "p";
  return kind == sql::ObjectKind::kAggregate ? "a" : "f";
}
constexpr std::array<std::string_view, 7> kProcColumns{
    "oid", "proname", "pronamespace", "prokind", "prosecdef", "pronargs", "proowner"};
void add_function(RowMaker& rows, const Object& object) {
  const auto* function = std::get_if<Function>(&object.data);
  if (function == nullptr) return;
  rows.add(object,
           {oid(Oid::Kind::kProcedure, object.id), text(object.name),
            namespace_of(rows.catalog(), object.schema), text(std::string(prokind(function->kind))),
            boolean(function->security_definer),
            integer(static_cast<std::int64_t>(function->arguments.size())), owner_of(object)});
}
void fill_functions(RowMaker& rows) {
  if (const Object* object = rows.catalog().get(rows.wanted_object("oid"))) {
    add_function(rows, *object);
    return;
  }
  const auto name = rows.wanted("proname");
  if (!name.has_value()) {
    rows.for_each_object(NameSpace::kFunction, {},
                         [&rows](const Object& object) { add_function(rows, object); });
    return;
  }
  sql::QualifiedName wanted;
  wanted.name.text = *name;
  for (const std::string& schema : rows.catalog().schema_names()) {
    wanted.schema.text = schema;
    for (const Object* function : rows.catalog().find_functions(wanted)) {
      add_function(rows, *function);
    }
  }
  if (rows.catalog().is_name_doubtful(NameSpace::kFunction, *name)) rows.miss_some();
  const Object* pg_catalog = rows.catalog().find_schema("pg_catalog");
  if (pg_catalog != nullptr && is_builtin_function(*name)) {
    rows.add(*pg_catalog, {oid(Oid::Kind::kProcedure, *name), text(*name),
                           oid(Oid::Kind::kNamespace, pg_catalog->id)});
  }
}

constexpr std::array<VirtualRelation, 7> kClassCatalogs{{
    {"pg_namespace", Columns(kNamespaceColumns), fill_namespaces},
    {"pg_class", Columns(kClassColumns), fill_classes},
    {"pg_attribute", Columns(kAttributeColumns), fill_attributes},
    {"pg_attrdef", Columns(kDefaultColumns), fill_defaults},
    {"pg_type", Columns(kTypeColumns), fill_types},
    {"pg_enum", Columns(kEnumColumns), fill_enums},
    {"pg_proc", Columns(kProcColumns), fill_functions},
}};

}  // namespace

std::span<const VirtualRelation> class_catalogs() { return kClassCatalogs; }

}  // namespace ashlar::catalog::procedures
