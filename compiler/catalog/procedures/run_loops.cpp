// Loops: as many times as the catalog tells; where it does not, once on the side, for what the body
// may touch.

#include "compiler/catalog/procedures/machine.h"

namespace ashlar::catalog::procedures {
namespace {

Outcome nothing() { return {}; }

}  // namespace

bool Machine::ends_loop(Outcome& outcome, const std::string& label) {
  const bool ours = outcome.label.empty() || outcome.label == label;
  if (outcome.flow == Flow::kNext) return false;
  if (outcome.flow == Flow::kContinue && ours) {
    outcome = {};
    return false;
  }
  if (outcome.flow == Flow::kExit && ours) outcome = {};
  return true;
}

Outcome Machine::run(const pl::Loop& loop) {
  while (true) {
    if (!spend(5)) return {Flow::kGiveUp, {}};
    if (!loop.condition.empty()) {
      const Value condition = evaluate(loop.condition);
      Outcome evaluated = after_evaluation();
      if (evaluated.flow != Flow::kNext) return evaluated;
      if (!condition.certain) {
        // It may run, and how often is not known.
        Outcome outcome = either(nothing, [&] { return run(loop.body); });
        (void)ends_loop(outcome, loop.label);
        return outcome;
      }
      if (truth(condition) != true) return {};
    }
    Outcome outcome = run(loop.body);
    if (ends_loop(outcome, loop.label)) return outcome;
  }
}

Outcome Machine::run(const pl::ForInteger& loop) {
  const Value first = evaluate(loop.first);
  const Value last = evaluate(loop.last);
  const Value step = loop.step.empty() ? integer(1) : evaluate(loop.step);
  const auto from = number(first);
  const auto to = number(last);
  const auto by = number(step);
  const bool known = from && to && by && *by > 0 && first.certain && last.certain && step.certain;
  state_.frames.emplace_back();
  const std::size_t frame = state_.frames.size() - 1;
  Outcome outcome;
  if (!known) {
    outcome = either(nothing, [&] {
      state_.frames[frame].variables[loop.variable] = unknown();
      return run(loop.body);
    });
    (void)ends_loop(outcome, loop.label);
  }
  bool ended = !known;
  std::int64_t i = known ? *from : 0;
  while (!ended && (loop.reverse ? i >= *to : i <= *to)) {
    if (!spend(5)) {
      outcome = {Flow::kGiveUp, {}};
      break;
    }
    state_.frames[frame].variables[loop.variable] = weaken(integer(i), uncertain_ == 0);
    outcome = run(loop.body);
    ended = ends_loop(outcome, loop.label);
    ended = ended || __builtin_add_overflow(i, loop.reverse ? -*by : *by, &i);
  }
  state_.frames.resize(frame);
  return outcome;
}

Outcome Machine::run(const pl::ForQuery& loop) {
  RowSet rows;
  rows.complete = false;
  if (loop.execute) {
    const Value command = evaluate(loop.query);
    const auto* words = std::get_if<std::string>(&command.data);
    if (words != nullptr && !has_hole(*words)) rows = query(*words);
    rows.complete = rows.complete && command.certain;
  } else if (!loop.cursor.empty()) {
    const auto bound = variable({loop.cursor});
    const auto* words = bound.has_value() ? std::get_if<std::string>(&bound->data) : nullptr;
    if (words != nullptr) rows = query(*words);
  } else {
    rows = query(loop.query.text);
  }
  Outcome evaluated = after_evaluation();
  if (evaluated.flow != Flow::kNext) return evaluated;
  // FOR r IN cursor brings its own variable.
  state_.frames.emplace_back();
  const std::size_t frame = state_.frames.size() - 1;
  if (!loop.cursor.empty() && loop.target.names.size() == 1) {
    state_.frames[frame].variables[loop.target.names.front()] = null();
  }
  const auto with_row = [&](const Row& row) {
    return [this, &loop, &rows, &row] {
      RowSet one;
      one.columns = rows.columns;
      one.rows.push_back(row);
      one.rows.front().present = true;
      assign_row(loop.target, one);
      return run(loop.body);
    };
  };
  Outcome outcome;
  bool ended = false;
  for (const Row& row : rows.rows) {
    if (ended) break;
    if (row.certain) {
      outcome = with_row(row)();
    } else {
      outcome = row.present ? either(with_row(row), nothing) : either(nothing, with_row(row));
    }
    ended = ends_loop(outcome, loop.label);
  }
  if (!ended && !rows.complete) {
    outcome = either(nothing, [&] {
      for (const std::string& name : loop.target.names) assign(name, unknown());
      return run(loop.body);
    });
    (void)ends_loop(outcome, loop.label);
  }
  state_.frames.resize(frame);
  return outcome;
}

Outcome Machine::run(const pl::ForEach& loop) {
  const Value list = evaluate(loop.array);
  const auto* items = std::get_if<std::shared_ptr<const Array>>(&list.data);
  if (is_null(list) && list.certain) return {};
  Outcome outcome;
  if (items == nullptr || loop.slice > 0) {
    outcome = either(nothing, [&] {
      assign(loop.variable, unknown());
      return run(loop.body);
    });
    (void)ends_loop(outcome, loop.label);
    return outcome;
  }
  const std::shared_ptr<const Array> kept = *items;
  for (const Value& item : kept->items) {
    const Way body = [&] {
      assign(loop.variable, item);
      return run(loop.body);
    };
    outcome = list.certain ? body() : either(body, nothing);
    if (ends_loop(outcome, loop.label)) return outcome;
  }
  return outcome;
}

}  // namespace ashlar::catalog::procedures
