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
    sql += count % 2 == 0 ? "INSERT INTO u" : "INSERT INTO t";  // a run would be read as one
    sql += " (a, \"Ü\") VALUES (" + std::to_string(count) + ", 'x;''y'), (2, $$;$$);\n";
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

/// So many INSERTs into `table`, of which one is something else.
std::string rows(std::uint32_t count, const std::string& table, const std::string& odd,
                 std::uint32_t odd_at) {
  std::string sql;
  for (std::uint32_t i = 0; i < count; ++i) {
    sql += i == odd_at ? odd : "INSERT INTO " + table + " VALUES (" + std::to_string(i) + ", NULL)";
    sql += ";\n";
  }
  return sql;
}

std::uint32_t statements_in(const Parsed& parsed) {
  std::uint32_t sum = 0;
  for (const auto& statement : parsed.statements()) sum += statement.count;
  return sum;
}

TEST(Statements, LongRunsOfRowsAreReadAsFew) {
  const Parsed p(rows(50'000, "t", "", 50'000) + "SELECT 1");
  EXPECT_EQ(statements_in(p), 50'001U);
  EXPECT_LT(p.statements().size(), postgres::kAloneInRun + 50U);
  for (std::size_t i = 0; i < postgres::kAloneInRun; ++i) {
    ASSERT_EQ(p.statements()[i].count, 1U);
  }
  for (const auto& statement : p.statements()) {
    EXPECT_LE(statement.statement.span.size(), postgres::kRunBytes);
    const std::string words = p.text(statement.statement.span);
    EXPECT_EQ(std::count(words.begin(), words.end(), ';') + 1, statement.count);
  }
  EXPECT_EQ(p.text(p.statements().back().statement.span), "SELECT 1");
}

TEST(Statements, WhatIsNotARowAloneEndsARun) {
  for (const std::string odd :
       {"INSERT INTO t VALUES (now(), NULL)", "INSERT INTO t SELECT * FROM u",
        "INSERT INTO u VALUES (1, NULL)", "INSERT INTO t (a, b) VALUES (1, NULL)",
        "INSERT INTO s.t VALUES (1, NULL)", "DELETE FROM t",
        "-- migrate:allow x -- y\nINSERT INTO t VALUES (1, NULL)"}) {
    SCOPED_TRACE(odd);
    const Parsed p(rows(5'000, "t", odd, 4'000));
    EXPECT_EQ(statements_in(p), 5'000U);
    const auto it =
        std::find_if(p.statements().begin(), p.statements().end(), [&](const auto& statement) {
          return p.text(statement.text).ends_with(odd) && statement.count == 1;
        });
    EXPECT_NE(it, p.statements().end());
  }
  const Parsed broken(rows(5'000, "t", "INSERT INTO t VALUES (", 4'000));
  EXPECT_EQ(statements_in(broken), 4'999U);
  EXPECT_THAT(broken.diagnostics(), SizeIs(1));
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
