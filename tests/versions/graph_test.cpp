#include "versions/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/versions/histories.h"

namespace ashlar::versions {
namespace {

using test::Entry;
using test::ids;
using test::Linked;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Names = std::vector<std::string>;

std::vector<std::string> rules_of(const Diagnostics& diagnostics) {
  std::vector<std::string> rules;
  for (const Diagnostic& diagnostic : diagnostics) rules.push_back(diagnostic.rule);
  return rules;
}

TEST(BuildGraph, OrdersByDepthThenById) {
  const Linked linked(test::merged());
  ASSERT_TRUE(linked.valid);
  EXPECT_EQ(ids(linked.graph, linked.graph.order),
            (Names{"aaaa1111", "aaaa2222", "bbbb1111", "cccc1111", "bbbb2222", "cccc2222",
                   "dddd1111", "dddd2222", "eeee1111"}));
  EXPECT_EQ(linked.graph.depth[linked.graph.find("dddd1111").value()], 3U)
      << "a dependency counts as a parent does";
  for (std::size_t place = 0; place < linked.graph.size(); ++place) {
    EXPECT_EQ(linked.graph.rank[linked.graph.order[place]], place);
  }
}

TEST(BuildGraph, LinksBothWays) {
  const Linked linked(test::merged());
  const Graph& graph = linked.graph;
  EXPECT_EQ(ids(graph, graph.parents[graph.find("eeee1111").value()]),
            (Names{"bbbb2222", "cccc2222"}));
  EXPECT_EQ(ids(graph, graph.children[graph.find("aaaa2222").value()]),
            (Names{"bbbb1111", "cccc1111"}));
  EXPECT_EQ(ids(graph, graph.depends[graph.find("dddd1111").value()]), Names{"bbbb1111"});
  EXPECT_EQ(ids(graph, graph.dependents[graph.find("bbbb1111").value()]), Names{"dddd1111"});
  EXPECT_EQ(graph[graph.by_label.at("left")].id, "bbbb1111");
  EXPECT_FALSE(graph.find("left").has_value());
}

TEST(BuildGraph, TakesAnEmptyHistory) {
  const Linked linked({});
  ASSERT_TRUE(linked.valid);
  EXPECT_THAT(heads(linked.graph), IsEmpty());
  EXPECT_THAT(roots(linked.graph), IsEmpty());
}

TEST(BuildGraph, ReportsAnIdInTwoFilesWithBothPlaces) {
  const Linked linked({{"aaaa"}, {"bbbb", {"aaaa"}}, {"aaaa"}});
  EXPECT_FALSE(linked.valid);
  ASSERT_EQ(rules_of(linked.diagnostics), Names{"duplicate-revision"});
  const Diagnostic& diagnostic = linked.diagnostics.front();
  EXPECT_EQ(diagnostic.message, "revision `aaaa` is present more than once");
  EXPECT_EQ(diagnostic.location, linked.history.revisions[2].id_location);
  ASSERT_EQ(diagnostic.notes.size(), 1U);
  EXPECT_EQ(diagnostic.notes[0].location, linked.history.revisions[0].id_location);
  EXPECT_EQ(diagnostic.about.revision, "aaaa");
}

TEST(BuildGraph, ReportsWhatIsNotThereAtItsName) {
  const Linked linked({{"4c1d0e8a"}, {"bbbb", {"4c1d0e8b"}, {"9999"}}});
  ASSERT_EQ(rules_of(linked.diagnostics), (Names{"missing-revision", "missing-revision"}));
  const Diagnostic& parent = linked.diagnostics[0];
  EXPECT_EQ(parent.message, "revision `bbbb` revises `4c1d0e8b`, which is not there");
  EXPECT_EQ(parent.help, "did you mean `4c1d0e8a`?");
  EXPECT_EQ(linked.history.sources.slice(parent.location), "4c1d0e8b");
  const Diagnostic& dependency = linked.diagnostics[1];
  EXPECT_EQ(dependency.message, "revision `bbbb` depends on `9999`, which is not there");
  EXPECT_EQ(linked.history.sources.slice(dependency.location), "9999");
}

TEST(BuildGraph, SaysWhatAPrefixOrALabelWouldHaveToBe) {
  const Linked linked({{"4c1d0e8a", {}, {}, {"left"}}, {"bbbb", {"4c1d"}}, {"cccc", {"left"}}});
  ASSERT_EQ(linked.diagnostics.size(), 2U);
  EXPECT_EQ(linked.diagnostics[0].help, "write the whole id, `4c1d0e8a`");
  EXPECT_EQ(linked.diagnostics[1].help, "`left` is a label: name the revision, `4c1d0e8a`");
}

TEST(BuildGraph, NamesOnlyTheMembersOfACycleInOrder) {
  const Linked linked({{"root"},
                       {"one", {"root", "three"}},
                       {"two", {"one"}},
                       {"three", {}, {"two"}},
                       {"above", {"three"}}});
  ASSERT_EQ(rules_of(linked.diagnostics), Names{"revision-cycle"});
  const Diagnostic& cycle = linked.diagnostics.front();
  EXPECT_EQ(cycle.message, "revisions stand in a circle: `one` -> `three` -> `two` -> `one`");
  ASSERT_EQ(cycle.notes.size(), 3U);
  EXPECT_EQ(cycle.notes[0].message, "`one` revises `three`");
  EXPECT_EQ(cycle.notes[1].message, "`three` depends on `two`");
  EXPECT_EQ(cycle.notes[2].message, "`two` revises `one`");
  EXPECT_EQ(linked.history.sources.slice(cycle.notes[1].location.value()), "two");
  EXPECT_EQ(cycle.location, cycle.notes[0].location);
}

TEST(BuildGraph, ReportsEachCycleOfItsOwn) {
  const Linked linked({{"a1", {"a2"}}, {"a2", {"a1"}}, {"b1", {"b2", "a1"}}, {"b2", {"b1"}}});
  ASSERT_EQ(rules_of(linked.diagnostics), (Names{"revision-cycle", "revision-cycle"}));
  EXPECT_THAT(linked.diagnostics[0].message, HasSubstr("`a1` -> `a2` -> `a1`"));
  EXPECT_THAT(linked.diagnostics[1].message, HasSubstr("`b1` -> `b2` -> `b1`"));
}

TEST(BuildGraph, ReportsARevisionThatRevisesItself) {
  const Linked linked({{"aaaa", {"aaaa"}}, {"bbbb", {"aaaa"}, {"bbbb"}}});
  ASSERT_EQ(rules_of(linked.diagnostics), (Names{"revision-cycle", "revision-cycle"}));
  EXPECT_EQ(linked.diagnostics[0].message, "revision `aaaa` revises itself");
  EXPECT_EQ(linked.diagnostics[1].message, "revision `bbbb` depends on itself");
}

TEST(BuildGraph, ReportsALabelOfTwoBranchesOrOfAnId) {
  const Linked linked({{"aaaa", {}, {}, {"left"}},
                       {"bbbb", {"aaaa"}, {}, {"left"}},
                       {"cccc", {"aaaa"}, {}, {"aaaa"}}});
  ASSERT_EQ(rules_of(linked.diagnostics), (Names{"duplicate-label", "duplicate-label"}));
  EXPECT_EQ(linked.diagnostics[0].message, "label `left` is declared more than once");
  EXPECT_EQ(linked.diagnostics[0].location, linked.history.revisions[1].label_locations[0]);
  EXPECT_EQ(linked.diagnostics[0].notes[0].location,
            linked.history.revisions[0].label_locations[0]);
  EXPECT_EQ(linked.diagnostics[1].message, "label `aaaa` is a revision's id");
  EXPECT_EQ(linked.diagnostics[1].notes[0].location, linked.history.revisions[0].id_location);
}

TEST(BuildGraph, ReportsAllMistakesAtOnce) {
  const Linked linked({{"aaaa", {}, {}, {"left"}},
                       {"aaaa", {}, {}, {"left"}},
                       {"bbbb", {"none"}},
                       {"cccc", {"dddd"}},
                       {"dddd", {"cccc"}}});
  EXPECT_EQ(rules_of(linked.diagnostics),
            (Names{"duplicate-revision", "duplicate-label", "missing-revision", "revision-cycle"}));
}

TEST(Graph, TellsHeadsRootsAndBranchPoints) {
  const Linked linked(test::branched());
  EXPECT_EQ(ids(linked.graph, heads(linked.graph)), (Names{"bbbb2222", "cccc2222", "dddd2222"}));
  EXPECT_EQ(ids(linked.graph, effective_heads(linked.graph)),
            ids(linked.graph, heads(linked.graph)));
  EXPECT_EQ(ids(linked.graph, roots(linked.graph)), (Names{"aaaa1111", "dddd1111"}));
  EXPECT_EQ(ids(linked.graph, branch_points(linked.graph)), Names{"aaaa2222"});
}

TEST(Graph, LeavesAHeadThatOthersDependOnOutOfTheEffectiveOnes) {
  const Linked linked({{"aaaa"}, {"bbbb", {}, {"aaaa"}}});
  EXPECT_EQ(ids(linked.graph, heads(linked.graph)), (Names{"aaaa", "bbbb"}));
  EXPECT_EQ(ids(linked.graph, effective_heads(linked.graph)), Names{"bbbb"});
}

TEST(Graph, FollowsDependenciesWhenAsked) {
  const Linked linked(test::branched());
  const Graph& graph = linked.graph;
  const RevisionSet data = {graph.find("dddd2222").value()};
  EXPECT_EQ(ids(graph, ancestors(graph, data, Follow::kParents)), (Names{"dddd1111", "dddd2222"}));
  EXPECT_EQ(ids(graph, ancestors(graph, data, Follow::kParentsAndDependencies)),
            (Names{"aaaa1111", "aaaa2222", "bbbb1111", "dddd1111", "dddd2222"}));
  const RevisionSet left = {graph.find("bbbb1111").value()};
  EXPECT_EQ(ids(graph, descendants(graph, left, Follow::kParents)),
            (Names{"bbbb1111", "bbbb2222"}));
  EXPECT_EQ(ids(graph, descendants(graph, left, Follow::kParentsAndDependencies)),
            (Names{"bbbb1111", "bbbb2222", "dddd1111", "dddd2222"}));
}

TEST(Graph, HeadsOfAppliedLeaveOutWhatADependencyImplies) {
  const Linked linked(test::branched());
  const Graph& graph = linked.graph;
  EXPECT_EQ(ids(graph, heads_of(graph, test::applied(graph, {"dddd2222"}))), Names{"dddd2222"});
  EXPECT_EQ(ids(graph, heads_of(graph, test::applied(graph, {"bbbb2222", "cccc1111"}))),
            (Names{"cccc1111", "bbbb2222"}));
  EXPECT_THAT(heads_of(graph, {}), IsEmpty());
}

TEST(LabelsOf, ReachFromTheBranchPointsChildToTheHeads) {
  const Linked linked({{"trunk"},
                       {"low", {"trunk"}},
                       {"mid", {"low"}, {}, {"left"}},
                       {"high", {"mid"}, {}, {"also"}},
                       {"other", {"trunk"}, {}, {"right"}},
                       {"join", {"high", "other"}},
                       {"end", {"join"}}});
  const Graph& graph = linked.graph;
  const auto labels = [&](const char* id) { return labels_of(graph, graph.find(id).value()); };
  EXPECT_THAT(labels("trunk"), IsEmpty());
  EXPECT_THAT(labels("low"), ElementsAre("also", "left"));
  EXPECT_THAT(labels("high"), ElementsAre("also", "left"));
  EXPECT_THAT(labels("other"), ElementsAre("right"));
  EXPECT_THAT(labels("join"), ElementsAre("also", "left", "right"));
  EXPECT_THAT(labels("end"), ElementsAre("also", "left", "right"));
}

}  // namespace
}  // namespace ashlar::versions
