#pragma once

// What a person reads before a plan is run: one value, computed once, that the page (HTML) and the
// comment (Markdown) print. Nothing in here knows how it will look.
// In: the plan with what the compiler knows of it. Out: plain data. Layer: compiler/emit.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/emit/plan_facts.h"
#include "compiler/plan/plan.h"
#include "grammar/text/diagnostic.h"
#include "versions/graph.h"
#include "versions/lanes.h"
#include "versions/symbols.h"

namespace ashlar::emit::review {

/// Who waits while a lock is held, the mildest first. Manual, table 13.2 (Conflicting Lock Modes):
/// SELECT takes ACCESS SHARE; INSERT, UPDATE and DELETE take ROW EXCLUSIVE.
enum class Blocks {
  kNobody,
  kMaintenance,  ///< VACUUM and other changes of the schema
  kWrites,
  kReadsAndWrites,
};
[[nodiscard]] Blocks blocks(effects::LockMode mode);
/// `reads and writes`
[[nodiscard]] std::string_view to_string(Blocks blocks);

struct LockView {
  std::string relation;
  effects::LockMode mode = effects::LockMode::kAccessShare;
  Blocks blocks = Blocks::kNobody;
  bool is_new = false;  ///< the plan made the relation: nobody can be using it yet
};

/// Work that takes longer the more rows there are, done while the locks are held.
enum class WorkKind { kRewrite, kScan, kBuild, kRows };
/// `rewrites`, `reads all of`, `builds an index on`, `changes rows of`
[[nodiscard]] std::string_view to_string(WorkKind kind);
struct Work {
  WorkKind kind = WorkKind::kScan;
  std::string relation;
  bool is_new = false;
};

/// Another way to write what was found fault with.
struct SaferForm {
  std::string message;
  bool safe = false;  ///< `lint --fix` makes it
  struct Change {
    std::string file;
    std::uint32_t line = 0;
    std::vector<std::string> removed;
    std::vector<std::string> added;
  };
  std::vector<Change> changes;
};

struct FindingView {
  Severity severity = Severity::kNote;
  std::string rule;
  std::string message;
  std::string file;
  std::uint32_t line = 0;
  std::vector<std::string> notes;
  std::string help;
  std::vector<SaferForm> fixes;
};
/// True for the rules about naming: nothing that runs is the worse for what they find.
[[nodiscard]] bool is_about_name(std::string_view rule);

/// An exception that the file makes, with its reason.
struct AllowView {
  std::string rules;
  std::string reason;
};

struct StatementView {
  std::size_t number = 0;  ///< from 1 in the plan
  std::string sql;         ///< the author's words, comments before it included
  std::string first_line;  ///< of the statement itself, for lists
  std::string file;
  std::uint32_t line = 0;
  std::string kind;
  std::uint32_t count = 1;
  std::vector<LockView> locks;
  std::vector<Work> work;
  std::vector<StatedLoss> losses;
  std::vector<FindingView> findings;
  std::vector<AllowView> allows;
  std::string timeouts;  ///< empty: the defaults
  std::string batches;   ///< empty: in one go
  /// How much there is to look at: comparable within a plan, 0 for nothing.
  int risk = 0;
  std::vector<std::string> reasons;  ///< for `risk`, the gravest first
};

/// How long the statements of a step keep whom from a relation: from the statement that takes the
/// lock to the end of the step.
struct Hold {
  std::string relation;
  bool is_new = false;
  struct Level {
    std::size_t from = 0;  ///< statement within the step
    Blocks blocks = Blocks::kNobody;
  };
  std::vector<Level> levels;      ///< ever stronger
  std::vector<std::size_t> work;  ///< statements that do work on it
  /// Work is done while readers or writers wait, be it on another relation; else they wait for a
  /// moment, once the lock is had.
  bool is_long = false;
  [[nodiscard]] Blocks strongest() const { return levels.back().blocks; }
};

struct StepView {
  std::uint32_t number = 0;
  bool transactional = true;
  std::vector<StatementView> statements;
  std::vector<Hold> holds;  ///< those that keep somebody waiting, the strongest first
  /// The strongest on what was there before the plan.
  [[nodiscard]] Blocks blocks() const;
  /// Somebody waits on what was there before the plan while work is done.
  [[nodiscard]] bool is_long() const;
};

enum class WayBackKind {
  kWritten,
  kDerived,       ///< not written; what the compiler would write
  kIncomplete,    ///< not written, and the compiler cannot derive all of it
  kIrreversible,  ///< the file says so, with a reason
  kNotNeeded,     ///< the revision changes nothing
  kUpAgain,       ///< the plan goes down; the way back is the up section
};
struct WayBackView {
  WayBackKind kind = WayBackKind::kWritten;
  std::string sql;
  std::string reason;
  std::vector<std::string> left;  ///< what it does not bring back
  std::vector<FindingView> findings{};
};

struct RevisionView {
  std::size_t number = 0;  ///< from 1 in the plan
  std::string id;
  std::string message;
  std::string file;
  std::string created;
  std::vector<std::string> parents;
  std::vector<std::string> depends;
  std::vector<std::string> labels;
  std::vector<StepView> steps;
  std::vector<FindingView> findings;  ///< on no statement of the plan
  WayBackView way_back;
};

enum class Place { kApplied, kPlanned, kOther };
struct GraphRow {
  versions::LaneRow lane;
  std::string id;
  std::string message;
  std::vector<std::string> parents;
  std::vector<std::string> depends;
  Place place = Place::kOther;
  bool is_start = false;     ///< the database stands here before the plan
  bool is_end = false;       ///< and here after it
  std::size_t revision = 0;  ///< RevisionView::number; 0: not in the plan
};
struct GraphView {
  std::vector<GraphRow> rows;
  std::size_t left_out = 0;  ///< revisions of the history that are not drawn
};

/// A line of an object's definition before and after; absent on the side that has none.
struct LinePair {
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool changed = false;
};
struct SchemaChange {
  std::string name;  ///< `table products`
  enum class Kind { kNew, kChanged, kGone } kind = Kind::kChanged;
  std::vector<LinePair> lines;
};

struct LostThing {
  StatedLoss loss;
  std::size_t statement = 0;
};

struct Review {
  versions::Direction direction = versions::Direction::kUp;
  std::string from;
  std::string to;
  std::string database;  ///< empty: none was asked
  int postgres = 0;
  std::string fingerprint;
  std::string tool;  ///< the program and its version
  PlanTotals totals;
  std::size_t outside_transactions = 0;  ///< steps
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t about_names = 0;   ///< among the errors and warnings
  std::size_t on_ways_back = 0;  ///< findings beside all those
  std::vector<LostThing> losses;
  /// Relations that were there before the plan, by whom it keeps from them; sorted.
  std::vector<std::string> no_reads;   ///< nor writes
  std::vector<std::string> no_writes;  ///< but reads
  bool is_long = false;                ///< some of it while work is done
  std::vector<std::string> rewritten;
  std::vector<std::string> scanned;  ///< read in full, or built an index on, while others wait
  /// Ids of revisions by how one gets back over them.
  std::vector<std::string> irreversible;
  std::vector<std::string> without_down;
  std::vector<RevisionView> revisions;
  GraphView graph;
  std::vector<SchemaChange> schema;
  bool schema_in_doubt = false;  ///< something that the compiler does not follow was met

  /// Those with a risk, the highest first; at most `count`.
  [[nodiscard]] std::vector<const StatementView*> riskiest(std::size_t count) const;
};

struct ReviewInput {
  const versions::Graph& graph;
  const versions::Path& path;
  const plan::Plan& plan;
  const std::vector<catalog::Catalog>& schemas;  ///< before each revision, and behind the last
  const Diagnostics& findings;                   ///< of the plan's revisions
  std::string database;                          ///< in words; empty: none was asked
  std::string tool;                              ///< the program and its version
};

[[nodiscard]] Review make_review(const ReviewInput& input);

/// The riskiest statements of a plan, at most `count`: where they stand, what they are, and why.
[[nodiscard]] std::vector<std::string> look_first(const ReviewInput& input, std::size_t count);

/// One self-contained page: no script, nothing from the network. What comes from files is escaped,
/// and characters that would act on what stands beside them are named instead.
[[nodiscard]] std::string review_html(const Review& review);

/// A comment for a pull request, under the size that GitHub takes; what does not fit is left out
/// from the end, and said.
[[nodiscard]] std::string review_markdown(const Review& review);

}  // namespace ashlar::emit::review
