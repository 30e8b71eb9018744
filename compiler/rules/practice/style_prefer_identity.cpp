#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_style_prefer_identity(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewColumn& added : new_columns(context)) {
    // A serial column is one with a sequence of its own and no identity.
    if (added.column->sequence == 0 || added.column->identity.has_value()) continue;
    const auto* sequence = context.up->after.get_as<catalog::Sequence>(added.column->sequence);
    if (sequence == nullptr || sequence->owner_table != added.table->id) continue;
    report(
        context,
        {added.where,
         fmt::format("`{}` is serial: its sequence is an object of its own, with its own grants, "
                     "and INSERT may write any number past it",
                     added.column->name),
         "GENERATED ALWAYS AS IDENTITY"},
        diagnostics);
  }
}

}  // namespace ashlar::rules
