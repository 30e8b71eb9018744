#pragma once

// One target taken apart and looked up: the part that upgrade, downgrade, ranges and `show` have in
// common. Private to versions.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/result.h"
#include "versions/graph.h"

namespace ashlar::versions {

/// `[BRANCH@][NAME][+N|-N]`.
struct Target {
  std::string text;  ///< as the user wrote it
  std::optional<std::string> branch;
  std::string name;  ///< `head`, `heads`, `base`, `current`, an id, a prefix, a label, or empty
  std::optional<long> steps;  ///< +N or -N

  /// `+1`, `left@-2`: counted from what is applied.
  [[nodiscard]] bool is_relative() const { return name.empty(); }
};

/// Takes `text` apart. An exact id wins over every other reading; ids may hold `-` and digits.
[[nodiscard]] Result<Target> parse_target(const Graph& graph, std::string_view text);

/// What stands before the `@`.
struct Branch {
  std::string name;
  RevisionIndex named = 0;  ///< the revision that bears the label, or the id
  RevisionIndex start =
      0;  ///< the lowest revision of the branch: a root, a merge, a branch point's child
  RevisionSet lineage;  ///< everything below and above `named`, dependencies aside
  RevisionSet own;      ///< the branch itself: `start` and everything above it
};

/// The branch of a label, an id or a prefix.
[[nodiscard]] Result<Branch> find_branch(const Graph& graph, const std::string& name);
/// The target's branch, if it names one.
[[nodiscard]] Result<std::optional<Branch>> branch_of(const Graph& graph, const Target& target);

/// What a name without steps stands for; `base` and the heads of nothing are empty.
[[nodiscard]] Result<std::vector<RevisionIndex>> look_up(const Graph& graph, const Target& target,
                                                         const std::optional<Branch>& branch,
                                                         const RevisionSet& applied);

enum class Overshoot { kIsAnError, kStopsAtTheEnd };

/// The revisions passed on the way down, first to last, and where the way ends: one revision, the
/// parents of a merge, or, empty, base.
struct WayDown {
  std::vector<RevisionIndex> passed;
  std::vector<RevisionIndex> ends;
};
[[nodiscard]] Result<WayDown> walk_down(const Graph& graph, const Target& target,
                                        RevisionIndex from, const std::optional<Branch>& branch,
                                        Overshoot overshoot);

/// The revision `target.steps` above `from` (above base where it is empty); empty where there is
/// none and the way may stop.
[[nodiscard]] Result<std::optional<RevisionIndex>> walk_up(const Graph& graph, const Target& target,
                                                           std::optional<RevisionIndex> from,
                                                           const std::optional<Branch>& branch,
                                                           Overshoot overshoot);

/// Where a relative target is counted from: the one head of what is applied (on the branch), or
/// nothing where nothing is.
[[nodiscard]] Result<std::optional<RevisionIndex>> position(const Graph& graph,
                                                            const Target& target,
                                                            const std::optional<Branch>& branch,
                                                            const RevisionSet& applied);

/// All of the above: what the target stands for.
[[nodiscard]] Result<std::vector<RevisionIndex>> resolve_target(const Graph& graph,
                                                                const Target& target,
                                                                const RevisionSet& applied,
                                                                Overshoot overshoot);

// The five causes.

[[nodiscard]] Error unknown_revision(const Graph& graph, std::string_view name);
/// `candidates` are listed in the detail, `advice` says what to write instead.
[[nodiscard]] Error ambiguous(const Graph& graph, std::string message,
                              const std::vector<RevisionIndex>& candidates,
                              std::string_view advice);
[[nodiscard]] Error not_on_branch(std::string_view name, const Branch& branch);
[[nodiscard]] Error no_such_branch(const Graph& graph, std::string_view name);
[[nodiscard]] Error unreachable(std::string message, std::string detail);

}  // namespace ashlar::versions
