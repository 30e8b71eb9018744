#include "compiler/rules/checks.h"
#include "compiler/rules/fixing/places.h"
#include "compiler/rules/report.h"

namespace ashlar::rules {

void check_enum_add_in_transaction_fails(const StatementContext& context,
                                         Diagnostics& diagnostics) {
  const effects::ReplayedStatement& statement = context.statement();
  if (!std::holds_alternative<sql::AlterEnum>(context.sql().node)) return;
  if (statement.effects.transactionality != effects::Transactionality::kForbidden) return;
  if (!forces_transaction(*statement.section)) return;
  report(
      context,
      {context.sql().span,
       "before PostgreSQL 12, ALTER TYPE … ADD VALUE is refused inside a transaction, and the "
       "section is forced into one",
       "take `transaction on` (or BEGIN and COMMIT) away: each step gets the transaction that it "
       "can have"},
      diagnostics);
}

}  // namespace ashlar::rules
