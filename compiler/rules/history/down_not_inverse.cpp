#include <algorithm>
#include <fmt/format.h>

#include "compiler/diff/difference.h"
#include "compiler/rules/checks.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

constexpr std::size_t kMostListed = 8;

/// True where the catalog knows for sure what the statements leave behind: each is read, followed,
/// and taken by the server.
bool is_sure(const effects::Replay& replay) {
  return std::all_of(replay.statements.begin(), replay.statements.end(),
                     [](const effects::ReplayedStatement& statement) {
                       return statement.section->complete && statement.problems.empty() &&
                              statement.not_modelled.empty() && statement.unread.empty();
                     });
}

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

}  // namespace

void check_down_not_inverse(const RevisionContext& context, Diagnostics& diagnostics) {
  if (context.down == nullptr || context.down->statements.empty()) return;
  if (!is_sure(*context.up) || !is_sure(*context.down)) return;
  const diff::Comparison comparison = diff::compare(context.up->before, context.down->after);
  if (comparison.unsure || comparison.differences.empty()) return;
  const std::vector<diff::Difference>& differences = comparison.differences;
  const bool order_only =
      std::all_of(differences.begin(), differences.end(),
                  [](const diff::Difference& difference) { return difference.order_only; });
  Report said;
  said.where = context.down->statements.front().section->annotation;
  said.message = order_only ? "after up and down the columns stand in another order"
                            : "after up and down the schema is not what it was";
  said.help = order_only ? "a column that comes back stands last: nothing can be done about it"
                         : "take back in the down section all that the up section does";
  said.notes = listed(differences);
  report(context, std::move(said), diagnostics);
  if (order_only) diagnostics.back().severity = Severity::kNote;
}

}  // namespace ashlar::rules
