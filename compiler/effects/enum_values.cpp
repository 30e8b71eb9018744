// Where a value of an enum may be used as data: too often is harmless, too seldom fails at run
// time.

#include <algorithm>

#include "compiler/catalog/facts/facts.h"
#include "compiler/effects/effects.h"
#include "grammar/text/overload.h"

namespace ashlar::effects {
namespace {

/// The label between quotes, inside of a body too; a quote in it is doubled.
bool mentions_literal(std::string_view text, std::string_view label) {
  std::string literal = "'";
  for (const char c : label) {
    literal += c;
    if (c == '\'') literal += c;
  }
  literal += '\'';
  if (text.find(literal) != std::string_view::npos) return true;
  // $$label$$, E'label' with escapes, and literals within literals.
  std::string dollar = "$";
  dollar.append(label).append("$");
  return text.find(dollar) != std::string_view::npos ||
         text.find("'" + literal + "'") != std::string_view::npos;
}

/// Functions of users may do anything.
bool calls_unseen(const sql::References& references) {
  return std::any_of(references.functions.begin(), references.functions.end(),
                     [](const sql::FunctionCall& call) {
                       const std::string& schema = call.name.schema.text;
                       if (!schema.empty() && schema != "pg_catalog") return true;
                       return !catalog::is_builtin_function(call.name.name.text);
                     });
}

/// What the statement runs without its words showing it.
bool runs_unseen(const sql::Statement& statement) {
  return std::visit(
      Overload{
          [](const sql::DoBlock&) { return true; },
          [](const sql::Call&) { return true; },
          [](const sql::Select& s) { return calls_unseen(s.query.references); },
          [](const sql::Insert& s) { return calls_unseen(s.references); },
          [](const sql::Update& s) { return calls_unseen(s.references); },
          [](const sql::Delete& s) { return calls_unseen(s.references); },
          [](const sql::Merge& s) { return calls_unseen(s.references); },
          [](const sql::Copy& s) { return s.from; },
          [](const sql::CreateTableAs& s) { return calls_unseen(s.query.references); },
          [](const sql::RefreshMaterializedView&) { return true; },
          [](const auto&) { return false; },
      },
      statement.node);
}

/// Words about the type and its values, not uses of them.
bool only_names_values(const sql::Statement& statement) {
  return std::holds_alternative<sql::AlterEnum>(statement.node) ||
         std::holds_alternative<sql::Comment>(statement.node) ||
         std::holds_alternative<sql::CreateEnum>(statement.node);
}

}  // namespace

bool may_use_enum_value(const sql::Statement& statement, std::string_view statement_text,
                        const EnumValueUse& value) {
  if (only_names_values(statement)) return false;
  return mentions_literal(statement_text, value.label) || runs_unseen(statement);
}

}  // namespace ashlar::effects
