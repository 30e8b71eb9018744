// GRANT and REVOKE on objects and columns (src/backend/catalog/aclchk.c).

#include <algorithm>

#include "compiler/catalog/acl.h"
#include "compiler/catalog/refusals/missing_object.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/privileges.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

/// Privileges of the cluster's objects: pg_dump shows them with the cluster, not with the schema.
bool is_outside_grant(ObjectKind kind) {
  return kind == ObjectKind::kDatabase || kind == ObjectKind::kTablespace ||
         kind == ObjectKind::kOther;
}

/// What the kind of GRANT reaches among the members of a schema.
bool is_meant(const Object& object, ObjectKind kind) {
  const auto* function = std::get_if<Function>(&object.data);
  if (kind == ObjectKind::kTable) return privilege_kind(object) == ObjectKind::kTable;
  if (kind == ObjectKind::kSequence) return std::holds_alternative<Sequence>(object.data);
  if (function == nullptr) return false;
  const bool procedure = function->kind == ObjectKind::kProcedure;
  return kind == ObjectKind::kRoutine || (kind == ObjectKind::kProcedure) == procedure;
}

std::string word_for(ObjectKind kind) {
  if (kind == ObjectKind::kTable) return "relation";
  return std::string(sql::to_string(kind));
}

/// The objects that the statement names; refuses the statement for those that are not there.
std::vector<ObjectId> targets(Editor& editor, const sql::Grant& statement) {
  std::vector<ObjectId> found;
  for (const sql::Name& schema : statement.all_in_schemas) {
    if (editor.catalog().find_schema(schema.text) == nullptr) {
      refuse_unknown_schema(editor, schema);
      continue;
    }
    for (const Object* member : editor.catalog().members_of(schema.text)) {
      if (is_meant(*member, statement.kind)) found.push_back(member->id);
    }
  }
  for (const sql::ObjectRef& reference : statement.objects) {
    const Object* object = find_object(editor.catalog(), reference);
    if (object != nullptr) {
      // Rights on the row type of a table are shown nowhere.
      const bool row_type = statement.kind == ObjectKind::kType &&
                            (std::holds_alternative<catalog::Table>(object->data) ||
                             std::holds_alternative<catalog::View>(object->data));
      if (!row_type) found.push_back(object->id);
      continue;
    }
    const bool builtin = reference.kind == ObjectKind::kLanguage ||
                         reference.kind == ObjectKind::kLargeObject ||
                         reference.name.schema.text == "pg_catalog" ||
                         reference.name.schema.text == "information_schema";
    if (builtin) {
      editor.note_not_modelled("GRANT on what a server has from the start");
      continue;
    }
    refuse_missing(editor, reference);
  }
  return found;
}

struct WantedRights {
  Rights whole = 0;
  std::vector<std::pair<std::uint32_t, Rights>> columns;  ///< by number
};

void want_columns(Editor& editor, const Object& object, const sql::Privilege& privilege,
                  WantedRights& wanted) {
  const Rights all = all_rights(ObjectKind::kColumn);
  const Rights rights = privilege.name == "all" ? all : right_named(privilege.name) & all;
  for (const sql::Name& name : privilege.columns) {
    std::uint32_t number = 0;
    if (const Column* column = column_named(object, name.text)) {
      number = column->number;
    } else if (const auto* view = std::get_if<View>(&object.data)) {
      const auto at = std::find(view->columns.begin(), view->columns.end(), name.text);
      if (at != view->columns.end()) {
        number = static_cast<std::uint32_t>(at - view->columns.begin()) + 1;
      }
    }
    if (number == 0) {
      refuse_unknown_column(editor, object, name, name.span);
      continue;
    }
    const auto at = std::find_if(wanted.columns.begin(), wanted.columns.end(),
                                 [number](const auto& each) { return each.first == number; });
    if (at == wanted.columns.end()) {
      wanted.columns.emplace_back(number, rights);
    } else {
      at->second |= rights;
    }
  }
}

/// What the statement is about on this object.
WantedRights wanted_rights(Editor& editor, const Object& object, const sql::Grant& statement,
                           Span where) {
  WantedRights wanted;
  const ObjectKind kind = privilege_kind(object);
  const Rights all = all_rights(kind);
  const Rights maintain = kind == ObjectKind::kTable ? right_named("MAINTAIN") : 0;
  for (const sql::Privilege& privilege : statement.privileges) {
    if (!privilege.columns.empty()) {
      want_columns(editor, object, privilege, wanted);
      continue;
    }
    const Rights right = privilege.name == "all" ? all : right_named(privilege.name);
    // GRANT ON TABLE of a sequence passes over what sequences do not have.
    const bool lenient = kind == ObjectKind::kSequence && statement.kind == ObjectKind::kTable;
    if (right != 0 && (right & (all | maintain)) == 0 && !lenient) {
      editor.refuse({ProblemKind::kInvalidDefinition,
                     "0LP01",
                     "invalid privilege type `" + privilege.name + "` for " + word_for(kind),
                     where,
                     "",
                     {}});
    }
    wanted.whole |= right & (all | maintain);
  }
  // A right that is revoked from the table is revoked from its columns too.
  if (!statement.grant && kind == ObjectKind::kTable && object.annotations.column_privileges) {
    const Rights of_columns = wanted.whole & all_rights(ObjectKind::kColumn);
    for (const Grant& held : *object.annotations.column_privileges) {
      if (of_columns == 0) break;
      const bool known =
          std::any_of(wanted.columns.begin(), wanted.columns.end(),
                      [&held](const auto& each) { return each.first == held.column; });
      if (!known) wanted.columns.emplace_back(held.column, 0);
    }
    for (auto& [number, rights] : wanted.columns) rights |= of_columns;
  }
  return wanted;
}

void refuse_dependent(Editor& editor, Span where) {
  editor.refuse({ProblemKind::kDependentObjects,
                 "2BP01",
                 "dependent privileges exist",
                 where,
                 "add CASCADE to revoke them too",
                 {}});
}

void change_columns(Editor& editor, ObjectId id, const WantedRights& wanted, AclChange change,
                    Span where) {
  const std::string owner = editor.catalog().get(id)->owner;
  const std::string role = editor.catalog().current_role();
  for (const auto& [number, rights] : wanted.columns) {
    std::vector<Grant> all =
        editor.catalog().get(id)->annotations.column_privileges.value_or(std::vector<Grant>{});
    const std::uint32_t column = number;
    const auto of_column = [column](const Grant& grant) { return grant.column == column; };
    std::vector<Grant> own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own), of_column);
    Acl acl = acl_of(own);
    change.rights = rights;
    change.grantor = best_grantor(acl, role, owner, rights);
    if (!change_acl(acl, change, owner)) {
      refuse_dependent(editor, where);
      return;
    }
    // One column after the other, in order of their numbers.
    std::erase_if(all, of_column);
    const auto at = std::find_if(all.begin(), all.end(),
                                 [column](const Grant& grant) { return grant.column > column; });
    const std::vector<Grant> changed = grants_of(acl, column);
    all.insert(at, changed.begin(), changed.end());
    auto& slot = editor.edit_common(id)->annotations.column_privileges;
    slot.reset();
    if (!all.empty()) slot = std::move(all);
  }
}

void change_whole(Editor& editor, ObjectId id, AclChange change, Span where) {
  const Object& object = *editor.catalog().get(id);
  const std::string owner = object.owner;
  Acl acl = acl_of(privileges_of(object));
  change.grantor = best_grantor(acl, editor.catalog().current_role(), owner, change.rights);
  if (!change_acl(acl, change, owner)) {
    refuse_dependent(editor, where);
    return;
  }
  editor.edit_common(id)->annotations.privileges = grants_of(acl);
}

}  // namespace

void perform(Editor& editor, const sql::Grant& statement, Span where) {
  if (is_outside_grant(statement.kind)) return;
  AclChange change;
  change.grant = statement.grant;
  change.with_option = statement.grant_option;
  change.behavior = statement.behavior;
  for (const std::string& grantee : statement.grantees) {
    change.grantees.push_back(role_named(editor.catalog(), grantee));
    if (grantee == "public" && statement.grant && statement.grant_option) {
      editor.refuse({ProblemKind::kInvalidDefinition,
                     "0LP01",
                     "grant options can only be granted to roles",
                     where,
                     "",
                     {}});
      return;
    }
  }
  for (const ObjectId id : targets(editor, statement)) {
    const Object& object = *editor.catalog().get(id);
    if (privilege_kind(object) == ObjectKind::kOther) continue;
    const WantedRights wanted = wanted_rights(editor, object, statement, where);
    if (wanted.whole != 0) {
      change.rights = wanted.whole;
      change_whole(editor, id, change, where);
    }
    if (!wanted.columns.empty()) change_columns(editor, id, wanted, change, where);
  }
}

}  // namespace ashlar::catalog
