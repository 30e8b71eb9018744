#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/emit/emit.h"

namespace ashlar::emit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// One file and findings in it, printed.
class Page {
 public:
  explicit Page(std::string text) { sources_.add({"versions/a.sql", std::move(text)}); }

  [[nodiscard]] Location at(std::string_view words) const {
    const auto begin = static_cast<std::uint32_t>(sources_[0].text.find(words));
    return {0, {begin, begin + static_cast<std::uint32_t>(words.size())}};
  }
  Diagnostic& find(const Location& where, std::string message = "seen") {
    Diagnostic finding;
    finding.rule = "some-rule";
    finding.message = std::move(message);
    finding.location = where;
    findings_.push_back(std::move(finding));
    return findings_.back();
  }
  [[nodiscard]] std::string printed(Color color = Color::kNever) const {
    return pretty(findings_, sources_, {1}, color);
  }

 private:
  Sources sources_;
  Diagnostics findings_;
};

TEST(Pretty, MarksTheSpanUnderItsLine) {
  Page page("SELECT 1;\nCREATE INDEX idx ON t (a);\n");
  page.find(page.at("idx"), "index `idx` is misnamed");
  EXPECT_EQ(page.printed(),
            "versions/a.sql:2:14: error: index `idx` is misnamed [some-rule]\n"
            "    2 | CREATE INDEX idx ON t (a);\n"
            "      |              ^~~\n"
            "1 error in 1 file\n");
}

TEST(Pretty, ExpandsTabsToTheColumnsTheyTake) {
  Page page("\tSELECT\tidx;\n");
  page.find(page.at("idx"));
  EXPECT_EQ(page.printed(),
            "versions/a.sql:1:9: error: seen [some-rule]\n"
            "    1 |         SELECT  idx;\n"
            "      |                 ^~~\n"
            "1 error in 1 file\n");
}

TEST(Pretty, CountsWideAndCombiningCharactersByTheirColumns) {
  Page page("COMMENT '製品e\xCC\x81' ON idx;\n");
  page.find(page.at("製品"));
  page.find(page.at("idx"));
  EXPECT_EQ(page.printed(),
            "versions/a.sql:1:10: error: seen [some-rule]\n"
            "    1 | COMMENT '製品e\xCC\x81' ON idx;\n"
            "      |          ^~~~\n"
            "versions/a.sql:1:19: error: seen [some-rule]\n"
            "    1 | COMMENT '製品e\xCC\x81' ON idx;\n"
            "      |                    ^~~\n"
            "2 errors in 1 file\n");
}

TEST(Pretty, LeavesLineEndsOfWindowsOut) {
  Page page("SELECT 1;\r\nDROP TABLE t;\r\n");
  page.find(page.at("t;\r\n"));
  EXPECT_EQ(page.printed(),
            "versions/a.sql:2:12: error: seen [some-rule]\n"
            "    2 | DROP TABLE t;\n"
            "      |            ^~ …\n"
            "1 error in 1 file\n");
}

TEST(Pretty, ClipsASpanOfSeveralLinesToTheFirst) {
  Page page("ALTER TABLE t\n  ADD a int,\n  ADD b int;\n");
  page.find(page.at("TABLE t\n  ADD a int"));
  EXPECT_EQ(page.printed(),
            "versions/a.sql:1:7: error: seen [some-rule]\n"
            "    1 | ALTER TABLE t\n"
            "      |       ^~~~~~~ …\n"
            "1 error in 1 file\n");
}

TEST(Pretty, PointsPastTheLastByte) {
  Page page("SELECT 1");
  page.find({0, {8, 8}});
  EXPECT_EQ(page.printed(),
            "versions/a.sql:1:9: error: seen [some-rule]\n"
            "    1 | SELECT 1\n"
            "      |         ^\n"
            "1 error in 1 file\n");
}

TEST(Pretty, PointsIntoAnEmptyFile) {
  Page page("");
  page.find({0, {0, 0}});
  EXPECT_EQ(page.printed(),
            "versions/a.sql:1:1: error: seen [some-rule]\n"
            "    1 | \n"
            "      | ^\n"
            "1 error in 1 file\n");
}

TEST(Pretty, GivesTheByteOrderMarkNoColumn) {
  Page page("\xEF\xBB\xBFSELECT 1;\n");
  page.find(page.at("SELECT"));
  EXPECT_EQ(page.printed(),
            "versions/a.sql:1:1: error: seen [some-rule]\n"
            "    1 | SELECT 1;\n"
            "      | ^~~~~~\n"
            "1 error in 1 file\n");
}

TEST(Pretty, CutsAWideLineAroundTheSpan) {
  Page page("SELECT " + std::string(500, 'x') + " idx " + std::string(500, 'y') + ";\n");
  page.find(page.at("idx"));
  const std::string printed = page.printed();
  EXPECT_THAT(printed, HasSubstr("    1 | …" + std::string(39, 'x') + " idx " +
                                 std::string(106, 'y') + "…\n"));
  EXPECT_THAT(printed, HasSubstr("      | " + std::string(41, ' ') + "^~~\n"));
}

TEST(Pretty, LetsNothingActOnTheTerminal) {
  Page page("SELECT '\x1b[31m\xE2\x80\xAE\xFF';\n");
  page.find(page.at("SELECT"), "name `\x1b]0;x\x07`\nand more");
  const std::string printed = page.printed();
  EXPECT_THAT(printed, Not(HasSubstr("\x1b")));
  EXPECT_THAT(printed, HasSubstr("'<U+001B>[31m<U+202E>\xEF\xBF\xBD'"));
  EXPECT_THAT(printed, HasSubstr("name `<U+001B>]0;x<U+0007>` and more"));
}

TEST(Pretty, ShowsNotesHelpAndWhatAFixWrites) {
  Page page("CREATE TABLE t ();\nCREATE INDEX idx ON t (a);\n");
  Diagnostic& finding = page.find(page.at("idx"));
  finding.severity = Severity::kWarning;
  finding.notes = {{"made here", page.at("t ()")}, {"a sentence", std::nullopt}};
  finding.help = "do this";
  finding.fixes = {{"rename it", true, {{page.at("idx"), "ix_t_a"}}},
                   {"drop it", false, {{page.at("CREATE INDEX idx ON t (a);\n"), ""}}}};
  EXPECT_EQ(page.printed(),
            "versions/a.sql:2:14: warning: seen [some-rule]\n"
            "    2 | CREATE INDEX idx ON t (a);\n"
            "      |              ^~~\n"
            "      = note: a sentence\n"
            "      = help: do this\n"
            "      = fix: rename it\n"
            "    2 | - CREATE INDEX idx ON t (a);\n"
            "    2 | + CREATE INDEX ix_t_a ON t (a);\n"
            "      = fix: drop it (not applied by --fix: look first)\n"
            "    2 | - CREATE INDEX idx ON t (a);\n"
            "versions/a.sql:1:14: note: made here\n"
            "    1 | CREATE TABLE t ();\n"
            "      |              ^~~~\n"
            "1 warning in 1 file\n");
}

TEST(Pretty, ShowsAnInsertionOfWholeLines) {
  Page page("-- migrate:up\nDROP TABLE t;\n");
  Diagnostic& finding = page.find(page.at("DROP"));
  const std::uint32_t begin = page.at("DROP").span.begin;
  finding.fixes = {{"allow it", true, {{{0, {begin, begin}}, "-- migrate:allow x -- y\n"}}}};
  EXPECT_THAT(page.printed(), HasSubstr("= fix: allow it\n"
                                        "    2 | + -- migrate:allow x -- y\n"
                                        "1 error in 1 file\n"));
}

TEST(Pretty, ShowsTheRevisionThatAFixPutsBehind) {
  Page page("-- migrate:up\nALTER TABLE t ADD CHECK (a > 0);\n");
  Diagnostic& finding = page.find(page.at("CHECK (a > 0)"));
  const std::uint32_t end = page.at("CHECK (a > 0)").span.end;
  Fix fix{"validate it later", true, {{{0, {end, end}}, " NOT VALID"}}, "", {}};
  fix.follow_up = FollowUp{"validate ck", "t", "VALIDATE CONSTRAINT ck", "", ""};
  finding.fixes = {fix};
  EXPECT_THAT(page.printed(), HasSubstr("    2 | + ALTER TABLE t ADD CHECK (a > 0) NOT VALID;\n"
                                        "      = and: a revision that follows, `validate ck`:\n"
                                        "    1 | + ALTER TABLE t VALIDATE CONSTRAINT ck;\n"));
}

TEST(Pretty, OrdersByPlaceAndCountsEachSeverity) {
  Page page("a b c\n");
  page.find(page.at("c"), "third").severity = Severity::kNote;
  page.find(page.at("a"), "first");
  page.find(page.at("b"), "second").severity = Severity::kWarning;
  const std::string printed = page.printed();
  EXPECT_LT(printed.find("first"), printed.find("second"));
  EXPECT_LT(printed.find("second"), printed.find("third"));
  EXPECT_THAT(printed, HasSubstr("1 error, 1 warning, 1 note in 1 file\n"));
}

TEST(Pretty, SaysSoWhenThereIsNothing) {
  EXPECT_EQ(pretty({}, Sources(), {12}, Color::kNever), "no findings in 12 files\n");
}

TEST(Pretty, ColoursWhenAsked) {
  Page page("SELECT 1;\n");
  page.find(page.at("SELECT"));
  const std::string printed = page.printed(Color::kAlways);
  EXPECT_THAT(printed, HasSubstr("\x1b[1;31merror:\x1b[0m"));
  EXPECT_THAT(printed, HasSubstr("\x1b[1;32m^~~~~~\x1b[0m"));
}

}  // namespace
}  // namespace ashlar::emit
