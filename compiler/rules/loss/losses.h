#pragma once

// What the loss rules share: which losses of a statement count, and how they are told. A loss
// counts where the thing was there before the revision: what the revision itself made may go, and
// so may in its down section what its up section made. Layer: compiler/rules.

#include <string>
#include <string_view>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// True where the object was there before the revision and is no temporary table. False too for 0.
[[nodiscard]] bool is_older_than_revision(const StatementContext& context, catalog::ObjectId id);

struct CountedLosses {
  std::vector<const effects::Loss*> named;    ///< by the statement
  std::vector<const effects::Loss*> reached;  ///< gone along with what is named
};
[[nodiscard]] CountedLosses counted_losses(const StatementContext& context, effects::LossKind kind);

/// True where, at the end of the direction, another object has the name that this one had at its
/// begin: the old one made way for it.
[[nodiscard]] bool is_replaced(const StatementContext& context, const effects::Loss& loss,
                               catalog::NameSpace space);

struct LossWords {
  std::string_view message;  ///< with `{}` for the name
  std::string_view help;
  std::string_view along = {};  ///< with `{}` for the names of what CASCADE takes
};
/// One finding for each named loss of the kind, at its words.
void report_named_losses(const StatementContext& context, effects::LossKind kind,
                         const LossWords& words, Diagnostics& diagnostics);

/// One finding for each named loss, at its words. What is reached is a note of the last, or where
/// nothing is named, a finding of its own.
void report_losses(const StatementContext& context, const CountedLosses& losses,
                   const LossWords& words, Diagnostics& diagnostics);

/// A finding about one loss.
[[nodiscard]] Diagnostic loss_finding(const StatementContext& context, const effects::Loss& loss,
                                      const LossWords& words);

/// `a`, `b` and `c`.
[[nodiscard]] std::string list_names(const std::vector<std::string>& names);

}  // namespace ashlar::rules
