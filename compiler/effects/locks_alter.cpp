// Locks of ALTER of anything but tables, and of COMMENT.

#include "compiler/effects/locks.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;
using sql::ObjectKind;

bool is_relation_kind(ObjectKind kind) {
  return kind == ObjectKind::kTable || kind == ObjectKind::kForeignTable ||
         kind == ObjectKind::kSequence || kind == ObjectKind::kView ||
         kind == ObjectKind::kMaterializedView || kind == ObjectKind::kIndex;
}

bool is_table_part(ObjectKind kind) {
  return kind == ObjectKind::kTrigger || kind == ObjectKind::kRule || kind == ObjectKind::kPolicy ||
         kind == ObjectKind::kConstraint;
}

/// The relation behind a composite type's name, or null.
const Object* composite(const Draft& draft, const sql::QualifiedName& name) {
  const Object* type = draft.before().find_type(name);
  return type != nullptr && std::holds_alternative<catalog::CompositeType>(type->data) ? type
                                                                                       : nullptr;
}

/// Tables with a column of the domain, or of a domain over it: they are read under ShareLock to
/// check a constraint. (typecmds.c, get_rels_with_domain)
void check_domain_users(Draft& draft, ObjectId domain) {
  for (const catalog::Dependency& dependency : draft.before().dependents_of(domain)) {
    const auto* table = draft.before().get_as<catalog::Table>(dependency.dependent);
    if (table == nullptr) {
      if (draft.before().get_as<catalog::DomainType>(dependency.dependent) != nullptr) {
        check_domain_users(draft, dependency.dependent);
      }
      continue;
    }
    const catalog::Column* column = catalog::find_column(*table, dependency.dependent_column);
    if (column == nullptr || column->type.id != domain) continue;
    draft.lock(dependency.dependent, LockMode::kShare, Naming::kReached);
    if (stores_rows(draft.before(), dependency.dependent)) draft.scan(dependency.dependent);
  }
}

void lock_renamed_column(Draft& draft, const sql::Rename& statement) {
  if (const Object* relation = draft.find(statement.object.name)) {
    draft.lock_tree(relation->id, LockMode::kAccessExclusive, Naming::kNamed);
  }
}

void lock_renamed_part(Draft& draft, const sql::Rename& statement) {
  const Object* table = draft.lock(statement.object.name, LockMode::kAccessExclusive);
  if (table == nullptr) return;
  // The same CHECK in inheriting tables, the same trigger in partitions.
  for (const ObjectId id : draft.changes().renamed) {
    if (const auto* constraint = draft.before().get_as<catalog::Constraint>(id)) {
      draft.lock(constraint->table, LockMode::kAccessExclusive, Naming::kReached);
    } else if (const auto* trigger = draft.before().get_as<catalog::Trigger>(id);
               trigger != nullptr && draft.postgres() >= 15) {
      draft.lock(trigger->table, LockMode::kAccessExclusive, Naming::kReached);
    }
  }
}

}  // namespace

void forecast_locks(const sql::AlterSequence& statement, Draft& draft) {
  draft.lock(statement.name, LockMode::kShareRowExclusive);
}

void forecast_locks(const sql::AlterDomain& statement, Draft& draft) {
  const Object* domain = draft.before().find_type(statement.name);
  if (domain == nullptr) return;
  using Change = sql::AlterDomain::Change;
  switch (statement.change) {
    case Change::kAddConstraint:
      if (statement.constraint.has_value() && statement.constraint->not_valid) return;
      check_domain_users(draft, domain->id);
      return;
    case Change::kSetNotNull:
    case Change::kValidateConstraint:
      check_domain_users(draft, domain->id);
      return;
    case Change::kDefault:
    case Change::kDropDefault:
    case Change::kDropNotNull:
    case Change::kDropConstraint:
      return;
  }
}

void forecast_locks(const sql::Rename& statement, Draft& draft) {
  const ObjectKind kind = statement.object.kind;
  if (kind == ObjectKind::kColumn) {
    lock_renamed_column(draft, statement);
  } else if (kind == ObjectKind::kAttribute || kind == ObjectKind::kType) {
    if (const Object* type = composite(draft, statement.object.name)) {
      draft.lock(type->id, LockMode::kAccessExclusive, Naming::kNamed);
      // Tables of the type share its attributes.
      if (kind == ObjectKind::kAttribute) {
        draft.lock_tree(type->id, LockMode::kAccessExclusive, Naming::kNamed);
      }
    }
  } else if (is_table_part(kind)) {
    lock_renamed_part(draft, statement);
  } else if (is_relation_kind(kind)) {
    const Object* relation = draft.find(statement.object.name);
    if (relation == nullptr) return;
    const bool index = std::holds_alternative<catalog::Index>(relation->data);
    draft.lock(relation->id, index ? LockMode::kShareUpdateExclusive : LockMode::kAccessExclusive,
               Naming::kNamed);
  }
}

void forecast_locks(const sql::SetSchema& statement, Draft& draft) {
  if (is_relation_kind(statement.object.kind)) {
    const Object* relation = draft.lock(statement.object.name, LockMode::kAccessExclusive);
    if (relation == nullptr) return;
    for (const ObjectId id : draft.changes().renamed) {
      if (draft.before().get_as<catalog::Sequence>(id) == nullptr) continue;
      draft.lock(id, LockMode::kAccessExclusive, Naming::kReached);
    }
  }
}

void forecast_locks(const sql::AlterOwner& statement, Draft& draft) {
  if (is_relation_kind(statement.object.kind)) {
    draft.lock(statement.object.name, LockMode::kAccessExclusive);
  } else if (const Object* type = composite(draft, statement.object.name)) {
    draft.lock(type->id, LockMode::kAccessExclusive, Naming::kNamed);
  }
}

void forecast_locks(const sql::Comment& statement, Draft& draft) {
  // Parts of a table are looked up under AccessShareLock. (objectaddress.c, get_object_address)
  const ObjectKind kind = statement.object.kind;
  if (is_relation_kind(kind) || kind == ObjectKind::kColumn) {
    draft.lock(statement.object.name, LockMode::kShareUpdateExclusive);
  }
}

void forecast_locks(const sql::AlterExtension& statement, Draft& draft) {
  if (!statement.member.has_value() || !is_relation_kind(statement.member->kind)) return;
  draft.lock(statement.member->name, LockMode::kShareUpdateExclusive);
}

}  // namespace ashlar::effects
