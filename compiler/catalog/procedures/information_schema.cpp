// The views of the information schema that guards ask
// (src/backend/catalog/information_schema.sql).

#include <array>
#include <string>

#include "compiler/catalog/procedures/rows.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog::procedures {
namespace {

using Headings = std::span<const std::string_view>;

Value yes_or_no(bool yes) { return text(yes ? "YES" : "NO"); }

constexpr std::array<std::string_view, 4> kSchemataColumns{
    "catalog_name", "schema_name", "schema_owner", "default_character_set_name"};
void fill_schemata(RowMaker& rows) {
  const auto add = [&rows](const Object& schema) {
    rows.add(schema, {unknown(), text(schema.name)});
  };
  if (const auto name = rows.wanted("schema_name")) {
    if (const Object* schema = rows.catalog().find_schema(*name)) return add(*schema);
    if (name->starts_with("pg_") || *name == "information_schema" ||
        rows.catalog().is_doubtful({NameSpace::kSchema, {}, *name})) {
      rows.miss_some();
    }
    return;
  }
  if (rows.catalog().has_doubts()) rows.miss_some();
  for (const std::string& name : rows.catalog().schema_names()) {
    add(*rows.catalog().find_schema(name));
  }
}

/// Tables and views, materialized ones left out.
std::string_view table_type(const Object& object) {
  if (const auto* table = std::get_if<Table>(&object.data)) {
    if (table->persistence == sql::Persistence::kTemporary) return "LOCAL TEMPORARY";
    return table->foreign ? "FOREIGN" : "BASE TABLE";
  }
  const auto* view = std::get_if<View>(&object.data);
  return view != nullptr && !view->materialized ? "VIEW" : "";
}

constexpr std::array<std::string_view, 4> kTableColumns{"table_catalog", "table_schema",
                                                        "table_name", "table_type"};
void fill_table_views(RowMaker& rows) {
  rows.for_each_named(
      NameSpace::kRelation, "table_schema", "table_name", [&rows](const Object& object) {
        const std::string_view type = table_type(object);
        if (type.empty()) return;
        rows.add(object,
                 {unknown(), text(object.schema), text(object.name), text(std::string(type))});
      });
}
void fill_views(RowMaker& rows) {
  rows.for_each_named(NameSpace::kRelation, "table_schema", "table_name",
                      [&rows](const Object& object) {
                        if (table_type(object) != "VIEW") return;
                        rows.add(object, {unknown(), text(object.schema), text(object.name)});
                      });
}
constexpr std::array<std::string_view, 4> kViewColumns{"table_catalog", "table_schema",
                                                       "table_name", "view_definition"};

/// data_type: arrays and types of users have words of their own.
std::string data_type(const Type& type) {
  if (type.array_dimensions > 0) return "ARRAY";
  if (type.schema != "pg_catalog") return "USER-DEFINED";
  return format_type_name({type.schema, type.name, {}, 0, 0, false});
}
/// The modifier where there is one and the type takes lengths.
Value maximum_length(const Type& type) {
  const bool has_length = type.schema == "pg_catalog" && type.array_dimensions == 0 &&
                          (type.name == "varchar" || type.name == "bpchar" || type.name == "bit" ||
                           type.name == "varbit");
  if (!has_length) return null();
  if (type.modifiers.empty()) return type.name == "varchar" ? null() : integer(1);
  const auto length = number(text(type.modifiers.front()));
  return length.has_value() ? integer(*length) : unknown();
}
constexpr std::array<std::string_view, 14> kColumnColumns{
    "table_catalog",    "table_schema",       "table_name",  "column_name",
    "ordinal_position", "is_nullable",        "data_type",   "character_maximum_length",
    "udt_schema",       "udt_name",           "is_identity", "is_generated",
    "column_default",   "identity_generation"};
void add_column_rows(RowMaker& rows, const Object& object) {
  if (table_type(object).empty()) return;
  const std::optional<std::string> wanted = rows.wanted("column_name");
  for (const ColumnFacts& facts : columns_facts(object)) {
    if (wanted.has_value() && facts.name != *wanted) continue;
    const Column* column = facts.column;
    const auto* domain = rows.catalog().get_as<DomainType>(facts.type.id);
    const Type& type =
        domain != nullptr && facts.type.array_dimensions == 0 ? domain->base : facts.type;
    const bool known = !type.name.empty();
    const bool has_default = column != nullptr && !column->default_value.empty();
    rows.add(object,
             {unknown(), text(object.schema), text(object.name), text(facts.name),
              integer(facts.number), yes_or_no(column == nullptr || !column->not_null),
              known ? text(data_type(type)) : unknown(), known ? maximum_length(type) : unknown(),
              known ? text(type.schema) : unknown(),
              known ? text((type.array_dimensions > 0 ? "_" : "") + type.name) : unknown(),
              yes_or_no(column != nullptr && column->identity.has_value()),
              text(column != nullptr && !column->generated.empty() ? "ALWAYS" : "NEVER"),
              has_default ? unknown() : null()});
  }
  if (rows.catalog().is_doubtful({NameSpace::kRelation, object.schema, object.name})) {
    rows.miss_some();
  }
}
void fill_columns(RowMaker& rows) {
  rows.for_each_named(NameSpace::kRelation, "table_schema", "table_name",
                      [&rows](const Object& object) { add_column_rows(rows, object); });
}

std::string_view constraint_type(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return "PRIMARY KEY";
    case sql::ConstraintKind::kUnique:
      return "UNIQUE";
    case sql::ConstraintKind::kForeignKey:
      return "FOREIGN KEY";
    case sql::ConstraintKind::kCheck:
    case sql::ConstraintKind::kNotNull:
      return "CHECK";
    case sql::ConstraintKind::kExclusion:
      return {};
  }
  return {};
}

using VisitConstraint =
    std::function<void(const Object& object, const Constraint& constraint, const Object& table)>;
/// Constraints of the tables that the columns `table_schema` and `table_name` say, of all names.
void for_each_constraint(RowMaker& rows, std::string_view table_name,
                         const VisitConstraint& visit) {
  const auto take = [&](const Object& object) {
    const auto* constraint = std::get_if<Constraint>(&object.data);
    if (constraint == nullptr || constraint_type(constraint->kind).empty()) return;
    const Object* table = rows.catalog().get(constraint->table);
    if (table != nullptr && std::holds_alternative<Table>(table->data)) {
      visit(object, *constraint, *table);
    }
  };
  if (rows.wanted(table_name).has_value()) {
    rows.for_each_named(NameSpace::kRelation, "table_schema", table_name, [&](const Object& table) {
      for (const Object* part : rows.catalog().parts_of(table.id)) take(*part);
      const auto name = rows.wanted("constraint_name");
      if (name.has_value()
              ? rows.catalog().is_name_doubtful(NameSpace::kConstraint, *name)
              : rows.catalog().is_doubtful({NameSpace::kRelation, table.schema, table.name})) {
        rows.miss_some();
      }
    });
    return;
  }
  const auto name = rows.wanted("constraint_name");
  if (!name.has_value()) return rows.for_each_object(NameSpace::kConstraint, {}, take);
  if (rows.catalog().is_name_doubtful(NameSpace::kConstraint, *name)) rows.miss_some();
  for (const std::string& schema : rows.catalog().schema_names()) {
    for (const Object* constraint : rows.catalog().constraints_named(schema, *name)) {
      take(*constraint);
    }
  }
}

constexpr std::array<std::string_view, 8> kConstraintListColumns{
    "constraint_schema", "constraint_name", "table_schema",       "table_name",
    "constraint_type",   "is_deferrable",   "initially_deferred", "table_catalog"};
void fill_table_constraints(RowMaker& rows) {
  for_each_constraint(
      rows, "table_name",
      [&rows](const Object& object, const Constraint& constraint, const Object& table) {
        rows.add(object,
                 {text(object.schema), text(object.name), text(table.schema), text(table.name),
                  text(std::string(constraint_type(constraint.kind))),
                  yes_or_no(constraint.deferrable), yes_or_no(constraint.initially_deferred)});
      });
}

constexpr std::array<std::string_view, 6> kKeyColumnColumns{
    "constraint_schema", "constraint_name", "table_schema",
    "table_name",        "column_name",     "ordinal_position"};
void add_constraint_columns(RowMaker& rows, const Object& object, const Object& table,
                            const std::vector<std::uint32_t>& columns) {
  std::int64_t position = 0;
  for (const std::uint32_t number : columns) {
    for (const ColumnFacts& facts : columns_facts(table)) {
      if (facts.number != number) continue;
      rows.add(object, {text(object.schema), text(object.name), text(table.schema),
                        text(table.name), text(facts.name), integer(++position)});
    }
  }
}
void fill_key_column_usage(RowMaker& rows) {
  for_each_constraint(
      rows, "table_name",
      [&rows](const Object& object, const Constraint& constraint, const Object& table) {
        if (constraint.kind == sql::ConstraintKind::kCheck) return;
        add_constraint_columns(rows, object, table, constraint.columns);
      });
}
/// The columns that a constraint is on; of a foreign key, those that it references. So `table_name`
/// is not the constraint's own table.
void fill_constraint_column_usage(RowMaker& rows) {
  for_each_constraint(
      rows, {}, [&rows](const Object& object, const Constraint& constraint, const Object& table) {
        const bool foreign = constraint.kind == sql::ConstraintKind::kForeignKey;
        const Object* used = foreign ? rows.catalog().get(constraint.referenced_table) : &table;
        if (used == nullptr) return;
        add_constraint_columns(rows, object, *used,
                               foreign ? constraint.referenced_columns : constraint.columns);
      });
}

constexpr std::array<std::string_view, 4> kReferentialColumns{
    "constraint_schema", "constraint_name", "unique_constraint_name", "delete_rule"};
void fill_referential(RowMaker& rows) {
  for_each_constraint(
      rows, {}, [&rows](const Object& object, const Constraint& constraint, const Object&) {
        if (constraint.kind != sql::ConstraintKind::kForeignKey) return;
        const auto* index = rows.catalog().get_as<Index>(constraint.index);
        const Object* unique = index == nullptr ? nullptr : rows.catalog().get(index->constraint);
        rows.add(object, {text(object.schema), text(object.name),
                          unique == nullptr ? null() : text(unique->name)});
      });
}

constexpr std::array<std::string_view, 5> kTriggerListColumns{
    "trigger_schema", "trigger_name", "event_manipulation", "event_object_schema",
    "event_object_table"};
void fill_trigger_list(RowMaker& rows) {
  rows.for_each_object(NameSpace::kTrigger, "trigger_name", [&rows](const Object& object) {
    const auto* trigger = std::get_if<Trigger>(&object.data);
    const Object* table = trigger == nullptr ? nullptr : rows.catalog().get(trigger->table);
    if (table == nullptr) return;
    for (const std::string& event : trigger->events) {
      std::string upper = event;
      for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      if (upper == "TRUNCATE") continue;
      rows.add(object, {text(table->schema), text(object.name), text(std::move(upper)),
                        text(table->schema), text(table->name)});
    }
  });
}

constexpr std::array<std::string_view, 4> kRoutineColumns{"routine_schema", "routine_name",
                                                          "routine_type", "specific_schema"};
void fill_routines(RowMaker& rows) {
  const auto add = [&rows](const Object& object) {
    const auto* function = std::get_if<Function>(&object.data);
    if (function == nullptr || function->kind == sql::ObjectKind::kAggregate) return;
    const bool procedure = function->kind == sql::ObjectKind::kProcedure;
    rows.add(object, {text(object.schema), text(object.name),
                      text(procedure ? "PROCEDURE" : "FUNCTION"), text(object.schema)});
  };
  const auto name = rows.wanted("routine_name");
  if (!name.has_value()) return rows.for_each_object(NameSpace::kFunction, {}, add);
  sql::QualifiedName wanted;
  wanted.name.text = *name;
  for (const std::string& schema : rows.catalog().schema_names()) {
    wanted.schema.text = schema;
    for (const Object* function : rows.catalog().find_functions(wanted)) add(*function);
  }
  if (rows.catalog().is_name_doubtful(NameSpace::kFunction, *name)) rows.miss_some();
}

constexpr std::array<std::string_view, 3> kSequenceListColumns{"sequence_catalog",
                                                               "sequence_schema", "sequence_name"};
void fill_sequences(RowMaker& rows) {
  rows.for_each_named(NameSpace::kRelation, "sequence_schema", "sequence_name",
                      [&rows](const Object& object) {
                        const auto* sequence = std::get_if<Sequence>(&object.data);
                        // Those of identity columns are not shown.
                        if (sequence == nullptr || sequence->identity) return;
                        rows.add(object, {unknown(), text(object.schema), text(object.name)});
                      });
}
constexpr std::array<std::string_view, 3> kDomainColumns{"domain_catalog", "domain_schema",
                                                         "domain_name"};
void fill_domains(RowMaker& rows) {
  rows.for_each_named(NameSpace::kType, "domain_schema", "domain_name",
                      [&rows](const Object& object) {
                        if (!std::holds_alternative<DomainType>(object.data)) return;
                        rows.add(object, {unknown(), text(object.schema), text(object.name)});
                      });
}
constexpr std::array<std::string_view, 3> kCheckColumns{"constraint_schema", "constraint_name",
                                                        "check_clause"};
void fill_checks(RowMaker& rows) {
  for_each_constraint(rows, {},
                      [&rows](const Object& object, const Constraint& constraint, const Object&) {
                        if (constraint.kind != sql::ConstraintKind::kCheck) return;
                        rows.add(object, {text(object.schema), text(object.name)});
                      });
}

constexpr std::array<VirtualRelation, 13> kInformationSchema{{
    {"schemata", Headings(kSchemataColumns), fill_schemata},
    {"tables", Headings(kTableColumns), fill_table_views},
    {"views", Headings(kViewColumns), fill_views},
    {"columns", Headings(kColumnColumns), fill_columns},
    {"table_constraints", Headings(kConstraintListColumns), fill_table_constraints},
    {"key_column_usage", Headings(kKeyColumnColumns), fill_key_column_usage},
    {"constraint_column_usage", Headings(kKeyColumnColumns), fill_constraint_column_usage},
    {"referential_constraints", Headings(kReferentialColumns), fill_referential},
    {"triggers", Headings(kTriggerListColumns), fill_trigger_list},
    {"routines", Headings(kRoutineColumns), fill_routines},
    {"sequences", Headings(kSequenceListColumns), fill_sequences},
    {"domains", Headings(kDomainColumns), fill_domains},
    {"check_constraints", Headings(kCheckColumns), fill_checks},
}};

}  // namespace

std::span<const VirtualRelation> information_schema() { return kInformationSchema; }

}  // namespace ashlar::catalog::procedures
