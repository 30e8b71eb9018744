#pragma once

// `-- migrate:allow`: which findings an annotation suppresses, and which annotations suppress none.
// An allow in the header holds for the file, one before a statement for that statement.
// Layer: compiler/rules, private to check.cpp.

#include <cstddef>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

class Allows {
 public:
  /// Keeps a reference to the context, which must outlive it.
  explicit Allows(const RevisionContext& context);

  /// True where an allow of the finding's rule covers its place; notes that it was of use.
  bool suppress(const Diagnostic& finding);

  /// Notes the allows that cover losses which no rule reports but for which a plan asks all the
  /// same: all of a down section, where undoing is the job; of an up section those of what was
  /// there before and is replaced, and of what the revision made and put rows into.
  void cover_losses(const effects::Replay& replay, versions::Direction direction);

  /// Findings of rule `unused-allow`, severities set: a warning for each rule named in vain, an
  /// error for each that does not exist.
  [[nodiscard]] Diagnostics report_unused() const;

 private:
  struct Entry {
    const annotations::Allow* allow = nullptr;
    std::size_t rule = 0;  ///< index in allow->rules
    Span covers;
    bool used = false;
  };

  void cover(const effects::Loss& loss, Span place);
  /// The entries that cover a place, in order.
  [[nodiscard]] std::vector<Entry*> covering(Span place);
  void add(const std::vector<annotations::Allow>& allows, Span covers);
  [[nodiscard]] Diagnostic unknown(const annotations::Word& rule) const;
  [[nodiscard]] Diagnostic unused(const Entry& entry) const;
  [[nodiscard]] Fix removal(const Entry& entry) const;

  const RevisionContext& context_;
  std::vector<Entry> entries_;   ///< of the file first, then statement by statement
  std::size_t of_the_file_ = 0;  ///< how many of them
};

}  // namespace ashlar::rules
