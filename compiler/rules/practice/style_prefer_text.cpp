#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_style_prefer_text(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewColumn& added : new_columns(context)) {
    const catalog::Type& type = added.column->type;
    if (type.schema != "pg_catalog" || type.array_dimensions > 0 ||
        (type.name != "bpchar" && (type.name != "varchar" || type.modifiers.empty())))
      continue;
    report(context,
           {added.where,
            fmt::format("`{}` has a length in its type: to change it later is an ALTER TYPE",
                        added.column->name),
            "text, with a CHECK on its length where there must be one"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
