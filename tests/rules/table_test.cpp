// The table of rules against everything else that names a rule.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "compiler/rules/rules.h"
#include "compiler/rules/semantic/problems.h"

namespace ashlar::rules {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// All string literals of a folder's sources that are spelled like a rule id.
std::set<std::string> ids_in(const std::string& folder) {
  static const std::regex kLiteral(R"re("([a-z][a-z0-9]*(-[a-z0-9]+)+)")re");
  std::set<std::string> ids;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / folder)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = read(entry.path());
    for (std::sregex_iterator it(text.begin(), text.end(), kLiteral), end; it != end; ++it) {
      ids.insert((*it)[1]);
    }
  }
  return ids;
}

TEST(RuleTable, FindsEveryRule) {
  for (const Rule& rule : all_rules()) EXPECT_EQ(find_rule(rule.id), &rule);
  EXPECT_EQ(find_rule("no-such-rule"), nullptr);
  EXPECT_EQ(find_rule(""), nullptr);
}

TEST(RuleTable, IdsAreKebabCaseAndSummariesAreClauses) {
  const std::regex id("[a-z][a-z0-9]*(-[a-z0-9]+)+");
  for (const Rule& rule : all_rules()) {
    EXPECT_TRUE(std::regex_match(std::string(rule.id), id)) << rule.id;
    EXPECT_FALSE(rule.summary.empty()) << rule.id;
    EXPECT_FALSE(rule.summary.ends_with('.')) << rule.id;
  }
}

TEST(RuleTable, NoIdIsOfBothKinds) {
  for (const FixedRule& rule : fixed_rules()) EXPECT_EQ(find_rule(rule.id), nullptr) << rule.id;
}

TEST(RuleTable, FixedRulesAreThoseInTheSources) {
  std::set<std::string> in_sources = ids_in("grammar");
  in_sources.merge(ids_in("versions"));
  in_sources.insert("no-down-section");  // of compiler/pipeline.cpp, beside which rules stand
  std::set<std::string> listed;
  for (const FixedRule& rule : fixed_rules()) listed.emplace(rule.id);
  EXPECT_THAT(in_sources, testing::ContainerEq(listed));
}

TEST(RuleTable, EveryRuleHasAFileOfItsNameAndAPage) {
  std::set<std::string> files;
  const fs::path root = ASHLAR_SOURCE_DIR;
  for (const auto& entry : fs::recursive_directory_iterator(root / "compiler/rules")) {
    files.insert(entry.path().filename());
  }
  for (const Rule& rule : all_rules()) {
    std::string file(rule.id);
    std::replace(file.begin(), file.end(), '-', '_');
    const bool checked = rule.check_statement != nullptr || rule.check_revision != nullptr;
    // What the server refuses is one query for all its kinds: semantic/problems.cpp.
    const bool is_problem =
        rule.id.starts_with("semantic-") || rule.id.ends_with("-on-partitioned-fails") ||
        rule.id == "replace-view-incompatible-fails" || rule.id == "dependent-object-blocks-change";
    if (is_problem) file = "problems";
    EXPECT_TRUE(!checked || files.contains(file + ".cpp")) << rule.id;
    const fs::path page = root / "docs/rules" / (std::string(rule.id) + ".md");
    EXPECT_TRUE(fs::exists(page)) << page;
  }
}

TEST(RuleTable, EveryRuleFiresInAGoldenCase) {
  std::string all;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/golden/cases")) {
    if (entry.path().extension() == ".findings") all += read(entry.path());
  }
  for (const Rule& rule : all_rules()) {
    const bool fires = all.find(" " + std::string(rule.id) + " ") != std::string::npos;
    EXPECT_TRUE(fires) << rule.id << " fires in no golden case";
  }
}

}  // namespace
}  // namespace ashlar::rules
