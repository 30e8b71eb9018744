// The pages of docs/rules: their examples are run. Each page's `-- bad` block is reported by its
// rule, the `-- good` block is not, and where the finding has a fix, the fixed text parses and is
// clean of the rule.

#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/rules/linted.h"
#include "tests/rules/rule_pages.h"

namespace ashlar {
namespace {

namespace fs = std::filesystem;
using test::as_revision;
using test::page_block;
using test::page_text;

std::vector<SourceFile> history_of(const std::string& revision) {
  return {{"0001_schema.sql", as_revision(test::example_schema())}, {"0002_example.sql", revision}};
}

/// Findings of the rule in the example; a syntax error is never expected.
Diagnostics findings_of(const std::string& rule, const std::string& revision) {
  test::Linted linted;
  test::lint(history_of(revision), test::settings_of(revision), linted);
  Diagnostics found;
  for (const Diagnostic& finding : linted.findings) {
    EXPECT_NE(finding.rule, "syntax-error") << finding.message << "\n" << revision;
    if (finding.rule == rule && finding.location.file == 1) found.push_back(finding);
  }
  return found;
}

/// True where the grammar reports `id` in the file, and nothing else but what rules report.
bool is_reported(const std::string& id, const std::string& file) {
  test::Linted linted;
  test::lint(history_of(file), {}, linted);
  bool reported = false;
  for (const Diagnostic& finding : linted.findings) {
    if (rules::find_rule(finding.rule) != nullptr) continue;
    EXPECT_EQ(finding.rule, id) << finding.message;
    reported = reported || finding.rule == id;
  }
  return reported;
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const rules::Rule& rule : rules::all_rules()) ids.emplace_back(rule.id);
  return ids;
}

class RulePage : public testing::TestWithParam<std::string> {};

TEST_P(RulePage, SaysWhatTheTableSays) {
  const std::string page = page_text(GetParam());
  const rules::Rule* rule = rules::find_rule(GetParam());
  ASSERT_NE(rule, nullptr);
  EXPECT_TRUE(page.starts_with("# " + GetParam() +
                               "\n\nDefault: " + std::string(to_string(rule->severity)) +
                               ". In short: " + std::string(rule->summary) + ".\n"))
      << page.substr(0, 200);
  EXPECT_NE(page.find("\n## When to allow it\n"), std::string::npos);
}

TEST_P(RulePage, TheBadExampleIsReported) {
  const std::optional<std::string> bad = page_block(page_text(GetParam()), "bad");
  ASSERT_TRUE(bad.has_value()) << "no `-- bad` block";
  EXPECT_FALSE(findings_of(GetParam(), as_revision(*bad)).empty());
}

TEST_P(RulePage, TheGoodExampleIsNot) {
  const std::optional<std::string> good = page_block(page_text(GetParam()), "good");
  ASSERT_TRUE(good.has_value()) << "no `-- good` block";
  for (const Diagnostic& finding : findings_of(GetParam(), as_revision(*good))) {
    ADD_FAILURE() << finding.message;
  }
}

TEST_P(RulePage, TheFixMendsTheBadExample) {
  const std::optional<std::string> bad = page_block(page_text(GetParam()), "bad");
  ASSERT_TRUE(bad.has_value());
  std::string revision = as_revision(*bad);
  Diagnostics found = findings_of(GetParam(), revision);
  ASSERT_FALSE(found.empty());
  if (found.front().fixes.empty()) return;  // a rule without a fix here
  for (std::size_t pass = 0; !found.empty() && pass < 9; ++pass) {
    ASSERT_FALSE(found.front().fixes.empty()) << found.front().message;
    revision = test::edited(revision, found.front().fixes.front().edits);
    found = findings_of(GetParam(), revision);
  }
  EXPECT_TRUE(found.empty()) << revision;
}

/// Rules whose findings have a fix in some golden case.
std::set<std::string> rules_with_fixes() {
  std::set<std::string> ids;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/golden/cases")) {
    if (entry.path().extension() != ".findings") continue;
    std::ifstream in(entry.path());
    std::string current;
    for (std::string line; std::getline(in, line);) {
      // `file:place severity rule (section statement)`, or a line of it with two blanks before
      if (line.starts_with("  fix, ")) ids.insert(current);
      if (line.starts_with(" ")) continue;
      std::istringstream words(line);
      words >> current >> current >> current;
    }
  }
  return ids;
}

TEST(RulePages, SayOfTheirFixesWhatTheCasesShow) {
  const std::set<std::string> fixed = rules_with_fixes();
  for (const rules::Rule& rule : rules::all_rules()) {
    const std::string id(rule.id);
    const bool told = page_text(id).find("\n## The fix\n") != std::string::npos;
    EXPECT_EQ(told, fixed.contains(id))
        << id << (told ? ": no golden case shows its fix" : ": its page does not tell of its fix");
  }
}

TEST(FixedRulePages, AreThereAndTheirExamplesHold) {
  for (const rules::FixedRule& rule : rules::fixed_rules()) {
    const std::string name(rule.id);
    const std::string page = page_text(name);
    const std::string start = fmt::format("# {}\n\nDefault: {}. In short: {}.\n", name,
                                          to_string(rule.severity), rule.summary);
    EXPECT_TRUE(page.starts_with(start)) << start;
    const std::optional<std::string> bad = page_block(page, "bad");
    const std::optional<std::string> good = page_block(page, "good");
    if (!bad || !good) continue;  // some have no example that fits on a page
    EXPECT_TRUE(is_reported(name, *bad)) << name;
    EXPECT_FALSE(is_reported(name, *good)) << name;
  }
}

TEST(RulePages, AreAllOfRules) {
  for (const auto& entry : fs::directory_iterator(test::rule_pages())) {
    const std::string id = entry.path().stem();
    if (id == "README") continue;
    EXPECT_TRUE(rules::find_rule(id) != nullptr || rules::find_fixed_rule(id) != nullptr)
        << entry.path();
  }
}

TEST(RulePages, TheirSchemaIsItselfClean) {
  test::Linted linted;
  test::lint(history_of("-- migrate:up\n"), {}, linted);
  for (const Diagnostic& finding : linted.findings) {
    ADD_FAILURE() << finding.rule << ": " << finding.message;
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rules, RulePage, testing::ValuesIn(rule_ids()), test_name);

}  // namespace
}  // namespace ashlar
