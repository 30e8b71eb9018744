#pragma once

// The rules: short queries over one replayed statement or one revision. A rule is one .cpp file
// with a check, and one row of the table in table.cpp; its id is the same in output, suppressions,
// docs page and test cases. Checks report; severity, overrides, `allow` annotations and their
// expiry are applied here, for all rules alike. Layer: compiler/rules, above compiler/effects and
// versions.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/effects/replay.h"
#include "compiler/rules/settings.h"
#include "grammar/text/diagnostic.h"
#include "versions/revision.h"

namespace ashlar::rules {

struct GivenName;  // naming/given_names.h
struct Window;     // locks/window.h
class WordIndex;   // names/word_index.h

/// Which fixes are worked out with the findings.
enum class Fixes {
  kQuick,  ///< those that cost next to nothing
  kAll,    ///< down sections that are derived, too
};

/// One revision with everything that is known of it.
struct RevisionContext {
  const versions::Revision* revision = nullptr;
  const Sources* sources = nullptr;
  const effects::Replay* up = nullptr;
  const effects::Replay* down = nullptr;  ///< null where there is no down section
  const Settings* settings = nullptr;
  Fixes fixes = Fixes::kQuick;
  std::uint32_t ordinal = 0;  ///< catalog::Origin::revision of what this revision makes
  /// The names that the revision gives; `check` gathers them for the rules.
  const std::vector<GivenName>* given_names = nullptr;
  WordIndex* words = nullptr;  ///< likewise

  [[nodiscard]] std::string_view text(Span span) const {
    return slice((*sources)[revision->source.file].text, span);
  }
  [[nodiscard]] Location location(Span span) const { return {revision->source.file, span}; }
};

/// One statement of a revision.
struct StatementContext {
  const RevisionContext* revision = nullptr;
  versions::Direction direction = versions::Direction::kUp;
  const effects::Replay* replay = nullptr;  ///< the direction's
  std::size_t index = 0;                    ///< in replay->statements
  std::size_t step = 0;                     ///< in replay->steps
  const Window* window = nullptr;           ///< the step's
  /// The one of the statement's `effect` annotations that is looked at; null: the statement itself.
  const sql::Statement* effect = nullptr;
  /// The one of the statements that a DO block or a called function runs; null: as above.
  const effects::RunInside* inside = nullptr;

  [[nodiscard]] const effects::ReplayedStatement& statement() const {
    return inside != nullptr ? inside->replayed : replay->statements[index];
  }
  /// What the statement says, what its annotation says that it does, or what it runs.
  [[nodiscard]] const sql::Statement& sql() const {
    if (inside != nullptr) return inside->sql;
    return effect != nullptr ? *effect : statement().statement->sql;
  }
  /// The words at a span of `sql()`.
  [[nodiscard]] std::string_view text(Span span) const {
    const bool elsewhere = inside != nullptr && inside->text != nullptr;
    return elsewhere ? slice(*inside->text, span) : revision->text(span);
  }
  /// True where the file holds `sql()` as a statement that it runs itself: only such can be mended.
  [[nodiscard]] bool stands_in_file() const { return effect == nullptr && inside == nullptr; }
  /// True where this revision itself made the object earlier, in this direction.
  [[nodiscard]] bool made_here(const catalog::Origin& origin) const {
    return origin.revision == revision->ordinal;
  }
};

/// A rule has one check or both; an absent one is null. Checks fill message, location, notes, help
/// and fixes; rule id, severity and `about` are set for them.
struct Rule {
  std::string_view id;
  Severity severity;         ///< the default
  std::string_view summary;  ///< one sentence, as in the docs page
  void (*check_statement)(const StatementContext&, Diagnostics&) = nullptr;
  void (*check_revision)(const RevisionContext&, Diagnostics&) = nullptr;
};

/// What is found before any rule runs, or when a way is planned: by the grammar, the graph and the
/// pipeline. Neither settings nor `allow` change it, as nothing could go on without it.
struct FixedRule {
  std::string_view id;
  Severity severity;
  std::string_view summary;  ///< as of a rule
};

/// All of each kind, sorted by id. No id is in both.
[[nodiscard]] std::span<const Rule> all_rules();
[[nodiscard]] std::span<const FixedRule> fixed_rules();
[[nodiscard]] const Rule* find_rule(std::string_view id);
[[nodiscard]] const FixedRule* find_fixed_rule(std::string_view id);

/// Runs every rule over one revision. Reports unused and unknown `allow`s as well.
[[nodiscard]] Diagnostics check(const RevisionContext& context);

}  // namespace ashlar::rules
