#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_rename_enum_value_breaks_clients(const StatementContext& context,
                                            Diagnostics& diagnostics) {
  if (context.direction != versions::Direction::kUp) return;
  const auto* alter = std::get_if<sql::AlterEnum>(&context.sql().node);
  if (alter == nullptr || alter->old_value.empty()) return;
  const catalog::Object* type = context.statement().before.find_type(alter->name);
  if (type == nullptr || !is_older_than_revision(context, type->id)) return;
  report(context,
         {alter->old_value.span,
          fmt::format("clients that still send or expect `{}` fail from now on",
                      alter->old_value.text),
          "add the new value beside the old one, move the writers, then the rows"},
         diagnostics);
}

}  // namespace ashlar::rules
