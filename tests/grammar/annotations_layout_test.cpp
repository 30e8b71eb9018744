// What is an annotation and what only looks like one: comments, strings, quoted bodies, line ends.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/grammar/annotations_reading.h"

namespace ashlar::annotations {
namespace {

using test::Reading;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A piece of SQL that holds the mark of a down section in a token of its own.
class QuotedMark : public ::testing::TestWithParam<std::string> {};

TEST_P(QuotedMark, IsNoAnnotation) {
  const std::string body = "SELECT " + GetParam() + ";\nSELECT 2;\n";
  const Reading reading("-- migrate:up\n" + body + "-- migrate:down\nSELECT 3;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.sections(), ElementsAre("up[" + body + "]", "down[SELECT 3;\n]"));
}

INSTANTIATE_TEST_SUITE_P(
    Tokens, QuotedMark,
    ::testing::Values(
        "'\n-- migrate:down\n'", "'it''s\n-- migrate:down\n'", "'\\'||'\n-- migrate:down\n'",
        "E'\\'\n-- migrate:down\n'", "e'\\\\\\'\n-- migrate:down\n'", "E'a''\n-- migrate:down\n'",
        "E'a'\n'\\'\n-- migrate:down\n'", "E'a' -- and so on\n  '\\'\n-- migrate:down\n'",
        "U&'\\0041\n-- migrate:down\n'", "B'01\n-- migrate:down\n'", "N'\n-- migrate:down\n'",
        "\"\n-- migrate:down\n\"", "\"a\"\"\n-- migrate:down\n\"", "U&\"\n-- migrate:down\n\"",
        "$$\n-- migrate:down\n$$", "$tag$\n-- migrate:down\n$$ $tag$",
        "$a$ $b$\n-- migrate:down\n$b$ $a$", "$t\xC3\xA4g1$\n-- migrate:down\n$t\xC3\xA4g1$",
        "1$$\n-- migrate:down\n$$", "($x$\n-- migrate:down\n$x$)", "'$$'||'\n-- migrate:down\n$$'",
        "1 /*\n-- migrate:down\n*/", "1 /* /* */\n-- migrate:down\n*/", "1 /*/ */\n", "1 /* ' */",
        "1 -- ' $$ /*\n", "$$ ' $$", "'\n\\i x\n'", "$$\n\\set x\n$$", "'-- migrate:down'"));

TEST(Layout, TellsADollarSignInAWordFromAQuote) {
  // a$$ and a$b$ are identifiers, $1 a parameter: no quote opens here.
  for (const std::string word : {"a$$", "a$b$", "_$$", "\xC3\xA4$$", "$1", "$1 $", "a.b$x$"}) {
    const Reading reading("-- migrate:up\nSELECT " + word + "\n-- migrate:down\n");
    EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT " + word + "\n]", "down[]")) << word;
  }
}

TEST(Layout, TellsAnEscapePrefixFromTheEndOfAWord) {
  const Reading reading("-- migrate:up\nSELECT typE'\\'\n-- migrate:down\n");
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT typE'\\'\n]", "down[]"));
}

TEST(Layout, ReadsStringsOnTheSameLineApart) {
  // Without a line break the second string is one of its own, where a backslash is itself.
  const Reading reading("-- migrate:up\nSELECT E'a' '\\'\n-- migrate:down\n");
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT E'a' '\\'\n]", "down[]"));
}

TEST(Layout, EndsALineCommentAtALoneCarriageReturn) {
  const Reading reading("-- migrate:up\rSELECT 1; -- x\r-- migrate:down\rSELECT 2;");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT 1; -- x\r]", "down[SELECT 2;]"));
}

TEST(Layout, RunsWhatIsNotEndedToTheEndOfTheFile) {
  for (const std::string open : {"'", "\"", "$$", "$x$", "/*", "/* /* */", "E'\\"}) {
    const Reading reading("-- migrate:up\nSELECT " + open + "\n-- migrate:down\nSELECT 2;\n");
    EXPECT_EQ(reading.file.sections.size(), 1U) << open;
  }
}

TEST(Layout, TakesAnyBlanksAroundTheMark) {
  const Reading reading("  --\tmigrate:up \t\nSELECT 1;\n\t--migrate:down\n--  migrate:verify\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT 1;\n]", "down[]", "verify[]"));
  EXPECT_EQ(reading.slice(reading.file.sections[0].annotation), "--\tmigrate:up");
}

TEST(Layout, LetsTheLastStatementDoWithoutASemicolon) {
  const Reading reading("-- migrate:up\nSELECT 1\n-- migrate:down\nSELECT (2\n-- migrate:verify\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT 1\n]", "down[SELECT (2\n]", "verify[]"));
}

TEST(Layout, LeavesOtherCommentsAlone) {
  const Reading reading(
      "-- see migrate:up\n/* migrate:up */\n---- migrate:up\n-- migrate :up\n-- migrates:up\n"
      "-- Migrate: all of it\n-- migrate:up\nSELECT 1;\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT 1;\n]"));
}

TEST(Encoding, TakesAByteOrderMarkAndCrLf) {
  const Reading reading(
      "\xEF\xBB\xBF-- migrate:revision 4c1d\r\n-- migrate:message a b \r\n\r\n-- migrate:up\r\n"
      "SELECT 1;\r\n-- migrate:down\r\nSELECT 2;\r\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  ASSERT_TRUE(reading.file.header.revision.has_value());
  EXPECT_EQ(reading.file.header.revision->text, "4c1d");
  EXPECT_EQ(reading.slice(reading.file.header.revision->span), "4c1d");
  EXPECT_EQ(reading.file.header.message->text, "a b");
  EXPECT_THAT(reading.sections(), ElementsAre("up[SELECT 1;\r\n]", "down[SELECT 2;\r\n]"));
  EXPECT_EQ(reading.slice(reading.file.sections[0].annotation), "-- migrate:up");
}

TEST(Encoding, NamesTheByteThatIsNotUtf8AndReadsOn) {
  const Reading reading("-- migrate:revision 4c1d\n-- caf\xE9\n-- migrate:up\nSELECT 1;\n");
  EXPECT_THAT(reading.findings(), ElementsAre("not-utf8@2:7 [\xE9]"));
  EXPECT_EQ(reading.diagnostics[0].message, "the byte 0xE9 is not UTF-8");
  EXPECT_EQ(reading.file.header.revision->text, "4c1d");
  EXPECT_THAT(reading.not_sql(), ElementsAre(reading.source.text)) << "no parser must see the file";
}

TEST(Encoding, RefusesNulBytes) {
  const Reading reading(std::string("-- migrate:up\nSELECT '\0';\n", 26));
  EXPECT_THAT(reading.findings(), ElementsAre(std::string("not-utf8@2:9 [\0]", 16)));
}

TEST(Encoding, RecognisesUtf16) {
  const Reading reading(std::string("\xFF\xFE-\0-\0 \0m\0", 10));
  ASSERT_EQ(reading.diagnostics.size(), 1U);
  EXPECT_EQ(reading.diagnostics[0].message, "the file is UTF-16, not UTF-8");
  EXPECT_EQ(reading.diagnostics[0].help, "save the file as UTF-8");
}

TEST(Encoding, JudgesSequencesAsPostgreSqlDoes) {
  const auto refused = [](const std::string& bytes) {
    return !Reading("-- migrate:up\n-- " + bytes + "\n").diagnostics.empty();
  };
  for (const std::string good :
       {"\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\x7F", "\x01"}) {
    EXPECT_FALSE(refused(good)) << ::testing::PrintToString(good);
  }
  for (const std::string bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC2", "\xE2\x82", "\xF0\x9F\x98", "\xFF"}) {
    EXPECT_TRUE(refused(bad)) << ::testing::PrintToString(bad);
  }
  EXPECT_TRUE(Reading("-- migrate:up\n-- \xE2\x82").diagnostics.size() == 1)
      << "cut off at the end";
}

TEST(PsqlCommands, AreReportedWithTheirAlternative) {
  const Reading reading(
      "\\set ON_ERROR_STOP on\n-- migrate:up\n  \\i other.sql  \nSELECT 1;\n\\unknown\n");
  EXPECT_THAT(reading.findings(), ElementsAre("psql-meta-command@1:1 [\\set ON_ERROR_STOP on]",
                                              "psql-meta-command@3:3 [\\i other.sql]",
                                              "psql-meta-command@5:1 [\\unknown]"));
  EXPECT_EQ(reading.diagnostics[0].message, "`\\set` is a command of psql, not SQL");
  EXPECT_EQ(reading.diagnostics[0].help,
            "remove the line: a revision always stops at its first error");
  EXPECT_EQ(reading.diagnostics[1].help,
            "put the file's statements here, or make a revision of its own of them");
  EXPECT_EQ(reading.diagnostics[1].about.section, "up");
  EXPECT_THAT(reading.not_sql(),
              ElementsAre("\\set ON_ERROR_STOP on\n", "  \\i other.sql  \n", "\\unknown\n"));
}

TEST(PsqlCommands, GiveAdviceOfTheirOwn) {
  const std::vector<std::pair<std::string, std::string>> advice = {
      {"\\set x 1",
       "psql's variables do not exist here: write the values out, or compute them in "
       "a DO block"},
      {"\\copy t from 'x.csv'", "use INSERT for a few rows, or COPY … FROM a file on the server"},
      {"\\c other",
       "a revision runs in the database that it is applied to: keep one history for "
       "each database"},
      {"\\if :x", "use IF in a DO block, or two revisions"},
      {"\\! ls", "run what belongs to the shell outside of the history"},
      {"\\encoding LATIN1", "save the file as UTF-8, the one encoding that revisions have"},
      {"\\dt+", "remove the line: it only tells psql what to show"},
      {"\\", "remove the line: it only tells psql what to show"},
      {"\\.",
       "it ends the data of a COPY … FROM stdin, and there is none before it: remove the "
       "line"},
  };
  for (const auto& [command, help] : advice) {
    const Reading reading("-- migrate:up\n" + command + "\n");
    ASSERT_EQ(reading.diagnostics.size(), 1U) << command;
    EXPECT_EQ(reading.diagnostics[0].help, help) << command;
  }
}

TEST(PsqlCommands, OfPgDumpAreLeftOutInSilence) {
  const Reading reading("\\restrict abc\n-- migrate:up\nSELECT 1;\n\\unrestrict abc\n");
  EXPECT_THAT(reading.findings(), IsEmpty());
  EXPECT_THAT(reading.not_sql(), ElementsAre("\\restrict abc\n", "\\unrestrict abc\n"));
}

TEST(PsqlCommands, TakeTheStatementThatTheySendWithThem) {
  const Reading reading(
      "-- migrate:up\n-- migrate:allow drop-type -- why\nSELECT 1\n AS x \\gset\nSELECT 2;\n");
  EXPECT_THAT(reading.findings(), ElementsAre("psql-meta-command@4:7 [\\gset]"));
  EXPECT_THAT(reading.not_sql(), ElementsAre("SELECT 1\n AS x \\gset\n"));
  EXPECT_THAT(reading.file.sections[0].statement_annotations, IsEmpty())
      << "the allow belongs to the statement that went";
}

TEST(PsqlCommands, InsideAStatementLeaveTheStatementWhole) {
  const Reading reading("-- migrate:up\nCREATE TABLE t (\n\\set x 1\n  a int);\n");
  EXPECT_THAT(reading.findings(), ElementsAre("psql-meta-command@3:1 [\\set x 1]"));
  EXPECT_THAT(reading.not_sql(), ElementsAre("\\set x 1\n"));
}

TEST(CopyFromStdin, LeavesStatementAndDataOut) {
  const Reading reading(
      "-- migrate:up\nSELECT 1;\nCOPY public.t (a, b) FROM stdin;\n1\t'\n-- migrate:down\n\\N\t$$\n"
      "\\.\nSELECT 2;\n-- migrate:down\n");
  EXPECT_THAT(reading.findings(),
              ElementsAre("copy-from-stdin@3:1 [COPY public.t (a, b) FROM stdin]"));
  EXPECT_EQ(reading.diagnostics[0].help,
            "use INSERT for a few rows, or COPY … FROM a file on the server");
  EXPECT_THAT(
      reading.not_sql(),
      ElementsAre("COPY public.t (a, b) FROM stdin;\n1\t'\n-- migrate:down\n\\N\t$$\n\\.\n"));
  EXPECT_EQ(reading.file.sections.size(), 2U);
}

TEST(CopyFromStdin, IsRecognisedInAllItsForms) {
  for (const std::string copy :
       {"copy t from STDIN", "COPY t FROM STDIN WITH (FORMAT csv)", "COPY t FROM /* x */ stdin csv",
        "COPY stdin FROM\n  stdin", "COPY t (a, b) FROM STDIN WHERE a > 0"}) {
    const Reading reading("-- migrate:up\r\n" + copy + ";\r\n1,2\r\n\\.\r\nSELECT 1;\r\n");
    EXPECT_EQ(reading.diagnostics.size(), 1U) << copy;
    EXPECT_THAT(reading.not_sql(), ElementsAre(copy + ";\r\n1,2\r\n\\.\r\n"));
  }
  for (const std::string copy :
       {"COPY stdin FROM '/tmp/x'", "COPY t FROM 'stdin'", "COPY t TO STDOUT",
        "COPY t FROM PROGRAM 'x'", "COPY (SELECT 1 FROM stdin) TO STDOUT", "SELECT 1 FROM stdin"}) {
    EXPECT_THAT(Reading("-- migrate:up\n" + copy + ";\n").findings(), IsEmpty()) << copy;
  }
}

TEST(CopyFromStdin, WithoutAnEndOfItsDataLeavesTheRestSql) {
  const Reading reading("-- migrate:up\nCOPY t FROM stdin;\nSELECT 1;\n-- migrate:down\n");
  EXPECT_THAT(reading.findings(), ElementsAre("copy-from-stdin@2:1 [COPY t FROM stdin]"));
  EXPECT_THAT(reading.not_sql(), ElementsAre("COPY t FROM stdin;"));
  EXPECT_EQ(reading.file.sections.size(), 2U);
  EXPECT_THAT(Reading("-- migrate:up\nCOPY t FROM stdin").not_sql(),
              ElementsAre("COPY t FROM stdin"));
}

TEST(CopyFromStdin, ByPsqlTakesItsDataToo) {
  const Reading reading("-- migrate:up\n\\copy t from stdin\n1\t'\n\\.\nSELECT 1;\n");
  EXPECT_EQ(reading.diagnostics.size(), 1U);
  EXPECT_THAT(reading.not_sql(), ElementsAre("\\copy t from stdin\n1\t'\n\\.\n"));
}

}  // namespace
}  // namespace ashlar::annotations
