// `-- migrate:allow`: what it suppresses, and what is said of one that suppresses nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/rules/linted.h"

namespace ashlar {
namespace {

constexpr std::string_view kBase =
    "-- migrate:up\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n"
    "CREATE TABLE carts (id bigint PRIMARY KEY);\n"
    "-- migrate:irreversible an example\n";

/// `rule at line` of each finding in the second file.
std::vector<std::string> lint(const std::string& revision, const rules::Settings& settings = {}) {
  test::Linted linted;
  test::lint({{"1_base.sql", std::string(kBase)}, {"2_it.sql", revision}}, settings, linted);
  std::vector<std::string> found;
  const LineMap lines(linted.history.sources[1].text);
  for (const Diagnostic& finding : linted.findings) {
    if (finding.location.file != 1) continue;
    const std::uint32_t line = lines.position(finding.location.span.begin).line;
    found.push_back(finding.rule + " at " + std::to_string(line));
  }
  return found;
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Allow, BeforeAStatementHoldsForItAlone) {
  EXPECT_THAT(lint("-- migrate:up\n"
                   "-- migrate:allow drop-table-data-loss -- why\n"
                   "DROP TABLE\n  orders;\n"
                   "DROP TABLE carts;\n"
                   "-- migrate:irreversible why\n"),
              ElementsAre("multiple-access-exclusive-tables at 5", "drop-table-data-loss at 5"));
}

TEST(Allow, InTheHeaderHoldsForTheFile) {
  EXPECT_THAT(lint("-- migrate:allow drop-table-data-loss -- why\n"
                   "-- migrate:up\nDROP TABLE orders;\n"
                   "-- migrate:down\nDROP TABLE carts;\n"),
              ElementsAre("down-not-inverse at 4"));
}

TEST(Allow, AnotherRuleIsNoMatterOfIt) {
  EXPECT_THAT(lint("-- migrate:up\n"
                   "-- migrate:allow drop-type -- why\n"
                   "DROP TABLE orders;\n"
                   "-- migrate:irreversible why\n"),
              ElementsAre("unused-allow at 2", "drop-table-data-loss at 3"));
}

TEST(Allow, SeveralAllowsAndRulesAddUp) {
  EXPECT_THAT(lint("-- migrate:up\n"
                   "-- migrate:allow drop-table-data-loss, naming-table -- why\n"
                   "-- migrate:allow drop-column-data-loss -- why\n"
                   "ALTER TABLE orders DROP COLUMN note;\n"
                   "-- migrate:irreversible why\n"),
              ElementsAre("unused-allow at 2", "unused-allow at 2"));
}

TEST(Allow, CommentsBetweenDoNotPartThem) {
  EXPECT_THAT(lint("-- migrate:up\n"
                   "-- migrate:allow drop-table-data-loss -- why\n"
                   "-- a comment\n\n/* and another */ DROP TABLE orders;\n"
                   "-- migrate:irreversible why\n"),
              IsEmpty());
}

TEST(Allow, OfARevisionsFindingStandsInTheHeader) {
  EXPECT_THAT(lint("-- migrate:allow irreversible-without-reason -- why\n"
                   "-- migrate:up\nALTER TABLE orders ADD COLUMN name text;\n"),
              IsEmpty());
}

TEST(Allow, AnUnusedOneMayBeSwitchedOffAndAllowed) {
  const std::string unused =
      "-- migrate:up\n-- migrate:allow drop-type -- why\nSELECT 1;\n-- migrate:irreversible why\n";
  EXPECT_THAT(lint(unused), ElementsAre("unused-allow at 2"));
  rules::Settings off;
  off.severities["unused-allow"] = std::nullopt;
  EXPECT_THAT(lint(unused, off), IsEmpty());
  EXPECT_THAT(lint("-- migrate:allow unused-allow -- generated\n" + unused), IsEmpty());
}

TEST(Allow, NothingIsSaidOfOneWhoseRuleIsOff) {
  rules::Settings off;
  off.severities["drop-type"] = std::nullopt;
  EXPECT_THAT(lint("-- migrate:up\n-- migrate:allow drop-type -- why\nSELECT 1;\n"
                   "-- migrate:irreversible why\n",
                   off),
              IsEmpty());
}

TEST(Check, SaysWhatEachFindingIsAbout) {
  test::Linted linted;
  test::lint({{"1_base.sql", std::string(kBase)},
              {"2_it.sql",
               "-- migrate:up\nSELECT 1;\nDROP TABLE orders;\n"
               "-- migrate:down\nDROP TABLE carts;\n-- migrate:verify\nSET ROLE x;\n"}},
             {}, linted);
  std::vector<std::string> about;
  for (const Diagnostic& finding : linted.findings) {
    about.push_back(finding.about.revision + " " + finding.about.section + " " +
                    std::to_string(finding.about.statement.value_or(99)));
  }
  EXPECT_THAT(about, ElementsAre("2 up 1", "2 down 99", "2 down 0", "2 verify 0"));
}

TEST(Check, GetsThroughWhatIsNoSql) {
  for (const std::string text :
       {"", "-- migrate:up\n", "-- migrate:up\n;;;\n", "\xff\xfe", "((((", "-- migrate:up\n'",
        "-- migrate:up\nCREATE TABLE \"\" ();\n", "-- migrate:allow\n-- migrate:up\n"}) {
    test::Linted linted;
    test::lint({{"1_base.sql", text}}, {}, linted);
  }
}

}  // namespace
}  // namespace ashlar
