#include "compiler/catalog/author.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/statements.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

bool is_owned_kind(ObjectKind kind) {
  return kind != ObjectKind::kCast && kind != ObjectKind::kTransform &&
         kind != ObjectKind::kAccessMethod && kind != ObjectKind::kUserMapping &&
         kind != ObjectKind::kTextSearchParser && kind != ObjectKind::kTextSearchTemplate &&
         kind != ObjectKind::kOther;
}

using Lists = std::array<std::optional<std::vector<Grant>>*, 2>;

bool names_role(const Grant& grant, const std::string& role) {
  return grant.grantor == role || grant.grantee == role;
}

bool concerns(const Object& object, const std::string& role) {
  if (object.owner == role) return true;
  const auto in = [&role](const std::optional<std::vector<Grant>>& list) {
    return list.has_value() && std::any_of(list->begin(), list->end(), [&role](const Grant& grant) {
             return names_role(grant, role);
           });
  };
  return in(object.annotations.privileges) || in(object.annotations.column_privileges);
}

void forget_name(std::vector<Grant>& grants, const std::string& role) {
  for (Grant& grant : grants) {
    if (grant.grantor == role) grant.grantor.clear();
    if (grant.grantee == role) grant.grantee.clear();
  }
}

}  // namespace

bool has_owner(const Object& object) {
  return std::visit(Overload{
                        [](const Index&) { return false; },
                        [](const Constraint&) { return false; },
                        [](const Trigger&) { return false; },
                        [](const Policy&) { return false; },
                        [](const Rule&) { return false; },
                        [](const OtherObject& other) { return is_owned_kind(other.kind); },
                        [](const auto&) { return true; },
                    },
                    object.data);
}

Catalog made_by(Catalog catalog, const std::string& role) {
  std::vector<ObjectId> concerned;
  catalog.for_each_object([&](const Object& object) {
    if (concerns(object, role)) concerned.push_back(object.id);
  });
  const Sources none;
  const ApplyContext context{&none, 0, 0};
  Editor editor(std::move(catalog), context);
  for (const ObjectId id : concerned) {
    Object* object = editor.edit_common(id);
    if (object == nullptr) continue;
    if (object->owner == role) object->owner.clear();
    for (auto* list :
         Lists{&object->annotations.privileges, &object->annotations.column_privileges}) {
      if (list->has_value()) forget_name(**list, role);
    }
  }
  std::vector<DefaultPrivileges> defaults = editor.catalog().default_privileges();
  for (DefaultPrivileges& row : defaults) {
    if (row.role == role) row.role.clear();
    forget_name(row.privileges, role);
  }
  editor.set_default_privileges(std::move(defaults));
  return std::move(editor).finish().after;
}

}  // namespace ashlar::catalog
