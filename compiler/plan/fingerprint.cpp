#include "compiler/plan/fingerprint.h"

#include <fmt/format.h>

#include "compiler/plan/digest.h"
#include "grammar/postgres/parser.h"

namespace ashlar::plan {
namespace {

/// A field whose length stands before it: no text can be read as two fields.
std::string field(std::string_view name, std::string_view text) {
  return fmt::format("{} {}\n{}\n", name, text.size(), text);
}

}  // namespace

std::string fingerprint(const Plan& plan) {
  std::string canonical =
      field("direction", versions::to_string(plan.direction)) + field("ledger", plan.ledger_schema);
  for (const PlannedRevision& revision : plan.revisions) {
    canonical += field("revision", revision.record.id);
  }
  for (const Step& step : plan.steps) {
    canonical += field("step", step.revision);
    canonical += step.transactional ? "transactional\n" : "alone\n";
    for (const PlannedStatement& statement : step.statements) {
      canonical += field("statement", statement.sql);
      if (statement.batches) {
        canonical += field("batches", fmt::format("{} {}", statement.batches->annotation.key.text,
                                                  statement.batches->annotation.size));
      }
    }
  }
  return sha256(canonical);
}

std::string step_checksum(const std::vector<PlannedStatement>& statements) {
  std::string canonical;
  for (const PlannedStatement& statement : statements) {
    canonical += field("statement", postgres::significant_text(statement.sql));
  }
  return sha256(canonical);
}

}  // namespace ashlar::plan
