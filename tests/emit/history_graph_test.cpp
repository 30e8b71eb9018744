// The letters of the graph, for the shapes that histories rarely have.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/emit/history/history.h"

namespace ashlar::emit {
namespace {

using versions::LaneRow;

/// A row with nothing below it but the last of `lanes`.
std::string drawn(const LaneRow& row, std::size_t below) {
  LaneRow last;
  last.lane = 0;
  last.width = below;
  return history_graph({{row, {"one"}}, {last, {"two"}}});
}

TEST(HistoryGraph, FansOutToThreeParents) {
  EXPECT_EQ(drawn({0, 1, 3, true, 3, {}}, 5),
            "| * |     one\n"
            "| |\\ \\\n"
            "| | |\\ \\\n"
            "* | | | | two\n");
}

TEST(HistoryGraph, CrossesLanesOnTheWayToAParentFarLeft) {
  EXPECT_EQ(drawn({0, 3, 5, true, 0, {0}}, 4),
            "| | | * | one\n"
            "| | |/ /\n"
            "| |/| |\n"
            "|/| | |\n"
            "* | | | two\n");
}

TEST(HistoryGraph, CrossesLanesOnTheWayToAParentFarRight) {
  EXPECT_EQ(drawn({0, 0, 3, true, 0, {2}}, 2),
            "* | | one\n"
            " \\| |\n"
            "  |\\|\n"
            " / /\n"
            "* | two\n");
}

TEST(HistoryGraph, JoinsTheNeighbour) {
  EXPECT_EQ(drawn({0, 0, 3, true, 0, {1}}, 2),
            "* | | one\n"
            "|/ /\n"
            "* | two\n");
}

TEST(HistoryGraph, EndsARootBesideOthers) {
  EXPECT_EQ(drawn({0, 1, 3, false, 0, {}}, 2),
            "| * | one\n"
            "|  /\n"
            "* | two\n");
}

TEST(HistoryGraph, KeepsItsLaneWhileItReachesOut) {
  EXPECT_EQ(drawn({0, 1, 3, true, 1, {0, 2}}, 3),
            "| * | one\n"
            "|/|\\|\n"
            "* | | two\n");
}

TEST(HistoryGraph, SetsFurtherLinesBesideTheLanes) {
  const LaneRow merge{0, 0, 1, false, 2, {}};
  const LaneRow last{0, 0, 2, true, 1, {}};
  EXPECT_EQ(history_graph({{merge, {"one", "two", "three", ""}}, {last, {"four", "five"}}}),
            "*   one\n"
            "|\\  two\n"
            "| | three\n"
            "| |\n"
            "* | four\n"
            "| | five\n");
}

}  // namespace
}  // namespace ashlar::emit
