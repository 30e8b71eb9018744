// The statements of PL/pgSQL, loops left out.

#include <algorithm>

#include "compiler/catalog/procedures/machine.h"

namespace ashlar::catalog::procedures {

Outcome Machine::run(const pl::Statements& statements) {
  for (const pl::Statement& statement : statements) {
    if (!spend(5)) return {Flow::kGiveUp, {}};
    Outcome outcome = std::visit([this](const auto& node) { return run(node); }, statement.node);
    if (outcome.flow == Flow::kNext) outcome = after_evaluation();
    if (outcome.flow != Flow::kNext) return outcome;
  }
  return {};
}

Outcome Machine::run(const pl::RunSql& statement) {
  RowSet rows;
  rows.complete = false;
  Outcome outcome = run_sql(statement.statement, &rows);
  if (outcome.flow != Flow::kNext) return outcome;
  if (statement.into) assign_row(statement.target, rows);
  set_found(rows);
  return outcome;
}

Outcome Machine::run(const pl::Execute& statement) {
  const Value command = evaluate(statement.command);
  Outcome evaluated = after_evaluation();
  if (evaluated.flow != Flow::kNext) return evaluated;
  const std::vector<Value> outer = state_.parameters;
  std::vector<Value> parameters;
  for (const pl::Fragment& parameter : statement.parameters) {
    parameters.push_back(evaluate(parameter));
  }
  const Span where = place_of(statement.command);
  const auto* words = std::get_if<std::string>(&command.data);
  if (words == nullptr || has_hole(*words)) {
    const std::string known = words == nullptr ? std::string(kHole) : *words;
    if (statement.into) assign_row(statement.target, {{}, {}, false});
    return run_template(known, where);
  }
  state_.parameters = std::move(parameters);
  const std::uint32_t uncertain = uncertain_;
  if (!command.certain) ++uncertain_;
  RowSet rows;
  rows.complete = false;
  Outcome outcome = run_text(*words, where, &rows);
  state_.parameters = outer;
  if (statement.into && outcome.flow == Flow::kNext) assign_row(statement.target, rows);
  if (!command.certain) {
    uncertain_ = uncertain;
    // What would have been refused may be another command on the server.
    if (outcome.flow == Flow::kRaise) {
      state_.raised.reset();
      return {};
    }
  }
  return outcome;
}

Outcome Machine::run(const pl::Perform& statement) {
  const RowSet rows = query(statement.query.text);
  set_found(rows);
  return after_evaluation();
}

Outcome Machine::run(const pl::CallOrDo& statement) {
  return run_sql(statement.statement, nullptr);
}

Outcome Machine::run(const pl::Assign& statement) {
  assign(statement.target, evaluate(statement.value));
  return {};
}

Outcome Machine::branch(const std::vector<pl::Branch>& branches, std::size_t from,
                        const pl::Statements& otherwise) {
  if (from == branches.size()) return run(otherwise);
  const pl::Branch& now = branches[from];
  const Value condition = evaluate(now.condition);
  Outcome evaluated = after_evaluation();
  if (evaluated.flow != Flow::kNext) return evaluated;
  const bool met = truth(condition) == true;
  if (condition.certain) return met ? run(now.body) : branch(branches, from + 1, otherwise);
  const Way taken = [&] { return run(now.body); };
  const Way passed = [&] { return branch(branches, from + 1, otherwise); };
  return met ? either(taken, passed) : either(passed, taken);
}

Outcome Machine::run(const pl::If& statement) {
  return branch(statement.branches, 0, statement.otherwise);
}

Outcome Machine::run(const pl::Case& statement) {
  Frame frame;
  if (!statement.variable.empty()) {
    frame.variables[statement.variable] = evaluate(statement.subject);
  }
  state_.frames.push_back(std::move(frame));
  Outcome outcome = branch(statement.branches, 0, statement.otherwise);
  state_.frames.pop_back();
  return outcome;
}

Outcome Machine::run(const pl::Leave& statement) {
  Outcome leave{statement.exit ? Flow::kExit : Flow::kContinue, statement.label};
  if (statement.condition.empty()) return leave;
  const Value condition = evaluate(statement.condition);
  if (condition.certain) return truth(condition) == true ? leave : Outcome{};
  // A loop that nothing else would end.
  const Way leaving = [&] { return leave; };
  const Way staying = [] { return Outcome{}; };
  return either(leaving, staying);
}

Outcome Machine::run(const pl::Return& statement) {
  if (statement.kind == pl::Return::Kind::kQuery) {
    const RowSet rows = statement.execute ? RowSet{{}, {}, false} : query(statement.value.text);
    state_.returned = scalar(rows);
    return after_evaluation();
  }
  if (!statement.value.empty()) state_.returned = evaluate(statement.value);
  if (statement.kind == pl::Return::Kind::kNext) return {};
  return {Flow::kReturn, {}};
}

Outcome Machine::run(const pl::Raise& statement) {
  for (const pl::Fragment& parameter : statement.parameters) (void)evaluate(parameter);
  if (statement.level != pl::Raise::Level::kException) {
    state_.raised.reset();
    return {};
  }
  std::string sqlstate = "P0001";
  std::string message = statement.message;
  if (!statement.condition.empty()) {
    const std::string_view known = sqlstate_of(statement.condition);
    if (!known.empty()) sqlstate = known;
    if (message.empty()) message = statement.condition;
  }
  if (!statement.error_code.empty()) {
    const Value code = evaluate(statement.error_code);
    if (const auto* word = std::get_if<std::string>(&code.data)) {
      const std::string_view known = sqlstate_of(*word);
      if (!known.empty()) sqlstate = known;
    }
  }
  // A parameter for each %, as far as it is known.
  std::string words;
  std::size_t next = 0;
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message[i] != '%') {
      words += message[i];
    } else if (i + 1 < message.size() && message[i + 1] == '%') {
      words += message[++i];
    } else if (next < statement.parameters.size()) {
      std::string value = as_text(catalog(), evaluate(statement.parameters[next++]));
      words += has_hole(value) ? "…" : value;
    }
  }
  const Span where = statement.parameters.empty() ? Span{} : place_of(statement.parameters.front());
  state_.raised = Raised{std::move(sqlstate), std::move(words), std::nullopt, where};
  return {Flow::kRaise, {}};
}

Outcome Machine::run(const pl::Assert& statement) {
  const Value condition = evaluate(statement.condition);
  // One that cannot be decided held, or the history would have ended here.
  if (!condition.certain || truth(condition) == true) return {};
  state_.raised = Raised{"P0004", "assertion failed", std::nullopt, place_of(statement.condition)};
  return {Flow::kRaise, {}};
}

Outcome Machine::run(const pl::Obtain& statement) {
  for (const std::string& name : statement.names) assign(name, unknown());
  if (!statement.names.empty() && !state_.frames.empty()) {
    state_.frames.front().variables["found"] = unknown();
  }
  return {};
}

Outcome Machine::run(const pl::EndTransaction& statement) {
  // A ROLLBACK in a procedure takes back what it did since the last COMMIT: that is not followed.
  if (!statement.commit) return {Flow::kGiveUp, {}};
  return {};
}

}  // namespace ashlar::catalog::procedures
