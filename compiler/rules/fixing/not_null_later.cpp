#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "compiler/rules/fixing/made_constraint.h"
#include "compiler/rules/fixing/places.h"
#include "compiler/rules/fixing/validate_later.h"
#include "compiler/rules/naming/naming_pattern.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

/// From here on a validated CHECK spares SET NOT NULL its scan (release notes of 12).
constexpr int kFirstThatTrustsChecks = 12;

/// The check's name: as the convention has it, else as the server would make one up.
std::optional<std::string> check_name(const RevisionContext& context, const std::string& table,
                                      const std::string& column) {
  const std::string& convention = context.settings->naming.check;
  std::string name = shorten(fmt::format("{}_{}_not_null", table, column));
  if (convention.empty()) return name;
  const Result<NamingPattern> pattern = NamingPattern::parse(convention);
  if (!pattern) return std::nullopt;
  NameFacts facts;
  facts.table = table;
  facts.columns = {column};
  facts.own_words = OwnWords::kInsteadOfColumns;
  facts.own_name = fmt::format("{}_not_null", column);
  std::optional<std::string> filled = pattern->fill(facts);
  facts.name = filled.value_or(name);
  if (!pattern->fits(facts, Strictness::kLoose)) return std::nullopt;
  return facts.name;
}

/// A key or an identity needs its columns not to be null.
bool needs_not_null(const sql::TableAction& action) {
  if (std::holds_alternative<sql::AlterColumnIdentity>(action.node)) return true;
  if (std::holds_alternative<sql::SetReplicaIdentity>(action.node)) return true;
  const auto* add = std::get_if<sql::AddConstraint>(&action.node);
  return add != nullptr && add->constraint.kind == sql::ConstraintKind::kPrimaryKey;
}

bool is_needed_at_once(const StatementContext& context) {
  const std::vector<effects::ReplayedStatement>& all = context.revision->up->statements;
  return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(context.index), all.end(),
                     [](const effects::ReplayedStatement& each) {
                       const auto* alter = std::get_if<sql::AlterTable>(&each.statement->sql.node);
                       return alter != nullptr && std::any_of(alter->actions.begin(),
                                                              alter->actions.end(), needs_not_null);
                     });
}

/// DROP NOT NULL of the column in the way back, or null.
const sql::TableAction* undoing(const RevisionContext& context, catalog::ObjectId table,
                                std::uint32_t column) {
  for (const effects::ReplayedStatement& each : context.down->statements) {
    const auto* alter = std::get_if<sql::AlterTable>(&each.statement->sql.node);
    const catalog::Object* named =
        alter == nullptr ? nullptr : each.before.find_relation(alter->name);
    if (named == nullptr || named->id != table) continue;
    for (const sql::TableAction& action : alter->actions) {
      const auto* node = std::get_if<sql::SetColumnNotNull>(&action.node);
      if (node == nullptr || node->not_null) continue;
      const catalog::Column* dropped =
          catalog::find_column(std::get<catalog::Table>(named->data), node->column.text);
      if (dropped != nullptr && dropped->number == column) return &action;
    }
  }
  return nullptr;
}

/// The edit that makes the way back drop the check; `unneeded` where the column goes anyway.
std::optional<Edit> undo_edit(const RevisionContext& context, catalog::ObjectId table,
                              std::uint32_t column, const std::string& check, bool& unneeded) {
  unneeded = first_of_way_back(context) == nullptr;
  if (unneeded) return std::nullopt;
  const auto* after = context.down->after.get_as<catalog::Table>(table);
  unneeded = after == nullptr || catalog::find_column(*after, column) == nullptr;
  if (unneeded) return std::nullopt;
  const sql::TableAction* undone = undoing(context, table, column);
  if (undone == nullptr) return std::nullopt;
  return Edit{context.location(undone->span), fmt::format("DROP CONSTRAINT {}", check)};
}

}  // namespace

std::optional<Fix> not_null_later(const StatementContext& context, const Alteration& alteration,
                                  const sql::SetColumnNotNull& node) {
  const RevisionContext& revision = *context.revision;
  if (revision.settings->postgres < kFirstThatTrustsChecks) return std::nullopt;
  if (!may_be_parted(context) || alteration.statement->only) return std::nullopt;
  if (is_needed_valid(context) || is_needed_at_once(context)) return std::nullopt;
  const auto* table = revision.up->after.get_as<catalog::Table>(alteration.table->id);
  if (table == nullptr || table->foreign || table->partition_of != 0) return std::nullopt;
  if (kept_to_the_end(context, *alteration.table, *alteration.table) == nullptr)
    return std::nullopt;
  const catalog::Column* column = catalog::find_column(*table, node.column.text);
  if (column == nullptr || !column->not_null || column->inherited > 0) return std::nullopt;
  const auto name = check_name(revision, alteration.table->name, column->name);
  if (!name || revision.up->after.find_constraint(alteration.table->id, *name) != nullptr) {
    return std::nullopt;
  }
  const std::string check = postgres::quote_identifier(*name);
  bool unneeded = false;
  auto undo = undo_edit(revision, alteration.table->id, column->number, check, unneeded);
  if (!undo && !unneeded) return std::nullopt;

  const std::string words = relation_words(*alteration.table);
  const std::string quoted = postgres::quote_identifier(column->name);
  const std::string added =
      fmt::format("ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID", check, quoted);
  Fix fix;
  fix.message = "add a CHECK NOT VALID in its place, and SET NOT NULL in a revision that follows";
  fix.safe = true;
  fix.edits.push_back({revision.location(alteration.action->span), added});
  if (undo) fix.edits.push_back(std::move(*undo));
  fix.follow_up = FollowUp{
      fmt::format("set {} {} not null", alteration.table->name, column->name), words,
      fmt::format("VALIDATE CONSTRAINT {}", check),
      fmt::format("ALTER TABLE {0} ALTER COLUMN {2} SET NOT NULL;\n"
                  "ALTER TABLE {0} DROP CONSTRAINT {1};",
                  words, check, quoted),
      fmt::format("ALTER TABLE {} {}, ALTER COLUMN {} DROP NOT NULL;", words, added, quoted)};
  return fix;
}

}  // namespace ashlar::rules
