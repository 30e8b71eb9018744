#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/late_columns.h"
#include "compiler/schema/partitioned_index.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

std::string action_text(sql::ReferentialAction action) {
  switch (action) {
    case sql::ReferentialAction::kNoAction:
      return "";
    case sql::ReferentialAction::kRestrict:
      return "RESTRICT";
    case sql::ReferentialAction::kCascade:
      return "CASCADE";
    case sql::ReferentialAction::kSetNull:
      return "SET NULL";
    case sql::ReferentialAction::kSetDefault:
      return "SET DEFAULT";
  }
  return "";
}

std::string match_text(sql::MatchType match) {
  switch (match) {
    case sql::MatchType::kSimple:
      return "";
    case sql::MatchType::kFull:
      return " MATCH FULL";
    case sql::MatchType::kPartial:
      return " MATCH PARTIAL";
  }
  return "";
}

std::string timing_text(const catalog::Constraint& constraint) {
  if (!constraint.deferrable) return "";
  return constraint.initially_deferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
}

std::string foreign_key_text(const Catalog& catalog, const catalog::Constraint& key) {
  std::string text =
      fmt::format("FOREIGN KEY {} REFERENCES {}{}", columns_text(catalog, key.table, key.columns),
                  sql_name(catalog, key.referenced_table),
                  columns_text(catalog, key.referenced_table, key.referenced_columns));
  text += match_text(key.match);
  if (const std::string action = action_text(key.on_update); !action.empty()) {
    text += " ON UPDATE " + action;
  }
  if (const std::string action = action_text(key.on_delete); !action.empty()) {
    text += " ON DELETE " + action;
    if (!key.on_delete_columns.empty()) {
      text += " " + columns_text(catalog, key.table, key.on_delete_columns);
    }
  }
  return text;
}

/// WITH, USING INDEX TABLESPACE and WHERE of the index behind a key.
std::string storage_text(const catalog::Index& index) {
  std::string text;
  if (!index.options.empty()) text += " WITH " + settings_text(index.options);
  if (!index.tablespace.empty()) {
    text += " USING INDEX TABLESPACE " + postgres::quote_identifier(index.tablespace);
  }
  return text;
}

std::string key_constraint_text(const Catalog& catalog, const catalog::Constraint& constraint) {
  const auto* index = catalog.get_as<catalog::Index>(constraint.index);
  const bool primary = constraint.kind == sql::ConstraintKind::kPrimaryKey;
  std::string text = primary ? "PRIMARY KEY" : "UNIQUE";
  if (index == nullptr) {
    return text + " " + columns_text(catalog, constraint.table, constraint.columns);
  }
  if (index->nulls_not_distinct) text += " NULLS NOT DISTINCT";
  text += " " + columns_text(catalog, constraint.table, constraint.columns);
  if (!index->including.empty()) {
    text += " INCLUDE " + columns_text(catalog, constraint.table, index->including);
  }
  return text + storage_text(*index);
}

std::string exclusion_text(const Catalog& catalog, const catalog::Constraint& constraint) {
  const auto* index = catalog.get_as<catalog::Index>(constraint.index);
  if (index == nullptr) return "EXCLUDE ()";
  std::string text = fmt::format("EXCLUDE USING {} {}", postgres::quote_identifier(index->method),
                                 index_keys_text(catalog, *index));
  text += storage_text(*index);
  if (!index->predicate.empty()) text += " WHERE (" + render(catalog, index->predicate) + ")";
  return text;
}

std::string check_text(const Catalog& catalog, const catalog::Constraint& constraint) {
  const std::string expression = render(catalog, constraint.expression);
  const bool comment = expression.find("--") != std::string::npos;
  return fmt::format("CHECK ({}{}){}", expression, comment ? "\n" : "",
                     constraint.no_inherit ? " NO INHERIT" : "");
}

std::string body_text(const Catalog& catalog, const catalog::Constraint& constraint) {
  switch (constraint.kind) {
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
      return key_constraint_text(catalog, constraint);
    case sql::ConstraintKind::kForeignKey:
      return foreign_key_text(catalog, constraint);
    case sql::ConstraintKind::kCheck:
      return check_text(catalog, constraint);
    case sql::ConstraintKind::kExclusion:
      return exclusion_text(catalog, constraint);
    case sql::ConstraintKind::kNotNull:
      return "NOT NULL " + columns_text(catalog, constraint.table, constraint.columns);
  }
  return "";
}

bool is_key_kind(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
    case sql::ConstraintKind::kExclusion:
      return true;
    case sql::ConstraintKind::kForeignKey:
    case sql::ConstraintKind::kCheck:
    case sql::ConstraintKind::kNotNull:
      return false;
  }
  return false;
}

/// UNIQUE beside PRIMARY KEY on the same columns, and its like: inside of one CREATE TABLE the
/// server makes one index of both. (src/backend/parser/parse_utilcmd.c, transformIndexConstraints)
bool is_same_key(const Catalog& catalog, const catalog::Constraint& a,
                 const catalog::Constraint& b) {
  const auto* left = catalog.get_as<catalog::Index>(a.index);
  const auto* right = catalog.get_as<catalog::Index>(b.index);
  if (left == nullptr || right == nullptr || left->including != right->including) return false;
  if (a.deferrable != b.deferrable || a.initially_deferred != b.initially_deferred) return false;
  return left->method == right->method && left->nulls_not_distinct == right->nulls_not_distinct &&
         index_keys_text(catalog, *left) == index_keys_text(catalog, *right) &&
         render(catalog, left->predicate) == render(catalog, right->predicate);
}

/// True where a key of the table that is printed before this one would swallow it.
bool follows_same_key(const Catalog& catalog, const Object& object) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  const std::vector<const Object*> parts = catalog.parts_of(constraint.table);
  return std::any_of(parts.begin(), parts.end(), [&](const Object* part) {
    const auto* other = std::get_if<catalog::Constraint>(&part->data);
    if (other == nullptr || part->id == object.id || !is_key_kind(other->kind)) return false;
    const bool primary = other->kind == sql::ConstraintKind::kPrimaryKey;
    return (primary || part->id < object.id) && is_same_key(catalog, constraint, *other);
  });
}

void add_domain_constraint(const Printing& printing, const Object& object,
                           const catalog::Constraint& constraint, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  if (constraint.validated) return;  // CREATE DOMAIN has it
  Entry entry;
  entry.rank = Rank::kType;
  const Object* domain = catalog.get(constraint.table);
  entry.schema = domain->schema;
  entry.name = domain->name;
  entry.part = TablePart::kState;
  entry.part_name = object.name;
  entry.text =
      statement(fmt::format("ALTER DOMAIN {}\n    ADD {}", sql_name(catalog, constraint.table),
                            constraint_text(catalog, object)));
  entry.text += annotations_text(catalog, object);
  entry.makes = {object.id};
  entry.needs = {constraint.table};
  need_constraint(catalog, object, entry.needs);
  entries.push_back(std::move(entry));
}

/// A key whose partitions' keys are made one by one: it must not find them missing.
void add_partitioned_key(const Catalog& catalog, const catalog::Constraint& constraint,
                         Entry& entry) {
  const auto* index = catalog.get_as<catalog::Index>(constraint.index);
  if (index == nullptr) return;
  for (const ObjectId partition : partitions_below(catalog, constraint.table)) {
    entry.needs.push_back(partition | kAttached);
  }
  if (index->partition_of == 0) return;
  entry.needs.push_back(constraint.table | kAttached);
  entry.needs.push_back(index->partition_of);
  entry.text += statement(fmt::format("ALTER INDEX {} ATTACH PARTITION {}",
                                      sql_name(catalog, index->partition_of),
                                      sql_name(catalog, constraint.index)));
}

}  // namespace

std::string constraint_text(const Catalog& catalog, const Object& object) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  return fmt::format("CONSTRAINT {} {}{}{}", postgres::quote_identifier(object.name),
                     body_text(catalog, constraint), timing_text(constraint),
                     constraint.validated ? "" : " NOT VALID");
}

bool comes_from_above(const Catalog& catalog, const Object& object) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  const auto* table = catalog.get_as<catalog::Table>(constraint.table);
  if (table == nullptr) return false;
  if (constraint.kind == sql::ConstraintKind::kForeignKey) return constraint.parent != 0;
  if (is_key_kind(constraint.kind)) {
    const auto* index = catalog.get_as<catalog::Index>(constraint.index);
    return index != nullptr && index->partition_of != 0 &&
           partition_indexes(catalog, constraint.index) == PartitionIndexes::kMadeAlong;
  }
  if (constraint.local) return false;
  if (table->partition_of == 0) return true;
  // A partition that came later, or was validated, has valid what its parent has NOT VALID.
  const Object* parents = catalog.find_constraint(table->partition_of, object.name);
  const auto* above =
      parents == nullptr ? nullptr : std::get_if<catalog::Constraint>(&parents->data);
  if (above != nullptr && constraint.validated && !above->validated) return false;
  return follows_parent(catalog, *table);
}

bool stands_inside(const Printing& printing, const Object& object) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  if (!constraint.validated || comes_from_above(printing.catalog, object)) return false;
  const Object* table = printing.catalog.get(constraint.table);
  const bool of_table = table != nullptr && std::holds_alternative<catalog::Table>(table->data);
  if (of_table && !triggers_between(printing.catalog, *table).empty()) return false;
  if (is_key_kind(constraint.kind)) {
    return partition_indexes(printing.catalog, constraint.index) == PartitionIndexes::kMadeAlong &&
           !follows_same_key(printing.catalog, object);
  }
  return constraint.kind == sql::ConstraintKind::kCheck && !printing.is_apart(constraint.table);
}

void need_constraint(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  need_dependencies(catalog, object, needs);
  need_sites(constraint.expression, needs);
  if (constraint.kind == sql::ConstraintKind::kForeignKey) {
    needs.push_back(constraint.referenced_table);
    needs.push_back(constraint.index);
    return;
  }
  if (const Object* index = catalog.get(constraint.index)) need_index(catalog, *index, needs);
}

void add_constraint(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  const Object* table = catalog.get(constraint.table);
  if (table == nullptr || constraint.kind == sql::ConstraintKind::kNotNull) return;
  if (std::holds_alternative<catalog::DomainType>(table->data)) {
    add_domain_constraint(printing, object, constraint, entries);
    return;
  }
  if (stands_inside(printing, object) || comes_from_above(catalog, object)) return;
  const bool foreign_key = constraint.kind == sql::ConstraintKind::kForeignKey;
  Entry entry;
  entry.rank = foreign_key ? Rank::kForeignKey : Rank::kTable;
  entry.schema = table->schema;
  entry.name = table->name;
  entry.part = TablePart::kIndex;
  entry.part_name = object.name;
  // A foreign key and a check go down to partitions and children; a key's parts are made one by
  // one.
  const bool key = is_key_kind(constraint.kind);
  const bool only =
      key && partition_indexes(catalog, constraint.index) == PartitionIndexes::kOneByOne;
  entry.text =
      statement(fmt::format("ALTER TABLE {}{}\n    ADD {}", only ? "ONLY " : "",
                            sql_name(catalog, constraint.table), constraint_text(catalog, object)));
  entry.makes = {object.id};
  entry.needs = {constraint.table};
  need_constraint(catalog, object, entry.needs);
  if (key) {
    entry.makes.push_back(constraint.index);
    if (only) add_partitioned_key(catalog, constraint, entry);
  } else {
    for (const Object* child : catalog.children_of(constraint.table)) {
      entry.needs.push_back(child->id);
    }
  }
  entry.text += annotations_text(catalog, object);
  if (const Object* index = key ? catalog.get(constraint.index) : nullptr) {
    entry.text += annotations_text(catalog, *index);
  }
  entries.push_back(std::move(entry));
}

}  // namespace ashlar::schema
