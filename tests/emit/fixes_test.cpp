#include <gtest/gtest.h>

#include "compiler/emit/emit.h"

namespace ashlar::emit {
namespace {

Edit edit(std::uint32_t begin, std::uint32_t end, std::string text) {
  return {{0, {begin, end}}, std::move(text)};
}

Diagnostic finding_with(std::vector<Fix> fixes) {
  Diagnostic finding;
  finding.fixes = std::move(fixes);
  if (!finding.fixes.empty() && !finding.fixes[0].edits.empty()) {
    finding.location = finding.fixes[0].edits[0].location;
  }
  return finding;
}

Diagnostic safe(std::vector<Edit> edits) {
  return finding_with({{"mend", true, std::move(edits)}});
}

TEST(ApplyFixes, MakesAllEditsWhereverTheyStand) {
  const FixedText fixed =
      apply_fixes({safe({edit(4, 5, "E")}), safe({edit(0, 1, "A"), edit(2, 3, "")})}, 0, "abcdef");
  EXPECT_EQ(fixed.text, "AbdEf");
  EXPECT_EQ(fixed.applied, 2U);
}

TEST(ApplyFixes, LeavesUnsafeFixesAndOtherFilesAlone) {
  Diagnostic unsafe = finding_with({{"mend", false, {edit(0, 1, "X")}}});
  Diagnostic elsewhere = safe({{{1, {0, 1}}, "X"}});
  Diagnostic both = safe({edit(0, 1, "X"), {{1, {0, 1}}, "X"}});
  const FixedText fixed = apply_fixes({unsafe, elsewhere, both}, 0, "abc");
  EXPECT_EQ(fixed.text, "abc");
  EXPECT_EQ(fixed.applied, 0U);
}

TEST(ApplyFixes, LeavesAnOverlappingFixForTheNextRound) {
  const FixedText fixed =
      apply_fixes({safe({edit(0, 3, "X")}), safe({edit(2, 4, "Y"), edit(5, 6, "Z")})}, 0, "abcdef");
  EXPECT_EQ(fixed.text, "Xdef") << "a fix is made whole or not at all";
  EXPECT_EQ(fixed.applied, 1U);
}

TEST(ApplyFixes, MakesAnEditThatTwoFindingsShareOnce) {
  const FixedText fixed =
      apply_fixes({safe({edit(1, 1, "+")}), safe({edit(1, 1, "+"), edit(3, 4, "D")})}, 0, "abcd");
  EXPECT_EQ(fixed.text, "a+bcD");
  EXPECT_EQ(fixed.applied, 2U);
}

TEST(ApplyFixes, GuessesNoOrderOfInsertionsAtOnePlace) {
  const FixedText fixed = apply_fixes({safe({edit(1, 1, "1")}), safe({edit(1, 1, "2")})}, 0, "ab");
  EXPECT_EQ(fixed.text, "a1b");
  EXPECT_EQ(fixed.applied, 1U);
}

TEST(ApplyFixes, TakesTheFirstSafeOneOfSeveralWays) {
  const FixedText fixed = apply_fixes({finding_with({{"a", false, {edit(0, 1, "1")}},
                                                     {"b", true, {edit(0, 1, "2")}},
                                                     {"c", true, {edit(1, 2, "3")}}})},
                                      0, "ab");
  EXPECT_EQ(fixed.text, "2b");
  EXPECT_EQ(fixed.applied, 1U);
}

TEST(ApplyFixes, IgnoresAnEditBehindTheEnd) {
  EXPECT_EQ(apply_fixes({safe({edit(3, 9, "X")})}, 0, "abc").text, "abc");
}

}  // namespace
}  // namespace ashlar::emit
