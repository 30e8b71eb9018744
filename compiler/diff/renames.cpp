// ALTER … RENAME and SET SCHEMA.

#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/annotations.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using postgres::quote_identifier;
using postgres::quote_literal;

bool is_free(const Catalog& now, const Object& object, const std::string& schema,
             const std::string& name) {
  // Relations with rows share their names with types, the rest with their kind.
  sql::QualifiedName wanted;
  wanted.schema.text = schema;
  wanted.name.text = name;
  const ObjectId table = table_of(object);
  if (std::holds_alternative<catalog::Constraint>(object.data)) {
    return now.find_constraint(table, name) == nullptr;
  }
  if (std::holds_alternative<catalog::Trigger>(object.data)) {
    return now.find_trigger(table, name) == nullptr;
  }
  const bool bare = std::holds_alternative<catalog::Index>(object.data) ||
                    std::holds_alternative<catalog::Sequence>(object.data);
  const bool rows = std::holds_alternative<catalog::Table>(object.data) ||
                    std::holds_alternative<catalog::View>(object.data) ||
                    std::holds_alternative<catalog::CompositeType>(object.data);
  const bool type = std::holds_alternative<catalog::DomainType>(object.data) ||
                    std::holds_alternative<catalog::EnumType>(object.data) ||
                    std::holds_alternative<catalog::RangeType>(object.data) ||
                    std::holds_alternative<catalog::OtherType>(object.data);
  if ((bare || rows) && now.find_relation(wanted) != nullptr) return false;
  return !(rows || type) || now.find_type(wanted) == nullptr;
}

std::string target(const Catalog& now, const Object& object) {
  if (const auto* constraint = std::get_if<catalog::Constraint>(&object.data)) {
    const bool domain = now.get_as<catalog::DomainType>(constraint->table) != nullptr;
    return fmt::format("ALTER {} {} RENAME CONSTRAINT {} TO ", domain ? "DOMAIN" : "TABLE",
                       sql_name(now, constraint->table), quote_identifier(object.name));
  }
  return fmt::format("ALTER {} RENAME TO ", schema::target_text(now, object));
}

/// A key's index has the constraint's name, an identity's or serial's sequence may keep its own.
bool is_renamed_with_another(const Object& object) {
  const auto* index = std::get_if<catalog::Index>(&object.data);
  return index != nullptr && index->constraint != 0;
}

/// Schema first, then the name; stops where one of them is taken.
void rename_object(Workbench& bench, ObjectId id) {
  const Object* object = bench.now().get(id);
  const Object* goal = bench.goal(id);
  const auto* sequence = std::get_if<catalog::Sequence>(&object->data);
  const bool moves_with_table = sequence != nullptr && sequence->owner_table != 0;
  if (goal->schema != object->schema && moves_with_table) return;
  if (goal->schema != object->schema && table_of(*object) == 0) {
    if (!is_free(bench.now(), *object, goal->schema, object->name)) return;
    if (bench.now().find_schema(goal->schema) == nullptr) {
      bench.run("CREATE SCHEMA " + quote_identifier(goal->schema));
    }
    bench.run(fmt::format("ALTER {} SET SCHEMA {}", schema::target_text(bench.now(), *object),
                          quote_identifier(goal->schema)));
    object = bench.now().get(id);
  }
  if (goal->name == object->name) return;
  if (!is_free(bench.now(), *object, goal->schema, goal->name)) return;
  bench.run(target(bench.now(), *object) + quote_identifier(goal->name));
}

bool has_its_name(const Workbench& bench, ObjectId id) {
  const Object* object = bench.now().get(id);
  const Object* goal = bench.goal(id);
  return object == nullptr || (object->name == goal->name && object->schema == goal->schema);
}

void rename_columns(Workbench& bench, ObjectId id) {
  const auto* table = bench.now().get_as<catalog::Table>(id);
  const auto* goal = bench.to().get_as<catalog::Table>(bench.matching().to(id));
  if (table == nullptr || goal == nullptr || table->partition_of != 0) return;
  const std::vector<catalog::Column> columns = table->columns;
  for (const catalog::Column& column : columns) {
    const catalog::Column* wanted = find_column(*goal, column.number);
    // What comes from a parent is renamed with the parent's.
    if (wanted == nullptr || wanted->name == column.name || column.inherited > 0) continue;
    const auto* current = bench.now().get_as<catalog::Table>(id);
    if (find_column(*current, wanted->name) != nullptr) continue;  // swapped: dropped and added
    bench.run(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", sql_name(bench.now(), id),
                          quote_identifier(column.name), quote_identifier(wanted->name)));
  }
}

void rename_attributes(Workbench& bench, ObjectId id) {
  const auto* type = bench.now().get_as<catalog::CompositeType>(id);
  const auto* goal = bench.to().get_as<catalog::CompositeType>(bench.matching().to(id));
  if (type == nullptr || goal == nullptr) return;
  const std::vector<catalog::Column> attributes = type->attributes;
  for (const catalog::Column& attribute : attributes) {
    for (const catalog::Column& wanted : goal->attributes) {
      if (wanted.number != attribute.number || wanted.name == attribute.name) continue;
      bench.run(fmt::format("ALTER TYPE {} RENAME ATTRIBUTE {} TO {} CASCADE",
                            sql_name(bench.now(), id), quote_identifier(attribute.name),
                            quote_identifier(wanted.name)));
    }
  }
}

void rename_labels(Workbench& bench, ObjectId id) {
  const auto* type = bench.now().get_as<catalog::EnumType>(id);
  const auto* goal = bench.to().get_as<catalog::EnumType>(bench.matching().to(id));
  if (type == nullptr || goal == nullptr) return;
  const std::vector<catalog::EnumValue> values = type->values;
  for (const catalog::EnumValue& value : values) {
    for (const catalog::EnumValue& wanted : goal->values) {
      if (wanted.number != value.number || wanted.label == value.label) continue;
      bench.run(fmt::format("ALTER TYPE {} RENAME VALUE {} TO {}", sql_name(bench.now(), id),
                            quote_literal(value.label), quote_literal(wanted.label)));
    }
  }
}

}  // namespace

bool rename(Workbench& bench) {
  std::vector<ObjectId> ids;
  bench.for_each_present([&](const Object& object) {
    const Object* goal = bench.goal(object.id);
    // What is the same value in both has the same name.
    if (goal != nullptr && goal != &object) ids.push_back(object.id);
  });
  // One that gets its name may make way for another.
  bool waiting = false;
  bool moved = true;
  while (moved) {
    moved = false;
    waiting = false;
    for (const ObjectId id : ids) {
      if (has_its_name(bench, id) || is_renamed_with_another(*bench.now().get(id))) continue;
      rename_object(bench, id);
      (has_its_name(bench, id) ? moved : waiting) = true;
    }
  }
  if (!bench.matching().numbers_tell) return waiting;
  for (const ObjectId id : ids) {
    rename_columns(bench, id);
    rename_attributes(bench, id);
    rename_labels(bench, id);
  }
  return waiting;
}

}  // namespace ashlar::diff
