// Properties that hold for every history, tried on random ones. The generator is seeded, so a
// failure comes back.

#include <chrono>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "tests/versions/histories.h"
#include "versions/symbols.h"

namespace ashlar::versions {
namespace {

using test::Entry;
using test::ids;
using test::Linked;

constexpr Follow kAll = Follow::kParentsAndDependencies;

/// A graph of up to `size` revisions that grows as histories do: mostly children of recent ones,
/// some merges, roots, dependencies and labels.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint32_t seed) : random_(seed) {}

  std::vector<Entry> make(std::size_t size) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < size; ++i) {
      Entry entry{id(), {}, {}, {}};
      if (!entries.empty() && below(10) != 0) {
        entry.parents.push_back(recent(entries));
        if (below(6) == 0) add(entry.parents, recent(entries));
      }
      if (!entries.empty() && below(8) == 0) add(entry.depends, recent(entries));
      if (below(10) == 0) entry.labels.push_back("label" + std::to_string(i));
      entries.push_back(std::move(entry));
    }
    // Files stand in the order of their names, which says nothing about the graph.
    std::shuffle(entries.begin(), entries.end(), random_);
    return entries;
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string id() {
    std::string text;
    for (int i = 0; i < 8; ++i) text += "0123456789abcdef"[below(16)];
    return text;
  }

 private:
  const std::string& recent(const std::vector<Entry>& entries) {
    const std::size_t window = std::min<std::size_t>(entries.size(), 6);
    return entries[entries.size() - 1 - below(window)].id;
  }
  static void add(std::vector<std::string>& list, const std::string& id) {
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
  }

  std::mt19937 random_;
};

class RandomGraphs : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  RandomHistory random{GetParam()};
  std::vector<Entry> entries = random.make(40);
  Linked linked{entries};
  const Graph& graph = linked.graph;

  void SetUp() override { ASSERT_TRUE(linked.valid); }

  RevisionIndex any() { return random.below(graph.size()); }
  RevisionSet any_applied() { return ancestors(graph, {any(), any(), any()}, kAll); }
  [[nodiscard]] bool is_closed(const RevisionSet& set) const {
    return ancestors(graph, set, kAll) == set;
  }
  /// Each revision once, and after all that it needs; `before` is there already.
  void expect_runs_upwards(const std::vector<RevisionIndex>& run, RevisionSet done) const {
    for (const RevisionIndex i : run) {
      for (const RevisionIndex parent : graph.parents[i]) EXPECT_TRUE(done.count(parent) != 0);
      for (const RevisionIndex cause : graph.depends[i]) EXPECT_TRUE(done.count(cause) != 0);
      EXPECT_TRUE(done.insert(i).second) << graph[i].id << " runs twice";
    }
  }
};

TEST_P(RandomGraphs, TheOrderIsTopological) {
  EXPECT_EQ(graph.order.size(), graph.size());
  expect_runs_upwards(graph.order, {});
}

TEST_P(RandomGraphs, AnotherFileReordersNoOthers) {
  std::vector<Entry> more = entries;
  Entry added{random.id(), {graph[any()].id}, {}, {}};
  if (random.below(2) == 0) added.depends.push_back(graph[any()].id);
  more.insert(more.begin() + static_cast<std::ptrdiff_t>(random.below(more.size())), added);
  const Linked grown(more);
  ASSERT_TRUE(grown.valid);
  std::vector<std::string> order = ids(grown.graph, grown.graph.order);
  order.erase(std::find(order.begin(), order.end(), added.id));
  EXPECT_EQ(order, ids(graph, graph.order));
}

TEST_P(RandomGraphs, TheOrderOfFilesDoesNotMatter) {
  std::vector<Entry> sorted = entries;
  std::sort(sorted.begin(), sorted.end(),
            [](const Entry& a, const Entry& b) { return a.id < b.id; });
  const Linked other(sorted);
  EXPECT_EQ(ids(other.graph, other.graph.order), ids(graph, graph.order));
}

TEST_P(RandomGraphs, UniquePrefixesFindTheirRevision) {
  for (RevisionIndex i = 0; i < graph.size(); ++i) {
    const std::string& id = graph[i].id;
    for (std::size_t length = 4; length <= id.size(); ++length) {
      const std::string prefix = id.substr(0, length);
      const auto same = std::count_if(entries.begin(), entries.end(), [&](const Entry& entry) {
        return entry.id.starts_with(prefix);
      });
      const auto found = resolve(graph, prefix, {});
      EXPECT_EQ(found.ok(), same == 1) << prefix;
      if (found) {
        EXPECT_EQ(*found, std::vector<RevisionIndex>{i});
      }
    }
  }
}

TEST_P(RandomGraphs, HeadsOfWhatIsBelowARevisionAreTheRevision) {
  for (RevisionIndex i = 0; i < graph.size(); ++i) {
    EXPECT_EQ(heads_of(graph, ancestors(graph, {i}, kAll)), std::vector<RevisionIndex>{i});
  }
  RevisionSet all;
  for (RevisionIndex i = 0; i < graph.size(); ++i) all.insert(i);
  EXPECT_EQ(heads_of(graph, all), effective_heads(graph));
}

TEST_P(RandomGraphs, AncestorsAndDescendantsAreEachOthersInverse) {
  const RevisionIndex low = any();
  const RevisionIndex high = any();
  for (const Follow follow : {Follow::kParents, kAll}) {
    EXPECT_EQ(ancestors(graph, {high}, follow).count(low),
              descendants(graph, {low}, follow).count(high));
  }
}

TEST_P(RandomGraphs, UpgradeRunsWhatIsMissingAndNoMore) {
  for (int i = 0; i < 20; ++i) {
    const RevisionSet before = any_applied();
    const RevisionIndex target = any();
    const auto path = upgrade_path(graph, graph[target].id, before);
    ASSERT_TRUE(path.ok()) << path.error().message;
    expect_runs_upwards(path->revisions, before);
    EXPECT_TRUE(is_closed(path->after));
    RevisionSet expected = before;
    expected.merge(ancestors(graph, {target}, kAll));
    EXPECT_EQ(path->after, expected);
    EXPECT_EQ(path->before, before);
  }
}

TEST_P(RandomGraphs, DowngradeRunsChildrenFirstAndLeavesAWholeSet) {
  for (int i = 0; i < 20; ++i) {
    const RevisionSet before = any_applied();
    const RevisionIndex target = any();
    const auto path = downgrade_path(graph, graph[target].id, before);
    ASSERT_EQ(path.ok(), before.count(target) != 0);
    if (!path) continue;
    EXPECT_TRUE(is_closed(path->after));
    EXPECT_TRUE(path->after.count(target) != 0);
    for (const RevisionIndex child : graph.children[target]) {
      EXPECT_EQ(path->after.count(child), 0U);
    }
    std::vector<RevisionIndex> backwards(path->revisions.rbegin(), path->revisions.rend());
    expect_runs_upwards(backwards, path->after);
  }
}

TEST_P(RandomGraphs, UpgradeAndDowngradeOfOneStepMeetAgain) {
  for (int i = 0; i < 20; ++i) {
    const RevisionSet before = any_applied();
    const auto up = upgrade_path(graph, "heads", before);
    ASSERT_TRUE(up.ok());
    RevisionSet applied = up->before;
    std::vector<RevisionIndex> run;
    for (const RevisionIndex revision : up->revisions) {
      const auto step = upgrade_path(graph, graph[revision].id, applied);
      ASSERT_TRUE(step.ok());
      EXPECT_EQ(step->revisions, std::vector<RevisionIndex>{revision});
      applied = step->after;
    }
    EXPECT_EQ(applied, up->after);
  }
}

TEST_P(RandomGraphs, BaseAndBackGivesTheSame) {
  const RevisionSet before = any_applied();
  const auto down = downgrade_path(graph, "base", before);
  ASSERT_TRUE(down.ok());
  EXPECT_TRUE(down->after.empty());
  RevisionSet applied;
  for (const RevisionIndex head : heads_of(graph, before)) {
    const auto up = upgrade_path(graph, graph[head].id, applied);
    ASSERT_TRUE(up.ok());
    applied = up->after;
  }
  EXPECT_EQ(applied, before);
}

TEST_P(RandomGraphs, ARangeUpIsUndoneByTheRangeDown) {
  for (int i = 0; i < 20; ++i) {
    const RevisionIndex low = any();
    const RevisionIndex high = any();
    if (descendants(graph, {low}, kAll).count(high) == 0) continue;
    const auto up = range_path(graph, graph[low].id + ":" + graph[high].id, {});
    const auto down = range_path(graph, graph[high].id + ":" + graph[low].id, {});
    ASSERT_TRUE(up.ok());
    ASSERT_TRUE(down.ok());
    EXPECT_EQ(up->after, down->before);
    EXPECT_EQ(up->before, ancestors(graph, {low}, kAll));
    // What the way up had to bring along may stay: only what stands on `low` must go.
    EXPECT_TRUE(is_closed(down->after));
    for (const RevisionIndex run : down->revisions) {
      EXPECT_NE(std::find(up->revisions.begin(), up->revisions.end(), run), up->revisions.end());
    }
  }
}

TEST_P(RandomGraphs, ABranchTakenAwayLeavesTheTrunk) {
  for (const auto& [label, revision] : graph.by_label) {
    const RevisionSet before = any_applied();
    const auto path = downgrade_path(graph, label + "@base", before);
    ASSERT_TRUE(path.ok());
    EXPECT_TRUE(is_closed(path->after));
    EXPECT_EQ(path->after.count(revision), 0U);
    const RevisionIndex start = graph.segment_start[graph.segment[revision]];
    const RevisionSet above = descendants(graph, {start}, kAll);
    for (const RevisionIndex run : path->revisions) EXPECT_TRUE(above.count(run) != 0);
  }
}

TEST_P(RandomGraphs, LabelsReachAllAboveThem) {
  for (const auto& [label, revision] : graph.by_label) {
    for (const RevisionIndex above : descendants(graph, {revision}, Follow::kParents)) {
      EXPECT_THAT(labels_of(graph, above), ::testing::Contains(label));
    }
    for (RevisionIndex i = 0; i < graph.size(); ++i) {
      const RevisionIndex start = graph.segment_start[graph.segment[revision]];
      const bool shown = ::testing::Value(labels_of(graph, i), ::testing::Contains(label));
      EXPECT_EQ(shown, descendants(graph, {start}, Follow::kParents).count(i) != 0);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomGraphs, ::testing::Range(1U, 9U));

TEST(Scale, TenThousandRevisionsTakeNoTime) {
  RandomHistory random(7);
  const std::vector<Entry> entries = random.make(10'000);
  const History history = test::history_of(entries);
  const auto start = std::chrono::steady_clock::now();
  Diagnostics diagnostics;
  const std::optional<Graph> graph = build_graph(history, diagnostics);
  ASSERT_TRUE(graph.has_value());
  const auto linked = std::chrono::steady_clock::now();
  EXPECT_FALSE(heads(*graph).empty());
  const auto path = upgrade_path(*graph, "heads", {});
  ASSERT_TRUE(path.ok());
  EXPECT_EQ(path->revisions.size(), 10'000U);
  const auto walked = std::chrono::steady_clock::now();
  const auto milliseconds = [](auto from, auto to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
  };
  RecordProperty("build_graph_ms", std::to_string(milliseconds(start, linked)));
  RecordProperty("upgrade_path_ms", std::to_string(milliseconds(linked, walked)));
  // Room for a debug build on a busy machine; what is quadratic takes seconds.
  EXPECT_LT(milliseconds(start, walked), 2000.0);
}

}  // namespace
}  // namespace ashlar::versions
