#include <algorithm>
#include <gtest/gtest.h>
#include <random>

#include "compiler/emit/emit.h"
#include "compiler/emit/line_diff.h"

namespace ashlar::emit {
namespace {

std::string diff(const std::string& before, const std::string& after) {
  return unified_diff("f", before, after, Color::kNever);
}

TEST(UnifiedDiff, IsEmptyForEqualTexts) {
  EXPECT_EQ(diff("a\nb\n", "a\nb\n"), "");
  EXPECT_EQ(diff("", ""), "");
}

TEST(UnifiedDiff, ShowsThreeLinesAround) {
  EXPECT_EQ(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n"),
            "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, JoinsHunksThatTouchAndPartsThoseThatDoNot) {
  std::string before;
  for (int i = 1; i <= 20; ++i) before += std::to_string(i) + "\n";
  const auto changed = [&before](const std::vector<std::string>& lines) {
    std::string after = before;
    for (const std::string& line : lines) {
      after.replace(after.find("\n" + line + "\n") + 1, line.size(), "X");
    }
    return after;
  };
  const auto hunks = [&](const std::vector<std::string>& lines) {
    const std::string text = diff(before, changed(lines));
    std::size_t count = 0;
    for (std::size_t at = text.find("\n@@ "); at != std::string::npos;
         at = text.find("\n@@ ", at + 1)) {
      ++count;
    }
    return count;
  };
  EXPECT_EQ(hunks({"5", "12"}), 1U) << "six lines between";
  EXPECT_EQ(hunks({"5", "13"}), 2U) << "seven lines between";
}

TEST(UnifiedDiff, TellsOfAMissingLineEnd) {
  EXPECT_EQ(diff("a\nb", "a\nb\n"),
            "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
}

TEST(UnifiedDiff, StartsFromNothing) {
  EXPECT_EQ(diff("", "a\nb\n"), "--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  EXPECT_EQ(diff("a\n", ""), "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, KeepsBytesAsTheyAreForFilesAndNotForTerminals) {
  EXPECT_NE(diff("a\r\n", "b\r\n").find("-a\r\n+b\r\n"), std::string::npos);
  const std::string shown = unified_diff("f", "a\n", "\x1b[2J\n", Color::kAlways);
  EXPECT_NE(shown.find("\x1b[32m+<U+001B>[2J\x1b[0m"), std::string::npos);
}

/// Length of the longest common subsequence, by the textbook table.
std::size_t longest_common(const std::vector<std::string_view>& a,
                           const std::vector<std::string_view>& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1,
                                              std::vector<std::size_t>(b.size() + 1, 0));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      table[i + 1][j + 1] =
          a[i] == b[j] ? table[i][j] + 1 : std::max(table[i][j + 1], table[i + 1][j]);
    }
  }
  return table[a.size()][b.size()];
}

TEST(LineDiff, KeepsALongestCommonPartOfAnyTwoTexts) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 2000; ++round) {
    const auto text = [&random] {
      std::string lines;
      const auto count = random() % 24;
      for (unsigned i = 0; i < count; ++i) {
        lines += static_cast<char>('a' + random() % 4);
        lines += '\n';
      }
      return lines;
    };
    const std::string before = text();
    const std::string after = text();
    const auto a = lines_with_ends(before);
    const auto b = lines_with_ends(after);
    const LineDiff found = diff_lines(a, b);
    std::vector<std::string_view> kept_of_a;
    std::vector<std::string_view> kept_of_b;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!found.removed[i]) kept_of_a.push_back(a[i]);
    }
    for (std::size_t j = 0; j < b.size(); ++j) {
      if (!found.added[j]) kept_of_b.push_back(b[j]);
    }
    ASSERT_EQ(kept_of_a, kept_of_b) << before << "---\n" << after;
    ASSERT_EQ(kept_of_a.size(), longest_common(a, b)) << before << "---\n" << after;
  }
}

TEST(LineDiff, ComparesTenThousandLinesWithNothingInCommon) {
  std::string before;
  std::string after;
  for (int i = 0; i < 5000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  const LineDiff found = diff_lines(lines_with_ends(before), lines_with_ends(after));
  EXPECT_EQ(std::count(found.removed.begin(), found.removed.end(), true), 5000);
  EXPECT_EQ(std::count(found.added.begin(), found.added.end(), true), 5000);
}

}  // namespace
}  // namespace ashlar::emit
