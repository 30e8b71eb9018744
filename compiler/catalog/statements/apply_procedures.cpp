// Statements that run others: DO, CALL, and SELECT of functions that change the schema.

#include <algorithm>
#include <string>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/procedures/machine.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

/// Functions of the server that change how later names are read.
bool configures(const sql::FunctionCall& call) {
  return call.name.name.text == "set_config" &&
         (call.first_literal == "search_path" || call.first_literal == "role");
}

}  // namespace

void perform(Editor& editor, const sql::DoBlock& statement, Span where) {
  procedures::Budget budget;
  procedures::Machine machine(editor.catalog(), editor.context(), budget);
  machine.run_do(statement, where);
  editor.absorb(std::move(machine).finish());
}

void perform(Editor& editor, const sql::Call& statement, Span where) {
  if (!procedures::may_change_catalog(editor.catalog(), statement.function.name)) return;
  procedures::Budget budget;
  procedures::Machine machine(editor.catalog(), editor.context(), budget);
  machine.run_call(editor.text(where), where);
  editor.absorb(std::move(machine).finish());
}

void perform(Editor& editor, const sql::Select& statement, Span where) {
  judge_query(editor, statement.query);
  const auto& calls = statement.query.references.functions;
  const bool changes = std::any_of(calls.begin(), calls.end(), [&](const sql::FunctionCall& call) {
    return configures(call) || procedures::may_change_catalog(editor.catalog(), call.name);
  });
  if (!changes) return;
  procedures::Budget budget;
  procedures::Machine machine(editor.catalog(), editor.context(), budget);
  machine.run_select(editor.text(where), where);
  editor.absorb(std::move(machine).finish());
}

}  // namespace ashlar::catalog
