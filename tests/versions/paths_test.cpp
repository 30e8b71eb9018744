// The walks of upgrade, downgrade and ranges on the worked example: what Alembic does, row by row,
// with its faults mended.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/versions/histories.h"
#include "versions/symbols.h"

namespace ashlar::versions {
namespace {

using test::Linked;

using Names = std::vector<std::string>;

/// `run` are the revisions of the path, `rows` what `current` shows after it.
struct Outcome {
  Names run;
  Names rows;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

void PrintTo(const Outcome& outcome, std::ostream* stream) {
  *stream << "run " << ::testing::PrintToString(outcome.run) << ", rows "
          << ::testing::PrintToString(outcome.rows);
}

Outcome outcome_of(const Graph& graph, const Result<Path>& path) {
  if (!path) return {{"error: " + path.error().message}, {}};
  return {test::ids(graph, path->revisions), test::ids(graph, heads_of(graph, path->after))};
}

Outcome up(const Linked& linked, const Names& heads, const std::string& target) {
  return outcome_of(linked.graph,
                    upgrade_path(linked.graph, target, test::applied(linked.graph, heads)));
}

Outcome down(const Linked& linked, const Names& heads, const std::string& target) {
  return outcome_of(linked.graph,
                    downgrade_path(linked.graph, target, test::applied(linked.graph, heads)));
}

Outcome between(const Linked& linked, const std::string& range, const Names& heads = {}) {
  return outcome_of(linked.graph,
                    range_path(linked.graph, range, test::applied(linked.graph, heads)));
}

Outcome failure(const std::string& message) { return {{"error: " + message}, {}}; }

class Branched : public ::testing::Test {
 protected:
  Linked linked{test::branched()};
};
class Merged : public ::testing::Test {
 protected:
  Linked linked{test::merged()};
};

TEST_F(Branched, UpgradeHeadsRunsAllByDepthThenId) {
  EXPECT_EQ(up(linked, {}, "heads"), (Outcome{{"aaaa1111", "aaaa2222", "bbbb1111", "cccc1111",
                                               "bbbb2222", "cccc2222", "dddd1111", "dddd2222"},
                                              {"bbbb2222", "cccc2222", "dddd2222"}}));
}

TEST_F(Merged, UpgradeHeadsKeepsTheOrderThatTheBranchesHad) {
  EXPECT_EQ(up(linked, {}, "heads"),
            (Outcome{{"aaaa1111", "aaaa2222", "bbbb1111", "cccc1111", "bbbb2222", "cccc2222",
                      "dddd1111", "dddd2222", "eeee1111"},
                     {"dddd2222", "eeee1111"}}));
}

TEST_F(Branched, UpgradeHeadOfSeveralIsAmbiguous) {
  EXPECT_EQ(up(linked, {}, "head"), failure("`head` is ambiguous: there are 3 heads"));
  const auto path = upgrade_path(linked.graph, "head", {});
  EXPECT_THAT(path.error().detail, ::testing::HasSubstr("bbbb2222 (left)"));
  EXPECT_THAT(path.error().detail, ::testing::HasSubstr("`LABEL@head`"));
  EXPECT_THAT(path.error().detail, ::testing::HasSubstr("`heads`"));
}

TEST_F(Branched, UpgradeTakesDependenciesIn) {
  EXPECT_EQ(up(linked, {}, "data@head"),
            (Outcome{{"aaaa1111", "aaaa2222", "bbbb1111", "dddd1111", "dddd2222"}, {"dddd2222"}}));
  EXPECT_EQ(up(linked, {"dddd2222"}, "left@head"),
            (Outcome{{"bbbb2222"}, {"bbbb2222", "dddd2222"}}));
}

TEST_F(Branched, UpgradeTakesEveryForm) {
  EXPECT_EQ(up(linked, {}, "aaaa2222"), (Outcome{{"aaaa1111", "aaaa2222"}, {"aaaa2222"}}));
  EXPECT_EQ(up(linked, {"aaaa2222"}, "left"), (Outcome{{"bbbb1111"}, {"bbbb1111"}}));
  EXPECT_EQ(up(linked, {"aaaa2222"}, "left@head-1"), (Outcome{{"bbbb1111"}, {"bbbb1111"}}));
  EXPECT_EQ(up(linked, {"aaaa2222"}, "left@+1"), (Outcome{{"bbbb1111"}, {"bbbb1111"}}));
  EXPECT_EQ(up(linked, {"bbbb1111"}, "+1"), (Outcome{{"bbbb2222"}, {"bbbb2222"}}));
  EXPECT_EQ(up(linked, {"bbbb1111"}, "aaaa2222+0"), (Outcome{{}, {"bbbb1111"}}));
  EXPECT_EQ(up(linked, {}, "right@+1"), (Outcome{{"aaaa1111"}, {"aaaa1111"}}));
  EXPECT_EQ(up(linked, {"cccc2222"}, "left@+1"), (Outcome{{"bbbb1111"}, {"bbbb1111", "cccc2222"}}));
  EXPECT_EQ(up(linked, {"dddd2222"}, "left@+1"), (Outcome{{"bbbb2222"}, {"bbbb2222", "dddd2222"}}));
}

TEST_F(Branched, UpgradeToWhatIsAppliedDoesNothing) {
  EXPECT_EQ(up(linked, {"bbbb2222"}, "bbbb2222"), (Outcome{{}, {"bbbb2222"}}));
  EXPECT_EQ(up(linked, {"bbbb2222"}, "aaaa1111"), (Outcome{{}, {"bbbb2222"}}));
  EXPECT_EQ(up(linked, {"bbbb2222"}, "current"), (Outcome{{}, {"bbbb2222"}}));
  EXPECT_EQ(up(Linked({}), {}, "head"), (Outcome{{}, {}}));
}

TEST_F(Branched, UpgradeGoesUpOnly) {
  EXPECT_EQ(up(linked, {"bbbb2222"}, "base"),
            failure("cannot reach `base`: it is not above what is applied"));
  EXPECT_EQ(up(linked, {"bbbb2222"}, "left@base"),
            failure("cannot reach `left@base`: it is not above what is applied"));
  EXPECT_EQ(up(linked, {"bbbb2222"}, "-1"),
            failure("cannot reach `-1`: it is not above what is applied"));
  EXPECT_EQ(up(linked, {}, "dddd1111-1"),
            failure("cannot reach `dddd1111-1`: it is not above what is applied"));
  EXPECT_EQ(up(linked, {}, "lift@-1"), failure("there is no branch `lift`"));
}

TEST_F(Branched, UpgradeByStepsNeedsOneWay) {
  EXPECT_EQ(up(linked, {}, "+1"), failure("`+1` is ambiguous: base has 2 children"));
  EXPECT_EQ(up(linked, {"aaaa2222"}, "+1"),
            failure("`+1` is ambiguous: `aaaa2222` has 2 children"));
  EXPECT_EQ(up(linked, {"bbbb1111", "cccc1111"}, "+1"),
            failure("`+1` is ambiguous: 2 heads are applied"));
  EXPECT_EQ(up(linked, {"bbbb1111"}, "+5"),
            failure("cannot reach `+5`: after 1 step the head `bbbb2222` is reached"));
}

TEST_F(Branched, UpgradeTakesNoRange) {
  EXPECT_EQ(up(linked, {}, "aaaa1111:bbbb1111"),
            failure("`aaaa1111:bbbb1111` is a range, and upgrade takes one target"));
  EXPECT_EQ(down(linked, {}, ":base"),
            failure("`:base` is a range, and downgrade takes one target"));
}

TEST_F(Branched, UpgradeStopsAtAGap) {
  const RevisionSet applied = {linked.graph.find("aaaa1111").value(),
                               linked.graph.find("bbbb1111").value()};
  const auto path = upgrade_path(linked.graph, "heads", applied);
  ASSERT_FALSE(path.ok());
  EXPECT_EQ(path.error().code, ErrorCode::kLedger);
  EXPECT_EQ(path.error().message,
            "revision `aaaa2222` is not applied, though `bbbb1111`, which revises it, is");
}

TEST_F(Merged, OneStepOntoAMergeRunsAllThatIsMissing) {
  EXPECT_EQ(up(linked, {"bbbb2222"}, "left@+1"),
            (Outcome{{"cccc1111", "cccc2222", "eeee1111"}, {"eeee1111"}}));
  EXPECT_EQ(up(linked, {"bbbb2222"}, "+1"),
            (Outcome{{"cccc1111", "cccc2222", "eeee1111"}, {"eeee1111"}}));
  EXPECT_EQ(up(linked, {"bbbb1111"}, "left@head"),
            (Outcome{{"cccc1111", "bbbb2222", "cccc2222", "eeee1111"}, {"eeee1111"}}));
  EXPECT_EQ(up(linked, {}, "eeee1111-1"),
            (Outcome{{"aaaa1111", "aaaa2222", "bbbb1111", "cccc1111", "bbbb2222", "cccc2222"},
                     {"bbbb2222", "cccc2222"}}));
}

TEST_F(Branched, DowngradeByStepsFromSeveralHeadsIsAmbiguous) {
  EXPECT_EQ(down(linked, {"bbbb2222", "cccc2222", "dddd2222"}, "-1"),
            failure("`-1` is ambiguous: 3 heads are applied"));
  const auto path =
      downgrade_path(linked.graph, "-1", test::applied(linked.graph, {"bbbb2222", "cccc2222"}));
  EXPECT_EQ(path.error().detail,
            "  bbbb2222 (left), msg bbbb2222\n  cccc2222 (right), msg cccc2222\n"
            "name the branch to follow, as in `LABEL@-1`, or the revision");
}

TEST_F(Branched, DowngradeByStepsAlongABranch) {
  EXPECT_EQ(down(linked, {"bbbb2222", "cccc2222", "dddd2222"}, "left@-1"),
            (Outcome{{"bbbb2222"}, {"cccc2222", "dddd2222"}}));
  EXPECT_EQ(down(linked, {"dddd2222"}, "left@-1"),
            (Outcome{{"dddd2222", "dddd1111", "bbbb1111"}, {"aaaa2222"}}))
      << "what depends on it goes too";
  EXPECT_EQ(down(linked, {"bbbb2222"}, "left@-3"),
            (Outcome{{"bbbb2222", "bbbb1111", "aaaa2222"}, {"aaaa1111"}}));
}

TEST_F(Branched, DowngradeByStepsLeavesOtherBranchesAlone) {
  EXPECT_EQ(down(linked, {"bbbb2222", "cccc1111"}, "left@-3"),
            failure("cannot reach `left@-3`: it is below branch `left`, and `cccc1111` of another "
                    "branch stands on it"));
  EXPECT_EQ(down(linked, {"cccc2222"}, "left@-1"),
            failure("cannot reach `left@-1`: nothing of branch `left` is applied"));
}

TEST_F(Branched, DowngradeOfABranchToBaseStopsAtTheBranchPoint) {
  EXPECT_EQ(down(linked, {"bbbb2222", "cccc1111", "dddd2222"}, "right@base"),
            (Outcome{{"cccc1111"}, {"bbbb2222", "dddd2222"}}));
  EXPECT_EQ(down(linked, {"dddd2222"}, "left@base"),
            (Outcome{{"dddd2222", "dddd1111", "bbbb1111"}, {"aaaa2222"}}));
  EXPECT_EQ(down(linked, {"bbbb2222", "dddd2222"}, "data@base"),
            (Outcome{{"dddd2222", "dddd1111"}, {"bbbb2222"}}));
  EXPECT_EQ(down(linked, {"cccc2222"}, "left@base"), (Outcome{{}, {"cccc2222"}}))
      << "a branch that is not applied";
}

TEST_F(Branched, DowngradeAlongABranchToItsBranchPoint) {
  EXPECT_EQ(down(linked, {"bbbb2222", "cccc2222"}, "left@aaaa2222"),
            (Outcome{{"bbbb2222", "bbbb1111"}, {"cccc2222"}}));
  EXPECT_EQ(down(linked, {"cccc2222"}, "right@aaaa2222"),
            (Outcome{{"cccc2222", "cccc1111"}, {"aaaa2222"}}));
}

TEST_F(Merged, DowngradeByOneStepUnmerges) {
  const Outcome unmerged = {{"eeee1111"}, {"bbbb2222", "cccc2222"}};
  for (const std::string target : {"-1", "left@-1", "eeee1111-1", "left@eeee1111-1"}) {
    EXPECT_EQ(down(linked, {"eeee1111"}, target), unmerged) << target;
  }
}

TEST_F(Merged, DowngradeThroughAMergeNeedsABranch) {
  EXPECT_EQ(down(linked, {"eeee1111"}, "-2"),
            failure("`-2` is ambiguous: it leads through the merge `eeee1111`"));
  EXPECT_EQ(down(linked, {"eeee1111"}, "left@-2"),
            (Outcome{{"eeee1111", "bbbb2222"}, {"bbbb1111", "cccc2222"}}));
  EXPECT_EQ(down(linked, {"eeee1111"}, "right@-3"),
            (Outcome{{"eeee1111", "cccc2222", "cccc1111"}, {"bbbb2222"}}));
}

TEST_F(Merged, DowngradeBelowAMerge) {
  EXPECT_EQ(down(linked, {"eeee1111"}, "bbbb1111"),
            (Outcome{{"eeee1111", "bbbb2222"}, {"bbbb1111", "cccc2222"}}));
  EXPECT_EQ(down(linked, {"eeee1111"}, "aaaa2222"),
            (Outcome{{"eeee1111", "cccc2222", "bbbb2222", "cccc1111", "bbbb1111"}, {"aaaa2222"}}));
  EXPECT_EQ(down(linked, {"eeee1111"}, "left@base"),
            (Outcome{{"eeee1111", "bbbb2222", "bbbb1111"}, {"cccc2222"}}));
}

TEST_F(Merged, DowngradeBaseTakesAllAway) {
  EXPECT_EQ(down(linked, {"dddd2222", "eeee1111"}, "base"),
            (Outcome{{"eeee1111", "dddd2222", "dddd1111", "cccc2222", "bbbb2222", "cccc1111",
                      "bbbb1111", "aaaa2222", "aaaa1111"},
                     {}}));
  EXPECT_EQ(down(linked, {}, "base"), (Outcome{{}, {}}));
}

TEST_F(Branched, DowngradeGoesToWhatIsAppliedOnly) {
  EXPECT_EQ(down(linked, {"aaaa1111"}, "aaaa2222"),
            failure("cannot reach `aaaa2222`: it is not below what is applied"));
  EXPECT_EQ(down(linked, {"bbbb2222"}, "cccc1111"),
            failure("cannot reach `cccc1111`: it is not below what is applied"));
  EXPECT_EQ(down(linked, {"bbbb2222"}, "+1"),
            failure("cannot reach `+1`: it is not below what is applied"));
  EXPECT_EQ(down(linked, {"bbbb2222"}, "-99"),
            failure("cannot reach `-99`: only 4 revisions lead down to base"));
  EXPECT_EQ(down(linked, {}, "-1"), failure("cannot reach `-1`: nothing is applied"));
  EXPECT_EQ(down(linked, {"bbbb2222"}, "head"), failure("`head` is ambiguous: there are 3 heads"));
  EXPECT_EQ(down(linked, {"bbbb2222"}, "heads"),
            failure("`heads` is ambiguous: there are 3 heads"));
  EXPECT_EQ(down(linked, {"bbbb2222"}, "bbbb2222"), (Outcome{{}, {"bbbb2222"}}));
}

TEST_F(Branched, DowngradeBelowARootLeavesOtherHistoriesAlone) {
  EXPECT_EQ(down(linked, {"bbbb2222", "dddd2222"}, "dddd1111-1"),
            (Outcome{{"dddd2222", "dddd1111"}, {"bbbb2222"}}));
  EXPECT_EQ(down(linked, {"dddd2222"}, "-2"), (Outcome{{"dddd2222", "dddd1111"}, {"bbbb1111"}}));
}

TEST_F(Merged, RangesGoTheWayTheirEndsLie) {
  EXPECT_EQ(between(linked, "aaaa2222:bbbb2222"),
            (Outcome{{"bbbb1111", "bbbb2222"}, {"bbbb2222"}}));
  EXPECT_EQ(between(linked, "bbbb2222:aaaa1111"),
            (Outcome{{"bbbb2222", "bbbb1111", "aaaa2222"}, {"aaaa1111"}}));
  EXPECT_EQ(between(linked, "bbbb2222:bbbb2222"), (Outcome{{}, {"bbbb2222"}}));
  const auto path = range_path(linked.graph, "bbbb2222:aaaa1111", {});
  EXPECT_EQ(path->direction, Direction::kDown);
  EXPECT_EQ(test::ids(linked.graph, path->before),
            (Names{"aaaa1111", "aaaa2222", "bbbb1111", "bbbb2222"}));
}

TEST_F(Merged, RangesMayBeOpen) {
  EXPECT_EQ(between(linked, ":aaaa2222"), (Outcome{{"aaaa1111", "aaaa2222"}, {"aaaa2222"}}));
  EXPECT_EQ(between(linked, "base:aaaa1111"), (Outcome{{"aaaa1111"}, {"aaaa1111"}}));
  EXPECT_EQ(between(linked, "bbbb2222:"),
            (Outcome{{"cccc1111", "cccc2222", "eeee1111"}, {"eeee1111"}}));
  EXPECT_EQ(between(linked, "dddd1111:"), (Outcome{{"dddd2222"}, {"dddd2222"}}));
  EXPECT_EQ(between(linked, ":").run.size(), 9U);
  EXPECT_EQ(between(linked, "aaaa2222:base"), (Outcome{{"aaaa2222", "aaaa1111"}, {}}));
}

TEST_F(Merged, RangesThroughAMergeRunTheOtherBranchToo) {
  EXPECT_EQ(between(linked, "aaaa2222:left@head"),
            (Outcome{{"bbbb1111", "cccc1111", "bbbb2222", "cccc2222", "eeee1111"}, {"eeee1111"}}));
  EXPECT_EQ(between(linked, "eeee1111:bbbb2222"),
            (Outcome{{"eeee1111"}, {"bbbb2222", "cccc2222"}}));
}

TEST_F(Branched, RangesTakeDependenciesIn) {
  EXPECT_EQ(between(linked, "bbbb1111:dddd2222"),
            (Outcome{{"dddd1111", "dddd2222"}, {"dddd2222"}}));
  EXPECT_EQ(between(linked, "dddd2222:bbbb1111"),
            (Outcome{{"dddd2222", "dddd1111"}, {"bbbb1111"}}));
  EXPECT_EQ(between(linked, "base:data@head").run.size(), 5U);
}

TEST_F(Merged, RangesCountStepsFromTheirStart) {
  EXPECT_EQ(between(linked, "bbbb2222:-1"), (Outcome{{"bbbb2222"}, {"bbbb1111"}}));
  EXPECT_EQ(between(linked, "aaaa1111:+1"), (Outcome{{"aaaa2222"}, {"aaaa2222"}}));
  EXPECT_EQ(between(linked, "current:+1", {"bbbb1111"}), (Outcome{{"bbbb2222"}, {"bbbb2222"}}));
  EXPECT_EQ(between(linked, "-1:current", {"bbbb1111"}), (Outcome{{"bbbb1111"}, {"bbbb1111"}}));
}

TEST_F(Branched, RangesRefuseEndsThatDoNotMeet) {
  EXPECT_EQ(between(linked, "bbbb2222:cccc2222"),
            failure("cannot reach `cccc2222` from `bbbb2222`: neither is above the other"));
  EXPECT_EQ(between(linked, "a:b:c"), failure("`a:b:c` has more than one colon"));
  EXPECT_EQ(between(linked, "nope:head"), failure("no revision `nope`"));
}

TEST_F(Branched, APlainTargetGoesUpFromWhatIsApplied) {
  EXPECT_EQ(between(linked, "left@head", {"bbbb1111"}), (Outcome{{"bbbb2222"}, {"bbbb2222"}}));
}

}  // namespace
}  // namespace ashlar::versions
