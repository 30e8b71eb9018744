#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/loss/losses.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_rename_column_breaks_clients(const StatementContext& context, Diagnostics& diagnostics) {
  if (context.direction != versions::Direction::kUp) return;
  const auto* rename = std::get_if<sql::Rename>(&context.sql().node);
  if (rename == nullptr || rename->object.kind != sql::ObjectKind::kColumn) return;
  const catalog::Object* relation = context.statement().before.find_relation(rename->object.name);
  if (relation == nullptr || !is_older_than_revision(context, relation->id)) return;
  const std::string& name = rename->object.part.text;
  std::vector<Note> notes;
  if (const auto* table = std::get_if<catalog::Table>(&relation->data)) {
    const catalog::Column* column = catalog::find_column(*table, name);
    if (column == nullptr || context.made_here(column->origin)) return;
    notes = made_note(column->origin, "it was made here");
  }
  report(context,
         {rename->object.part.span,
          fmt::format("clients that still say `{}` of `{}` fail from now on", name,
                      shown(context, *relation)),
          "add the new column beside the old one, write both, move the readers, drop the old one",
          std::move(notes)},
         diagnostics);
}

}  // namespace ashlar::rules
