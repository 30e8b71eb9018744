#include "compiler/rules/naming/name_facts.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ashlar::rules {
namespace {

using catalog::Catalog;
using catalog::ObjectId;

/// Of a table or a materialized view; null: not known.
std::vector<std::string> names_of(const catalog::Object* owner,
                                  const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> names;
  if (owner == nullptr) return names;
  const auto* table = std::get_if<catalog::Table>(&owner->data);
  const auto* view = std::get_if<catalog::View>(&owner->data);
  for (const std::uint32_t number : numbers) {
    const catalog::Column* column =
        table == nullptr ? nullptr : catalog::find_column(*table, number);
    if (column != nullptr) names.push_back(column->name);
    const bool of_view = view != nullptr && number != 0 && number <= view->columns.size();
    if (of_view) names.push_back(view->columns[number - 1]);
  }
  return names;
}

std::string without_id(const std::string& column) {
  const std::string_view tail = "_id";
  const bool long_enough = column.size() > tail.size() && column.ends_with(tail);
  return long_enough ? column.substr(0, column.size() - tail.size()) : column;
}

void add_index_facts(NameFacts& facts, const catalog::Index& index, const catalog::Object* owner) {
  std::vector<std::uint32_t> plain;
  bool expression = false;
  bool special = index.method != "btree";
  for (const catalog::IndexKey& key : index.keys) {
    if (key.column != 0) plain.push_back(key.column);
    expression = expression || key.column == 0;
    special = special || !key.operator_class.empty();
  }
  facts.columns = names_of(owner, plain.empty() ? index.mentioned_columns : plain);
  for (std::string& mentioned : names_of(owner, index.mentioned_columns)) {
    const auto known = std::find(facts.columns.begin(), facts.columns.end(), mentioned);
    if (known == facts.columns.end()) facts.further_columns.push_back(std::move(mentioned));
  }
  if (expression || !index.predicate.empty()) {
    facts.own_words = OwnWords::kInsteadOfColumns;
  } else if (special) {
    facts.own_words = OwnWords::kAfter;
  }
}

/// How many foreign keys lead from the one table to the other.
std::size_t count_foreign_keys(const Catalog& catalog, ObjectId from, ObjectId to) {
  std::size_t count = 0;
  for (const catalog::Object* part : catalog.parts_of(from)) {
    const auto* key = std::get_if<catalog::Constraint>(&part->data);
    const bool counts = key != nullptr && key->kind == sql::ConstraintKind::kForeignKey &&
                        key->referenced_table == to;
    if (counts) ++count;
  }
  return count;
}

void add_constraint_facts(NameFacts& facts, const catalog::Constraint& constraint,
                          const catalog::Object* owner, const Catalog& after) {
  facts.columns = names_of(owner, constraint.columns);
  switch (constraint.kind) {
    case sql::ConstraintKind::kForeignKey: {
      const catalog::Object* referred = after.get(constraint.referenced_table);
      if (referred == nullptr) break;
      facts.referred_table = referred->name;
      facts.referred_columns = names_of(referred, constraint.referenced_columns);
      if (count_foreign_keys(after, constraint.table, referred->id) < 2) break;
      facts.own_words = OwnWords::kAfter;
      for (const std::string& column : facts.columns) {
        facts.suffix += (facts.suffix.empty() ? "" : "_") + without_id(column);
      }
      break;
    }
    case sql::ConstraintKind::kCheck:
    case sql::ConstraintKind::kExclusion:
      facts.own_words = OwnWords::kInsteadOfColumns;
      break;
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
    case sql::ConstraintKind::kNotNull:
      break;
  }
}

void add_catalog_facts(NameFacts& facts, const catalog::Object& object,
                       const catalog::Object* owner, const Catalog& after) {
  if (const auto* index = std::get_if<catalog::Index>(&object.data)) {
    add_index_facts(facts, *index, owner);
  } else if (const auto* constraint = std::get_if<catalog::Constraint>(&object.data)) {
    add_constraint_facts(facts, *constraint, owner, after);
  } else if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
    facts.columns = names_of(owner, {sequence->owner_column});
  }
}

/// From the words alone, where the catalog does not know the table.
void add_written_facts(NameFacts& facts, const GivenName& given) {
  if (given.constraint != nullptr) {
    for (const sql::Name& column : given.constraint->columns) facts.columns.push_back(column.text);
    facts.referred_table = given.constraint->referenced_table.name.text;
    for (const sql::Name& column : given.constraint->referenced_columns) {
      facts.referred_columns.push_back(column.text);
    }
    const sql::ConstraintKind kind = given.constraint->kind;
    if (kind == sql::ConstraintKind::kCheck || kind == sql::ConstraintKind::kExclusion) {
      facts.own_words = OwnWords::kInsteadOfColumns;
    } else if (kind == sql::ConstraintKind::kForeignKey) {
      facts.own_words = OwnWords::kAfter;  // there may be another one to the same table
    }
  }
  if (given.index == nullptr) return;
  if (given.index->method != "btree") facts.own_words = OwnWords::kAfter;
  for (const sql::IndexElement& element : given.index->elements) {
    if (!element.column.empty()) {
      facts.columns.push_back(element.column.text);
    } else {
      facts.own_words = OwnWords::kInsteadOfColumns;
    }
  }
  if (given.index->predicate) facts.own_words = OwnWords::kInsteadOfColumns;
}

}  // namespace

NameFacts facts_of(const GivenName& given, const RevisionContext& context) {
  const Catalog& after = context.up->after;
  NameFacts facts;
  facts.name = given.name;
  const catalog::Object* object = after.get(given.object);
  const catalog::Object* owner = table_of(given, context);
  if (object == nullptr) {
    facts.table = given.table.name.text;
    add_written_facts(facts, given);
  } else {
    // A table or a view belongs to none.
    const bool is_part = given.kind == NamedKind::kColumn || owner != object;
    if (owner != nullptr && is_part) facts.table = owner->name;
    add_catalog_facts(facts, *object, owner, after);
  }
  if (given.made_up) {
    for (const std::string& column : facts.columns) {
      facts.own_name += (facts.own_name.empty() ? "" : "_") + column;
    }
  }
  return facts;
}

}  // namespace ashlar::rules
