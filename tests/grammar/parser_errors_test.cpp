// Syntax errors: their words, their places, and that reading goes on behind them.

#include <gmock/gmock.h>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Parsed;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> kinds(const Parsed& p) {
  std::vector<std::string> list;
  for (const auto& statement : p.statements()) list.push_back(kind_name(statement.statement));
  return list;
}

TEST(SyntaxError, IsAtItsWord) {
  const Parsed p("CREATE TABLE t (a int);\nCREAT TABLE u (a int);\n");
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  const Diagnostic& error = p.diagnostics()[0];
  EXPECT_EQ(error.rule, "syntax-error");
  EXPECT_EQ(error.severity, Severity::kError);
  EXPECT_EQ(error.message, "syntax error at or near `CREAT`");
  EXPECT_EQ(p.text(error.location.span), "CREAT");
  EXPECT_THAT(kinds(p), ElementsAre("create_table"));
}

TEST(SyntaxError, CountsCharactersNotBytes) {
  const Parsed p("-- é ü 漢字 🙂\nSELECT 'éééé', \"ñ\" FROM WHERE 1");
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_EQ(p.diagnostics()[0].message, "syntax error at or near `WHERE`");
  EXPECT_EQ(p.text(p.diagnostics()[0].location.span), "WHERE");
}

TEST(SyntaxError, AtTheEndOfTheStatement) {
  const Parsed p("SELECT 'é' FROM ; SELECT 1");
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_EQ(p.diagnostics()[0].message, "syntax error at end of input");
  EXPECT_EQ(p.diagnostics()[0].location.span, (Span{16, 16}));
  EXPECT_THAT(p.statements(), SizeIs(1));
}

TEST(SyntaxError, ThreeOfTenLeaveSeven) {
  const Parsed p(
      "CREATE TABLE a (x int);\n"
      "ALTER TABLE a ADD COLUM y int z;\n"
      "CREATE INDEX i ON a (x);\n"
      "DROP TABLE IF EXIST a;\n"
      "COMMENT ON TABLE a IS 'é';\n"
      "INSERT INTO a VALUES (1);\n"
      "CREATE TABLE b (x int,);\n"
      "UPDATE a SET x = 2;\n"
      "DELETE FROM a;\n"
      "DROP TABLE a\n");
  EXPECT_THAT(kinds(p), ElementsAre("create_table", "create_index", "comment", "insert", "update",
                                    "delete", "drop_table"));
  ASSERT_THAT(p.diagnostics(), SizeIs(3));
  EXPECT_EQ(p.text(p.diagnostics()[0].location.span), "int");
  EXPECT_EQ(p.text(p.diagnostics()[1].location.span), "EXIST");
  EXPECT_EQ(p.text(p.diagnostics()[2].location.span), ")");
  EXPECT_EQ(p.text(p.statements()[5].statement.span), "DELETE FROM a");
  EXPECT_EQ(p.text(p.as<sql::CreateIndex>(1).name), "i");
}

TEST(SyntaxError, OpenBracketEndsAtItsSemicolon) {
  const Parsed p("CREATE TABLE t (a int; SELECT f(1; CREATE TABLE u (a int)");
  EXPECT_THAT(p.diagnostics(), SizeIs(2));
  EXPECT_THAT(kinds(p), ElementsAre("create_table"));
}

TEST(SyntaxError, InARuleWithSemicolonsInBrackets) {
  const Parsed p(
      "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELEC 1;"
      "create or replace rule r as on insert to t do also (delete from a; delete fro b); SELECT 1");
  EXPECT_THAT(kinds(p), ElementsAre("create_rule", "select"));
  ASSERT_THAT(p.diagnostics(), SizeIs(2));
  EXPECT_EQ(p.text(p.diagnostics()[1].location.span), "fro");
}

TEST(SyntaxError, BesideBeginAtomic) {
  const Parsed p(
      "SELEC 0; CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN"
      " 1 END; SELECT 2; END; SELECT 3");
  EXPECT_THAT(kinds(p), ElementsAre("create_function", "select"));
  EXPECT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_TRUE(p.text(p.statements()[0].statement.span).ends_with("SELECT 2; END"));
}

TEST(SyntaxError, LongWordsAreCut) {
  const Parsed p("SELECT 1 1 '" + std::string(500, 'x') + "'; SELECT 'a" + std::string(70, '\n') +
                 "b' 'c'");
  ASSERT_THAT(p.diagnostics(), SizeIs(2));
  EXPECT_EQ(p.diagnostics()[0].message, "syntax error at or near `1`");
  EXPECT_EQ(p.diagnostics()[1].message, "syntax error at or near `'c'`");
  const Parsed q("SELECT 1 FROM t x y z '" + std::string(500, 'x') + "é'");
  EXPECT_EQ(q.diagnostics().at(0).message, "syntax error at or near `y`");
  const Parsed r("SELECT FROM '" + std::string(500, 'x') + "'");
  EXPECT_LT(r.diagnostics().at(0).message.size(), 120U);
  EXPECT_THAT(r.diagnostics().at(0).message, HasSubstr("xx…`"));
}

TEST(SyntaxError, OpenStringIsReportedAtItsQuote) {
  const Parsed p("SELECT 1;\nSELECT 'é', 'it''s open;\nSELECT 2;\n");
  EXPECT_THAT(kinds(p), ElementsAre("select"));
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_THAT(p.diagnostics()[0].message, StartsWith("unterminated quoted string at or near `'it"));
  EXPECT_TRUE(p.text(p.diagnostics()[0].location.span).starts_with("'it''s open;"));
}

TEST(SyntaxError, OpenQuotesOfEveryMake) {
  const auto message = [](const std::string& sql) {
    const Parsed p("SELECT 1; SELECT " + sql);
    EXPECT_THAT(kinds(p), ElementsAre("select")) << sql;
    EXPECT_THAT(p.diagnostics(), SizeIs(1)) << sql;
    const std::uint32_t begin = p.diagnostics().at(0).location.span.begin;
    EXPECT_EQ(begin, 17U) << sql;
    return p.diagnostics().at(0).message;
  };
  EXPECT_THAT(message("$tag$ x; y"), HasSubstr("unterminated dollar-quoted string"));
  EXPECT_THAT(message("\"x; y"), HasSubstr("unterminated quoted identifier"));
  EXPECT_THAT(message("E'x\\'; y"), HasSubstr("unterminated quoted string"));
  EXPECT_THAT(message("b'01; y"), HasSubstr("unterminated bit string literal"));
  EXPECT_THAT(message("x'ff; y"), HasSubstr("unterminated hexadecimal string literal"));
}

TEST(SyntaxError, OpenCommentIsReported) {
  const Parsed p("SELECT 1; SELECT 2 /* open /* closed */ SELECT 3");
  EXPECT_THAT(kinds(p), ElementsAre("select"));
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_THAT(p.diagnostics()[0].message, StartsWith("unterminated /* comment"));
  EXPECT_TRUE(p.text(p.diagnostics()[0].location.span).starts_with("/* open"));
  const Parsed q("SELECT 1; /* open");
  EXPECT_THAT(kinds(q), ElementsAre("select"));
  ASSERT_THAT(q.diagnostics(), SizeIs(1));
  EXPECT_TRUE(q.text(q.diagnostics()[0].location.span).starts_with("/* open"));
}

TEST(SyntaxError, BadEscapesEndWithTheirStatement) {
  const Parsed p("SELECT U&'\\zzzz'; SELECT E'\\u12'; SELECT 1a; SELECT \"\"; SELECT 2");
  EXPECT_THAT(p.diagnostics(), SizeIs(4));
  EXPECT_THAT(kinds(p), ElementsAre("select"));
}

TEST(SyntaxError, NulBytesAreBlanks) {
  const Parsed p(std::string("SELECT 1;\0\0 SELECT\0 2; SELEC", 28));
  ASSERT_THAT(p.diagnostics(), SizeIs(2));
  EXPECT_EQ(p.diagnostics()[0].rule, "nul-byte");
  EXPECT_THAT(p.diagnostics()[0].message, HasSubstr("3 NUL bytes"));
  EXPECT_EQ(p.diagnostics()[0].location.span, (Span{9, 10}));
  EXPECT_THAT(kinds(p), ElementsAre("select", "select"));
}

TEST(SyntaxError, BytesThatAreNoUtf8) {
  const Parsed p("SELECT '\xFF\xC3', \"\x80\xE2\x82\"; SELEC 1; SELECT 2");
  EXPECT_THAT(kinds(p), ElementsAre("select", "select"));
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_EQ(p.text(p.diagnostics()[0].location.span), "SELEC");
}

TEST(SyntaxError, EmptyTextsHaveNoStatements) {
  for (const std::string sql : {"", ";", " ;; -- c\n;/* x; */", "\n\n", "-- c"}) {
    const Parsed p(sql);
    EXPECT_THAT(p.statements(), SizeIs(0)) << sql;
    EXPECT_THAT(p.diagnostics(), SizeIs(0)) << sql;
  }
}

struct NewerCase {
  int version;
  std::string_view sql;
  std::string_view words;
};
void PrintTo(const NewerCase& c, std::ostream* out) { *out << c.sql; }

class NewerSyntax : public ::testing::TestWithParam<NewerCase> {};

TEST_P(NewerSyntax, IsSaidToBeThat) {
  const NewerCase& expected = GetParam();
  const Parsed p(std::string(expected.sql));
  if (postgres::grammar_version() >= expected.version) {
    EXPECT_THAT(p.diagnostics(), SizeIs(0));
    EXPECT_THAT(p.statements(), SizeIs(1));
    return;
  }
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_EQ(p.diagnostics()[0].rule, "syntax-newer-than-grammar");
  EXPECT_THAT(p.diagnostics()[0].message,
              HasSubstr("PostgreSQL " + std::to_string(expected.version)));
  EXPECT_EQ(p.text(p.diagnostics()[0].location.span), expected.words);
}

const NewerCase kNewer[] = {
    {18, "CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL)", "VIRTUAL"},
    {18, "CREATE TABLE t (a int, b int4range, UNIQUE (a, b WITHOUT OVERLAPS))", "WITHOUT OVERLAPS"},
    {18, "ALTER TABLE t ADD FOREIGN KEY (a, PERIOD b) REFERENCES u (a, PERIOD b)", "PERIOD b"},
    {18, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED", "NOT ENFORCED"},
    {18, "CREATE TABLE t (a int CHECK (a > 0) ENFORCED)", "ENFORCED"},
    {18, "ALTER TABLE t ADD CONSTRAINT n NOT NULL a", "CONSTRAINT n NOT NULL"},
    {18, "ALTER TABLE t ADD NOT NULL a", "ADD NOT NULL"},
    {18, "ALTER TABLE t ALTER CONSTRAINT n INHERIT", "CONSTRAINT n INHERIT"},
    {18, "UPDATE t SET a = 1 RETURNING WITH (OLD AS o) o.a", "RETURNING WITH"},
    {18, "VACUUM ONLY t", "VACUUM ONLY"},
    {18, "ANALYZE ONLY t", "ANALYZE ONLY"},
    {17, "ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (b * 2)", "SET EXPRESSION AS"},
    {17, "MERGE INTO t USING u ON true WHEN NOT MATCHED BY SOURCE THEN DELETE", "MATCHED BY"},
    {17, "ALTER TABLE t ALTER a SET STATISTICS DEFAULT", "STATISTICS DEFAULT"},
    {17, "ALTER TABLE t SET ACCESS METHOD DEFAULT", "METHOD DEFAULT"},
    {16, "CREATE TABLE t (a text STORAGE external)", "STORAGE external"},
    {16, "CREATE STATISTICS ON a, b FROM t", "STATISTICS ON"},
    {16, "GRANT a TO b WITH INHERIT TRUE", "WITH INHERIT"},
    {16, "SELECT a IS JSON FROM t", "IS JSON"},
    {16, "SELECT a IS NOT JSON FROM t", "NOT JSON"},
    {16, "SELECT * FROM (SELECT 1)", "("},
    {16, "SELECT 1_000", "1_000"},
    {16, "SELECT 0xFF", "0xFF"},
};

INSTANTIATE_TEST_SUITE_P(Words, NewerSyntax, ::testing::ValuesIn(kNewer));

TEST(NewerSyntaxWords, OrdinaryMistakesStaySyntaxErrors) {
  for (const std::string sql :
       {"CREATE TABLE t (a NOT NULL)", "ALTER TABLE t ADD CHECK (a) NOT VALI",
        "SELECT period foo bar", "CREATE TABLE t (a int b)"}) {
    const Parsed p(sql);
    ASSERT_THAT(p.diagnostics(), SizeIs(1)) << sql;
    EXPECT_EQ(p.diagnostics()[0].rule, "syntax-error") << sql;
  }
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(Nesting, DeepTreesAreReportedAndTheRestIsRead) {
  const std::string deep[] = {
      "SELECT 1" + repeated(" + 1", 70'000),
      "SELECT 1" + repeated("::int", 70'000),
      "SELECT " + repeated("(", 70'000) + "1" + repeated(")", 70'000),
      "SELECT " + repeated("NOT ", 70'000) + "true",
      "SELECT 1" + repeated(" UNION SELECT 1, 2", 70'000),
      "SELECT 1 FROM a" + repeated(" JOIN a ON true", 70'000),
      "SELECT " + repeated("f(", 70'000) + repeated(")", 70'000),
      "SELECT " + repeated("CASE WHEN a THEN ", 35'000) + "1" + repeated(" END", 35'000),
      "SELECT a" + repeated(" IS NULL", 70'000),
      "SELECT a" + repeated(" COLLATE x", 70'000),
      "SELECT a" + repeated(" AT TIME ZONE 'x'", 70'000),
      "SELECT a" + repeated(" NOTNULL", 70'000),
      "SELECT a" + repeated(" OPERATOR(s.+) a", 70'000),
      "SELECT a" + repeated(" || b -> c", 35'000),
      "SELECT (a)" + repeated(".b", 70'000) + "[1]",
      "SELECT a" + repeated("[1]", 70'000),
      "SELECT " + repeated("- ", 70'000) + "1",
      "SELECT " + repeated("ARRAY[", 70'000) + repeated("]", 70'000),
      "SELECT 1 WHERE a" + repeated(" AND a OR b", 35'000),
      "SELECT 1 FROM " + repeated("(SELECT 1 FROM ", 70'000) + "a" + repeated(") x", 70'000),
      "SELECT a" + repeated(" BETWEEN 1 AND 2", 70'000),
      "SELECT a" + repeated(" LIKE b ESCAPE 'c'", 70'000),
      "SELECT a" + repeated(" IN (1)", 70'000),
      "SELECT a" + repeated(" IS DISTINCT FROM b", 70'000),
      "SELECT a" + repeated(" SIMILAR TO b", 70'000),
      "SELECT 1 FROM a" + repeated(" CROSS JOIN b", 70'000),
      "SELECT 1 FROM a" + repeated(" NATURAL JOIN b", 70'000),
  };
  for (const std::string& sql : deep) {
    const Parsed p("SELECT 0; " + sql + "; SELECT 2");
    const std::string head = sql.substr(0, 40);
    // Either it is read, because the grammar makes a flat tree of it, or it is reported.
    EXPECT_EQ(p.statements().size() + p.diagnostics().size(), 3U) << head;
    EXPECT_GE(p.statements().size(), 2U) << head;
  }
}

TEST(Nesting, WhatTheServerTakesIsRead) {
  for (const std::string& sql :
       {"SELECT 1" + repeated(" + 1", 4'000), "SELECT 1" + repeated(" UNION ALL SELECT 2", 4'000),
        "SELECT " + repeated("(", 4'000) + "1" + repeated(")", 4'000),
        "SELECT 1 WHERE a = 1" + repeated(" OR a = 1", 10'000),
        "INSERT INTO t VALUES (1, -1)" + repeated(", (1, -1)", 30'000)}) {
    const Parsed p(sql);
    EXPECT_THAT(p.diagnostics(), SizeIs(0)) << sql.substr(0, 40);
    EXPECT_THAT(p.statements(), SizeIs(1)) << sql.substr(0, 40);
  }
}

}  // namespace
}  // namespace ashlar
