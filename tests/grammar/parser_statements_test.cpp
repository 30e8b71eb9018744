// Where statements begin and end, and that batches leave no trace.

#include <gmock/gmock.h>

#include "grammar/text/source.h"
#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using ::testing::ElementsAre;
using testing::Parsed;
using ::testing::SizeIs;

std::vector<std::string> texts(const Parsed& p) {
  std::vector<std::string> list;
  for (const auto& statement : p.statements()) list.push_back(p.text(statement.statement.span));
  return list;
}

TEST(Statements, RunFromFirstTokenToLast) {
  const Parsed p(
      "\n-- first\nSELECT 1 -- behind\n ;\n\n/* second */ SELECT 2 /* in */ + 3 /* end */;SELECT "
      "4");
  EXPECT_THAT(texts(p), ElementsAre("SELECT 1", "SELECT 2 /* in */ + 3", "SELECT 4"));
}

TEST(Statements, TextHasTheCommentsBefore) {
  const Parsed p(
      "\n-- about a\nSELECT 1; -- still about a\n\n-- about b\n/* and this */\nSELECT 2;SELECT 3");
  EXPECT_EQ(p.text(p.statements().at(0).text), "-- about a\nSELECT 1");
  EXPECT_EQ(p.text(p.statements().at(1).text), "-- about b\n/* and this */\nSELECT 2");
  EXPECT_EQ(p.text(p.statements().at(2).text), "SELECT 3");
}

TEST(Statements, SemicolonsInQuotesAndComments) {
  const Parsed p(
      "SELECT 'a;b', \"c;d\", $$;$$, $x$;$$;$x$, E'\\';', U&'\\003b;' /* ; /* ; */ ; */ -- ;\n;"
      "DO $do$ BEGIN PERFORM 1; END; $do$");
  EXPECT_THAT(p.statements(), SizeIs(2));
  EXPECT_THAT(p.diagnostics(), SizeIs(0));
}

TEST(Statements, StringsGoOnAfterALineEnd) {
  const Parsed p("SELECT 'a' -- c;\n 'b;'; SELECT 2");
  EXPECT_THAT(texts(p), ElementsAre("SELECT 'a' -- c;\n 'b;'", "SELECT 2"));
}

TEST(Statements, CarriageReturnsAndByteOrderMark) {
  const Parsed p("\xEF\xBB\xBFSELECT 1;\r\n-- c\r\nSELECT\r\n2;\r\n");
  EXPECT_THAT(texts(p), ElementsAre("SELECT 1", "SELECT\r\n2"));
  EXPECT_THAT(p.diagnostics(), SizeIs(0));
}

TEST(Statements, WhatIsNoSqlIsBlank) {
  const SourceFile file{
      "f.sql", "SELECT 0;\nSELECT 1;\n\\set x 'open\nSELECT é;\n\\echo\nSELEC 2;\nnot read"};
  const auto at = [&file](std::string_view word) {
    return static_cast<std::uint32_t>(file.text.find(word));
  };
  Diagnostics diagnostics;
  const auto statements =
      postgres::parse(file, 7, {at("SELECT 1"), at("not read")},
                      {{at("\\set"), at("SELECT é")}, {at("\\echo"), at("SELEC 2")}}, diagnostics);
  ASSERT_THAT(statements, SizeIs(2));
  EXPECT_EQ(slice(file.text, statements[0].statement.span), "SELECT 1");
  EXPECT_EQ(slice(file.text, statements[1].statement.span), "SELECT é");
  ASSERT_THAT(diagnostics, SizeIs(1));
  EXPECT_EQ(diagnostics[0].location.file, 7U);
  EXPECT_EQ(slice(file.text, diagnostics[0].location.span), "SELEC");
}

TEST(Statements, LargeBodiesAreReadInBatches) {
  std::string sql = "CREATE TABLE first (a int);\n";
  int count = 1;
  while (sql.size() < 2'400'000) {
    sql +=
        "INSERT INTO t (a, \"Ü\") VALUES (" + std::to_string(count) + ", 'x;''y'), (2, $$;$$);\n";
    if (count == 20'000) sql += "INSER broken;\n";
    if (count % 9'000 == 0) {
      sql += "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n";
      ++count;
    }
    ++count;
  }
  sql += "CREATE INDEX ix_last ON t (a)";
  const Parsed p(sql);
  EXPECT_EQ(p.statements().size(), static_cast<std::size_t>(count) + 1);
  ASSERT_THAT(p.diagnostics(), SizeIs(1));
  EXPECT_EQ(p.text(p.diagnostics()[0].location.span), "INSER");
  EXPECT_EQ(p.text(p.as<sql::CreateIndex>(p.statements().size() - 1).name), "ix_last");
  const auto& insert = p.as<sql::Insert>(p.statements().size() - 2);
  EXPECT_THAT(p.texts(insert.columns), ElementsAre("a", "\"Ü\""));
}

TEST(Statements, OneStatementLargerThanABatch) {
  std::string sql = "INSERT INTO t VALUES (0)";
  while (sql.size() < 1'300'000) sql += ", (1, 'abc')";
  const Parsed p(sql + "; SELECT 1");
  EXPECT_THAT(p.statements(), SizeIs(2));
  EXPECT_THAT(p.diagnostics(), SizeIs(0));
}

}  // namespace
}  // namespace ashlar
