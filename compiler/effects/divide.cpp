// From statements to steps: the transactions in which they run.

#include <algorithm>

#include "compiler/effects/replay.h"

namespace ashlar::effects {
namespace {

using annotations::TransactionMode;

/// Puts statement after statement into steps.
class Divider {
 public:
  Divider(const std::vector<ReplayedStatement>& statements, std::string_view text)
      : statements_(statements), text_(text) {}

  std::vector<StepRange> run() {
    for (std::size_t i = 0; i < statements_.size(); ++i) place(i);
    return std::move(steps_);
  }

 private:
  void place(std::size_t i) {
    const ReplayedStatement& statement = statements_[i];
    const bool new_section = i > 0 && statements_[i - 1].section != statement.section;
    switch (statement.section->transaction) {
      case TransactionMode::kOn:
        place_in_whole_section(i, new_section);
        return;
      case TransactionMode::kOff:
        alone(i, "the section says `transaction off`");
        return;
      case TransactionMode::kDerived:
        break;
    }
    if (statement.statement->batches) {
      alone(i, "it runs in batches, each a transaction of its own");
      return;
    }
    if (statement.effects.transactionality == Transactionality::kForbidden) {
      alone(i, "`" + sql::kind_name(statement.statement->sql) +
                   "` cannot run inside a transaction block");
      return;
    }
    if (new_section && statements_[i - 1].section->transaction == TransactionMode::kOn) {
      begin(i, "the section before is a transaction of its own");
    } else if (const EnumValueUse* used = uncommitted_value_used_by(i)) {
      begin(i, reason_of(*used));
    } else {
      join(i);
    }
    note_added_value(i);
  }

  void place_in_whole_section(std::size_t i, bool new_section) {
    if (i == 0 || new_section) {
      begin(i, "the section says `transaction on`");
    } else {
      join(i);
    }
  }

  /// Appends to the open transaction, or starts one after a statement outside of any.
  void join(std::size_t i) {
    if (steps_.empty() || !steps_.back().transactional) {
      begin(i, "the statement before runs outside a transaction");
      return;
    }
    steps_.back().end = i + 1;
  }

  void begin(std::size_t i, std::string reason) { add(i, true, std::move(reason)); }
  void alone(std::size_t i, std::string reason) { add(i, false, std::move(reason)); }

  void add(std::size_t i, bool transactional, std::string reason) {
    if (steps_.empty()) reason.clear();
    steps_.push_back({i, i + 1, transactional, std::move(reason)});
    added_.clear();
  }

  void note_added_value(std::size_t i) {
    const std::optional<EnumValueUse>& value = statements_[i].effects.adds_enum_value;
    if (value.has_value()) added_.push_back(*value);
  }

  const EnumValueUse* uncommitted_value_used_by(std::size_t i) const {
    const grammar::Statement& statement = *statements_[i].statement;
    const Span span = statement.sql.span;
    const bool inside = span.begin <= span.end && span.end <= text_.size();
    const std::string_view words = inside ? slice(text_, span) : std::string_view();
    const auto at = std::find_if(added_.begin(), added_.end(), [&](const EnumValueUse& value) {
      return may_use_enum_value(statement.sql, words, value);
    });
    return at == added_.end() ? nullptr : &*at;
  }

  static std::string reason_of(const EnumValueUse& value) {
    const std::string of = value.type.empty() ? "" : " of `" + value.type + "`";
    return "the new value `" + value.label + "`" + of + " must be committed before it is used";
  }

  const std::vector<ReplayedStatement>& statements_;
  std::string_view text_;
  std::vector<StepRange> steps_;
  std::vector<EnumValueUse> added_;  ///< by the open transaction
};

}  // namespace

std::vector<StepRange> divide(const std::vector<ReplayedStatement>& statements,
                              std::string_view text) {
  return Divider(statements, text).run();
}

}  // namespace ashlar::effects
