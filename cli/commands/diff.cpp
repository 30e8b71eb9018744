#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/database_side.h"
#include "compiler/diff/migrate.h"
#include "compiler/emit/schema_diff.h"

namespace ashlar::cli {
namespace {

std::string printed(const diff::Migration& migration,
                    const std::vector<diff::Difference>& differences, DiffFormat format) {
  switch (format) {
    case DiffFormat::kSql:
      return emit::schema_diff_sql(migration);
    case DiffFormat::kJson:
      return emit::schema_diff_json(migration, differences);
    case DiffFormat::kMarkdown:
      return emit::schema_diff_markdown(migration, differences);
  }
  return {};
}

}  // namespace

ExitStatus run(const DiffOptions& options, const GlobalOptions& global, Console& console) {
  const SideOrStatus first = any_side(options.from, global, console);
  if (const auto* status = std::get_if<ExitStatus>(&first)) return *status;
  const SideOrStatus second = any_side(options.to, global, console);
  if (const auto* status = std::get_if<ExitStatus>(&second)) return *status;
  const auto& from = std::get<SchemaSide>(first);
  const auto& to = std::get<SchemaSide>(second);
  const std::vector<diff::Difference> differences =
      diff::compare(from.catalog, to.catalog, diff::Kinship::kStrangers).differences;
  const diff::Migration migration =
      diff::migrate(from.catalog, to.catalog, diff::Kinship::kStrangers);
  console.result(printed(migration, differences, options.format));
  bool incomplete = false;
  for (const diff::Difference& left : migration.left) {
    console.note(fmt::format("not reached: {}: {}", left.object, left.words));
    incomplete = incomplete || !left.order_only;
  }
  if (incomplete) return ExitStatus::kFindings;
  return options.exit_code && !migration.statements.empty() ? ExitStatus::kFindings
                                                            : ExitStatus::kDone;
}

}  // namespace ashlar::cli
