// pg_constraint and its kin: what belongs to tables, and what lives in no schema.

#include <array>
#include <string>

#include "compiler/catalog/procedures/rows.h"

namespace ashlar::catalog::procedures {
namespace {

using Names = std::span<const std::string_view>;

Value numbers(const std::vector<std::uint32_t>& columns) {
  if (columns.empty()) return null();
  std::vector<Value> items;
  items.reserve(columns.size());
  for (const std::uint32_t column : columns) items.push_back(integer(column));
  return array(std::move(items));
}

Value action(sql::ReferentialAction action) {
  switch (action) {
    case sql::ReferentialAction::kNoAction:
      return text("a");
    case sql::ReferentialAction::kRestrict:
      return text("r");
    case sql::ReferentialAction::kCascade:
      return text("c");
    case sql::ReferentialAction::kSetNull:
      return text("n");
    case sql::ReferentialAction::kSetDefault:
      return text("d");
  }
  return unknown();
}

Value class_or_none(ObjectId id) { return id == 0 ? integer(0) : oid(Oid::Kind::kClass, id); }

constexpr std::array<std::string_view, 19> kConstraintColumns{
    "oid",         "conname",      "connamespace", "contype",     "condeferrable",
    "condeferred", "convalidated", "conrelid",     "contypid",    "conindid",
    "confrelid",   "conkey",       "confkey",      "confupdtype", "confdeltype",
    "conislocal",  "coninhcount",  "connoinherit", "conparentid"};
void add_constraint(RowMaker& rows, const Object& object) {
  const auto* constraint = std::get_if<Constraint>(&object.data);
  if (constraint == nullptr) return;
  const bool domain = rows.catalog().get_as<DomainType>(constraint->table) != nullptr;
  const bool foreign = constraint->kind == sql::ConstraintKind::kForeignKey;
  rows.add(object, {oid(Oid::Kind::kPlain, object.id), text(object.name),
                    namespace_of(rows.catalog(), object.schema),
                    text(std::string(contype(constraint->kind))), boolean(constraint->deferrable),
                    boolean(constraint->initially_deferred), boolean(constraint->validated),
                    class_or_none(domain ? 0 : constraint->table),
                    domain ? oid(Oid::Kind::kType, constraint->table) : integer(0),
                    class_or_none(constraint->index), class_or_none(constraint->referenced_table),
                    numbers(constraint->columns), numbers(constraint->referenced_columns),
                    foreign ? action(constraint->on_update) : text(" "),
                    foreign ? action(constraint->on_delete) : text(" "), boolean(constraint->local),
                    integer(constraint->inherited), boolean(constraint->no_inherit)});
}
void fill_constraints(RowMaker& rows) {
  const auto add = [&rows](const Object& object) { add_constraint(rows, object); };
  const auto name = rows.wanted("conname");
  if (!name.has_value() || rows.wanted_object("conrelid") != 0) {
    return rows.for_each_part(NameSpace::kConstraint, "conrelid", "conname", add);
  }
  if (rows.catalog().is_name_doubtful(NameSpace::kConstraint, *name)) rows.miss_some();
  for (const std::string& schema : rows.catalog().schema_names()) {
    for (const Object* constraint : rows.catalog().constraints_named(schema, *name)) {
      add(*constraint);
    }
  }
}

constexpr std::array<std::string_view, 8> kIndexColumns{
    "indexrelid", "indrelid",   "indisunique", "indisprimary",
    "indisvalid", "indisready", "indnatts",    "indisexclusion"};
void fill_indexes(RowMaker& rows) {
  const auto add = [&rows](const Object& object) {
    const auto* index = std::get_if<Index>(&object.data);
    if (index == nullptr) return;
    const auto* constraint = rows.catalog().get_as<Constraint>(index->constraint);
    const bool primary =
        constraint != nullptr && constraint->kind == sql::ConstraintKind::kPrimaryKey;
    const bool exclusion =
        constraint != nullptr && constraint->kind == sql::ConstraintKind::kExclusion;
    rows.add(
        object,
        {oid(Oid::Kind::kClass, object.id), oid(Oid::Kind::kClass, index->table),
         boolean(index->unique), boolean(primary), boolean(index->valid), boolean(index->valid),
         integer(static_cast<std::int64_t>(index->keys.size() + index->including.size())),
         boolean(exclusion)});
  };
  if (const Object* index = rows.catalog().get(rows.wanted_object("indexrelid"))) {
    return add(*index);
  }
  rows.for_each_part(NameSpace::kRelation, "indrelid", {}, add);
}

std::string state_letter(sql::TriggerState state) {
  switch (state) {
    case sql::TriggerState::kEnable:
      return "O";
    case sql::TriggerState::kEnableAlways:
      return "A";
    case sql::TriggerState::kEnableReplica:
      return "R";
    case sql::TriggerState::kDisable:
      return "D";
  }
  return {};
}
constexpr std::array<std::string_view, 7> kTriggerColumns{
    "oid", "tgrelid", "tgname", "tgfoid", "tgenabled", "tgisinternal", "tgconstraint"};
void fill_triggers(RowMaker& rows) {
  rows.for_each_part(NameSpace::kTrigger, "tgrelid", "tgname", [&rows](const Object& object) {
    const auto* trigger = std::get_if<Trigger>(&object.data);
    if (trigger == nullptr) return;
    rows.add(object, {oid(Oid::Kind::kPlain, object.id), oid(Oid::Kind::kClass, trigger->table),
                      text(object.name),
                      trigger->function == 0 ? oid(Oid::Kind::kProcedure, trigger->function_name)
                                             : oid(Oid::Kind::kProcedure, trigger->function),
                      text(state_letter(trigger->state)), boolean(false)});
  });
}

constexpr std::array<std::string_view, 4> kPolicyColumns{"oid", "polname", "polrelid",
                                                         "polpermissive"};
void fill_policies(RowMaker& rows) {
  rows.for_each_part(NameSpace::kPolicy, "polrelid", "polname", [&rows](const Object& object) {
    const auto* policy = std::get_if<Policy>(&object.data);
    if (policy == nullptr) return;
    rows.add(object, {oid(Oid::Kind::kPlain, object.id), text(object.name),
                      oid(Oid::Kind::kClass, policy->table), boolean(policy->permissive)});
  });
}

constexpr std::array<std::string_view, 3> kRewriteColumns{"oid", "rulename", "ev_class"};
void fill_rewrites(RowMaker& rows) {
  rows.for_each_part(NameSpace::kRule, "ev_class", "rulename", [&rows](const Object& object) {
    const auto* rule = std::get_if<Rule>(&object.data);
    if (rule == nullptr) return;
    rows.add(object, {oid(Oid::Kind::kPlain, object.id), text(object.name),
                      oid(Oid::Kind::kClass, rule->table)});
  });
}

constexpr std::array<std::string_view, 3> kInheritsColumns{"inhrelid", "inhparent", "inhseqno"};
void fill_inherits(RowMaker& rows) {
  const auto add = [&rows](const Object& child, ObjectId parent, std::int64_t number) {
    rows.add(child,
             {oid(Oid::Kind::kClass, child.id), oid(Oid::Kind::kClass, parent), integer(number)});
  };
  const auto add_child = [&](const Object& object) {
    if (const auto* index = std::get_if<Index>(&object.data)) {
      if (index->partition_of != 0) add(object, index->partition_of, 1);
    }
    const auto* table = std::get_if<Table>(&object.data);
    if (table == nullptr) return;
    if (table->partition_of != 0) add(object, table->partition_of, 1);
    std::int64_t number = 0;
    for (const ObjectId parent : table->inherits) add(object, parent, ++number);
  };
  const ObjectId parent = rows.wanted_object("inhparent");
  if (parent == 0) return rows.for_each_object(NameSpace::kRelation, {}, add_child);
  if (rows.catalog().has_doubts()) rows.miss_some();
  for (const Object* child : rows.catalog().children_of(parent)) add_child(*child);
}

constexpr std::array<std::string_view, 4> kExtensionColumns{"oid", "extname", "extnamespace",
                                                            "extversion"};
void fill_extensions(RowMaker& rows) {
  const auto add = [&rows](const Object& object) {
    const auto* extension = std::get_if<Extension>(&object.data);
    if (extension == nullptr) return;
    rows.add(object, {oid(Oid::Kind::kPlain, object.id), text(object.name),
                      namespace_of(rows.catalog(), extension->schema),
                      extension->version.empty() ? unknown() : text(extension->version)});
  };
  const auto name = rows.wanted("extname");
  if (!name.has_value()) return rows.for_each_object(NameSpace::kExtension, {}, add);
  const NameKey key{NameSpace::kExtension, {}, *name};
  if (const Object* extension = rows.catalog().find(key)) return add(*extension);
  // plpgsql is there from the start (initdb.c).
  if (*name == "plpgsql" || rows.catalog().is_doubtful(key)) rows.miss_some();
}

/// Roles belong to the cluster: there may be others than those that the history makes, and those
/// that it makes may have been there before.
constexpr std::array<std::string_view, 3> kRoleColumns{"oid", "rolname", "rolsuper"};
void fill_roles(RowMaker& rows) {
  rows.miss_some();
  rows.catalog().for_each_object([&rows](const Object& object) {
    const auto* other = std::get_if<OtherObject>(&object.data);
    if (other == nullptr || other->kind != sql::ObjectKind::kRole) return;
    rows.add(object, {oid(Oid::Kind::kRole, object.name), text(object.name)});
  });
}
constexpr std::array<std::string_view, 2> kUserColumns{"usesysid", "usename"};

constexpr std::array<VirtualRelation, 10> kPartCatalogs{{
    {"pg_constraint", Names(kConstraintColumns), fill_constraints},
    {"pg_index", Names(kIndexColumns), fill_indexes},
    {"pg_trigger", Names(kTriggerColumns), fill_triggers},
    {"pg_policy", Names(kPolicyColumns), fill_policies},
    {"pg_rewrite", Names(kRewriteColumns), fill_rewrites},
    {"pg_inherits", Names(kInheritsColumns), fill_inherits},
    {"pg_extension", Names(kExtensionColumns), fill_extensions},
    {"pg_roles", Names(kRoleColumns), fill_roles},
    {"pg_authid", Names(kRoleColumns), fill_roles},
    {"pg_user", Names(kUserColumns), fill_roles},
}};

}  // namespace

std::span<const VirtualRelation> part_catalogs() { return kPartCatalogs; }

}  // namespace ashlar::catalog::procedures
