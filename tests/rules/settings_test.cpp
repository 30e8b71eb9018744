#include "compiler/rules/settings.h"

#include <gtest/gtest.h>

namespace ashlar::rules {
namespace {

TEST(GlobMatch, WithinASegment) {
  EXPECT_TRUE(glob_match("*.sql", "a.sql"));
  EXPECT_TRUE(glob_match("versions/*.sql", "versions/0001_a.sql"));
  EXPECT_TRUE(glob_match("versions/0?_*", "versions/01_a.sql"));
  EXPECT_FALSE(glob_match("*.sql", "versions/a.sql"));
  EXPECT_FALSE(glob_match("a?c", "a/c"));
  EXPECT_TRUE(glob_match("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(glob_match("a*b*c", "a-b-b"));
  EXPECT_TRUE(glob_match("", ""));
  EXPECT_FALSE(glob_match("", "a"));
  EXPECT_TRUE(glob_match("*", ""));
}

TEST(GlobMatch, AcrossSegments) {
  EXPECT_TRUE(glob_match("**", "a/b/c"));
  EXPECT_TRUE(glob_match("versions/**", "versions/a/b.sql"));
  EXPECT_TRUE(glob_match("**/b.sql", "b.sql"));
  EXPECT_TRUE(glob_match("**/b.sql", "x/y/b.sql"));
  EXPECT_FALSE(glob_match("**/b.sql", "x/ab.sql"));
  EXPECT_TRUE(glob_match("a/**/b", "a/b"));
  EXPECT_TRUE(glob_match("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(glob_match("a/**/b", "a/xb"));
  EXPECT_TRUE(glob_match("a/**/*.sql", "a/x/y.sql"));
  EXPECT_FALSE(glob_match("a/**/*.sql", "b/x/y.sql"));
}

TEST(GlobMatch, ManyStarsAreQuick) {
  const std::string text(2000, 'a');
  EXPECT_FALSE(glob_match("*a*a*a*a*a*a*a*a*a*b", text));
  EXPECT_FALSE(glob_match("**a**a**a**a**a**a**b", text));
}

TEST(SeverityOf, TheDefaultHoldsUntilItIsSet) {
  Settings settings;
  EXPECT_EQ(severity_of(settings, "drop-type", Severity::kError, "v/a.sql"), Severity::kError);
  settings.severities["drop-type"] = Severity::kNote;
  EXPECT_EQ(severity_of(settings, "drop-type", Severity::kError, "v/a.sql"), Severity::kNote);
  settings.severities["drop-type"] = std::nullopt;
  EXPECT_EQ(severity_of(settings, "drop-type", Severity::kError, "v/a.sql"), std::nullopt);
}

TEST(SeverityOf, TheLastOverrideThatMatchesAndNamesTheRuleWins) {
  Settings settings;
  settings.severities["drop-type"] = Severity::kWarning;
  settings.overrides.push_back({{"v/old*"}, {{"drop-type", std::nullopt}}});
  settings.overrides.push_back({{"v/old1.sql"}, {{"drop-type", Severity::kNote}}});
  settings.overrides.push_back({{"**"}, {{"drop-matview", Severity::kNote}}});
  EXPECT_EQ(severity_of(settings, "drop-type", Severity::kError, "v/old1.sql"), Severity::kNote);
  EXPECT_EQ(severity_of(settings, "drop-type", Severity::kError, "v/old2.sql"), std::nullopt);
  EXPECT_EQ(severity_of(settings, "drop-type", Severity::kError, "v/new.sql"), Severity::kWarning);
}

}  // namespace
}  // namespace ashlar::rules
