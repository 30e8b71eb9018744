#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_style_prefer_jsonb(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewColumn& added : new_columns(context)) {
    const catalog::Type& type = added.column->type;
    if (type.schema != "pg_catalog" || type.name != "json") continue;
    report(context,
           {added.where,
            fmt::format("`{}` is json: it keeps text, is parsed at each use, and cannot be indexed "
                        "or compared",
                        added.column->name),
            "jsonb, unless the exact text matters"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
