#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/naming/judge.h"
#include "compiler/rules/naming/name_facts.h"
#include "compiler/rules/naming/naming_pattern.h"

namespace ashlar::rules {
namespace {

/// True where the column alone is its table's primary key when the revision has run.
bool is_whole_primary_key(const RevisionContext& context, const GivenName& given) {
  const catalog::Catalog& after = context.up->after;
  for (const catalog::Object* part : after.parts_of(given.object)) {
    const auto* key = std::get_if<catalog::Constraint>(&part->data);
    if (key == nullptr || key->kind != sql::ConstraintKind::kPrimaryKey) continue;
    return key->columns == std::vector<std::uint32_t>{given.column};
  }
  return false;
}

void judge_column(const RevisionContext& context, const GivenName& given,
                  const NamingPattern& pattern, Diagnostics& diagnostics) {
  NameFacts facts = facts_of(given, context);
  facts.table_may_be_singular = true;
  if (pattern.fits(facts, Strictness::kStrict)) return;
  Diagnostic diagnostic;
  diagnostic.message = fmt::format("primary key column `{}` of `{}` does not fit `{}`", given.name,
                                   facts.table, context.settings->naming.primary_key);
  diagnostic.location = context.location(given.span);
  const std::optional<std::string> name = pattern.fill(facts);
  if (name && !is_taken(context, given, *name)) {
    diagnostic.help = fmt::format("name it `{}`", *name);
    if (auto fix = rename_fix(context, given, *name)) diagnostic.fixes.push_back(std::move(*fix));
  }
  diagnostics.push_back(std::move(diagnostic));
}

}  // namespace

void check_naming_primary_key(const RevisionContext& context, Diagnostics& diagnostics) {
  const NamingConventions& naming = context.settings->naming;
  judge_names(context, NamedKind::kPrimaryKey, diagnostics);
  if (naming.primary_key.empty()) return;
  const Result<NamingPattern> pattern = NamingPattern::parse(naming.primary_key);
  if (!pattern) return;  // `naming_error` told when the configuration was read
  for (const GivenName& given : *context.given_names) {
    const bool judged = given.kind == NamedKind::kColumn && given.object != 0 &&
                        !is_ignored(context, given) && is_whole_primary_key(context, given);
    if (judged) judge_column(context, given, *pattern, diagnostics);
  }
}

}  // namespace ashlar::rules
