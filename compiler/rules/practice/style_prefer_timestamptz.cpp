#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_style_prefer_timestamptz(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewColumn& added : new_columns(context)) {
    const catalog::Type& type = added.column->type;
    if (type.schema != "pg_catalog" || type.name != "timestamp") continue;
    report(context,
           {added.where,
            fmt::format("`{}` is a timestamp without a time zone: what moment it means depends on "
                        "who reads it",
                        added.column->name),
            "timestamptz"},
           diagnostics);
  }
}

}  // namespace ashlar::rules
