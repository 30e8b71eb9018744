#include "compiler/rules/locks/concurrently.h"

#include "compiler/rules/fixing/places.h"
#include "compiler/rules/names/spelled_names.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {

std::optional<Fix> add_concurrently(const StatementContext& context, std::string_view keyword) {
  if (!context.stands_in_file()) return std::nullopt;
  const Span span = context.sql().span;
  const RevisionContext& revision = *context.revision;
  for (const auto& token : postgres::scan(revision.text(span), span.begin)) {
    if (sql::identifier_text(revision.text(token.span)) != keyword) continue;
    Fix fix;
    fix.message = "add CONCURRENTLY";
    fix.safe = !forces_transaction(*context.statement().section);
    fix.edits.push_back({revision.location({token.span.end, token.span.end}), " CONCURRENTLY"});
    return fix;
  }
  return std::nullopt;
}

}  // namespace ashlar::rules
