#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {
namespace {

/// The table's policy of that name, or null.
const catalog::Object* find_policy(const catalog::Catalog& catalog, catalog::ObjectId table,
                                   std::string_view name) {
  for (const catalog::Object* part : catalog.parts_of(table)) {
    if (std::holds_alternative<catalog::Policy>(part->data) && part->name == name) return part;
  }
  return nullptr;
}

}  // namespace

void check_drop_policy(const StatementContext& context, Diagnostics& diagnostics) {
  const auto* drop = std::get_if<sql::Drop>(&context.sql().node);
  if (drop == nullptr || drop->kind != sql::ObjectKind::kPolicy) return;
  const catalog::Catalog& before = context.statement().before;
  for (const sql::ObjectRef& ref : drop->objects) {
    const catalog::Object* table = before.find_relation(ref.name);
    if (table == nullptr || !is_older_than_revision(context, table->id)) continue;
    const catalog::Object* policy = find_policy(before, table->id, ref.part.text);
    if (policy == nullptr || context.made_here(policy->origin)) continue;
    // Dropped and created anew is how a policy is changed.
    if (find_policy(context.replay->after, table->id, ref.part.text) != nullptr) continue;
    Diagnostic diagnostic;
    diagnostic.message = fmt::format("dropping policy `{}` changes who sees which rows of `{}`",
                                     policy->name, catalog::display_name(before, *table));
    diagnostic.location = context.revision->location(ref.part.span);
    diagnostic.help =
        "create the policy that takes its place in the same revision, or say why "
        "with an allow";
    diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace ashlar::rules
