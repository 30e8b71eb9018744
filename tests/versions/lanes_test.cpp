// The order and the lanes in which histories are drawn.

#include "versions/lanes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "tests/versions/histories.h"

namespace ashlar::versions {
namespace {

using test::Entry;
using test::ids;
using test::Linked;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<RevisionIndex> everything(const Graph& graph) {
  return {graph.order.rbegin(), graph.order.rend()};
}

TEST(DrawingOrder, EndsABranchBeforeTheNext) {
  const Linked linked(test::merged());
  EXPECT_THAT(ids(linked.graph, drawing_order(linked.graph, everything(linked.graph))),
              ElementsAre("eeee1111", "cccc2222", "cccc1111", "bbbb2222", "dddd2222", "dddd1111",
                          "bbbb1111", "aaaa2222", "aaaa1111"));
}

TEST(DrawingOrder, HoldsWhatIsListedAndNothingElse) {
  const Linked linked(test::merged());
  const Graph& graph = linked.graph;
  const std::vector<RevisionIndex> listed = {*graph.find("bbbb2222"), *graph.find("bbbb1111")};
  EXPECT_THAT(ids(graph, drawing_order(graph, listed)), ElementsAre("bbbb2222", "bbbb1111"));
  EXPECT_THAT(drawing_order(graph, {}), IsEmpty());
}

TEST(Lanes, OfAMergeOpenAndCloseAgain) {
  const Linked linked(
      {{"aaaa"}, {"bbbb", {"aaaa"}}, {"cccc", {"aaaa"}}, {"dddd", {"bbbb", "cccc"}}});
  const Graph& graph = linked.graph;
  const std::vector<LaneRow> rows = lanes(graph, drawing_order(graph, everything(graph)));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].opened, 2U);
  EXPECT_EQ(rows[1].revision, *graph.find("cccc"));
  EXPECT_EQ(rows[1].lane, 1U);
  EXPECT_EQ(rows[1].opened, 1U);
  EXPECT_EQ(rows[2].lane, 0U);
  EXPECT_THAT(rows[2].joined, ElementsAre(1U));
  EXPECT_EQ(rows[2].opened, 0U);
  EXPECT_EQ(rows[3].width, 1U);
  EXPECT_FALSE(rows[0].has_child);
  EXPECT_TRUE(rows[3].has_child);
}

/// Follows the lanes from each revision down to its parents.
void expect_lanes_reach_parents(const Graph& graph, const std::vector<RevisionIndex>& ordered) {
  const std::vector<LaneRow> rows = lanes(graph, ordered);
  ASSERT_EQ(rows.size(), ordered.size());
  std::map<RevisionIndex, std::size_t> at;
  for (std::size_t i = 0; i < rows.size(); ++i) at[rows[i].revision] = i;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_LT(rows[i].lane, rows[i].width);
    std::vector<std::size_t> below;
    for (std::size_t lane = 0; lane < rows[i].opened; ++lane) below.push_back(rows[i].lane + lane);
    for (const std::size_t lane : rows[i].joined) below.push_back(rows[i].next(lane));
    RevisionSet reached;
    for (std::size_t lane : below) {
      std::size_t row = i + 1;
      for (; row < rows.size() && rows[row].lane != lane; ++row) {
        ASSERT_EQ(rows[row].width, rows[row - 1].width_below() + (rows[row].has_child ? 0 : 1));
        lane = rows[row].next(lane);
      }
      ASSERT_LT(row, rows.size());
      reached.insert(rows[row].revision);
    }
    RevisionSet parents;
    for (const RevisionIndex parent : graph.parents[rows[i].revision]) {
      if (at.contains(parent)) {
        parents.insert(parent);
        ASSERT_GT(at[parent], i);
      }
    }
    ASSERT_EQ(reached, parents);
  }
}

TEST(Lanes, LeadFromEachRevisionToItsParents) {
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    std::mt19937 random(seed);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < 60; ++i) {
      Entry entry{"r" + std::to_string(1000 + i), {}, {}, {}};
      const std::size_t window = std::min<std::size_t>(i, 8);
      for (std::size_t parents = random() % 4; window > 0 && parents > 0; --parents) {
        const std::string parent = entries[i - 1 - random() % window].id;
        const bool is_new =
            std::find(entry.parents.begin(), entry.parents.end(), parent) == entry.parents.end();
        if (is_new) entry.parents.push_back(parent);
      }
      if (window > 0 && random() % 5 == 0) {
        entry.depends.push_back(entries[i - 1 - random() % window].id);
      }
      entries.push_back(std::move(entry));
    }
    const Linked linked(entries);
    const Graph& graph = linked.graph;
    expect_lanes_reach_parents(graph, drawing_order(graph, everything(graph)));
    std::vector<RevisionIndex> some = everything(graph);
    some.resize(some.size() / 2);
    expect_lanes_reach_parents(graph, drawing_order(graph, some));
  }
}

TEST(Lanes, StayFewInALongHistoryOfShortBranches) {
  std::vector<Entry> entries = {{"trunk0"}};
  for (int i = 1; i <= 10'000; ++i) {
    const std::string number = std::to_string(i);
    const std::string below = "trunk" + std::to_string(i - 1);
    entries.push_back({"side" + number, {below}});
    entries.push_back(
        {"trunk" + number, i % 2 == 0 ? std::vector{below} : std::vector{below, "side" + number}});
  }
  const Linked linked(entries);
  const Graph& graph = linked.graph;
  const std::vector<LaneRow> rows = lanes(graph, drawing_order(graph, everything(graph)));
  ASSERT_EQ(rows.size(), 20'001U);
  std::size_t widest = 0;
  for (const LaneRow& row : rows) widest = std::max(widest, row.width);
  EXPECT_LE(widest, 3U);
}

}  // namespace
}  // namespace ashlar::versions
