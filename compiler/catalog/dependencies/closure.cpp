#include "compiler/catalog/dependencies/closure.h"

#include <deque>
#include <set>

#include "compiler/catalog/statements/alter_columns.h"
#include "compiler/catalog/statements/columns.h"

namespace ashlar::catalog {
namespace {

/// Breadth first over dependencies, parts, partitions and members of schemas.
class Walk {
 public:
  Walk(const Catalog& catalog, Reach reach) : catalog_(catalog), reach_(reach) {}

  void add(ObjectId id) {
    if (catalog_.get(id) == nullptr || !objects_.insert(id).second) return;
    closure_.objects.push_back(id);
    queue_.push_back({id, 0});
  }
  void add(ColumnRef column) {
    if (!columns_.insert(column).second) return;
    // A partition key goes with the whole table. (heap.c, StorePartitionKey)
    const auto* table = catalog_.get_as<Table>(column.table);
    if (table != nullptr && is_in_partition_key(*table, column.number)) add(column.table);
    closure_.columns.push_back(column);
    queue_.push_back(column);
  }

  Closure run() {
    while (!queue_.empty()) {
      const ColumnRef next = queue_.front();
      queue_.pop_front();
      if (next.number == 0) {
        visit_object(next.table);
      } else {
        visit_column(next);
      }
    }
    prune();
    return std::move(closure_);
  }

 private:
  void visit_object(ObjectId id) {
    const Object* object = catalog_.get(id);
    for (const Object* part : catalog_.parts_of(id)) add(part->id);
    if (reach_ == Reach::kCascade && std::holds_alternative<Schema>(object->data)) {
      for (const Object* member : catalog_.members_of(object->name)) add(member->id);
    }
    for (const Dependency& dependency : catalog_.dependents_of(id)) follow(dependency);
    // An index or its constraint goes with the other.
    if (const auto* constraint = std::get_if<Constraint>(&object->data)) {
      if (constraint->kind != sql::ConstraintKind::kForeignKey) add(constraint->index);
    }
    for (const Object* child : catalog_.children_of(id)) {
      const auto* table = std::get_if<Table>(&child->data);
      if (table == nullptr || table->partition_of == id || reach_ == Reach::kCascade) {
        add(child->id);
      }
    }
  }

  void visit_column(ColumnRef column) {
    for (const Dependency& dependency : catalog_.dependents_of(column.table, column.number)) {
      follow(dependency);
    }
  }

  void follow(const Dependency& dependency) {
    if (dependency.kind == DependencyKind::kNormal && !follows_normal(dependency.dependent)) return;
    if (dependency.dependent_column == 0) {
      add(dependency.dependent);
      return;
    }
    const ColumnRef column{dependency.dependent, dependency.dependent_column};
    if (loses_column(dependency)) {
      add(column);
    } else if (defaults_.insert(column).second) {
      closure_.defaults.push_back(column);
    }
  }

  bool follows_normal(ObjectId dependent) const {
    switch (reach_) {
      case Reach::kCascade:
        return true;
      case Reach::kOwn:
        // A foreign key left without what it references would dangle; the server would have
        // refused.
        return catalog_.get_as<Constraint>(dependent) != nullptr;
      case Reach::kParts:
        return false;
    }
    return true;
  }

  /// The column itself goes: it is of the type, or made of the column, that goes.
  bool loses_column(const Dependency& dependency) const {
    const Object* object = catalog_.get(dependency.dependent);
    const std::vector<Column>* columns = object == nullptr ? nullptr : columns_of(*object);
    if (columns == nullptr) return false;
    for (const Column& column : *columns) {
      if (column.number != dependency.dependent_column) continue;
      return column.type.id == dependency.referenced ||
             column.collation.id == dependency.referenced || !column.generated.empty();
    }
    return false;
  }

  /// Columns and defaults of objects that go as a whole are not worth a word.
  void prune() {
    const auto whole = [this](const ColumnRef& column) { return objects_.contains(column.table); };
    std::erase_if(closure_.columns, whole);
    std::erase_if(closure_.defaults, [&](const ColumnRef& column) {
      return whole(column) || columns_.contains(column);
    });
  }

  const Catalog& catalog_;
  Reach reach_;
  Closure closure_;
  std::set<ObjectId> objects_;
  std::set<ColumnRef> columns_;
  std::set<ColumnRef> defaults_;
  std::deque<ColumnRef> queue_;
};

void drop_default(Editor& editor, ColumnRef ref) {
  std::vector<Column>* columns = edit_columns(editor, ref.table);
  if (columns == nullptr) return;
  ObjectId type = 0;
  for (Column& column : *columns) {
    if (column.number != ref.number) continue;
    column.default_value = {};
    column.sequence = 0;
    type = column.type.id;
  }
  editor.forget_column_dependencies(ref.table, ref.number);
  editor.depend({ref.table, ref.number, type, 0, DependencyKind::kNormal});
}

}  // namespace

Closure close_over(const Catalog& catalog, const std::vector<ObjectId>& roots,
                   const std::vector<ColumnRef>& columns, Reach reach) {
  Walk walk(catalog, reach);
  for (const ObjectId root : roots) walk.add(root);
  for (const ColumnRef column : columns) walk.add(column);
  return walk.run();
}

void drop(Editor& editor, const Closure& closure) {
  for (const ObjectId id : closure.objects) editor.erase(id);
  for (const ColumnRef column : closure.columns) {
    remove_column(editor, column.table, column.number);
  }
  for (const ColumnRef column : closure.defaults) drop_default(editor, column);
}

std::vector<ObjectId> drop_closure(const Catalog& catalog, const std::vector<ObjectId>& roots,
                                   std::uint32_t column) {
  if (column == 0) return close_over(catalog, roots, {}, Reach::kCascade).objects;
  if (roots.empty()) return {};
  return close_over(catalog, {}, {ColumnRef{roots.front(), column}}, Reach::kCascade).objects;
}

}  // namespace ashlar::catalog
