// The law of fixes, for every case of them: what is left can be read, is clean of what has been
// fixed, builds the same schema on the way up and on the way back, and a second run changes
// nothing. tests/server asks a real server about the same cases.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/schema/schema.h"
#include "compiler/schema_of.h"
#include "tests/golden/fix_cases.h"

namespace ashlar {
namespace {

class FixLaw : public testing::TestWithParam<test::FixCase> {};

std::multiset<std::string> lines_of(const std::string& text) {
  std::multiset<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with(',')) line.pop_back();  // the order within a table says nothing
    if (!line.empty()) lines.insert(line);
  }
  return lines;
}

/// The lines of `after` that `before` lacks.
std::vector<std::string> added_lines(const std::string& before, const std::string& after) {
  std::vector<std::string> added;
  const std::multiset<std::string> old = lines_of(before);
  const std::multiset<std::string> fresh = lines_of(after);
  std::set_difference(fresh.begin(), fresh.end(), old.begin(), old.end(),
                      std::back_inserter(added));
  return added;
}

std::string schema_at_heads(const test::Linted& linted) {
  return schema::schema_sql(linted.compilation->catalog);
}

/// After going down again from the heads as far as there is a way back.
std::string schema_below(const test::Linted& linted) {
  catalog::Catalog catalog = linted.compilation->catalog;
  const versions::Graph& graph = *linted.graph;
  for (auto at = graph.order.rbegin(); at != graph.order.rend(); ++at) {
    const versions::Revision& revision = graph[*at];
    if (revision.source.irreversible && revision.parents.size() < 2) break;
    const catalog::ApplyContext context{&linted.history.sources, revision.source.file, 0};
    catalog = effects::follow(versions::sections(revision, versions::Direction::kDown),
                              std::move(catalog), context)
                  .after;
  }
  return schema::schema_sql(catalog);
}

/// Rules that have a safe fix to offer in the history.
std::multiset<std::string> fixable(const test::Linted& linted) {
  std::multiset<std::string> ids;
  for (const Diagnostic& finding : linted.findings) {
    for (const Fix& fix : finding.fixes) {
      if (fix.safe) ids.insert(finding.rule);
    }
  }
  return ids;
}

/// A missing index is there afterwards; else nothing differs.
bool may_differ(const std::multiset<std::string>& fixed, const std::string& line) {
  if (line.starts_with("CREATE INDEX ")) return fixed.contains("fk-missing-index");
  return false;
}

TEST_P(FixLaw, Holds) {
  const test::FixCase& given = GetParam();
  test::Linted before;
  test::lint(given.files, given.settings, before);
  ASSERT_TRUE(before.compilation.has_value());
  const pipeline::Mended mended = test::mended(given.files, given.settings);
  test::Linted after;
  test::lint(mended.files, given.settings, after);
  ASSERT_TRUE(after.compilation.has_value()) << after.findings.front().message;

  for (const Diagnostic& finding : after.findings) {
    EXPECT_NE(finding.rule, "syntax-error") << finding.message;
    EXPECT_FALSE(finding.rule.starts_with("semantic-")) << finding.message;
  }
  EXPECT_THAT(fixable(after), testing::IsEmpty());
  const std::multiset<std::string> fixed = fixable(before);
  const bool offered = given.name != "fix_not_offered";
  EXPECT_EQ(mended.fixes > 0, offered);

  EXPECT_THAT(added_lines(schema_at_heads(after), schema_at_heads(before)), testing::IsEmpty());
  for (const std::string& line : added_lines(schema_at_heads(before), schema_at_heads(after))) {
    EXPECT_TRUE(may_differ(fixed, line)) << line;
  }
  EXPECT_EQ(schema_below(before), schema_below(after));

  const pipeline::Mended again = test::mended(mended.files, given.settings);
  EXPECT_EQ(again.fixes, 0U);
  EXPECT_EQ(again.files.size(), mended.files.size());
}

/// A fix alone, as a program that reads the JSON would make it, keeps the law as well.
TEST_P(FixLaw, HoldsForEachFixWrittenOut) {
  const test::FixCase& given = GetParam();
  test::Linted before;
  test::lint(given.files, given.settings, before);
  ASSERT_TRUE(before.graph.has_value());
  pipeline::MendSettings settings;
  settings.file_template = "{rev}_{slug}";
  Diagnostics findings = before.findings;
  pipeline::complete_fixes(findings, *before.graph, settings, before.history.sources);
  for (const Diagnostic& finding : findings) {
    for (const Fix& fix : finding.fixes) {
      SCOPED_TRACE(finding.rule + ": " + finding.message);
      std::map<FileId, std::vector<Edit>> by_file;
      for (const Edit& edit : fix.edits) by_file[edit.location.file].push_back(edit);
      std::vector<SourceFile> files = given.files;
      for (auto& [file, edits] : by_file) {
        const SourceFile& source = before.history.sources[file];
        if (file >= files.size()) files.push_back(source);
        const auto place = std::find_if(files.begin(), files.end(), [&source](const auto& each) {
          return each.path == source.path;
        });
        place->text = test::edited(source.text, edits);
      }
      std::sort(files.begin(), files.end(),
                [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
      test::Linted after;
      test::lint(files, given.settings, after);
      ASSERT_TRUE(after.compilation.has_value());
      EXPECT_THAT(added_lines(schema_at_heads(after), schema_at_heads(before)), testing::IsEmpty());
      EXPECT_EQ(schema_below(before), schema_below(after));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, FixLaw, testing::ValuesIn(test::fix_cases()),
                         [](const auto& instance) { return instance.param.name; });

TEST(FixLawCases, AreThere) { EXPECT_GE(test::fix_cases().size(), 8U); }

}  // namespace
}  // namespace ashlar
