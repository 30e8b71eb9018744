#include "compiler/plan/ledger_words.h"

#include <cstddef>

#include "compiler/plan/fingerprint.h"
#include "grammar/text/check.h"

namespace ashlar::plan {
namespace {

std::string words_after(const ledger::Words& words, const ledger::RevisionRecord& record,
                        const Step& step) {
  if (!step.completes_revision) return words.step_done(step.ledger_step);
  if (step.ledger_step.direction == versions::Direction::kUp) {
    return words.applied(record, step.ledger_step);
  }
  return words.reverted(record.id, step.ledger_step);
}

}  // namespace

void add_ledger_words(Plan& plan) {
  const ledger::Words words(plan.ledger_schema);
  std::size_t at = 0;
  for (const PlannedRevision& revision : plan.revisions) {
    std::size_t end = at;
    while (end < plan.steps.size() && plan.steps[end].revision == revision.record.id) ++end;
    ASHLAR_CHECK(end > at, "each revision has a step, if only one that tells the ledger");
    const auto count = static_cast<std::uint32_t>(end - at);
    for (std::uint32_t number = 1; number <= count; ++number, ++at) {
      Step& step = plan.steps[at];
      step.completes_revision = number == count;
      step.ledger_step = {
          step.revision,     plan.direction, number, count, step_checksum(step.statements),
          step.transactional};
      if (!step.transactional) step.ledger_before = words.step_started(step.ledger_step);
      step.ledger_after = words_after(words, revision.record, step);
    }
  }
}

}  // namespace ashlar::plan
