// DROP of every kind.

#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/dependencies/dependents.h"
#include "compiler/catalog/refusals/drop_refusals.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

bool is_of_partitioned(const Catalog& catalog, const Object& object) {
  const auto* index = std::get_if<Index>(&object.data);
  const auto* table = index == nullptr ? nullptr : catalog.get_as<Table>(index->table);
  return table != nullptr && table->partitioned_by.has_value();
}

/// The objects that the statement names and that can be dropped.
std::vector<ObjectId> find_roots(Editor& editor, const sql::Drop& statement, Span where) {
  std::vector<ObjectId> roots;
  for (const sql::ObjectRef& reference : statement.objects) {
    const Object* object = find_object(editor.catalog(), reference);
    if (object == nullptr) {
      if (!statement.if_exists) refuse_missing(editor, reference, where);
    } else if (!is_of_kind(*object, statement.kind)) {
      refuse_wrong_kind(editor, *object, reference, where);
    } else if (is_internal(editor.catalog(), *object)) {
      refuse_internal(editor, *object, reference, where);
    } else if (statement.concurrently && is_of_partitioned(editor.catalog(), *object)) {
      refuse(editor, ProblemKind::kConcurrentlyOnPartitioned, "0A000",
             "cannot drop partitioned index `" + object->name + "` concurrently",
             span_of(reference.name.name, where),
             "drop it without CONCURRENTLY, with a short lock timeout");
    } else {
      roots.push_back(object->id);
    }
  }
  return roots;
}

void refuse_restricted(Editor& editor, const sql::Drop& statement,
                       const std::vector<ObjectId>& roots, Span where) {
  const Span place = statement.objects.empty() ? where
                                               : span_of(statement.objects.front().part.empty()
                                                             ? statement.objects.front().name.name
                                                             : statement.objects.front().part,
                                                         where);
  const Closure going = close_over(editor.catalog(), roots, {}, Reach::kParts);
  for (const ObjectId root : roots) {
    const Object* object = editor.catalog().get(root);
    if (std::holds_alternative<Schema>(object->data) &&
        refuse_members(editor, *object, going.objects, place)) {
      return;
    }
  }
  const std::string what = roots.size() == 1
                               ? described(editor.catalog(), *editor.catalog().get(roots.front()))
                               : "the named objects";
  refuse_dependents(editor, going, what, place);
}

}  // namespace

void perform(Editor& editor, const sql::Drop& statement, Span where) {
  const std::vector<ObjectId> roots = find_roots(editor, statement, where);
  if (roots.empty() || editor.has_refused()) return;
  const bool cascade = statement.behavior == sql::DropBehavior::kCascade;
  // Refused or not, they are as good as gone: what follows means a schema without them.
  if (!cascade) refuse_restricted(editor, statement, roots, where);
  drop(editor, close_over(editor.catalog(), roots, {}, cascade ? Reach::kCascade : Reach::kOwn));
  editor.set_dropped_by_name(roots.size());
}

}  // namespace ashlar::catalog
