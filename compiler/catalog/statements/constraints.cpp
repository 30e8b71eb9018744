#include "compiler/catalog/statements/constraints.h"

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/generated_names.h"
#include "compiler/catalog/refusals/constraint_refusals.h"
#include "compiler/catalog/statements/indexes.h"
#include "compiler/catalog/statements/settings.h"

namespace ashlar::catalog {
namespace {

Constraint constraint_of(const sql::Constraint& written, ObjectId table) {
  Constraint constraint;
  constraint.table = table;
  constraint.kind = written.kind;
  constraint.validated = !written.not_valid;
  constraint.deferrable = written.deferrable;
  constraint.initially_deferred = written.initially_deferred;
  constraint.no_inherit = written.no_inherit;
  return constraint;
}

/// The constraint makes an existing unique index its own and gives it its name.
void adopt_index(Editor& editor, ObjectId table, const sql::Constraint& written) {
  const Object* owner = editor.catalog().get(table);
  sql::QualifiedName name;
  name.schema.text = owner->schema;
  name.name = written.using_index;
  const Object* object = editor.catalog().find_relation(name);
  const auto* index = object == nullptr ? nullptr : std::get_if<Index>(&object->data);
  if (index == nullptr || index->table != table || index->constraint != 0) return;
  const ObjectId id = object->id;
  const std::string label = written.name.empty() ? object->name : written.name.text;
  if (editor.catalog().find_constraint(table, label) != nullptr) return;
  Constraint constraint = constraint_of(written, table);
  constraint.index = id;
  const Index before = *index;
  for (const IndexKey& key : before.keys) constraint.columns.push_back(key.column);
  if (label != object->name) editor.rename(id, label);
  const ObjectId made =
      editor.add(editor.catalog().get(table)->schema, label, constraint, written.span);
  editor.edit<Index>(id)->constraint = made;
  editor.forget_own_dependencies(id);
  editor.depend({id, 0, made, 0, DependencyKind::kInternal});
  for (const std::uint32_t column : constraint.columns) {
    editor.depend({made, 0, table, column, DependencyKind::kAutomatic});
  }
}

void set_key_columns_not_null(Editor& editor, ObjectId table,
                              const std::vector<std::uint32_t>& columns, Reaches reaches) {
  for (const std::uint32_t number : columns) {
    const auto* data = editor.catalog().get_as<Table>(table);
    const Column* column = data == nullptr ? nullptr : find_column(*data, number);
    if (column == nullptr || column->not_null) continue;
    if (reaches == Reaches::kAll) {
      set_not_null(editor, table, std::string(column->name), true);
      continue;
    }
    for (Column& own : editor.edit<Table>(table)->columns) {
      if (own.number == number) own.not_null = true;
    }
  }
}

/// The key of the referenced table that the foreign key stands on. (tablecmds.c,
/// transformFkeyCheckAttrs: the first unique index on exactly these columns)
const Object* referenced_index(const Catalog& catalog, ObjectId table,
                               std::vector<std::uint32_t> columns) {
  std::sort(columns.begin(), columns.end());
  for (const Object* part : catalog.parts_of(table)) {
    const auto* index = std::get_if<Index>(&part->data);
    if (index == nullptr || !index->unique || !index->valid || !index->predicate.empty()) continue;
    std::vector<std::uint32_t> keys;
    for (const IndexKey& key : index->keys) keys.push_back(key.column);
    std::sort(keys.begin(), keys.end());
    if (keys == columns) return part;
  }
  return nullptr;
}

/// The server has a row of its own for each partition of the referenced table; it goes with the
/// partition and takes the key along. (tablecmds.c, addFkRecurseReferenced)
void depend_on_partitions(Editor& editor, ObjectId key, ObjectId referenced) {
  for (const Object* child : editor.catalog().children_of(referenced)) {
    const auto* table = std::get_if<Table>(&child->data);
    if (table == nullptr || table->partition_of != referenced) continue;
    editor.depend({key, 0, child->id, 0, DependencyKind::kNormal});
    depend_on_partitions(editor, key, child->id);
  }
}

void depend_foreign_key(Editor& editor, ObjectId id) {
  const auto* found = editor.catalog().get_as<Constraint>(id);
  if (found == nullptr) return;
  const Constraint key = *found;
  for (const std::uint32_t column : key.columns) {
    editor.depend({id, 0, key.table, column, DependencyKind::kAutomatic});
  }
  for (const std::uint32_t column : key.referenced_columns) {
    editor.depend({id, 0, key.referenced_table, column, DependencyKind::kNormal});
  }
  if (key.referenced_columns.empty()) {
    editor.depend({id, 0, key.referenced_table, 0, DependencyKind::kNormal});
  }
  editor.depend({id, 0, key.index, 0, DependencyKind::kNormal});
  if (key.parent == 0) depend_on_partitions(editor, id, key.referenced_table);
}

std::vector<std::string> names_of_columns(const Table& table,
                                          const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> names;
  for (const std::uint32_t number : numbers) {
    if (const Column* column = find_column(table, number)) names.push_back(column->name);
  }
  return names;
}

/// The partition's copy of its parent's foreign key.
void copy_foreign_key(Editor& editor, const Object& parent_key, ObjectId partition, Span where) {
  const auto& original = std::get<Constraint>(parent_key.data);
  const auto* parent = editor.catalog().get_as<Table>(original.table);
  const Object* child = editor.catalog().get(partition);
  const auto* table = child == nullptr ? nullptr : std::get_if<Table>(&child->data);
  if (parent == nullptr || table == nullptr) return;
  Constraint copy = original;
  copy.table = partition;
  copy.parent = parent_key.id;
  copy.local = false;
  copy.inherited = 1;
  for (auto* list : {&copy.columns, &copy.on_delete_columns}) {
    for (std::uint32_t& column : *list) column = mapped_column(*parent, column, *table);
  }
  const auto same = [&](const Object* part) {
    const auto* key = std::get_if<Constraint>(&part->data);
    return key != nullptr && key->kind == sql::ConstraintKind::kForeignKey && key->parent == 0 &&
           key->columns == copy.columns && key->referenced_table == copy.referenced_table &&
           key->referenced_columns == copy.referenced_columns && key->validated &&
           key->on_delete == copy.on_delete && key->on_update == copy.on_update &&
           key->match == copy.match && key->deferrable == copy.deferrable &&
           key->initially_deferred == copy.initially_deferred;
  };
  const std::vector<const Object*> parts = editor.catalog().parts_of(partition);
  const auto match = std::find_if(parts.begin(), parts.end(), same);
  if (match != parts.end()) {
    const ObjectId id = (*match)->id;
    editor.relink<Constraint>(id, [&](Constraint& key) {
      key.parent = parent_key.id;
      key.local = false;
      key.inherited = 1;
    });
    editor.depend({id, 0, parent_key.id, 0, DependencyKind::kInternal});
    return;
  }
  std::string name = parent_key.name;
  if (editor.catalog().find_constraint(partition, name) != nullptr) {
    name = choose_constraint_name(editor.catalog(), child->schema, child->name,
                                  join_columns(names_of_columns(*table, copy.columns)), "fkey", {});
  }
  const ObjectId id = editor.add(child->schema, std::move(name), std::move(copy), where);
  depend_foreign_key(editor, id);
  editor.depend({id, 0, parent_key.id, 0, DependencyKind::kInternal});
  for (const Object* below : editor.catalog().children_of(partition)) {
    copy_foreign_key(editor, *editor.catalog().get(id), below->id, where);
  }
}

/// Adds the CHECK to the table alone, or merges it with one of the name.
ObjectId add_own_check(Editor& editor, ObjectId table, const std::string& name, Constraint check,
                       Span where) {
  const Object* owner = editor.catalog().get(table);
  const auto* data = std::get_if<Table>(&owner->data);
  if (data == nullptr) return 0;
  check.table = table;
  check.columns = columns_in(check.expression, table);
  const ObjectId id = editor.add(owner->schema, name, check, where);
  for (const std::uint32_t column : check.columns) {
    editor.depend({id, 0, table, column, DependencyKind::kAutomatic});
  }
  depend_on_text(editor, id, 0, check.expression, table, DependencyKind::kAutomatic);
  return id;
}

/// A check of the child takes the one of its parent in: one that was its own stays so, but for a
/// partition's. (heap.c, MergeWithExistingConstraint)
void merge_check(Editor& editor, ObjectId id, ObjectId parent) {
  auto* merged = editor.edit<Constraint>(id);
  if (merged == nullptr) return;
  merged->inherited += 1;
  const auto* table = editor.catalog().get_as<Table>(merged->table);
  if (table != nullptr && table->partition_of == parent) {
    merged->inherited = 1;
    merged->local = false;
  }
}

void pass_check_down(Editor& editor, ObjectId table, const std::string& name,
                     const Constraint& check, Span where) {
  for (const Object* child : editor.catalog().children_of(table)) {
    const ObjectId child_id = child->id;
    if (const Object* same = editor.catalog().find_constraint(child_id, name)) {
      merge_check(editor, same->id, table);
      continue;
    }
    Constraint copy = check;
    copy.local = false;
    copy.inherited = 1;
    copy.expression = moved_text(editor.catalog(), check.expression, table, child_id);
    if (add_own_check(editor, child_id, name, copy, where) == 0) continue;
    pass_check_down(editor, child_id, name, copy, where);
  }
}

}  // namespace

const Object* primary_key(const Catalog& catalog, ObjectId table) {
  for (const Object* part : catalog.parts_of(table)) {
    const auto* constraint = std::get_if<Constraint>(&part->data);
    if (constraint != nullptr && constraint->kind == sql::ConstraintKind::kPrimaryKey) return part;
  }
  return nullptr;
}

std::vector<std::uint32_t> column_numbers(const Table& table, const std::vector<sql::Name>& names) {
  std::vector<std::uint32_t> numbers;
  for (const sql::Name& name : names) {
    const Column* column = find_column(table, name.text);
    if (column == nullptr) return {};
    numbers.push_back(column->number);
  }
  return numbers;
}

void set_not_null(Editor& editor, ObjectId table, const std::string& column, bool not_null) {
  Table* data = editor.edit<Table>(table);
  if (data == nullptr) return;
  for (Column& candidate : data->columns) {
    if (candidate.name == column) candidate.not_null = not_null;
  }
  for (const Object* child : editor.catalog().children_of(table)) {
    set_not_null(editor, child->id, column, not_null);
  }
}

void add_key(Editor& editor, ObjectId table, const sql::Constraint& written, Reaches reaches) {
  if (!written.using_index.empty()) {
    adopt_index(editor, table, written);
    if (written.kind == sql::ConstraintKind::kPrimaryKey) {
      if (const Object* key = primary_key(editor.catalog(), table)) {
        set_key_columns_not_null(editor, table, std::get<Constraint>(key->data).columns, reaches);
      }
    }
    return;
  }
  const auto* data = editor.catalog().get_as<Table>(table);
  if (data == nullptr) return;
  NewIndex fresh;
  fresh.table = table;
  fresh.name = written.name.text;
  fresh.where = written.span;
  fresh.descend = reaches == Reaches::kOnly ? Descend::kNot : Descend::kToPartitions;
  Constraint constraint = constraint_of(written, table);
  Index index;
  index.table = table;
  if (written.kind == sql::ConstraintKind::kExclusion) {
    index.method = written.access_method.empty() ? "btree" : written.access_method;
    index.keys = index_keys(editor, {table}, *data, written.elements);
    for (const IndexKey& key : index.keys) add_mentioned(index, key.expression);
    for (const IndexKey& key : index.keys) {
      if (key.column != 0) constraint.columns.push_back(key.column);
    }
  } else {
    index.unique = true;
    index.nulls_not_distinct = written.nulls_not_distinct;
    constraint.columns = column_numbers(*data, written.columns);
    for (const std::uint32_t column : constraint.columns) {
      IndexKey key;
      key.column = column;
      key.name = find_column(*data, column)->name;
      index.keys.push_back(std::move(key));
    }
  }
  if (index.keys.empty()) return;  // an unknown column
  index.including = column_numbers(*data, written.including);
  set_settings(index.options, written.options);
  if (written.tablespace.text != "pg_default") index.tablespace = written.tablespace.text;
  if (written.predicate.has_value()) {
    index.predicate =
        bind_expression(editor, *written.predicate, {Place::kIndexPredicate, table, {}});
    add_mentioned(index, index.predicate);
  }
  if (written.kind == sql::ConstraintKind::kPrimaryKey) {
    set_key_columns_not_null(editor, table, constraint.columns, reaches);
  }
  fresh.index = std::move(index);
  fresh.constraint = std::move(constraint);
  add_index(editor, std::move(fresh));
}

void add_check(Editor& editor, ObjectId table, const sql::Constraint& written,
               std::vector<std::string>& taken) {
  const Object* owner = editor.catalog().get(table);
  const auto* data = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  if (data == nullptr || !written.expression.has_value()) return;
  Constraint check = constraint_of(written, table);
  check.expression = bind_expression(editor, *written.expression, {Place::kCheck, table, {}});
  owner = editor.catalog().get(table);
  data = std::get_if<Table>(&owner->data);
  std::string name = written.name.text;
  if (name.empty()) {
    const std::vector<std::string> columns =
        names_of_columns(*data, columns_in(check.expression, table));
    name = choose_constraint_name(editor.catalog(), owner->schema, owner->name,
                                  columns.size() == 1 ? columns.front() : std::string(), "check",
                                  taken);
  }
  taken.push_back(name);
  if (const Object* same = editor.catalog().find_constraint(table, name)) {
    // Merges with an inherited one of the name, which a partition does not make its own.
    auto* merged = editor.edit<Constraint>(same->id);
    if (merged != nullptr && data->partition_of == 0) merged->local = true;
    return;
  }
  add_own_check(editor, table, name, check, written.span);
  if (!written.no_inherit) pass_check_down(editor, table, name, check, written.span);
}

void add_domain_check(Editor& editor, ObjectId domain, const sql::Constraint& written) {
  const Object* owner = editor.catalog().get(domain);
  if (owner == nullptr || !written.expression.has_value()) return;
  std::string name = written.name.text;
  if (name.empty()) {
    name = choose_constraint_name(editor.catalog(), owner->schema, owner->name, {}, "check", {});
  }
  if (editor.catalog().find_constraint(domain, name) != nullptr) return;
  Constraint check = constraint_of(written, domain);
  check.expression =
      bind_expression(editor, *written.expression, {Place::kDomainCheck, domain, {}});
  const ObjectId id = editor.add(owner->schema, std::move(name), std::move(check), written.span);
  editor.depend({id, 0, domain, 0, DependencyKind::kAutomatic});
  if (const auto* made = editor.catalog().get_as<Constraint>(id)) {
    depend_on_text(editor, id, 0, SqlText(made->expression), domain, DependencyKind::kAutomatic);
  }
}

void add_foreign_key(Editor& editor, ObjectId table, const sql::Constraint& written) {
  const Catalog& catalog = editor.catalog();
  const Object* owner = catalog.get(table);
  const auto* data = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  if (data == nullptr) return;
  Constraint key = constraint_of(written, table);
  key.columns = column_numbers(*data, written.columns);
  key.on_delete = written.on_delete;
  key.on_update = written.on_update;
  key.match = written.match;
  key.on_delete_columns = column_numbers(*data, written.on_delete_columns);
  if (key.columns.empty()) return;
  if (const Object* target = catalog.find_relation(written.referenced_table)) {
    const auto* referenced = std::get_if<Table>(&target->data);
    if (referenced == nullptr) return;
    key.referenced_table = target->id;
    if (!written.referenced_columns.empty()) {
      key.referenced_columns = column_numbers(*referenced, written.referenced_columns);
    } else if (const Object* primary = primary_key(catalog, target->id)) {
      // Without a list it is the primary key, whatever other key the same columns have
      // (src/backend/commands/tablecmds.c, transformFkeyGetPrimaryKey).
      const auto& primary_constraint = std::get<Constraint>(primary->data);
      key.referenced_columns = primary_constraint.columns;
      key.index = primary_constraint.index;
    }
    if (key.index == 0) {
      const Object* index = referenced_index(catalog, target->id, key.referenced_columns);
      if (index != nullptr) key.index = index->id;
    }
  }
  std::string name = written.name.text;
  if (name.empty()) {
    name = choose_constraint_name(catalog, owner->schema, owner->name,
                                  join_columns(names_of_columns(*data, key.columns)), "fkey", {});
  }
  if (catalog.find_constraint(table, name) != nullptr) return;
  const ObjectId id = editor.add(owner->schema, std::move(name), std::move(key), written.span);
  depend_foreign_key(editor, id);
  for (const Object* partition : editor.catalog().children_of(table)) {
    const auto* child = std::get_if<Table>(&partition->data);
    if (child != nullptr && child->partition_of == table) {
      copy_foreign_key(editor, *editor.catalog().get(id), partition->id, written.span);
    }
  }
}

void inherit_checks(Editor& editor, ObjectId parent, ObjectId child, Span where) {
  for (const Object* part : editor.catalog().parts_of(parent)) {
    const auto* check = std::get_if<Constraint>(&part->data);
    if (check == nullptr || check->kind != sql::ConstraintKind::kCheck || check->no_inherit) {
      continue;
    }
    if (const Object* same = editor.catalog().find_constraint(child, part->name)) {
      merge_check(editor, same->id, parent);
      continue;
    }
    const auto* from = editor.catalog().get_as<Table>(parent);
    const Object* owner = editor.catalog().get(child);
    const auto* to = std::get_if<Table>(&owner->data);
    if (from == nullptr || to == nullptr) return;
    Constraint copy = *check;
    copy.table = child;
    copy.local = false;
    copy.inherited = 1;
    // A new table has no rows to validate. (MergeAttributes)
    copy.validated = true;
    for (std::uint32_t& column : copy.columns) column = mapped_column(*from, column, *to);
    copy.expression = moved_text(editor.catalog(), check->expression, parent, child);
    const std::vector<std::uint32_t> columns = copy.columns;
    const SqlText text = copy.expression;
    const ObjectId id = editor.add(owner->schema, part->name, std::move(copy), where);
    for (const std::uint32_t column : columns) {
      editor.depend({id, 0, child, column, DependencyKind::kAutomatic});
    }
    depend_on_text(editor, id, 0, text, child, DependencyKind::kAutomatic);
  }
}

void disinherit_checks(Editor& editor, ObjectId parent, ObjectId child) {
  for (const Object* part : editor.catalog().parts_of(parent)) {
    const auto* check = std::get_if<Constraint>(&part->data);
    if (check == nullptr || check->kind != sql::ConstraintKind::kCheck) continue;
    const Object* same = editor.catalog().find_constraint(child, part->name);
    if (same == nullptr) continue;
    auto* own = editor.edit<Constraint>(same->id);
    if (own->inherited > 0) own->inherited -= 1;
    if (own->inherited == 0) own->local = true;
  }
}

void reference_partition(Editor& editor, ObjectId parent, ObjectId partition) {
  for (ObjectId above = parent; above != 0;) {
    for (const Object* key : editor.catalog().foreign_keys_to(above)) {
      if (std::get<Constraint>(key->data).parent != 0) continue;
      editor.depend({key->id, 0, partition, 0, DependencyKind::kNormal});
      depend_on_partitions(editor, key->id, partition);
    }
    const auto* table = editor.catalog().get_as<Table>(above);
    above = table == nullptr ? 0 : table->partition_of;
  }
}

void dereference_partition(Editor& editor, ObjectId parent, ObjectId partition) {
  for (const Object* child : editor.catalog().children_of(partition)) {
    dereference_partition(editor, parent, child->id);
  }
  for (ObjectId above = parent; above != 0;) {
    for (const Object* key : editor.catalog().foreign_keys_to(above)) {
      editor.forget({key->id, 0, partition, 0, DependencyKind::kNormal});
    }
    const auto* table = editor.catalog().get_as<Table>(above);
    above = table == nullptr ? 0 : table->partition_of;
  }
}

void inherit_foreign_keys(Editor& editor, ObjectId parent, ObjectId partition, Span where) {
  const auto* table = editor.catalog().get_as<Table>(parent);
  if (table == nullptr) return;
  for (const Object* part : editor.catalog().parts_of(parent)) {
    const auto* key = std::get_if<Constraint>(&part->data);
    if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
    copy_foreign_key(editor, *part, partition, where);
  }
}

void disinherit_foreign_keys(Editor& editor, ObjectId parent, ObjectId partition) {
  for (const Object* part : editor.catalog().parts_of(partition)) {
    const auto* key = std::get_if<Constraint>(&part->data);
    const auto* above = key == nullptr ? nullptr : editor.catalog().get_as<Constraint>(key->parent);
    if (above == nullptr || above->table != parent) continue;
    if (key->kind != sql::ConstraintKind::kForeignKey) continue;
    const ObjectId id = part->id;
    editor.forget({id, 0, key->parent, 0, DependencyKind::kInternal});
    editor.relink<Constraint>(id, [](Constraint& own) {
      own.parent = 0;
      own.local = true;
      own.inherited = 0;
    });
  }
}

void add_constraint(Editor& editor, ObjectId table, const sql::Constraint& written,
                    Reaches reaches) {
  if (refuse_constraint(editor, table, written, reaches)) return;
  switch (written.kind) {
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
    case sql::ConstraintKind::kExclusion:
      if (!written.name.empty() &&
          editor.catalog().find_constraint(table, written.name.text) != nullptr) {
        return;
      }
      add_key(editor, table, written, reaches);
      return;
    case sql::ConstraintKind::kForeignKey:
      add_foreign_key(editor, table, written);
      return;
    case sql::ConstraintKind::kCheck: {
      std::vector<std::string> taken;
      add_check(editor, table, written, taken);
      return;
    }
    case sql::ConstraintKind::kNotNull:
      for (const sql::Name& column : written.columns) {
        set_not_null(editor, table, column.text, true);
      }
      return;
  }
}

}  // namespace ashlar::catalog
