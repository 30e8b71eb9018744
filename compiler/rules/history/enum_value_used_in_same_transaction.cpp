#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/locks/window.h"

namespace ashlar::rules {
namespace {

/// From 17 on, values of a type that the transaction itself made may be used.
bool is_new_type(const StatementContext& context, const effects::StepRange& step,
                 const effects::ReplayedStatement& adder) {
  constexpr int kFirstThatAllows = 17;
  if (context.revision->settings->postgres < kFirstThatAllows) return false;
  const catalog::Catalog& at_begin = context.replay->statements[step.begin].before;
  const std::vector<catalog::ObjectId>& altered = adder.changes.altered;
  return std::any_of(altered.begin(), altered.end(),
                     [&](catalog::ObjectId id) { return at_begin.get(id) == nullptr; });
}

/// The table alone is looked at, and no column of it is of a type of users': the literal is a text.
template <typename Change>
bool is_about_other_types(const Change& change, const catalog::Catalog& before) {
  const sql::References& named = change.references;
  if (!named.types.empty() || !named.functions.empty()) return false;
  const catalog::Object* object = before.find_relation(change.table);
  const auto* table = object == nullptr ? nullptr : std::get_if<catalog::Table>(&object->data);
  if (table == nullptr) return false;
  const auto is_target = [&](const sql::QualifiedName& name) {
    const catalog::Object* relation = before.find_relation(name);
    return relation != nullptr && relation->id == object->id;
  };
  return std::all_of(named.relations.begin(), named.relations.end(), is_target) &&
         std::all_of(table->columns.begin(), table->columns.end(),
                     [](const auto& column) { return column.type.schema == "pg_catalog"; });
}

bool is_about_other_types(const effects::ReplayedStatement& user) {
  const sql::StatementNode& node = user.statement->sql.node;
  if (const auto* insert = std::get_if<sql::Insert>(&node)) {
    return is_about_other_types(*insert, user.before);
  }
  if (const auto* update = std::get_if<sql::Update>(&node)) {
    return is_about_other_types(*update, user.before);
  }
  const auto* removal = std::get_if<sql::Delete>(&node);
  return removal != nullptr && is_about_other_types(*removal, user.before);
}

}  // namespace

void check_enum_value_used_in_same_transaction(const StatementContext& context,
                                               Diagnostics& diagnostics) {
  const effects::StepRange& step = context.replay->steps[context.step];
  if (!step.transactional || context.inside != nullptr) return;
  const effects::ReplayedStatement& user = context.statement();
  for (const std::size_t i : context.window->enum_adders) {
    if (i >= context.index) return;
    const effects::ReplayedStatement& adder = context.replay->statements[i];
    const effects::EnumValueUse* value = &*adder.effects.adds_enum_value;
    if (is_new_type(context, step, adder)) continue;
    const std::string_view text = context.revision->text(user.statement->sql.span);
    // What only may use it (a DO block) is no error before it is run.
    if (text.find(value->label) == std::string_view::npos) continue;
    if (!effects::may_use_enum_value(user.statement->sql, text, *value)) continue;
    if (is_about_other_types(user)) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format(
        "value `{}` of enum `{}` is used in the transaction that adds it, which PostgreSQL refuses",
        value->label, value->type);
    diagnostic.location = context.revision->location(context.sql().span);
    diagnostic.notes.push_back(
        {"it is added here", context.revision->location(adder.statement->sql.span)});
    diagnostic.help =
        "take `transaction on` (or BEGIN and COMMIT) away: a transaction then ends between the two";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
