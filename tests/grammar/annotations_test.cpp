// What annotations mean, and every mistake that can be made with them, at its place.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/grammar/annotations_reading.h"

namespace ashlar::annotations {
namespace {

using namespace std::chrono_literals;
using test::Reading;
using test::texts;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The header of a file whose one header annotation is `line`.
Reading header(const std::string& line) {
  return Reading("-- migrate:" + line + "\n-- migrate:up\nSELECT 1;\n");
}

/// An up section of which `text` is all.
Reading up(const std::string& text) { return Reading("-- migrate:up\n" + text); }

TEST(Header, IsReadWhole) {
  const Reading reading(
      "-- migrate:revision 4c1d0e8a2f17\n-- migrate:revises  9b7e2d41c0aa, 1.2-b_3\n"
      "-- migrate:created  2026-11-22T09:30:00Z\n-- migrate:message  add sku, to products\n"
      "-- migrate:labels   left,right\n-- migrate:depends  dddd1111\n"
      "-- migrate:allow    drop-type, drop-matview -- reviewed by Ada -- twice\n\n"
      "-- migrate:up\nSELECT 1;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  const Header& read = reading.file.header;
  EXPECT_EQ(read.revision->text, "4c1d0e8a2f17");
  EXPECT_THAT(texts(*read.revises), ElementsAre("9b7e2d41c0aa", "1.2-b_3"));
  EXPECT_EQ(reading.slice((*read.revises)[1].span), "1.2-b_3");
  EXPECT_EQ(read.created->text, "2026-11-22T09:30:00Z");
  EXPECT_EQ(read.message->text, "add sku, to products");
  EXPECT_EQ(reading.slice(read.message->span), "add sku, to products");
  EXPECT_THAT(texts(read.labels), ElementsAre("left", "right"));
  EXPECT_THAT(texts(read.depends), ElementsAre("dddd1111"));
  ASSERT_EQ(reading.file.file_allows.size(), 1U);
  const Allow& allow = reading.file.file_allows[0];
  EXPECT_THAT(texts(allow.rules), ElementsAre("drop-type", "drop-matview"));
  EXPECT_EQ(reading.slice(allow.rules[1].span), "drop-matview");
  EXPECT_EQ(allow.reason.text, "reviewed by Ada -- twice");
  EXPECT_EQ(reading.slice(allow.reason.span), "reviewed by Ada -- twice");
}

TEST(Header, MayBeEmpty) {
  const Reading reading("-- migrate:up\nSELECT 1;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_FALSE(reading.file.header.revision.has_value());
  EXPECT_FALSE(reading.file.header.revises.has_value());
}

TEST(Header, TellsBaseFromNothing) {
  const Reading reading = header("revises base");
  ASSERT_TRUE(reading.file.header.revises.has_value());
  EXPECT_THAT(*reading.file.header.revises, IsEmpty());
}

TEST(Header, RefusesIdsThatAreNone) {
  EXPECT_THAT(header("revision").findings(),
              ElementsAre("malformed-annotation@1:1 [-- migrate:revision]"));
  const Reading spaced = header("revision a b");
  EXPECT_THAT(spaced.findings(), ElementsAre("malformed-annotation@1:21 [a b]"));
  EXPECT_EQ(spaced.diagnostics[0].message,
            "id `a b` holds something other than letters, digits, `_`, `.` and `-`");
  EXPECT_FALSE(spaced.file.header.revision.has_value());
  EXPECT_THAT(header("revision " + std::string(64, 'a')).findings(), IsEmpty());
  EXPECT_EQ(header("revision " + std::string(65, 'a')).diagnostics[0].message,
            "id `" + std::string(65, 'a') + "` is longer than 64 characters");
  for (const std::string id :
       {"a@b", "a+1", "a:b", "\xC3\xA4", "head", "heads", "base", "current", "-1"}) {
    EXPECT_THAT(header("revision " + id).findings(),
                ElementsAre("malformed-annotation@1:21 [" + id + "]"));
  }
  for (const std::string id : {"a", "0001", "1.2-b_3", "V2", "-a", "..."}) {
    EXPECT_THAT(header("revision " + id).findings(), IsEmpty()) << id;
  }
}

TEST(Header, RefusesListsThatAreNone) {
  EXPECT_THAT(header("revises").findings(),
              ElementsAre("malformed-annotation@1:1 [-- migrate:revises]"));
  EXPECT_THAT(header("revises a,,b").findings(), ElementsAre("malformed-annotation@1:20 [a,,b]"));
  EXPECT_THAT(header("revises a b").findings(), ElementsAre("malformed-annotation@1:20 [a b]"));
  EXPECT_THAT(header("revises aa, bb, aa").findings(),
              ElementsAre("malformed-annotation@1:28 [aa]"));
  EXPECT_THAT(header("revises aa, base").findings(),
              ElementsAre("malformed-annotation@1:24 [base]"));
  EXPECT_THAT(header("labels left, head").findings(),
              ElementsAre("malformed-annotation@1:25 [head]"));
  EXPECT_THAT(header("depends a@b").findings(), ElementsAre("malformed-annotation@1:20 [a@b]"));
  EXPECT_THAT(header("message").findings(),
              ElementsAre("malformed-annotation@1:1 [-- migrate:message]"));
}

TEST(Header, KnowsTheCalendar) {
  for (const std::string time :
       {"2026-11-22T09:30:00Z", "2024-02-29t23:59:60.123456+05:30", "2026-11-22 09:30:00-00:00"}) {
    EXPECT_THAT(header("created " + time).findings(), IsEmpty()) << time;
  }
  for (const std::string time :
       {"2026-11-22", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z",
        "2026-11-22T09:60:00Z", "2026-11-22T09:30:61Z", "2026-11-22T09:30:00", "2026-11-22T09:30Z",
        "2026-11-22T09:30:00.Z", "2026-11-22T09:30:00+0530", "2026-11-22T09:30:00+24:00",
        "yesterday", "2026-11-22T09:30:00Z x"}) {
    EXPECT_THAT(header("created " + time).findings(),
                ElementsAre("malformed-annotation@1:20 [" + time + "]"));
  }
}

TEST(Header, ReportsTheSecondOfTwoWithThePlaceOfTheFirst) {
  for (const std::string name : {"revision", "revises", "message", "labels", "depends"}) {
    const Reading reading(
        fmt::format("-- migrate:{0} aaaa\n-- migrate:{0} bbbb\n-- migrate:up\n", name));
    EXPECT_THAT(reading.findings(),
                ElementsAre("duplicate-annotation@2:1 [-- migrate:" + name + " bbbb]"));
    ASSERT_EQ(reading.diagnostics[0].notes.size(), 1U);
    EXPECT_EQ(reading.slice(reading.diagnostics[0].notes[0].location->span),
              "-- migrate:" + name + " aaaa");
  }
  EXPECT_EQ(Reading("-- migrate:revision aaaa\n-- migrate:revision bbbb\n-- migrate:up\n")
                .file.header.revision->text,
            "aaaa");
}

TEST(Header, TakesAllowsSeveralTimes) {
  const Reading reading("-- migrate:allow a -- x\n-- migrate:allow b -- y\n-- migrate:up\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_EQ(reading.file.file_allows.size(), 2U);
}

TEST(Sections, MayComeInSeveralPairs) {
  const Reading reading(
      "-- migrate:up\nCREATE TABLE a ();\n\n-- migrate:down transaction:false\nDROP TABLE a;\n\n"
      "-- migrate:up transaction:true\nCREATE TABLE b ();\n-- migrate:down\nDROP TABLE b;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.sections(),
              ElementsAre("up[CREATE TABLE a ();\n\n]", "down[DROP TABLE a;\n\n]",
                          "up[CREATE TABLE b ();\n]", "down[DROP TABLE b;\n]"));
  EXPECT_EQ(reading.file.sections[0].transaction, TransactionMode::kDerived);
  EXPECT_EQ(reading.file.sections[1].transaction, TransactionMode::kOff);
  EXPECT_EQ(reading.slice(reading.file.sections[1].transaction_span), "transaction:false");
  EXPECT_EQ(reading.file.sections[2].transaction, TransactionMode::kOn);
}

TEST(Sections, TakeATransactionMode) {
  const Reading reading(
      "-- migrate:up\n-- why\n-- migrate:transaction off\nSELECT 1;\n"
      "-- migrate:down\n-- migrate:transaction on\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_EQ(reading.file.sections[0].transaction, TransactionMode::kOff);
  EXPECT_EQ(reading.slice(reading.file.sections[0].transaction_span), "off");
  EXPECT_EQ(reading.file.sections[1].transaction, TransactionMode::kOn);
}

TEST(Sections, RefuseModesThatAreNone) {
  EXPECT_THAT(up("-- migrate:transaction maybe\n").findings(),
              ElementsAre("malformed-annotation@2:24 [maybe]"));
  EXPECT_THAT(up("-- migrate:transaction\n").findings(),
              ElementsAre("malformed-annotation@2:1 [-- migrate:transaction]"));
  EXPECT_THAT(up("SELECT 1;\n-- migrate:transaction off\n").findings(),
              ElementsAre("misplaced-annotation@3:1 [-- migrate:transaction off]"));
  EXPECT_THAT(Reading("-- migrate:transaction off\n-- migrate:up\n").findings(),
              ElementsAre("misplaced-annotation@1:1 [-- migrate:transaction off]"));
  const Reading twice("-- migrate:up transaction:false\n-- migrate:transaction on\n");
  EXPECT_THAT(twice.findings(),
              ElementsAre("duplicate-annotation@2:1 [-- migrate:transaction on]"));
  EXPECT_EQ(twice.slice(twice.diagnostics[0].notes[0].location->span), "transaction:false");
}

TEST(Sections, RefuseOptionsTheyDoNotHave) {
  const Reading reading("-- migrate:up transction:false fast transaction:no transaction\n");
  EXPECT_THAT(reading.findings(), ElementsAre("malformed-annotation@1:15 [transction:false]",
                                              "malformed-annotation@1:32 [fast]",
                                              "malformed-annotation@1:37 [transaction:no]",
                                              "malformed-annotation@1:52 [transaction]"));
  EXPECT_EQ(reading.diagnostics[0].help, "did you mean `transaction`?");
}

TEST(Sections, MustBeginWithAnUp) {
  EXPECT_THAT(Reading("-- migrate:down\nSELECT 1;\n-- migrate:up\nSELECT 2;\n").findings(),
              ElementsAre("misplaced-annotation@1:1 [-- migrate:down]"));
  EXPECT_THAT(Reading("-- migrate:down\nSELECT 1;\n").findings(),
              ElementsAre("misplaced-annotation@1:1 [-- migrate:down]"));
  EXPECT_THAT(Reading("-- migrate:verify\nSELECT 1;\n").findings(),
              ElementsAre("missing-up@1:1 []"));
  EXPECT_THAT(Reading("").findings(), ElementsAre("missing-up@1:1 []"));
  EXPECT_THAT(Reading("\xEF\xBB\xBF-- nothing here\n").findings(),
              ElementsAre("missing-up@1:1 []"));
}

TEST(Sections, HaveOneVerify) {
  const Reading reading("-- migrate:up\n-- migrate:verify\nSELECT true;\n-- migrate:verify\n");
  EXPECT_THAT(reading.findings(), ElementsAre("duplicate-annotation@4:1 [-- migrate:verify]"));
  EXPECT_EQ(reading.diagnostics[0].notes[0].location->span, reading.file.sections[1].annotation);
}

TEST(Irreversible, StandsInPlaceOfDown) {
  const Reading reading(
      "-- migrate:up\nDROP TABLE t;\n\n-- migrate:irreversible the rows are gone\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_EQ(reading.file.irreversible->text, "the rows are gone");
  EXPECT_EQ(reading.slice(reading.file.irreversible->span), "the rows are gone");
  EXPECT_THAT(reading.sections(), ElementsAre("up[DROP TABLE t;\n\n]"));
}

TEST(Irreversible, NeedsAReasonAndAnUp) {
  EXPECT_THAT(up("-- migrate:irreversible\n").findings(),
              ElementsAre("malformed-annotation@2:1 [-- migrate:irreversible]"));
  EXPECT_THAT(Reading("-- migrate:irreversible x\n-- migrate:up\n").findings(),
              ElementsAre("misplaced-annotation@1:1 [-- migrate:irreversible x]"));
  EXPECT_THAT(up("-- migrate:irreversible x\n-- migrate:irreversible y\n").findings(),
              ElementsAre("duplicate-annotation@3:1 [-- migrate:irreversible y]"));
}

TEST(Irreversible, ExcludesADownSection) {
  const Reading after("-- migrate:up\n-- migrate:down\n-- migrate:irreversible x\n");
  EXPECT_THAT(after.findings(),
              ElementsAre("misplaced-annotation@3:1 [-- migrate:irreversible x]"));
  EXPECT_EQ(after.slice(after.diagnostics[0].notes[0].location->span), "-- migrate:down");
  const Reading before("-- migrate:up\n-- migrate:irreversible x\n-- migrate:down\n");
  EXPECT_THAT(before.findings(), ElementsAre("misplaced-annotation@3:1 [-- migrate:down]"));
  EXPECT_EQ(before.slice(before.diagnostics[0].notes[0].location->span),
            "-- migrate:irreversible x");
}

TEST(Irreversible, EndsTheSectionBeforeIt) {
  const Reading reading(
      "-- migrate:up\nSELECT 1\n-- migrate:irreversible x\nSELECT 2;\nSELECT 3;\n"
      "-- migrate:allow drop-type -- x\n");
  EXPECT_THAT(reading.findings(),
              ElementsAre("statement-outside-section@4:1 [SELECT 2]",
                          "misplaced-annotation@6:1 [-- migrate:allow drop-type -- x]"));
  EXPECT_THAT(reading.diagnostics[0].fixes, IsEmpty());
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT 1\n]"));
}

TEST(StatementAnnotations, BindToTheNextStatement) {
  const Reading reading =
      up("-- migrate:allow drop-table-data-loss -- archived\n-- comment\n"
         "-- migrate:allow drop-type -- unused\nDROP TABLE a;\nDROP TABLE b;\n"
         "-- migrate:effect CREATE TABLE x (a int)\n-- migrate:effect CREATE TABLE y (a int);\n"
         "-- migrate:timeout statement=10min\nDO $$ $$;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  const auto& bound = reading.file.sections[0].statement_annotations;
  ASSERT_EQ(bound.size(), 2U);
  EXPECT_EQ(bound[0].allows.size(), 2U);
  EXPECT_EQ(bound[0].allows[1].reason.text, "unused");
  EXPECT_EQ(reading.slice(bound[0].span),
            "-- migrate:allow drop-table-data-loss -- archived\n-- comment\n"
            "-- migrate:allow drop-type -- unused");
  ASSERT_EQ(bound[1].effects.size(), 2U);
  EXPECT_EQ(bound[1].effects[0].sql.text, "CREATE TABLE x (a int)");
  EXPECT_EQ(reading.slice(bound[1].effects[1].sql.span), "CREATE TABLE y (a int);");
  EXPECT_EQ(bound[1].timeouts.statement, 10min);
  EXPECT_FALSE(bound[1].timeouts.lock.has_value());
}

TEST(StatementAnnotations, NeedAStatementToBindTo) {
  const Reading reading(
      "-- migrate:up\nSELECT 1;\n-- migrate:allow drop-type -- x\n-- migrate:effect SELECT 1\n\n"
      "-- migrate:down\n-- migrate:effect SELECT 2\n");
  EXPECT_THAT(reading.findings(),
              ElementsAre("misplaced-annotation@3:1 [-- migrate:allow drop-type -- x\n"
                          "-- migrate:effect SELECT 1]",
                          "misplaced-annotation@7:1 [-- migrate:effect SELECT 2]"));
  EXPECT_EQ(reading.diagnostics[0].about.section, "up");
  EXPECT_EQ(reading.diagnostics[1].about.section, "down");
  EXPECT_THAT(reading.file.sections[0].statement_annotations, IsEmpty());
}

TEST(StatementAnnotations, DoNotStandInsideAStatement) {
  const Reading reading =
      up("ALTER TABLE t\n-- migrate:allow drop-column-data-loss -- x\nDROP COLUMN a;\n");
  EXPECT_THAT(
      reading.findings(),
      ElementsAre("misplaced-annotation@3:1 [-- migrate:allow drop-column-data-loss -- x]"));
  EXPECT_THAT(reading.file.sections[0].statement_annotations, IsEmpty());
}

TEST(StatementAnnotations, KnowWhereStatementsEnd) {
  // A semicolon in parentheses or in a BEGIN ATOMIC body ends no statement.
  for (const std::string statement : {"CREATE RULE r AS ON INSERT TO t DO (SELECT 1;\n@ SELECT 2);",
                                      "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC "
                                      "SELECT CASE WHEN true THEN 1 END;\n"
                                      "@ SELECT 2; END;",
                                      "CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1;\n@ END;"}) {
    std::string inside = statement;
    inside.replace(inside.find('@'), 1, "-- migrate:allow a -- x\n");
    EXPECT_EQ(up(inside + "\nSELECT 1;\n").diagnostics.size(), 1U) << statement;
    std::string plain = statement;
    plain.erase(plain.find('@'), 1);
    EXPECT_THAT(up(plain + "\n-- migrate:allow a -- x\nSELECT 1;\n").findings(), IsEmpty());
  }
  EXPECT_THAT(up("BEGIN;\n-- migrate:allow a -- x\nSELECT 1;\nEND;\n").findings(), IsEmpty());
}

TEST(Allow, NeedsRulesAndAReason) {
  EXPECT_THAT(up("-- migrate:allow drop-type\nSELECT 1;\n").findings(),
              ElementsAre("allow-without-reason@2:1 [-- migrate:allow drop-type]"));
  const Reading empty = up("-- migrate:allow drop-type --  \nSELECT 1;\n");
  EXPECT_THAT(empty.findings(),
              ElementsAre("allow-without-reason@2:1 [-- migrate:allow drop-type --]"));
  EXPECT_EQ(empty.file.sections[0].statement_annotations[0].allows[0].reason.text, "");
  EXPECT_THAT(up("-- migrate:allow -- because\nSELECT 1;\n").findings(),
              ElementsAre("malformed-annotation@2:1 [-- migrate:allow -- because]"));
  EXPECT_THAT(
      up("-- migrate:allow Drop_Type, a b -- x\nSELECT 1;\n").findings(),
      ElementsAre("malformed-annotation@2:18 [Drop_Type]", "malformed-annotation@2:29 [a b]"));
}

TEST(Timeout, HoldsForTheSectionBeforeItsFirstStatement) {
  const Reading reading =
      up("-- migrate:timeout lock=2s statement=10min\nSELECT 1;\n"
         "-- migrate:timeout lock=0\nSELECT 2;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  const Section& section = reading.file.sections[0];
  EXPECT_EQ(section.timeouts.lock, 2s);
  EXPECT_EQ(section.timeouts.statement, 10min);
  ASSERT_EQ(section.statement_annotations.size(), 1U);
  EXPECT_EQ(section.statement_annotations[0].timeouts.lock, 0s);
  EXPECT_FALSE(section.statement_annotations[0].timeouts.statement.has_value());
}

TEST(Timeout, TakesTheUnitsOfPostgreSql) {
  const std::vector<std::pair<std::string, std::chrono::milliseconds>> lengths = {
      {"1ms", 1ms}, {"500ms", 500ms}, {"2s", 2s}, {"3min", 3min},
      {"4h", 4h},   {"24d", 576h},    {"0", 0ms}};
  for (const auto& [text, length] : lengths) {
    const Reading reading = up("-- migrate:timeout lock=" + text + "\n");
    EXPECT_THAT(reading.findings(), IsEmpty()) << text;
    EXPECT_EQ(reading.file.sections[0].timeouts.lock, length) << text;
  }
  for (const std::string text :
       {"2", "2m", "2 s", "-1s", "1.5s", "s", "", "2sec", "25d", "99999999999999999999s", "2S"}) {
    EXPECT_FALSE(up("-- migrate:timeout lock=" + text + "\n").diagnostics.empty()) << text;
  }
}

TEST(Timeout, RefusesLimitsThatAreNone) {
  const Reading reading = up("-- migrate:timeout lok=2s 5s lock=2x\n-- migrate:timeout\n");
  EXPECT_THAT(reading.findings(),
              ElementsAre("malformed-annotation@2:20 [lok=2s]", "malformed-annotation@2:27 [5s]",
                          "malformed-annotation@2:30 [lock=2x]",
                          "malformed-annotation@3:1 [-- migrate:timeout]"));
  EXPECT_EQ(reading.diagnostics[0].help, "did you mean `lock`?");
  EXPECT_EQ(reading.diagnostics[2].message, "`2x` is no length of time");
  const Reading twice = up("-- migrate:timeout lock=2s\n-- migrate:timeout lock=3s\n");
  EXPECT_THAT(twice.findings(), ElementsAre("duplicate-annotation@3:20 [lock=3s]"));
  EXPECT_EQ(twice.slice(twice.diagnostics[0].notes[0].location->span), "lock=2s");
}

TEST(Annotations, OfUnknownNameAreErrorsWithTheNearestName) {
  const Reading reading(
      "-- migrate:revison 4c1d\n-- migrate:upp\n-- migrate:up\n-- migrate:foobar x\n");
  EXPECT_THAT(reading.findings(),
              ElementsAre("unknown-annotation@1:12 [revison]", "unknown-annotation@2:12 [upp]",
                          "unknown-annotation@4:12 [foobar]"));
  EXPECT_EQ(reading.diagnostics[0].help, "did you mean `revision`?");
  EXPECT_EQ(reading.diagnostics[1].help, "did you mean `up`?");
  EXPECT_EQ(reading.diagnostics[2].help, "");
  EXPECT_EQ(reading.diagnostics[0].location.file, 3U);
  EXPECT_FALSE(reading.diagnostics[0].fixes[0].safe);
  EXPECT_EQ(Reading("-- migrate:upp\n").fixed(), "-- migrate:up\n");
}

TEST(Annotations, WithASlipInTheMarkAreErrors) {
  const Reading reading(
      "-- migrate: up\n-- Migrate:Up\n-- migrate:\n-- MIGRATE:nothing of ours\n-- migrate:up\n");
  EXPECT_THAT(reading.findings(), ElementsAre("malformed-annotation@1:1 [-- migrate: up]",
                                              "malformed-annotation@2:1 [-- Migrate:Up]",
                                              "malformed-annotation@3:1 [-- migrate:]"));
  EXPECT_EQ(reading.diagnostics[0].help, "write `-- migrate:up`, without the blank");
  EXPECT_EQ(reading.diagnostics[1].help, "write `-- migrate:up`");
  EXPECT_THAT(reading.sections(), ElementsAre("up[]"));
}

TEST(Annotations, StandOnALineOfTheirOwn) {
  const Reading reading =
      up("SELECT 1; -- migrate:down\n/* x */ -- migrate:allow a -- b\nSELECT 2;\n");
  EXPECT_THAT(reading.findings(),
              ElementsAre("misplaced-annotation@2:11 [-- migrate:down]",
                          "misplaced-annotation@3:9 [-- migrate:allow a -- b]"));
  EXPECT_EQ(reading.file.sections.size(), 1U);
}

TEST(Annotations, StandWhereTheyBelong) {
  EXPECT_THAT(up("-- migrate:revision 4c1d\n").findings(),
              ElementsAre("misplaced-annotation@2:1 [-- migrate:revision 4c1d]"));
  EXPECT_THAT(header("timeout lock=2s").findings(),
              ElementsAre("misplaced-annotation@1:1 [-- migrate:timeout lock=2s]"));
  EXPECT_THAT(header("effect SELECT 1").findings(),
              ElementsAre("misplaced-annotation@1:1 [-- migrate:effect SELECT 1]"));
}

TEST(StatementOutsideSection, IsReportedOnceWithASafeFix) {
  const Reading reading("-- migrate:revision 4c1d\n-- a comment\n  SELECT 1;\nSELECT 2;\n");
  EXPECT_THAT(reading.findings(), ElementsAre("statement-outside-section@3:3 [SELECT 1]"));
  ASSERT_EQ(reading.diagnostics[0].fixes.size(), 1U);
  EXPECT_TRUE(reading.diagnostics[0].fixes[0].safe);
  const std::string fixed = reading.fixed();
  EXPECT_EQ(fixed,
            "-- migrate:revision 4c1d\n-- a comment\n-- migrate:up\n  SELECT 1;\nSELECT 2;\n");
  EXPECT_THAT(Reading(fixed).findings(), IsEmpty());
}

TEST(StatementOutsideSection, IsFixedInTheFilesOwnLineEnds) {
  EXPECT_EQ(Reading("SELECT 1;\r\n").fixed(), "-- migrate:up\r\nSELECT 1;\r\n");
  EXPECT_EQ(Reading("\xEF\xBB\xBFSELECT 1;\n").fixed(), "\xEF\xBB\xBF-- migrate:up\nSELECT 1;\n");
  EXPECT_EQ(Reading("/* x\n */ SELECT 1;\n").fixed(), "/* x\n */ \n-- migrate:up\nSELECT 1;\n");
}

TEST(StatementOutsideSection, BeforeAnUpIsFixedToo) {
  const Reading reading("SELECT 1;\n-- migrate:up\nSELECT 2;\n");
  EXPECT_THAT(reading.findings(), ElementsAre("statement-outside-section@1:1 [SELECT 1]"));
  EXPECT_TRUE(reading.diagnostics[0].fixes[0].safe);
  EXPECT_THAT(Reading(reading.fixed()).findings(), IsEmpty());
}

TEST(StatementOutsideSection, AmidTheHeaderHasNoSafeFix) {
  const Reading reading("SELECT 1;\n-- migrate:revision 4c1d\n-- migrate:up\n");
  EXPECT_FALSE(reading.diagnostics[0].fixes[0].safe);
}

}  // namespace
}  // namespace ashlar::annotations
