#include <algorithm>
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/schema_side.h"
#include "compiler/diff/difference.h"

namespace ashlar::cli {

ExitStatus run(const CheckOptions&, const GlobalOptions& global, Console& console) {
  const std::optional<Workspace> workspace =
      open_linked_workspace(global, console, Reading::kOutline);
  if (!workspace.has_value()) return ExitStatus::kUsage;
  const std::optional<SchemaSide> wanted = wanted_schema(workspace->project, console);
  if (!wanted.has_value()) return ExitStatus::kUsage;
  const std::optional<SchemaSide> history = schema_at("heads", *workspace, console);
  if (!history.has_value()) return ExitStatus::kUsage;
  std::vector<diff::Difference> differences =
      diff::compare(history->catalog, wanted->catalog, diff::Kinship::kStrangers).differences;
  std::erase_if(differences, [](const diff::Difference& d) { return d.order_only; });
  if (differences.empty()) {
    console.say(fmt::format("the revisions build what `{}` says\n", wanted->name));
    return ExitStatus::kDone;
  }
  for (const diff::Difference& difference : differences) {
    console.result(fmt::format("{}: {}\n", difference.object, difference.words));
  }
  console.error(fmt::format("the revisions do not build what `{}` says", wanted->name),
                "`ashlar revision --autogenerate -m TEXT` writes the revision that is missing");
  return ExitStatus::kFindings;
}

}  // namespace ashlar::cli
