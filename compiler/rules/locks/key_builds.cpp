#include "compiler/rules/locks/key_builds.h"

#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/alterations.h"
#include "compiler/rules/fixing/key_from_index.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

/// The key of that kind that the subcommand adds, or null.
const sql::Constraint* added_key(const sql::TableAction& action, sql::ConstraintKind kind) {
  if (const auto* add = std::get_if<sql::AddConstraint>(&action.node)) {
    return add->constraint.kind == kind ? &add->constraint : nullptr;
  }
  const auto* add = std::get_if<sql::AddColumn>(&action.node);
  if (add == nullptr) return nullptr;
  const auto& constraints = add->column.constraints;
  const auto key =
      std::find_if(constraints.begin(), constraints.end(),
                   [kind](const sql::Constraint& constraint) { return constraint.kind == kind; });
  return key == constraints.end() ? nullptr : &*key;
}

}  // namespace

void report_key_builds(const StatementContext& context, sql::ConstraintKind kind,
                       std::string_view help, Diagnostics& diagnostics) {
  for (const Alteration& alteration : alterations(context)) {
    const sql::Constraint* key = added_key(*alteration.action, kind);
    if (key == nullptr || effects_of(context, alteration).builds.empty()) continue;
    report(context,
           {key->span,
            fmt::format("its index is built while nobody else can use `{}`",
                        shown(context, *alteration.table)),
            std::string(help),
            {},
            key_from_index(context, alteration, *key)},
           diagnostics);
  }
}

}  // namespace ashlar::rules
