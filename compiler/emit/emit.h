#pragma once

// Outputs. Each takes a finished value and returns text; none decides anything.
// Layer: compiler/emit.

#include <chrono>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::emit {

enum class Color { kNever, kAlways };

struct LintSummary {
  std::size_t files = 0;
};

/// clang's style: `file:line:column: severity: message [rule]`, source line, caret span, notes,
/// help, and what the fix would write. Columns on the terminal are display columns (utf8proc).
[[nodiscard]] std::string pretty(const Diagnostics& diagnostics, const Sources& sources,
                                 const LintSummary& summary, Color color);
/// Contract section 3.
[[nodiscard]] std::string lint_json(const Diagnostics& diagnostics, const Sources& sources,
                                    const LintSummary& summary);

/// The plan for people: steps, statements, locks, losses, findings.
[[nodiscard]] std::string plan_pretty(const plan::Plan& plan, Color color);
/// Contract section 4.
[[nodiscard]] std::string plan_json(const plan::Plan& plan);
/// What a script is made with besides its plan.
struct ScriptSettings {
  /// Limits of statements that no `timeout` annotation gives one; 0 is none.
  std::chrono::milliseconds lock_timeout{5000};
  std::chrono::milliseconds statement_timeout{0};
  std::string database{};                 ///< the name that the database must have; empty: any
  std::string start_statements{};         ///< ledger::ScriptStart::statements
  std::vector<std::string> look_first{};  ///< the riskiest statements, in words
};
/// A SQL script for psql that does what the runtime would do and leaves the same ledger.
/// `ledger_install` is the plan that makes the ledger (all of ashlar's own revisions).
[[nodiscard]] std::string plan_script(const plan::Plan& plan, const plan::Plan& ledger_install,
                                      const ScriptSettings& settings = {});

/// `text` with the safe fixes of `diagnostics` that lie in `file`, and ask for no further revision,
/// applied: every edit once, overlapping fixes left for the next round. `applied` counts fixes.
struct FixedText {
  std::string text;
  std::size_t applied = 0;
};
[[nodiscard]] FixedText apply_fixes(const Diagnostics& diagnostics, FileId file,
                                    const std::string& text);
/// True where both can be made: they share no bytes, and neither inserts where the other begins or
/// ends.
[[nodiscard]] bool are_apart(const Edit& a, const Edit& b);
/// `text` with edits that are pairwise apart.
[[nodiscard]] std::string edited(const std::string& text, std::vector<const Edit*> edits);
/// Unified diff of two texts of one file; empty where they are equal. Of an empty text before it
/// says that the file is new.
[[nodiscard]] std::string unified_diff(const std::string& path, const std::string& before,
                                       const std::string& after, Color color);

}  // namespace ashlar::emit
