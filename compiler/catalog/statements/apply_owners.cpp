// ALTER … OWNER TO of every kind, REASSIGN OWNED, DROP OWNED.

#include <algorithm>

#include "compiler/catalog/acl.h"
#include "compiler/catalog/author.h"
#include "compiler/catalog/dependencies/closure.h"
#include "compiler/catalog/refusals/missing_object.h"
#include "compiler/catalog/statements/owners.h"
#include "compiler/catalog/statements/privileges.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

void give(Editor& editor, ObjectId id, const std::string& owner) {
  Object* object = editor.edit_common(id);
  if (object == nullptr || !has_owner(*object)) return;
  const std::string before = std::exchange(object->owner, owner);
  for (auto* list : {&object->annotations.privileges, &object->annotations.column_privileges}) {
    if (!list->has_value()) continue;
    // Columns are kept one after the other.
    std::vector<Grant> changed;
    for (auto at = (*list)->begin(); at != (*list)->end();) {
      const std::uint32_t column = at->column;
      const auto end =
          std::find_if(at, (*list)->end(), [column](const Grant& g) { return g.column != column; });
      const Acl acl = acl_of_new_owner(acl_of({at, end}), before, owner);
      for (Grant& grant : grants_of(acl, column)) changed.push_back(std::move(grant));
      at = end;
    }
    *list = std::move(changed);
  }
}

std::vector<ObjectId> owned_sequences(const Catalog& catalog, ObjectId table) {
  std::vector<ObjectId> sequences;
  for (const Dependency& dependency : catalog.dependents_of(table)) {
    const auto* sequence = catalog.get_as<Sequence>(dependency.dependent);
    if (sequence != nullptr && sequence->owner_table == table &&
        dependency.kind != DependencyKind::kNormal) {
      sequences.push_back(dependency.dependent);
    }
  }
  return sequences;
}

/// Takes what the role was granted out of a list.
void revoke_all(std::optional<std::vector<Grant>>& list, const std::string& role) {
  if (!list.has_value()) return;
  std::erase_if(*list, [&role](const Grant& grant) { return grant.grantee == role; });
}

void drop_owned(Editor& editor, const std::string& role, sql::DropBehavior behavior) {
  std::vector<ObjectId> owned;
  std::vector<ObjectId> granted;
  editor.catalog().for_each_object([&](const Object& object) {
    if (has_owner(object) && object.owner == role && object.extension == 0) {
      owned.push_back(object.id);
    } else if (object.annotations.privileges.has_value() ||
               object.annotations.column_privileges.has_value()) {
      granted.push_back(object.id);
    }
  });
  for (const ObjectId id : granted) {
    Annotations& annotations = editor.edit_common(id)->annotations;
    revoke_all(annotations.privileges, role);
    revoke_all(annotations.column_privileges, role);
  }
  std::vector<DefaultPrivileges> defaults = editor.catalog().default_privileges();
  std::erase_if(defaults, [&role](const DefaultPrivileges& d) { return d.role == role; });
  editor.set_default_privileges(std::move(defaults));
  if (owned.empty()) return;
  const Reach reach = behavior == sql::DropBehavior::kCascade ? Reach::kCascade : Reach::kOwn;
  drop(editor, close_over(editor.catalog(), owned, {}, reach));
}

}  // namespace

void change_owner(Editor& editor, ObjectId id, const std::string& role) {
  const std::string owner = role_named(editor.catalog(), role);
  give(editor, id, owner);
  if (editor.catalog().get_as<Table>(id) != nullptr) {
    for (const ObjectId sequence : owned_sequences(editor.catalog(), id)) {
      give(editor, sequence, owner);
    }
  }
  if (const auto* range = editor.catalog().get_as<RangeType>(id)) {
    if (range->multirange != 0) give(editor, range->multirange, owner);
  }
}

void perform(Editor& editor, const sql::AlterOwner& statement, Span) {
  const ObjectKind kind = statement.object.kind;
  if (kind == ObjectKind::kDatabase || kind == ObjectKind::kTablespace) return;
  if (kind == ObjectKind::kLargeObject) {
    editor.note_not_modelled("ALTER LARGE OBJECT");
    return;
  }
  const Object* object = find_object(editor.catalog(), statement.object);
  if (object == nullptr) {
    refuse_missing(editor, statement.object);
    return;
  }
  change_owner(editor, object->id, statement.owner);
}

void perform(Editor& editor, const sql::OwnedObjects& statement, Span) {
  const std::string after = role_named(editor.catalog(), statement.new_owner);
  for (const std::string& words : statement.roles) {
    const std::string role = role_named(editor.catalog(), words);
    if (statement.drop) {
      drop_owned(editor, role, statement.behavior);
      continue;
    }
    std::vector<ObjectId> owned;
    editor.catalog().for_each_object([&](const Object& object) {
      if (has_owner(object) && object.owner == role && object.name != "pg_catalog") {
        owned.push_back(object.id);
      }
    });
    for (const ObjectId id : owned) give(editor, id, after);
  }
}

}  // namespace ashlar::catalog
