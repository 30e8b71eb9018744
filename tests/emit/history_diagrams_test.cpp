// What Graphviz reads in the diagram of a history is the history.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "compiler/emit/history/history.h"
#include "versions/revision.h"

namespace ashlar::emit {
namespace {

namespace fs = std::filesystem;
using GraphvizJson = nlohmann::json;

std::string header(const std::string& id, const std::string& parents, const std::string& more) {
  return "-- migrate:revision " + id + "\n-- migrate:revises " + parents + "\n" + more +
         "-- migrate:up\n";
}

/// With messages that no language of diagrams likes.
versions::History awkward_history(Diagnostics& diagnostics) {
  return versions::make_history(
      {{"a.sql", header("node", "base", "-- migrate:message \"quoted\" \\N and a \\\n")},
       {"b.sql", header("edge", "node", "-- migrate:message ends in a backslash\\\n")},
       {"c.sql", header("1.5-x", "node", "-- migrate:message <b>&lt; & ; -> { } \xE2\x80\xAE\n")},
       {"d.sql", header("digraph", "edge, 1.5-x", "-- migrate:labels end, subgraph\n")},
       {"e.sql", header("apart", "base", "-- migrate:depends edge\n")}},
      diagnostics);
}

TEST(HistoryDot, IsReadByGraphvizAsItWasMeant) {
  if (std::system("dot -V >/dev/null 2>&1") != 0) {
    ASSERT_EQ(std::getenv("REQUIRE_DB"), nullptr) << "Graphviz is to be installed";
    GTEST_SKIP() << "no Graphviz";
  }
  Diagnostics diagnostics;
  const versions::History history = awkward_history(diagnostics);
  const std::optional<versions::Graph> graph = versions::build_graph(history, diagnostics);
  ASSERT_TRUE(graph.has_value());
  HistoryView view;
  view.graph = &*graph;
  view.listed = {graph->order.rbegin(), graph->order.rend()};
  view.applied = versions::RevisionSet{*graph->find("node")};

  std::string folder = (fs::temp_directory_path() / "ashlar-dot-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  std::ofstream(folder + "/in.dot") << history_dot(view);
  const std::string command =
      "dot -Tjson0 " + folder + "/in.dot > " + folder + "/out.json 2> " + folder + "/err";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream in(folder + "/out.json");
  const GraphvizJson read = GraphvizJson::parse(in);
  std::ifstream err(folder + "/err");
  std::ostringstream said;
  said << err.rdbuf();
  fs::remove_all(folder);
  EXPECT_EQ(said.str(), "");

  std::vector<std::string> names;
  std::set<std::string> labels;
  for (const GraphvizJson& node : read.at("objects")) {
    names.push_back(node.at("name"));
    labels.insert(node.at("label").get<std::string>());
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre("node", "edge", "1.5-x", "digraph", "apart"));
  std::multiset<std::string> edges;
  for (const GraphvizJson& edge : read.at("edges")) {
    edges.insert(names.at(edge.at("tail")) + " " + names.at(edge.at("head")) +
                 (edge.contains("style") ? " dashed" : ""));
  }
  EXPECT_THAT(edges, testing::UnorderedElementsAre("node edge", "node 1.5-x", "edge digraph",
                                                   "1.5-x digraph", "edge apart dashed"));
  // Graphviz hands labels on with their escapes, which it reads when it draws.
  EXPECT_TRUE(labels.contains(R"(node\n"quoted" \\N and a \\)"));
  EXPECT_TRUE(labels.contains(R"(edge\nends in a backslash\\)"));
  EXPECT_TRUE(labels.contains("1.5-x\\n<b>&amp;lt; &amp; ; -> { } <U+202E>"));
}

TEST(HistoryMermaid, QuotesWhatTheLanguageKnows) {
  Diagnostics diagnostics;
  const versions::History history = awkward_history(diagnostics);
  const std::optional<versions::Graph> graph = versions::build_graph(history, diagnostics);
  ASSERT_TRUE(graph.has_value());
  HistoryView view;
  view.graph = &*graph;
  view.listed = {graph->order.rbegin(), graph->order.rend()};
  view.applied = versions::RevisionSet{*graph->find("node")};
  const std::string text = history_mermaid(view);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t open = line.find("[\"");
    if (open == std::string::npos) continue;
    ASSERT_TRUE(line.ends_with("\"]"));
    std::string label = line.substr(open + 2, line.size() - open - 4);
    const std::size_t line_break = label.find("<br>");
    ASSERT_NE(line_break, std::string::npos);
    label.erase(line_break, 4);
    EXPECT_EQ(label.find_first_of("\"<>&\\[]{}|`"), std::string::npos) << label;
  }
  EXPECT_THAT(text, testing::HasSubstr("#60;U+202E#62;"));
  EXPECT_THAT(text, testing::HasSubstr("\n  class r0 applied\n"));
}

}  // namespace
}  // namespace ashlar::emit
