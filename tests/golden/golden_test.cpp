// The golden cases: cases/NAME.sql, a revision file or several (split at lines `-- file: NAME.sql`;
// `-- config: KEY=VALUE …` in the text), and beside it what the compiler says: NAME.findings
// always, NAME.fixed, NAME.steps, NAME.catalog and NAME.mended (all files after `lint --fix`) where
// they are there. UPDATE_GOLDEN=1 rewrites
// those and reports the case as skipped. A new case starts with the .sql alone (and an empty file
// for each further output that it wants).

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <vector>

#include "tests/golden/render.h"
#include "tests/rules/linted.h"

namespace ashlar {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = fs::path(ASHLAR_SOURCE_DIR) / "tests/golden/cases";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (entry.path().extension() == ".sql") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_updating() {
  const char* value = std::getenv("UPDATE_GOLDEN");
  return value != nullptr && std::string_view(value) == "1";
}

class Golden : public testing::TestWithParam<std::string> {
 protected:
  /// Compares with, or rewrites, the expected file; `.findings` is never left out.
  static void expect(const std::string& name, const std::string& extension,
                     const std::string& actual) {
    const fs::path path = kCases / (name + extension);
    const bool wanted = extension == ".findings" || fs::exists(path);
    if (!wanted) return;
    if (is_updating()) {
      std::ofstream(path, std::ios::binary) << actual;
      return;
    }
    ASSERT_TRUE(fs::exists(path)) << path << " is missing: run with UPDATE_GOLDEN=1 and review it";
    EXPECT_EQ(actual, read(path)) << path;
  }
};

TEST_P(Golden, IsAsExpected) {
  const std::string text = read(kCases / (GetParam() + ".sql"));
  test::Linted linted;
  const std::vector<SourceFile> files = test::split_files(text, GetParam() + ".sql");
  test::lint(files, test::settings_of(text), linted);
  expect(GetParam(), ".findings", test::render_findings(linted));
  expect(GetParam(), ".fixed", test::render_fixed(linted));
  expect(GetParam(), ".steps", test::render_steps(linted));
  expect(GetParam(), ".catalog", test::render_catalog(linted));
  expect(GetParam(), ".mended", test::render_mended(files, test::settings_of(text)));
  if (is_updating()) GTEST_SKIP() << "rewritten";
}

/// How often a rule says the same about a file.
std::size_t count(const Diagnostics& findings, const Diagnostic& like) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&like](const Diagnostic& finding) {
        return finding.rule == like.rule && finding.message == like.message &&
               finding.location.file == like.location.file;
      }));
}

/// How many findings say that the server would refuse something: one that a fix must not add to.
/// A fix that is not safe may have to be made together with another.
std::ptrdiff_t refusals(const Diagnostics& findings, bool with_names) {
  return std::count_if(findings.begin(), findings.end(), [with_names](const Diagnostic& finding) {
    return finding.rule == "syntax-error" || finding.rule == "transaction-control" ||
           (with_names && finding.rule.starts_with("semantic-"));
  });
}

TEST_P(Golden, EachFixMendsItsFinding) {
  const std::string text = read(kCases / (GetParam() + ".sql"));
  const rules::Settings settings = test::settings_of(text);
  const std::vector<SourceFile> files = test::split_files(text, GetParam() + ".sql");
  test::Linted linted;
  test::lint(files, settings, linted);
  for (const Diagnostic& finding : linted.findings) {
    for (const Fix& fix : finding.fixes) {
      std::vector<SourceFile> fixed = files;
      // Files are numbered in the order of their names, as the cases write them.
      SourceFile& file = fixed[finding.location.file];
      file.text = test::edited(file.text, fix.edits);
      test::Linted again;
      test::lint(fixed, settings, again);
      EXPECT_LT(count(again.findings, finding), count(linted.findings, finding))
          << finding.rule << ": " << finding.message << "\n"
          << file.text;
      EXPECT_LE(refusals(again.findings, fix.safe), refusals(linted.findings, fix.safe))
          << file.text;
    }
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(case_names()), test_name);

TEST(GoldenFiles, BelongToACase) {
  for (const auto& entry : fs::directory_iterator(kCases)) {
    const fs::path sql = fs::path(entry.path()).replace_extension(".sql");
    EXPECT_TRUE(fs::exists(sql)) << entry.path() << " has no case";
  }
}

}  // namespace
}  // namespace ashlar
