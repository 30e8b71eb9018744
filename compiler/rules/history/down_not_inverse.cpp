#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string>

#include "compiler/diff/difference.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/derived_down.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

constexpr std::size_t kMostListed = 8;

std::vector<Note> listed(const std::vector<diff::Difference>& differences) {
  std::vector<Note> notes;
  for (const diff::Difference& difference : differences) {
    if (notes.size() == kMostListed) {
      notes.push_back({fmt::format("and {} more", differences.size() - kMostListed), {}});
      break;
    }
    notes.push_back({difference.object + ": " + difference.words, {}});
  }
  return notes;
}

/// Extensions and schemas that the up section makes IF NOT EXISTS, as differences name them: by
/// those words the author knows that others may have made them, and use them.
std::set<std::string> shared_objects(const RevisionContext& context) {
  std::set<std::string> shared;
  for (const effects::ReplayedStatement& each : context.up->statements) {
    const sql::StatementNode& node = each.statement->sql.node;
    if (const auto* extension = std::get_if<sql::CreateExtension>(&node)) {
      if (extension->if_not_exists) shared.insert("extension `" + extension->name.text + "`");
    } else if (const auto* schema = std::get_if<sql::CreateSchema>(&node)) {
      if (schema->if_not_exists) shared.insert("schema `" + schema->name.text + "`");
    }
  }
  return shared;
}

bool is_kept(const std::set<std::string>& shared, const diff::Difference& difference) {
  return difference.words == "is new" && shared.contains(difference.object);
}

}  // namespace

void check_down_not_inverse(const RevisionContext& context, Diagnostics& diagnostics) {
  if (context.down == nullptr || context.down->statements.empty()) return;
  if (!effects::is_followed(*context.up) || !effects::is_followed(*context.down)) return;
  const diff::Comparison comparison = diff::compare(context.up->before, context.down->after);
  if (comparison.unsure || comparison.differences.empty()) return;
  const std::vector<diff::Difference>& differences = comparison.differences;
  const std::set<std::string> shared = shared_objects(context);
  const auto order =
      std::count_if(differences.begin(), differences.end(),
                    [](const diff::Difference& difference) { return difference.order_only; });
  const auto kept = std::count_if(
      differences.begin(), differences.end(),
      [&shared](const diff::Difference& difference) { return is_kept(shared, difference); });
  const bool harmless = static_cast<std::size_t>(order + kept) == differences.size();
  Report said;
  said.where = context.down->statements.front().section->annotation;
  if (!harmless) {
    said.message = "after up and down the schema is not what it was";
    said.help = "take back in the down section all that the up section does";
  } else if (order > 0) {
    said.message = "after up and down the columns stand in another order";
    said.help = "a column that comes back stands last: nothing can be done about it";
  } else {
    said.message = "the down section keeps what the up section makes IF NOT EXISTS";
    said.help = "right where others use it as well; else drop it";
  }
  said.notes = listed(differences);
  report(context, std::move(said), diagnostics);
  if (harmless) {
    diagnostics.back().severity = Severity::kNote;
  } else if (context.fixes == Fixes::kAll) {
    if (std::optional<Fix> fix = complete_down(context)) {
      diagnostics.back().fixes.push_back(std::move(*fix));
    }
  }
}

}  // namespace ashlar::rules
