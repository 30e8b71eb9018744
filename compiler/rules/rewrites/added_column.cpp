#include "compiler/rules/rewrites/added_column.h"

#include <fmt/format.h>

#include "compiler/catalog/types.h"
#include "compiler/rules/alterations.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

constexpr int kFirstWithFastDefaults = 11;

RewriteCause cause_of(const StatementContext& context, const sql::ColumnDefinition& column) {
  if (column.generated.has_value()) return RewriteCause::kStoredGenerated;
  if (column.identity.has_value()) return RewriteCause::kIdentity;
  if (column.type.has_value() && !catalog::serial_base(*column.type).empty()) {
    return RewriteCause::kSerial;
  }
  if (context.revision->settings->postgres < kFirstWithFastDefaults) {
    return RewriteCause::kOldServer;
  }
  const catalog::Catalog& before = context.statement().before;
  const bool domain =
      column.type.has_value() &&
      before.get_as<catalog::DomainType>(catalog::resolve_type(before, *column.type).id) != nullptr;
  return domain ? RewriteCause::kConstrainedDomain : RewriteCause::kVolatileDefault;
}

}  // namespace

void report_rewriting_columns(const StatementContext& context, RewriteCause cause,
                              const RewriteWords& words, Diagnostics& diagnostics) {
  for_each_alteration<sql::AddColumn>(
      context, [&](const Alteration& alteration, const sql::AddColumn& add) {
        if (cause_of(context, add.column) != cause) return;
        if (effects_of(context, alteration).rewrites.empty()) return;
        report(context,
               {add.column.span.empty() ? alteration.action->span : add.column.span,
                fmt::format("adding `{}` writes all of `{}` anew under the strongest lock: {}",
                            add.column.name.text, shown(context, *alteration.table), words.why),
                std::string(words.help)},
               diagnostics);
      });
}

}  // namespace ashlar::rules
