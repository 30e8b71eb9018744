#pragma once

// The ledger's shape and words: the tables in the target database that say what is applied, as SQL
// text. The runtime executes these texts and `script` prints them, so both leave the same ledger;
// nobody else spells its table names. Every text is schema-qualified and feels nothing of the
// session's search path. Times, user and durations are computed by the server. Layer:
// compiler/ledger.
//
// Tables, in the ledger schema (default `ashlar`), made by revisions/*.sql beside this file:
//   revisions   one row an applied revision: id, message, parents, depends, checksums and text of
//   up and
//               down, irreversible's reason, when, by whom, how long, ashlar's version, stamped or
//               run
//   steps       the steps of revisions in flight: started (committed before a step outside a
//               transaction), then done; removed when the revision is complete
//   events      append-only log
//   installed   which of ashlar's own ledger revisions are applied

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/source.h"
#include "versions/revision.h"

namespace ashlar::ledger {

/// ashlar's own revision files, embedded at build time, in order of their names.
[[nodiscard]] std::vector<SourceFile> revision_files();

/// What the ledger keeps of a revision.
struct RevisionRecord {
  std::string id;
  std::string message;
  std::vector<std::string> parents;
  std::vector<std::string> depends;
  std::string up_checksum;
  std::string down_checksum;  ///< empty: no down section
  std::string up_text;
  std::string down_text;
  std::string irreversible;  ///< the reason; empty: reversible or no down
};

[[nodiscard]] RevisionRecord record_of(const versions::Revision& revision, const Sources& sources);

/// One step of one revision, as the ledger sees it.
struct StepRef {
  std::string revision;
  versions::Direction direction = versions::Direction::kUp;
  std::uint32_t step = 0;   ///< from 1 within the revision and direction
  std::uint32_t steps = 0;  ///< how many the revision has
  std::string checksum;     ///< of the step's statements
  bool transactional = true;
};

/// What a person says of a step outside a transaction that nobody else can tell the end of.
enum class Verdict {
  kDone,  ///< it took effect
  kRedo,  ///< it did not: run it again
};
[[nodiscard]] std::string_view to_string(Verdict verdict);

/// Where a script starts and what it does, for the guards that stand before it.
struct ScriptStart {
  std::vector<std::string> applied;    ///< exactly these
  std::vector<std::string> revisions;  ///< that the script applies, or reverts
  versions::Direction direction = versions::Direction::kUp;
  int postgres = 0;        ///< the server's major version; 0: any
  std::string database{};  ///< its name; empty: any
  /// "sha256:…" over a line `ID UP_CHECKSUM DOWN_CHECKSUM` each of those applied, by id; empty: not
  /// looked at.
  std::string statements{};
};

/// The words, each one or more complete SQL statements, semicolons included. The statements of one
/// text belong into one transaction. Those that follow the author's own (`step_done`,
/// `step_failed`, `applied`, `reverted`) begin by taking back whatever role they left behind.
class Words {
 public:
  /// `schema` is the ledger's schema, unquoted.
  explicit Words(std::string_view schema);

  /// CREATE SCHEMA IF NOT EXISTS and table `installed`.
  [[nodiscard]] std::string bootstrap() const;
  /// Records one of ashlar's own revisions.
  [[nodiscard]] std::string record_installed(std::string_view id, std::string_view checksum) const;

  /// Before a step outside a transaction, committed on its own.
  [[nodiscard]] std::string step_started(const StepRef& step) const;
  /// With a transactional step, or after one outside a transaction, where it does not complete its
  /// revision.
  [[nodiscard]] std::string step_done(const StepRef& step) const;
  /// After a step outside a transaction that the server refused and that left nothing behind: its
  /// start is forgotten, an event tells of it.
  [[nodiscard]] std::string step_failed(const StepRef& step) const;
  /// With each batch of a step that runs in batches: the last key it reached (absent: rows without
  /// one) and how many rows it wrote.
  [[nodiscard]] std::string batch_done(const StepRef& step,
                                       const std::optional<std::string>& reached,
                                       std::uint64_t rows) const;
  /// The same for a loop in the server: both are SQL expressions, a text and a number.
  [[nodiscard]] std::string batch_done_as(const StepRef& step, std::string_view reached,
                                          std::string_view rows) const;
  /// `resolve`: a step that was started is done, or its start is forgotten; an event tells who said
  /// so.
  [[nodiscard]] std::string resolved(const StepRef& step, Verdict verdict) const;
  /// With the last step of an up: the row of the revision, its steps removed, an event.
  [[nodiscard]] std::string applied(const RevisionRecord& record, const StepRef& step) const;
  /// With the last step of a down.
  [[nodiscard]] std::string reverted(std::string_view id, const StepRef& step) const;

  /// `stamp`: rows for revisions that were not run, and rows taken away.
  [[nodiscard]] std::string stamped(const RevisionRecord& record) const;
  [[nodiscard]] std::string unstamped(std::string_view id) const;
  /// `stamp --accept`: the new text of an applied revision.
  [[nodiscard]] std::string accepted(const RevisionRecord& record) const;

  /// For scripts, before anything else: a DO block that raises on another server than the script
  /// was made for, in another database, where nothing can be written, or where the author's tables
  /// would land among the ledger's.
  [[nodiscard]] std::string server_guard(const ScriptStart& start) const;
  /// A DO block that raises unless exactly `start.applied` are in the ledger and no step is in
  /// flight (an absent ledger counts as none applied), telling a second run and the rest of one
  /// that stopped half-way apart from all others.
  [[nodiscard]] std::string guard(const ScriptStart& start) const;
  /// For scripts: takes the runners' session advisory lock, or raises where another holds it.
  [[nodiscard]] std::string take_lock() const;

  /// Queries that read; columns as documented in ledger.cpp beside each text.
  [[nodiscard]] std::string ledger_exists() const;  ///< one row: boolean
  /// One row: boolean. Without its semicolon, for psql's \\gset.
  [[nodiscard]] std::string is_installed(std::string_view id) const;
  [[nodiscard]] std::string select_installed() const;
  [[nodiscard]] std::string select_revisions() const;
  [[nodiscard]] std::string select_steps() const;
  /// Of a step that runs in batches, since its start.
  [[nodiscard]] std::string select_batches(const StepRef& step) const;
  /// A condition: the row version with this `xmin` was written after the step's start was recorded.
  [[nodiscard]] std::string is_younger_than(const StepRef& step, std::string_view xmin) const;

  /// The key of the session advisory lock that runners take, derived from the schema's name.
  [[nodiscard]] std::int64_t lock_key() const;

 private:
  std::string schema_;  ///< quoted
  std::string name_;
};

/// The statements of such a text one by one, without their semicolons.
[[nodiscard]] std::vector<std::string> statements_of(std::string_view words);

}  // namespace ashlar::ledger
