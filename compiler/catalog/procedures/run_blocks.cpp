// Blocks with their handlers, and ways that the catalog does not decide between.

#include <algorithm>

#include "compiler/catalog/procedures/machine.h"

namespace ashlar::catalog::procedures {
namespace {

/// True where a condition catches the error: its own code, or its class ("23", for 23000).
bool catches(const std::string& condition, std::string_view sqlstate) {
  if (condition == "others") {
    // (src/pl/plpgsql/src/pl_exec.c, exception_matches_conditions)
    return sqlstate != "57014" && sqlstate != "P0004";
  }
  const std::string_view code = sqlstate_of(condition);
  if (code.empty()) return false;
  if (code.substr(2) == "000") return sqlstate.starts_with(code.substr(0, 2));
  return sqlstate == code;
}

/// What rows may make a statement fail with: 22 (data exceptions) and 23 (constraints).
constexpr std::string_view kDataError = "23505";
constexpr std::array<std::string_view, 6> kDataErrors{"23505", "23514", "23503",
                                                      "23502", "23P01", "22P02"};

}  // namespace

Machine::Mark Machine::mark() const {
  return {inner_.size(), touched_.size(), unread_.size(), not_modelled_.size(), risks_.size()};
}

void Machine::forget_since(const Mark& mark) {
  inner_.resize(mark.inner);
  touched_.resize(mark.touched);
  unread_.resize(mark.unread);
  not_modelled_.resize(mark.not_modelled);
  risks_.resize(mark.risks);
}

Outcome Machine::run(const pl::Block& block) {
  Frame frame;
  frame.label = block.label;
  state_.frames.push_back(std::move(frame));
  const std::size_t depth = state_.frames.size();
  for (const pl::Variable& variable : block.variables) {
    // Later ones may speak of earlier ones, and calls may move the frames.
    Frame declared;
    declare(declared, variable);
    Frame& own = state_.frames[depth - 1];
    own.types.merge(declared.types);
    for (auto& [name, value] : declared.variables) own.variables[name] = std::move(value);
  }
  Outcome outcome = after_evaluation();
  if (outcome.flow == Flow::kNext && block.handlers.empty()) {
    outcome = run(block.body);
  } else if (outcome.flow == Flow::kNext) {
    const State before = state_;
    const Mark start = mark();
    ++handlers_;
    outcome = run(block.body);
    --handlers_;
    outcome = handle(block, before, start, std::move(outcome));
  }
  state_.frames.resize(depth - 1);
  // EXIT with the label of a block leaves the block.
  if (outcome.flow == Flow::kExit && !block.label.empty() && outcome.label == block.label) {
    return {};
  }
  return outcome;
}

const pl::Handler* Machine::handler_for(const pl::Block& block, std::string_view sqlstate) const {
  for (const pl::Handler& handler : block.handlers) {
    for (const std::string& condition : handler.conditions) {
      if (catches(condition, sqlstate)) return &handler;
    }
  }
  return nullptr;
}

Outcome Machine::handle(const pl::Block& block, const State& before, const Mark& mark,
                        Outcome outcome) {
  const auto caught_by = [&](const pl::Handler& handler, const Raised& raised) {
    state_.frames.emplace_back();
    state_.frames.back().variables["sqlstate"] = text(raised.sqlstate);
    state_.frames.back().variables["sqlerrm"] = text(raised.message);
    Outcome handled = run(handler.body);
    state_.frames.pop_back();
    // RAISE; throws the same error again.
    if (handled.flow == Flow::kRaise && !state_.raised.has_value()) state_.raised = raised;
    return handled;
  };
  if (outcome.flow == Flow::kRaise && state_.raised.has_value()) {
    const Raised raised = *state_.raised;
    const pl::Handler* handler = handler_for(block, raised.sqlstate);
    if (handler == nullptr) return outcome;
    // The subtransaction is rolled back; variables keep their values.
    state_.raised.reset();
    state_.catalog = before.catalog;
    forget_since(mark);
    return caught_by(*handler, raised);
  }
  if (outcome.flow == Flow::kGiveUp) return outcome;
  bool role = false;
  bool data = false;
  for (std::size_t i = mark.risks; i < risks_.size(); ++i) {
    role = role || risks_[i] == Risk::kRole;
    data = data || risks_[i] == Risk::kData;
  }
  const pl::Handler* for_role = role ? handler_for(block, "42704") : nullptr;
  if (for_role != nullptr) {
    // The role is not one that the history makes, and the history is ready for that.
    const std::vector<NameKey> names(touched_.begin() + static_cast<std::ptrdiff_t>(mark.touched),
                                     touched_.end());
    state_ = before;
    forget_since(mark);
    ++uncertain_;
    Outcome handled = caught_by(*for_role, {"42704", "role does not exist", {}, {}});
    --uncertain_;
    doubt(names);
    return handled;
  }
  const pl::Handler* for_data = nullptr;
  for (const std::string_view code : kDataErrors) {
    if (data && for_data == nullptr) for_data = handler_for(block, code);
  }
  if (for_data == nullptr) return outcome;
  const std::vector<NameKey> done(touched_.begin() + static_cast<std::ptrdiff_t>(mark.touched),
                                  touched_.end());
  const Way body = [&] { return outcome; };
  const State after = state_;
  const Way instead = [&] {
    state_ = before;
    return caught_by(*for_data, {std::string(kDataError), "a row is in the way", {}, {}});
  };
  state_ = after;
  Outcome result = either(body, instead);
  doubt(done);
  return result;
}

Outcome Machine::either(const Way& likely, const Way& other) {
  const State before = state_;
  const Mark start = mark();
  const std::uint32_t uncertain = uncertain_;
  ++uncertain_;
  const auto raises = [this](const Outcome& outcome) {
    return outcome.flow == Flow::kRaise && handlers_ == 0;
  };
  Outcome second = other();
  if (second.flow == Flow::kGiveUp) return second;
  const State state_of_second = state_;
  const bool second_diverged = uncertain_ > uncertain + 1;
  const std::vector<NameKey> names(touched_.begin() + static_cast<std::ptrdiff_t>(start.touched),
                                   touched_.end());
  const std::vector<Unread> unread(unread_.begin() + static_cast<std::ptrdiff_t>(start.unread),
                                   unread_.end());
  state_ = before;
  forget_since(start);
  // A way that ends the history with an error is not the one that it went.
  if (raises(second)) {
    uncertain_ = uncertain;
    return likely();
  }
  uncertain_ = uncertain + 1;
  Outcome first = likely();
  if (first.flow == Flow::kGiveUp) return first;
  if (raises(first)) {
    state_ = before;
    forget_since(start);
    uncertain_ = uncertain;
    return other();
  }
  const bool first_diverged = uncertain_ > uncertain + 1;
  // From here on it is not known whether what follows runs at all.
  const bool diverged = first_diverged || second_diverged || first != second;
  uncertain_ = uncertain + (diverged ? 1 : 0);
  touched_.insert(touched_.end(), names.begin(), names.end());
  unread_.insert(unread_.end(), unread.begin(), unread.end());
  doubt(names);
  blur(state_of_second);
  if (first.flow == Flow::kRaise) {
    state_ = before;
    return second;
  }
  return first;
}

/// Variables that differ between the two ways are guesses.
void Machine::blur(const State& other) {
  for (std::size_t i = 0; i < state_.frames.size() && i < other.frames.size(); ++i) {
    for (auto& [name, value] : state_.frames[i].variables) {
      const auto found = other.frames[i].variables.find(name);
      if (found == other.frames[i].variables.end() || !same(value, found->second)) {
        value.certain = false;
      }
    }
  }
  if (!same(state_.returned, other.returned)) state_.returned.certain = false;
  if (other.catalog.is_doubtful()) doubt({});
}

}  // namespace ashlar::catalog::procedures
