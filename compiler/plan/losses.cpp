#include "compiler/plan/losses.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "compiler/rules/loss/reporting_rules.h"
#include "grammar/text/overload.h"

namespace ashlar::plan {
namespace {

bool names_any(const std::vector<annotations::Allow>& allows,
               const std::vector<std::string_view>& rules) {
  for (const annotations::Allow& allow : allows) {
    if (allow.reason.text.empty()) continue;
    for (const annotations::Word& word : allow.rules) {
      if (std::find(rules.begin(), rules.end(), word.text) != rules.end()) return true;
    }
  }
  return false;
}

/// True for what may write any table without saying so.
bool is_opaque(const effects::ReplayedStatement& statement) {
  const auto calls_own_function = [&statement](const std::vector<sql::FunctionCall>& calls) {
    return std::any_of(calls.begin(), calls.end(), [&statement](const sql::FunctionCall& call) {
      return !statement.before.find_functions(call.name).empty();
    });
  };
  return std::visit(
      Overload{[](const sql::DoBlock&) { return true; }, [](const sql::Call&) { return true; },
               [](const sql::OpaqueStatement&) { return true; },
               [&](const sql::Select& select) {
                 return calls_own_function(select.query.references.functions);
               },
               [](const auto&) { return false; }},
      statement.statement->sql.node);
}

}  // namespace

bool is_allowed(const effects::Loss& loss, const grammar::Statement& statement,
                const grammar::Source& source) {
  const std::vector<std::string_view> rules = rules::reporting_rules(loss);
  return names_any(statement.allows, rules) || names_any(source.allows, rules);
}

void FreshObjects::enter(FileId file, const grammar::Section& section) {
  bodies_.insert({file, section.body});
}

void FreshObjects::observe(const effects::ReplayedStatement& statement) {
  anything_filled_ = anything_filled_ || is_opaque(statement);
  for (const effects::Lock& lock : statement.effects.locks) {
    if (lock.mode == effects::LockMode::kRowExclusive) filled_.insert(lock.relation.id);
  }
  if (std::holds_alternative<sql::CreateTableAs>(statement.statement->sql.node)) {
    filled_.insert(statement.changes.created.begin(), statement.changes.created.end());
  }
}

bool FreshObjects::covers(const effects::Loss& loss) const {
  const Location& made = loss.origin.where;
  const bool here = std::any_of(bodies_.begin(), bodies_.end(), [&made](const Location& body) {
    return body.file == made.file && body.span.begin <= made.span.begin &&
           made.span.end <= body.span.end && !made.span.empty();
  });
  if (!here) return false;
  return database_ == Database::kEmpty || (!anything_filled_ && filled_.count(loss.id) == 0);
}

}  // namespace ashlar::plan
