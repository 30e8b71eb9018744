#include "compiler/catalog/statements/indexes.h"

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/generated_names.h"
#include "compiler/catalog/resolution/operator_classes.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/settings.h"
#include "grammar/sql/expressions.h"

namespace ashlar::catalog {
namespace {

std::string_view label_of(const NewIndex& fresh) {
  if (!fresh.constraint.has_value()) return "idx";
  if (fresh.constraint->kind == sql::ConstraintKind::kPrimaryKey) return "pkey";
  if (fresh.constraint->kind == sql::ConstraintKind::kExclusion) return "excl";
  return "key";
}

std::string written_name(const Editor& editor, const sql::QualifiedName& name) {
  if (name.name.empty()) return {};
  if (!name.span.empty()) return editor.text(name.span);
  return name.schema.empty() ? name.name.text : name.schema.text + "." + name.name.text;
}

/// Every column that the index stands on, each once.
std::vector<std::uint32_t> columns_of(const Index& index) {
  std::vector<std::uint32_t> columns;
  const auto note = [&columns](std::uint32_t column) {
    if (column == 0 || std::find(columns.begin(), columns.end(), column) != columns.end()) return;
    columns.push_back(column);
  };
  for (const IndexKey& key : index.keys) note(key.column);
  for (const std::uint32_t column : index.including) note(column);
  for (const std::uint32_t column : index.mentioned_columns) note(column);
  return columns;
}

void depend_index(Editor& editor, ObjectId id, const Index& index) {
  if (index.constraint != 0) {
    editor.depend({id, 0, index.constraint, 0, DependencyKind::kInternal});
    const auto is_key = [&index](std::uint32_t column) {
      return std::any_of(index.keys.begin(), index.keys.end(),
                         [column](const IndexKey& key) { return key.column == column; }) ||
             std::find(index.including.begin(), index.including.end(), column) !=
                 index.including.end();
    };
    // Columns of expressions hold the index alone, and only through it its constraint, which does
    // not go unasked. (dependency.c, findDependentObjects)
    for (const std::uint32_t column : columns_of(index)) {
      editor.depend({index.constraint, 0, index.table, column,
                     is_key(column) ? DependencyKind::kAutomatic : DependencyKind::kNormal});
    }
    return;
  }
  const std::vector<std::uint32_t> columns = columns_of(index);
  for (const std::uint32_t column : columns) {
    editor.depend({id, 0, index.table, column, DependencyKind::kAutomatic});
  }
  if (columns.empty()) editor.depend({id, 0, index.table, 0, DependencyKind::kAutomatic});
}

/// The parent's index as it would stand on the partition; nothing where a column is missing there.
std::optional<Index> mapped_index(const Catalog& catalog, const Index& index, const Table& child,
                                  ObjectId child_id) {
  const Table& parent = *catalog.get_as<Table>(index.table);
  Index mapped = index;
  mapped.table = child_id;
  mapped.constraint = 0;
  mapped.partition_of = 0;
  mapped.valid = true;
  bool whole = true;
  const auto map = [&](std::uint32_t& number) {
    if (number == 0) return;
    number = mapped_column(parent, number, child);
    whole = whole && number != 0;
  };
  for (IndexKey& key : mapped.keys) {
    map(key.column);
    key.expression = moved_text(catalog, key.expression, index.table, child_id);
    key.statistics = -1;
  }
  mapped.predicate = moved_text(catalog, index.predicate, index.table, child_id);
  for (std::uint32_t& column : mapped.including) map(column);
  for (std::uint32_t& column : mapped.mentioned_columns) map(column);
  if (!whole) return std::nullopt;
  return mapped;
}

bool same_key(const IndexKey& a, const IndexKey& b) {
  return a.column == b.column && a.expression.text == b.expression.text &&
         a.collation.name == b.collation.name && a.operator_class.name == b.operator_class.name &&
         a.exclude_operator == b.exclude_operator;
}

/// What CompareIndexInfo of src/backend/catalog/index.c compares; the direction of keys is not in
/// it.
bool matches(const Index& wanted, const Index& candidate) {
  return candidate.partition_of == 0 && wanted.unique == candidate.unique &&
         wanted.nulls_not_distinct == candidate.nulls_not_distinct &&
         wanted.method == candidate.method && wanted.predicate.text == candidate.predicate.text &&
         wanted.including == candidate.including &&
         std::equal(wanted.keys.begin(), wanted.keys.end(), candidate.keys.begin(),
                    candidate.keys.end(), same_key);
}

ObjectId find_match(const Catalog& catalog, const Index& parent, const Index& wanted,
                    IfInvalid if_invalid) {
  const auto* wanted_constraint = catalog.get_as<Constraint>(parent.constraint);
  for (const Object* part : catalog.parts_of(wanted.table)) {
    const auto* candidate = std::get_if<Index>(&part->data);
    if (candidate == nullptr || !matches(wanted, *candidate)) continue;
    if (!candidate->valid && if_invalid == IfInvalid::kPassOver) continue;
    if (wanted_constraint != nullptr) {
      const auto* constraint = catalog.get_as<Constraint>(candidate->constraint);
      if (constraint == nullptr || constraint->kind != wanted_constraint->kind) continue;
    }
    return part->id;
  }
  return 0;
}

/// What a new index calls the columns that it includes; a copy calls them what its model does.
/// (indexcmds.c, ChooseIndexColumnNames)
std::vector<std::string> names_of_included(const Object& table, const Index& index) {
  const auto* data = std::get_if<Table>(&table.data);
  if (data == nullptr || index.including_names.size() == index.including.size()) {
    return index.including_names;
  }
  std::vector<std::string> names;
  for (const IndexKey& key : index.keys) names.push_back(key.name);
  for (const std::uint32_t number : index.including) {
    const Column* column = find_column(*data, number);
    names.push_back(column == nullptr ? std::string() : column->name);
  }
  names = distinct_key_names(names);
  return {names.begin() + static_cast<std::ptrdiff_t>(index.keys.size()), names.end()};
}

/// An operator class that would be taken anyway is not told from one that nobody names.
/// (ruleutils.c, get_opclass_name)
void forget_default_classes(const Catalog& catalog, const Object& owner, Index& index) {
  const auto* table = std::get_if<Table>(&owner.data);
  if (table == nullptr) return;
  for (IndexKey& key : index.keys) {
    const Column* column = key.column == 0 ? nullptr : find_column(*table, key.column);
    if (column == nullptr || key.operator_class.empty() || !key.operator_class_options.empty()) {
      continue;
    }
    if (is_default_operator_class(catalog, index.method, column->type, key.operator_class)) {
      key.operator_class = {};
    }
  }
}

}  // namespace

namespace {

/// `(a COLLATE "C")` is the column `a` under another collation. (indexcmds.c, ComputeIndexAttrs)
const sql::Collate* collated_column(const sql::IndexElement& element) {
  if (!element.expression.has_value() || element.expression->tree == nullptr) return nullptr;
  const auto* collate = std::get_if<sql::Collate>(&element.expression->tree->node);
  if (collate == nullptr || collate->operand == nullptr) return nullptr;
  const auto* column = std::get_if<sql::ColumnUse>(&collate->operand->node);
  return column != nullptr && column->parts.size() == 1 && !column->star ? collate : nullptr;
}

}  // namespace

std::uint32_t mapped_column(const Table& parent, std::uint32_t number, const Table& child) {
  const Column* column = find_column(parent, number);
  if (column == nullptr) return 0;
  const Column* same = find_column(child, column->name);
  return same == nullptr ? 0 : same->number;
}

std::vector<IndexKey> index_keys(Editor& editor, const KeyPlacing& placing, const Table& table,
                                 const std::vector<sql::IndexElement>& elements) {
  std::vector<IndexKey> keys;
  std::vector<std::string> names;
  for (const sql::IndexElement& element : elements) {
    IndexKey key;
    Type type;
    const sql::Collate* collated = collated_column(element);
    const std::string& plain =
        collated != nullptr ? std::get<sql::ColumnUse>(collated->operand->node).parts.front().text
        : element.expression.has_value() ? element.expression->plain_column
                                         : element.column.text;
    if (!plain.empty()) {
      const Column* column = find_column(table, plain);
      if (column == nullptr) return {};
      key.column = column->number;
      names.push_back(column->name);
    } else if (element.expression.has_value()) {
      TypedText bound = bind_typed(editor, *element.expression, {placing.place, placing.owner, {}});
      key.expression = std::move(bound.text);
      type = std::move(bound.type);
      const std::string figured = figure_name(key.expression.text);
      names.push_back(figured.empty() ? "expr" : figured);
    } else {
      return {};
    }
    key.collation = collation_named(editor.catalog(),
                                    collated != nullptr ? collated->collation : element.collation);
    key.operator_class = operator_class_named(editor.catalog(), element.operator_class);
    set_settings(key.operator_class_options, element.operator_class_options);
    key.exclude_operator = written_name(editor, element.exclude_operator);
    key.descending = element.descending;
    key.nulls_first = element.nulls_first.value_or(element.descending);
    keys.push_back(std::move(key));
    if (placing.types != nullptr) placing.types->push_back(std::move(type));
  }
  names = distinct_key_names(names);
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i].name = std::move(names[i]);
  return keys;
}

void add_mentioned(Index& index, const SqlText& text) {
  for (const std::uint32_t column : columns_in(text, index.table)) {
    auto& mentioned = index.mentioned_columns;
    if (std::find(mentioned.begin(), mentioned.end(), column) == mentioned.end()) {
      mentioned.push_back(column);
    }
  }
}

std::string index_name(const Catalog& catalog, const Object& table, const Index& index,
                       std::string_view label) {
  std::vector<std::string> names;
  for (const IndexKey& key : index.keys) names.push_back(key.name);
  const std::vector<std::string> included = names_of_included(table, index);
  names.insert(names.end(), included.begin(), included.end());
  const std::string columns = label == "pkey" ? std::string() : join_columns(names);
  return generated_name(catalog, table.schema, table.name, columns, label);
}

ObjectId add_index(Editor& editor, NewIndex fresh) {
  const Object* table = editor.catalog().get(fresh.table);
  if (table == nullptr) return 0;
  const std::string schema = table->schema;
  std::string name = fresh.name.empty()
                         ? index_name(editor.catalog(), *table, fresh.index, label_of(fresh))
                         : fresh.name;
  fresh.index.table = fresh.table;
  forget_default_classes(editor.catalog(), *table, fresh.index);
  fresh.index.including_names = names_of_included(*table, fresh.index);
  const auto* columns = std::get_if<Table>(&table->data);
  const bool partitioned = columns != nullptr && columns->partitioned_by.has_value();
  // ONLY leaves the index invalid until each partition has its part. (indexcmds.c, DefineIndex)
  if (partitioned && fresh.descend == Descend::kNot &&
      !editor.catalog().children_of(fresh.table).empty()) {
    fresh.index.valid = false;
  }
  if (fresh.constraint.has_value()) {
    fresh.constraint->table = fresh.table;
    fresh.index.constraint = editor.add(schema, name, *fresh.constraint, fresh.where);
  }
  const Index data = fresh.index;
  const ObjectId id = editor.add(schema, std::move(name), data, fresh.where);
  if (data.constraint != 0) editor.edit<Constraint>(data.constraint)->index = id;
  depend_index(editor, id, data);
  for (const IndexKey& key : data.keys) {
    editor.depend({id, 0, key.collation.id, 0, DependencyKind::kNormal});
    editor.depend({id, 0, key.operator_class.id, 0, DependencyKind::kNormal});
    depend_on_text(editor, id, 0, key.expression, data.table, DependencyKind::kAutomatic);
  }
  depend_on_text(editor, id, 0, data.predicate, data.table, DependencyKind::kAutomatic);
  if (data.partition_of != 0) {
    editor.depend({id, 0, data.partition_of, 0, DependencyKind::kInternal});
  }
  if (partitioned && fresh.descend == Descend::kToPartitions) {
    for (const Object* partition : editor.catalog().children_of(fresh.table)) {
      ensure_partition_index(editor, id, partition->id, fresh.where, IfInvalid::kTake);
    }
    const std::vector<const Object*> parts = editor.catalog().children_of(id);
    const bool valid = std::all_of(parts.begin(), parts.end(), [](const Object* part) {
      const auto* child = std::get_if<Index>(&part->data);
      return child == nullptr || child->valid;
    });
    if (!valid) editor.edit<Index>(id)->valid = false;
  }
  return id;
}

void ensure_partition_index(Editor& editor, ObjectId parent_index, ObjectId partition, Span where,
                            IfInvalid if_invalid) {
  const Catalog& catalog = editor.catalog();
  const auto* index = catalog.get_as<Index>(parent_index);
  const auto* child = catalog.get_as<Table>(partition);
  const auto* parent = index == nullptr ? nullptr : catalog.get_as<Table>(index->table);
  if (child == nullptr || parent == nullptr || child->foreign) return;
  const std::optional<Index> wanted = mapped_index(catalog, *index, *child, partition);
  if (!wanted.has_value()) return;
  if (const ObjectId match = find_match(catalog, *index, *wanted, if_invalid)) {
    attach_index(editor, parent_index, match);
    return;
  }
  NewIndex fresh{partition, {}, *wanted, std::nullopt, where, Descend::kToPartitions};
  fresh.index.partition_of = parent_index;
  const ObjectId parent_constraint = index->constraint;
  if (const auto* constraint = catalog.get_as<Constraint>(parent_constraint)) {
    Constraint copy = *constraint;
    for (std::uint32_t& column : copy.columns) column = mapped_column(*parent, column, *child);
    copy.parent = parent_constraint;
    copy.local = false;
    copy.inherited = 1;
    fresh.constraint = std::move(copy);
  }
  const ObjectId made = add_index(editor, std::move(fresh));
  const auto* copy = editor.catalog().get_as<Index>(made);
  if (copy != nullptr && copy->constraint != 0) {
    editor.depend({copy->constraint, 0, parent_constraint, 0, DependencyKind::kInternal});
  }
}

void attach_index(Editor& editor, ObjectId parent_index, ObjectId child) {
  const auto* parent = editor.catalog().get_as<Index>(parent_index);
  const auto* index = editor.catalog().get_as<Index>(child);
  if (parent == nullptr || index == nullptr) return;
  const ObjectId parent_constraint = parent->constraint;
  const ObjectId constraint = index->constraint;
  editor.relink<Index>(child, [&](Index& data) { data.partition_of = parent_index; });
  editor.depend({child, 0, parent_index, 0, DependencyKind::kInternal});
  if (parent_constraint == 0 || constraint == 0) return;
  editor.relink<Constraint>(constraint, [&](Constraint& data) {
    data.parent = parent_constraint;
    data.local = false;
    data.inherited = 1;
  });
  editor.depend({constraint, 0, parent_constraint, 0, DependencyKind::kInternal});
}

void detach_index(Editor& editor, ObjectId child) {
  const auto* index = editor.catalog().get_as<Index>(child);
  if (index == nullptr || index->partition_of == 0) return;
  const ObjectId parent_index = index->partition_of;
  const ObjectId constraint = index->constraint;
  editor.forget({child, 0, parent_index, 0, DependencyKind::kInternal});
  editor.relink<Index>(child, [](Index& data) { data.partition_of = 0; });
  const auto* data = editor.catalog().get_as<Constraint>(constraint);
  if (data == nullptr || data->parent == 0) return;
  editor.forget({constraint, 0, data->parent, 0, DependencyKind::kInternal});
  editor.relink<Constraint>(constraint, [](Constraint& edited) {
    edited.parent = 0;
    edited.local = true;
    edited.inherited = 0;
  });
}

void validate_partitioned_index(Editor& editor, ObjectId id) {
  const auto* index = editor.catalog().get_as<Index>(id);
  if (index == nullptr || index->valid) return;
  const std::vector<const Object*> parts = editor.catalog().children_of(id);
  const std::size_t partitions = editor.catalog().children_of(index->table).size();
  const bool all_valid = std::all_of(parts.begin(), parts.end(), [](const Object* part) {
    const auto* child = std::get_if<Index>(&part->data);
    return child != nullptr && child->valid;
  });
  if (parts.size() != partitions || !all_valid) return;
  const ObjectId above = index->partition_of;
  editor.edit<Index>(id)->valid = true;
  if (above != 0) validate_partitioned_index(editor, above);
}

}  // namespace ashlar::catalog
