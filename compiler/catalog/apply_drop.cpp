// DROP of every kind.

#include "compiler/catalog/closure.h"
#include "compiler/catalog/statements.h"

namespace ashlar::catalog {
namespace {

/// DROP TABLE of a view, DROP INDEX of a table and the like are refused by the server.
bool is_of_kind(const Object& object, sql::ObjectKind kind) {
  using sql::ObjectKind;
  const ObjectKind actual = kind_of(object);
  // DROP TYPE takes domains too, but not a table's row type.
  if (kind == ObjectKind::kType) return actual == kind || actual == ObjectKind::kDomain;
  const bool exact = kind == ObjectKind::kTable || kind == ObjectKind::kForeignTable ||
                     kind == ObjectKind::kIndex || kind == ObjectKind::kSequence ||
                     kind == ObjectKind::kView || kind == ObjectKind::kMaterializedView ||
                     kind == ObjectKind::kDomain || kind == ObjectKind::kFunction ||
                     kind == ObjectKind::kProcedure || kind == ObjectKind::kAggregate;
  return !exact || actual == kind;
}

/// An index that backs a constraint, a part of a partition's index, an identity's sequence: the
/// server refuses to drop what is a part of something else. (dependency.c)
bool is_internal(const Catalog& catalog, const Object& object) {
  if (const auto* index = std::get_if<Index>(&object.data)) {
    return index->constraint != 0 || index->partition_of != 0;
  }
  for (const Dependency& dependency : catalog.dependencies_of(object.id)) {
    if (dependency.kind == DependencyKind::kInternal && dependency.dependent_column == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

void perform(Editor& editor, const sql::Drop& statement, Span) {
  std::vector<ObjectId> roots;
  for (const sql::ObjectRef& reference : statement.objects) {
    const Object* object = find_object(editor.catalog(), reference);
    if (object == nullptr || !is_of_kind(*object, statement.kind) ||
        is_internal(editor.catalog(), *object)) {
      continue;
    }
    roots.push_back(object->id);
  }
  if (roots.empty()) return;
  const Reach reach =
      statement.behavior == sql::DropBehavior::kCascade ? Reach::kCascade : Reach::kOwn;
  drop(editor, close_over(editor.catalog(), roots, {}, reach));
  editor.set_dropped_by_name(roots.size());
}

}  // namespace ashlar::catalog
