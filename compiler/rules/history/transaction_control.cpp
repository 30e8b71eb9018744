#include <fmt/format.h>
#include <utility>

#include "compiler/rules/checks.h"

namespace ashlar::rules {
namespace {

std::string_view words_of(sql::TransactionVerb verb) {
  switch (verb) {
    case sql::TransactionVerb::kBegin:
      return "BEGIN";
    case sql::TransactionVerb::kStart:
      return "START TRANSACTION";
    case sql::TransactionVerb::kCommit:
      return "COMMIT";
    case sql::TransactionVerb::kRollback:
      return "ROLLBACK";
    case sql::TransactionVerb::kSavepoint:
      return "SAVEPOINT";
    case sql::TransactionVerb::kRelease:
      return "RELEASE SAVEPOINT";
    case sql::TransactionVerb::kRollbackTo:
      return "ROLLBACK TO SAVEPOINT";
    case sql::TransactionVerb::kPrepare:
      return "PREPARE TRANSACTION";
    case sql::TransactionVerb::kCommitPrepared:
      return "COMMIT PREPARED";
    case sql::TransactionVerb::kRollbackPrepared:
      return "ROLLBACK PREPARED";
  }
  return "transaction control";
}

}  // namespace

void check_transaction_control(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const grammar::Section& section : context.revision->source.sections) {
    for (const grammar::Statement& statement : section.statements) {
      const auto* control = std::get_if<sql::TransactionControl>(&statement.sql.node);
      if (control == nullptr) continue;
      Diagnostic diagnostic;
      diagnostic.message =
          fmt::format("{} in a migration would cut the ledger's entry off from what it records",
                      words_of(control->verb));
      diagnostic.location = context.location(statement.sql.span);
      diagnostic.help =
          "leave it out: transactions are derived; `-- migrate:transaction on` or `off` overrides "
          "that for a section";
      diagnostics.push_back(std::move(diagnostic));
    }
  }
}

}  // namespace ashlar::rules
