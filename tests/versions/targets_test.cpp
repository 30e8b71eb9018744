// What targets stand for: every form, and the five causes why one cannot be had.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/versions/histories.h"
#include "versions/symbols.h"

namespace ashlar::versions {
namespace {

using test::Linked;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Names = std::vector<std::string>;

/// What `symbol` stands for with these heads applied, or the message of the failure.
Names resolved(const Linked& linked, const std::string& symbol, const Names& heads = {}) {
  const auto found = resolve(linked.graph, symbol, test::applied(linked.graph, heads));
  if (!found) return {"error: " + found.error().message};
  return test::ids(linked.graph, *found);
}

std::string detail(const Linked& linked, const std::string& symbol, const Names& heads = {}) {
  const auto found = resolve(linked.graph, symbol, test::applied(linked.graph, heads));
  return found ? "" : found.error().detail;
}

TEST(Resolve, TakesIdsPrefixesAndLabels) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "bbbb1111"), Names{"bbbb1111"});
  EXPECT_EQ(resolved(linked, "bbbb1"), Names{"bbbb1111"});
  EXPECT_EQ(resolved(linked, "left"), Names{"bbbb1111"}) << "a label is the revision that bears it";
}

TEST(Resolve, TakesHeadsAndBase) {
  const Linked branched(test::branched());
  EXPECT_EQ(resolved(branched, "heads"), (Names{"bbbb2222", "cccc2222", "dddd2222"}));
  EXPECT_EQ(resolved(branched, "base"), Names{});
  EXPECT_EQ(resolved(branched, "left@head"), Names{"bbbb2222"});
  EXPECT_EQ(resolved(branched, "bbbb1111@head"), Names{"bbbb2222"});
  EXPECT_EQ(resolved(branched, "cccc1@head"), Names{"cccc2222"});
  EXPECT_EQ(resolved(branched, "aaaa2222@heads"), (Names{"bbbb2222", "cccc2222"}));
  EXPECT_EQ(resolved(branched, "left@base"), Names{"aaaa2222"})
      << "a branch starts at its branch point";
  EXPECT_EQ(resolved(branched, "data@base"), Names{});
  const Linked merged(test::merged());
  EXPECT_EQ(resolved(merged, "left@head"), Names{"eeee1111"});
  EXPECT_EQ(resolved(merged, "right@head"), Names{"eeee1111"});
  const Linked linear({{"0001"}, {"0002", {"0001"}}});
  EXPECT_EQ(resolved(linear, "head"), Names{"0002"});
  EXPECT_EQ(resolved(Linked({}), "head"), Names{});
}

TEST(Resolve, TakesWhatIsCurrent) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "current"), Names{});
  EXPECT_EQ(resolved(linked, "current", {"bbbb1111", "cccc2222"}), (Names{"bbbb1111", "cccc2222"}));
  EXPECT_EQ(resolved(linked, "current", {"dddd2222"}), Names{"dddd2222"});
  EXPECT_EQ(resolved(linked, "left@current", {"dddd2222"}), Names{"bbbb1111"});
}

TEST(Resolve, CountsSteps) {
  const Linked branched(test::branched());
  EXPECT_EQ(resolved(branched, "aaaa1111+1"), Names{"aaaa2222"});
  EXPECT_EQ(resolved(branched, "left@aaaa2222+1"), Names{"bbbb1111"});
  EXPECT_EQ(resolved(branched, "bbbb2222-1"), Names{"bbbb1111"});
  EXPECT_EQ(resolved(branched, "bbbb2222-3"), Names{"aaaa1111"});
  EXPECT_EQ(resolved(branched, "left@head-1"), Names{"bbbb1111"});
  EXPECT_EQ(resolved(branched, "dddd1111-1"), Names{}) << "one below a root is base";
  EXPECT_EQ(resolved(branched, "data@base+2"), Names{"dddd2222"});
  EXPECT_EQ(resolved(branched, "-1", {"bbbb2222"}), Names{"bbbb1111"});
  EXPECT_EQ(resolved(branched, "+1", {"bbbb1111"}), Names{"bbbb2222"});
  EXPECT_EQ(resolved(branched, "right@+1"), Names{"aaaa1111"}) << "the trunk belongs to the branch";
  EXPECT_EQ(resolved(branched, "bbbb2222-0"), Names{"bbbb2222"});
  const Linked merged(test::merged());
  EXPECT_EQ(resolved(merged, "eeee1111-1"), (Names{"bbbb2222", "cccc2222"}));
  EXPECT_EQ(resolved(merged, "left@eeee1111-1"), Names{"bbbb2222"});
  EXPECT_EQ(resolved(merged, "left@eeee1111-2"), Names{"bbbb1111"});
}

TEST(Resolve, LetsAnExactIdWin) {
  const Linked linked({{"rel"}, {"rel-2", {"rel"}}, {"rel-2.1", {"rel-2"}}, {"1234", {"rel-2.1"}}});
  EXPECT_EQ(resolved(linked, "rel-2"), Names{"rel-2"});
  EXPECT_EQ(resolved(linked, "rel-2-1"), Names{"rel"});
  EXPECT_EQ(resolved(linked, "rel-2.1-1"), Names{"rel-2"});
  EXPECT_EQ(resolved(linked, "1234"), Names{"1234"});
  EXPECT_EQ(resolved(linked, "rel-2."), Names{"rel-2.1"});
}

TEST(Resolve, TellsStepsFromIdsWithAHyphen) {
  const Linked dates({{"2024-01-05"}, {"2024-02-07", {"2024-01-05"}}});
  EXPECT_EQ(resolved(dates, "2024-01"), Names{"2024-01-05"}) << "the longer word is meant";
  EXPECT_EQ(resolved(dates, "2024-02-07-1"), Names{"2024-01-05"});
  const Linked both({{"2023"}, {"2024", {"2023"}}, {"2024-1a", {"2024"}}});
  EXPECT_EQ(resolved(both, "2024-1"),
            Names{"error: `2024-1` is ambiguous: steps from `2024`, or the start of an id"});
  EXPECT_THAT(detail(both, "2024-1"), HasSubstr("  2024-1a, msg 2024-1a\n"));
}

TEST(Resolve, SaysThatARevisionIsUnknown) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "ffff"), Names{"error: no revision `ffff`"});
  EXPECT_EQ(resolved(linked, "bbbb111l"), Names{"error: no revision `bbbb111l`"});
  EXPECT_EQ(detail(linked, "bbbb111l"), "did you mean `bbbb1111`?");
  EXPECT_EQ(detail(linked, "haeds"), "did you mean `heads`?");
  EXPECT_EQ(resolved(linked, "bbb"), Names{"error: no revision `bbb`"});
  EXPECT_EQ(detail(linked, "bbb"), "the start of an id needs 4 characters or more");
  EXPECT_EQ(resolved(linked, "lef"), Names{"error: no revision `lef`"})
      << "labels have no prefixes";
  EXPECT_EQ(resolved(linked, "left@"), Names{"error: no revision `left@`"});
  EXPECT_EQ(resolved(linked, "ffff-1"), Names{"error: no revision `ffff`"});
  EXPECT_EQ(resolved(linked, ""), Names{"error: the target is empty"});
}

TEST(Resolve, SaysThatATargetIsAmbiguous) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "bbbb"), Names{"error: `bbbb` is ambiguous"});
  EXPECT_EQ(
      detail(linked, "bbbb"),
      "  bbbb1111 (left), msg bbbb1111\n  bbbb2222 (left), msg bbbb2222\nwrite more of the id");
  EXPECT_EQ(resolved(linked, "head"), Names{"error: `head` is ambiguous: there are 3 heads"});
  EXPECT_THAT(detail(linked, "head"), HasSubstr("  dddd2222 (data), msg dddd2222\n"));
  EXPECT_THAT(detail(linked, "head"), HasSubstr("`LABEL@head` for a branch's, or `heads` for all"));
  EXPECT_EQ(resolved(linked, "heads-1"),
            Names{"error: `heads-1` is ambiguous: `heads` stands for 3 revisions"});
  EXPECT_EQ(resolved(linked, "aaaa2222@head"),
            Names{"error: `aaaa2222@head` is ambiguous: there are 2 heads"});
  EXPECT_EQ(resolved(linked, "bbbb@head"), Names{"error: `bbbb` is ambiguous"});
  EXPECT_EQ(resolved(linked, "aaaa2222+1"),
            Names{"error: `aaaa2222+1` is ambiguous: `aaaa2222` has 2 children"});
  EXPECT_EQ(resolved(linked, "+1"), Names{"error: `+1` is ambiguous: base has 2 children"});
  EXPECT_EQ(resolved(linked, "-1", {"bbbb2222", "cccc2222"}),
            Names{"error: `-1` is ambiguous: 2 heads are applied"});
  EXPECT_EQ(resolved(Linked(test::merged()), "eeee1111-2"),
            Names{"error: `eeee1111-2` is ambiguous: it leads through the merge `eeee1111`"});
}

TEST(Resolve, SaysThatARevisionIsNotOnTheBranch) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "left@cccc1111"), Names{"error: `cccc1111` is not on branch `left`"});
  EXPECT_EQ(resolved(linked, "data@bbbb1111"), Names{"error: `bbbb1111` is not on branch `data`"})
      << "a dependency is not on the branch";
  EXPECT_EQ(resolved(linked, "left@aaaa1111"), Names{"aaaa1111"});
}

TEST(Resolve, SaysThatThereIsNoSuchBranch) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "lift@head"), Names{"error: there is no branch `lift`"});
  EXPECT_EQ(detail(linked, "lift@head"), "did you mean `left`?");
  EXPECT_EQ(resolved(linked, "zzz@cccc1111"), Names{"error: there is no branch `zzz`"});
  EXPECT_EQ(detail(linked, "zzz@cccc1111"), "the labels are data, left, right");
  EXPECT_EQ(resolved(linked, "@head"), Names{"error: there is no branch ``"});
  EXPECT_EQ(resolved(linked, "head@head"), Names{"error: there is no branch `head`"});
}

TEST(Resolve, SaysHowFarItGot) {
  const Linked linked(test::branched());
  EXPECT_EQ(resolved(linked, "-99", {"bbbb2222"}),
            Names{"error: cannot reach `-99`: only 4 revisions lead down to base"});
  EXPECT_EQ(resolved(linked, "+5", {"bbbb1111"}),
            Names{"error: cannot reach `+5`: after 1 step the head `bbbb2222` is reached"});
  EXPECT_EQ(resolved(linked, "+1", {"bbbb2222"}),
            Names{"error: cannot reach `+1`: nothing is above `bbbb2222`"});
  EXPECT_EQ(resolved(linked, "-1"), Names{"error: cannot reach `-1`: nothing is applied"});
  EXPECT_EQ(resolved(linked, "base-1"),
            Names{"error: cannot reach `base-1`: nothing is below base"});
  EXPECT_EQ(resolved(linked, "dddd1111-2"),
            Names{"error: cannot reach `dddd1111-2`: only 1 revision leads down to base"});
  EXPECT_EQ(resolved(linked, "dddd2222-99999999999999999999"),
            Names{"error: cannot reach `dddd2222-99999999999999999999`: only 2 revisions lead down "
                  "to base"});
}

/// What `history -r` lists.
Names listed(const Linked& linked, const std::string& range, const Names& heads = {}) {
  const auto found = history_range(linked.graph, range, test::applied(linked.graph, heads));
  if (!found) return {"error: " + found.error().message};
  return test::ids(linked.graph, *found);
}

TEST(HistoryRange, ListsNewestFirst) {
  EXPECT_EQ(listed(Linked(test::merged()), ""),
            (Names{"eeee1111", "dddd2222", "dddd1111", "cccc2222", "bbbb2222", "cccc1111",
                   "bbbb1111", "aaaa2222", "aaaa1111"}));
}

TEST(HistoryRange, IncludesBothEnds) {
  const Linked linked(test::branched());
  EXPECT_EQ(listed(linked, "aaaa2222:bbbb2222"), (Names{"bbbb2222", "bbbb1111", "aaaa2222"}));
  EXPECT_EQ(listed(linked, "bbbb1111:bbbb1111"), Names{"bbbb1111"});
  EXPECT_EQ(listed(linked, "base:aaaa2222"), (Names{"aaaa2222", "aaaa1111"}));
  EXPECT_EQ(listed(linked, ":aaaa2222"), (Names{"aaaa2222", "aaaa1111"}));
  EXPECT_EQ(listed(linked, "bbbb1111"), Names{"bbbb1111"});
}

TEST(HistoryRange, KeepsToTheBranchWhenOpen) {
  const Linked linked(test::branched());
  EXPECT_EQ(listed(linked, "dddd1111:"), (Names{"dddd2222", "dddd1111"}));
  EXPECT_EQ(listed(linked, "bbbb1111:"), (Names{"bbbb2222", "bbbb1111"}));
  EXPECT_EQ(listed(linked, ":").size(), 8U);
}

TEST(HistoryRange, TakesDependenciesIn) {
  const Linked linked(test::branched());
  EXPECT_EQ(listed(linked, "bbbb1111:dddd2222"), (Names{"dddd2222", "dddd1111", "bbbb1111"}));
  EXPECT_EQ(listed(linked, ":dddd1111"), (Names{"dddd1111", "bbbb1111", "aaaa2222", "aaaa1111"}));
  const Linked crossing({{"a1"}, {"b1", {"a1"}}, {"c1", {"a1"}}, {"c2", {"c1"}, {"b1"}}});
  EXPECT_EQ(listed(crossing, "c1:c2"), (Names{"c2", "c1", "b1"}));
}

TEST(HistoryRange, CountsFromWhatIsAppliedOrTheHead) {
  const Linked linear({{"0001"}, {"0002", {"0001"}}, {"0003", {"0002"}}, {"0004", {"0003"}}});
  EXPECT_EQ(listed(linear, "-1:"), (Names{"0004", "0003"}));
  EXPECT_EQ(listed(linear, "-1:", {"0002"}), (Names{"0004", "0003", "0002", "0001"}));
  EXPECT_EQ(listed(linear, "-1:current", {"0003"}), (Names{"0003", "0002"}));
  EXPECT_EQ(listed(linear, "current:", {"0003"}), (Names{"0004", "0003"}));
  EXPECT_EQ(listed(linear, ":current", {"0002"}), (Names{"0002", "0001"}));
  EXPECT_EQ(listed(linear, ":current"), Names{});
  EXPECT_EQ(listed(linear, "-99:"), (Names{"0004", "0003", "0002", "0001"}));
  EXPECT_EQ(listed(linear, "base:+2"), (Names{"0002", "0001"}));
  EXPECT_EQ(listed(linear, "0002:+1"), (Names{"0003", "0002"}));
  EXPECT_EQ(listed(Linked(test::branched()), "-1:"),
            Names{"error: `-1` is ambiguous: there are 3 heads"});
  EXPECT_EQ(listed(Linked(test::branched()), "left@-1:"), (Names{"bbbb2222", "bbbb1111"}));
  EXPECT_EQ(listed(Linked(test::branched()), "base:+2"),
            Names{"error: `+2` is ambiguous: base has 2 children"});
}

TEST(HistoryRange, RefusesEndsThatDoNotMeet) {
  const Linked linked(test::branched());
  EXPECT_EQ(listed(linked, "cccc1111:bbbb2222"),
            Names{"error: cannot reach the end of `cccc1111:bbbb2222` from its start: neither is "
                  "above the other"});
  EXPECT_EQ(
      listed(linked, "bbbb2222:aaaa1111"),
      Names{"error: cannot reach the end of `bbbb2222:aaaa1111` from its start: it is below"});
  EXPECT_EQ(listed(linked, "bbbb2222:base"),
            Names{"error: cannot reach the end of `bbbb2222:base` from its start: it is below"});
  EXPECT_EQ(listed(linked, "none:"), Names{"error: no revision `none`"});
}

}  // namespace
}  // namespace ashlar::versions
