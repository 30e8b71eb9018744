#include "compiler/rules/fixing/made_constraint.h"

#include <algorithm>
#include <type_traits>

#include "grammar/text/overload.h"

namespace ashlar::rules {
namespace {

/// Subcommands that look at constraints of the table, at their being valid or at its columns' not
/// being null, or that change what a constraint's words mean.
bool looks_at_constraints(const sql::TableAction& action) {
  return std::visit(
      [](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        return std::is_same_v<Node, sql::AttachPartition> ||
               std::is_same_v<Node, sql::DetachPartition> ||
               std::is_same_v<Node, sql::SetInherit> ||
               std::is_same_v<Node, sql::AlterColumnType> ||
               std::is_same_v<Node, sql::AlterColumnIdentity> ||
               std::is_same_v<Node, sql::ValidateConstraint> ||
               std::is_same_v<Node, sql::AlterConstraint> ||
               std::is_same_v<Node, sql::DropConstraint> || std::is_same_v<Node, sql::DropColumn>;
      },
      action.node);
}

bool looks_at_constraints(const sql::Statement& statement) {
  return std::visit(Overload{
                        [](const sql::AlterTable& alter) {
                          return std::any_of(alter.actions.begin(), alter.actions.end(),
                                             [](const sql::TableAction& action) {
                                               return looks_at_constraints(action);
                                             });
                        },
                        [](const sql::CreateTable& create) {
                          return create.partition_of.has_value() || !create.inherits.empty();
                        },
                        [](const sql::Rename&) { return true; },
                        [](const sql::SetSchema&) { return true; },
                        [](const sql::DoBlock&) { return true; },
                        [](const auto&) { return false; },
                    },
                    statement.node);
}

}  // namespace

const catalog::Object* made_constraint(const StatementContext& context,
                                       const Alteration& alteration, const sql::Constraint& words) {
  const catalog::Catalog& after = context.statement().after;
  if (!words.name.empty()) return after.find_constraint(alteration.table->id, words.name.text);
  const auto* table = after.get_as<catalog::Table>(alteration.table->id);
  if (table == nullptr) return nullptr;
  std::vector<std::uint32_t> wanted;
  for (const sql::Name& name : words.columns) {
    const catalog::Column* column = catalog::find_column(*table, name.text);
    if (column == nullptr) return nullptr;
    wanted.push_back(column->number);
  }
  const catalog::Object* found = nullptr;
  for (const catalog::ObjectId id : context.statement().changes.created) {
    const catalog::Object* object = after.get(id);
    const auto* made =
        object == nullptr ? nullptr : std::get_if<catalog::Constraint>(&object->data);
    if (made == nullptr || made->table != alteration.table->id || made->kind != words.kind)
      continue;
    if (words.kind != sql::ConstraintKind::kCheck && made->columns != wanted) continue;
    if (found != nullptr) return nullptr;  // two that could be it
    found = object;
  }
  return found;
}

const catalog::Object* kept_to_the_end(const StatementContext& context, const catalog::Object& part,
                                       const catalog::Object& table) {
  const catalog::Catalog& end = context.revision->up->after;
  const catalog::Object* kept = end.get(part.id);
  const catalog::Object* owner = end.get(table.id);
  if (kept == nullptr || owner == nullptr) return nullptr;
  const bool same =
      kept->name == part.name && owner->name == table.name && owner->schema == table.schema;
  return same ? kept : nullptr;
}

bool is_needed_valid(const StatementContext& context) {
  const auto* own = std::get_if<sql::AlterTable>(&context.sql().node);
  const bool beside =
      own != nullptr && own->actions.size() > 1 && looks_at_constraints(context.sql());
  if (beside) return true;
  const std::vector<effects::ReplayedStatement>& all = context.revision->up->statements;
  return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(context.index) + 1, all.end(),
                     [](const effects::ReplayedStatement& later) {
                       return looks_at_constraints(later.statement->sql);
                     });
}

}  // namespace ashlar::rules
