#include "compiler/effects/losses.h"

#include <algorithm>
#include <set>

#include "grammar/text/overload.h"

namespace ashlar::effects {
namespace {

using catalog::Object;
using catalog::ObjectId;

/// What of this object cannot be had back; nothing for what can be made again from its text.
std::optional<LossKind> loss_of(const Object& object) {
  if (object.schema == "pg_temp") return std::nullopt;
  return std::visit(
      Overload{
          [](const catalog::Schema&) { return std::optional(LossKind::kSchema); },
          // A foreign table's rows are elsewhere.
          [](const catalog::Table& table) {
            return table.foreign ? std::nullopt : std::optional(LossKind::kTable);
          },
          [](const catalog::View& view) {
            return view.materialized ? std::optional(LossKind::kMaterializedView) : std::nullopt;
          },
          // An owned sequence goes as a part of its table.
          [](const catalog::Sequence& sequence) {
            return sequence.owner_table == 0 ? std::optional(LossKind::kSequence) : std::nullopt;
          },
          [](const catalog::EnumType&) { return std::optional(LossKind::kType); },
          [](const catalog::CompositeType&) { return std::optional(LossKind::kType); },
          [](const catalog::DomainType&) { return std::optional(LossKind::kType); },
          [](const catalog::RangeType&) { return std::optional(LossKind::kType); },
          [](const catalog::OtherType&) { return std::optional(LossKind::kType); },
          [](const catalog::Extension&) { return std::optional(LossKind::kExtension); },
          [](const auto&) { return std::optional<LossKind>(); },
      },
      object.data);
}

/// The loss that DROP of a kind means where the catalog does not know the object.
std::optional<LossKind> loss_of(sql::ObjectKind kind) {
  using sql::ObjectKind;
  if (kind == ObjectKind::kTable) return LossKind::kTable;
  if (kind == ObjectKind::kSchema) return LossKind::kSchema;
  if (kind == ObjectKind::kMaterializedView) return LossKind::kMaterializedView;
  if (kind == ObjectKind::kType || kind == ObjectKind::kDomain) return LossKind::kType;
  if (kind == ObjectKind::kSequence) return LossKind::kSequence;
  if (kind == ObjectKind::kExtension) return LossKind::kExtension;
  if (kind == ObjectKind::kDatabase) return LossKind::kDatabase;
  return std::nullopt;
}

Location at(const Draft& draft, Span span) { return {draft.context().file, span}; }

std::string written_name(const Draft& draft, const sql::ObjectRef& reference) {
  const std::string& schema = reference.name.schema.text;
  if (!schema.empty()) return schema + "." + reference.name.name.text;
  const bool outside = reference.kind == sql::ObjectKind::kSchema ||
                       reference.kind == sql::ObjectKind::kExtension ||
                       reference.kind == sql::ObjectKind::kDatabase;
  const std::string home = outside ? "" : draft.before().creation_schema(reference.name);
  return home.empty() ? reference.name.name.text : home + "." + reference.name.name.text;
}

Span span_of(const sql::QualifiedName& name) {
  return name.span.empty() ? name.name.span : name.span;
}

/// The reference by which the statement names the object, or null.
const sql::ObjectRef* reference_to(const sql::Drop& statement, const Draft& draft,
                                   const Object& object) {
  for (const sql::ObjectRef& reference : statement.objects) {
    if (reference.name.name.text != object.name) continue;
    const std::string& schema = reference.name.schema.text;
    if (!schema.empty() && schema != object.schema) continue;
    const Object* relation = draft.find(reference.name);
    if (relation != nullptr && relation->id == object.id) return &reference;
    if (relation == nullptr) return &reference;
    const Object* type = draft.before().find_type(reference.name);
    if (type != nullptr && type->id == object.id) return &reference;
    if (object.schema.empty()) return &reference;
  }
  return nullptr;
}

void lose_dropped_objects(const sql::Drop& statement, Draft& draft) {
  const std::vector<ObjectId>& dropped = draft.changes().dropped;
  for (std::size_t i = 0; i < dropped.size(); ++i) {
    const Object* object = draft.before().get(dropped[i]);
    if (object == nullptr) continue;
    const bool named = i < draft.changes().dropped_by_name;
    std::optional<LossKind> kind = loss_of(*object);
    if (named && std::holds_alternative<catalog::Sequence>(object->data)) {
      kind = LossKind::kSequence;
    }
    if (!kind.has_value()) continue;
    // Without CASCADE it goes only where nothing is in it.
    const bool empty = *kind == LossKind::kSchema &&
                       statement.behavior == sql::DropBehavior::kRestrict &&
                       draft.changes().dropped.size() == draft.changes().dropped_by_name;
    if (empty) continue;
    Loss loss{*kind, display_name(draft.before(), *object), object->origin, !named, {}, object->id};
    const sql::ObjectRef* reference = named ? reference_to(statement, draft, *object) : nullptr;
    if (reference != nullptr) loss.where = at(draft, span_of(reference->name));
    draft.lose(std::move(loss));
  }
}

/// A table's partitions hold its own rows: their columns are not lost a second time.
bool is_partition_of_dropped(const Draft& draft, const catalog::DroppedColumn& dropped) {
  const auto* table = draft.before().get_as<catalog::Table>(dropped.table);
  if (table == nullptr || table->partition_of == 0) return false;
  for (const catalog::DroppedColumn& other : draft.changes().dropped_columns) {
    if (other.table == table->partition_of && other.column.name == dropped.column.name) return true;
  }
  return false;
}

/// Where the statement names the column; nothing where it goes with something else.
std::optional<Span> named_column(const sql::Statement& statement, const Draft& draft,
                                 const catalog::DroppedColumn& dropped) {
  const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
  if (alter == nullptr) return std::nullopt;
  const Object* target = draft.before().get(dropped.table);
  if (target == nullptr || target->name != alter->name.name.text) return std::nullopt;
  for (const sql::TableAction& action : alter->actions) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.node);
    if (drop != nullptr && drop->column.text == dropped.column.name) return drop->column.span;
  }
  return std::nullopt;
}

void lose_dropped_columns(const sql::Statement& statement, Draft& draft) {
  for (const catalog::DroppedColumn& dropped : draft.changes().dropped_columns) {
    const Object* table = draft.before().get(dropped.table);
    if (table == nullptr || table->schema == "pg_temp") continue;
    if (!dropped.column.generated.empty()) continue;
    const auto* data = std::get_if<catalog::Table>(&table->data);
    if (data != nullptr && data->foreign) continue;
    if (is_partition_of_dropped(draft, dropped)) continue;
    const std::optional<Span> span = named_column(statement, draft, dropped);
    Loss loss{LossKind::kColumn,
              display_name(draft.before(), *table) + "." + dropped.column.name,
              dropped.column.origin,
              !span.has_value(),
              {},
              table->id};
    if (span.has_value()) loss.where = at(draft, *span);
    draft.lose(std::move(loss));
  }
}

/// What a DROP names that the catalog has not seen made: it may be there all the same, unless the
/// statement itself reckons with its absence.
void lose_unknown_objects(const sql::Drop& statement, Draft& draft) {
  const std::optional<LossKind> kind = loss_of(statement.kind);
  if (!kind.has_value() || statement.if_exists) return;
  const bool restricted = statement.behavior == sql::DropBehavior::kRestrict;
  if (*kind == LossKind::kSchema && restricted) return;
  for (const sql::ObjectRef& reference : statement.objects) {
    const Object* known = draft.find(reference.name);
    if (known == nullptr) known = draft.before().find_type(reference.name);
    if (*kind == LossKind::kSchema) {
      known = draft.before().find_schema(reference.name.name.text);
    }
    if (*kind == LossKind::kExtension) {
      known = draft.before().find({catalog::NameSpace::kExtension, {}, reference.name.name.text});
    }
    if (*kind == LossKind::kDatabase) known = nullptr;
    if (known != nullptr) continue;
    draft.lose(
        {*kind, written_name(draft, reference), {}, false, at(draft, span_of(reference.name)), 0});
  }
}

void lose_database(const sql::Drop& statement, Draft& draft) {
  for (const sql::ObjectRef& reference : statement.objects) {
    const std::string& name = reference.name.name.text;
    catalog::Origin origin;
    ObjectId id = 0;
    const Object* known = draft.before().find({catalog::NameSpace::kOther, {}, "database " + name});
    if (known != nullptr) {
      origin = known->origin;
      id = known->id;
    }
    draft.lose({LossKind::kDatabase, name, origin, false, at(draft, span_of(reference.name)), id});
  }
}

void lose_rows(const sql::Truncate& statement, Draft& draft) {
  const std::vector<Truncated> tables = truncated_tables(statement, draft.before());
  for (const Truncated& truncated : tables) {
    const Object* table = draft.before().get(truncated.table);
    const auto* data = std::get_if<catalog::Table>(&table->data);
    if (data == nullptr || data->foreign || table->schema == "pg_temp") continue;
    // A partition's rows are its table's own.
    const auto is_parent = [&](const Truncated& other) {
      return other.table == data->partition_of;
    };
    if (truncated.named == nullptr && std::any_of(tables.begin(), tables.end(), is_parent))
      continue;
    Loss loss{LossKind::kRows,
              display_name(draft.before(), *table),
              table->origin,
              truncated.named == nullptr,
              {},
              table->id};
    if (truncated.named != nullptr) loss.where = at(draft, span_of(*truncated.named));
    draft.lose(std::move(loss));
  }
  for (const sql::QualifiedName& name : statement.tables) {
    if (draft.find(name) != nullptr) continue;
    sql::ObjectRef reference;
    reference.kind = sql::ObjectKind::kTable;
    reference.name = name;
    draft.lose(
        {LossKind::kRows, written_name(draft, reference), {}, false, at(draft, span_of(name)), 0});
  }
}

}  // namespace

std::vector<Truncated> truncated_tables(const sql::Truncate& statement,
                                        const catalog::Catalog& catalog) {
  std::vector<Truncated> tables;
  std::set<ObjectId> seen;
  const auto take = [&](ObjectId id, const sql::QualifiedName* named) {
    if (seen.insert(id).second) tables.push_back({id, named});
  };
  for (std::size_t i = 0; i < statement.tables.size(); ++i) {
    const Object* table = catalog.find_relation(statement.tables[i]);
    if (table == nullptr) continue;
    take(table->id, &statement.tables[i]);
    const bool only = i < statement.only.size() && statement.only[i];
    if (only) continue;
    for (const ObjectId id : tree_of(catalog, table->id)) take(id, nullptr);
  }
  if (statement.behavior == sql::DropBehavior::kRestrict) return tables;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (const Object* key : catalog.foreign_keys_to(tables[i].table)) {
      const ObjectId referencing = std::get<catalog::Constraint>(key->data).table;
      for (const ObjectId id : tree_of(catalog, referencing)) take(id, nullptr);
    }
  }
  return tables;
}

void forecast_losses(const sql::Statement& statement, Draft& draft) {
  if (const auto* drop = std::get_if<sql::Drop>(&statement.node)) {
    if (drop->kind == sql::ObjectKind::kDatabase) {
      lose_database(*drop, draft);
      return;
    }
    lose_dropped_objects(*drop, draft);
    lose_unknown_objects(*drop, draft);
  }
  lose_dropped_columns(statement, draft);
  if (const auto* truncate = std::get_if<sql::Truncate>(&statement.node)) {
    lose_rows(*truncate, draft);
  }
}

}  // namespace ashlar::effects
