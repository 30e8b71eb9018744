// grammar::parse: annotations and statements put together.

#include <chrono>
#include <gmock/gmock.h>
#include <string>
#include <utility>

#include "grammar/parse.h"
#include "grammar/text/overload.h"

namespace ashlar::grammar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class Read {
 public:
  explicit Read(std::string text) : file_{"f.sql", std::move(text)} {
    source = parse(3, file_, diagnostics);
  }
  [[nodiscard]] std::string text(Span span) const { return std::string(slice(file_.text, span)); }
  [[nodiscard]] std::vector<std::string> rules() const {
    std::vector<std::string> list;
    for (const Diagnostic& diagnostic : diagnostics) list.push_back(diagnostic.rule);
    return list;
  }
  [[nodiscard]] std::vector<std::string> kinds(std::size_t section = 0) const {
    std::vector<std::string> list;
    for (const Statement& statement : source.sections.at(section).statements) {
      list.push_back(kind_name(statement.sql));
    }
    return list;
  }

  Source source;
  Diagnostics diagnostics;

 private:
  SourceFile file_;
};

TEST(ParseFile, HeaderSectionsAndStatements) {
  const Read r(
      "-- migrate:revision 4c1d\n-- migrate:revises base\n-- migrate:message a message\n\n"
      "-- migrate:up\n-- adds é\nCREATE TABLE t (a int);\nCREATE INDEX i ON t (a);\n"
      "-- migrate:down\nDROP TABLE t;\n-- migrate:verify\nSELECT true;\n");
  EXPECT_THAT(r.rules(), IsEmpty());
  EXPECT_EQ(r.source.file, 3U);
  EXPECT_EQ(r.source.header.revision->text, "4c1d");
  ASSERT_THAT(r.source.sections, SizeIs(3));
  EXPECT_EQ(r.source.sections[0].kind, annotations::SectionKind::kUp);
  EXPECT_THAT(r.kinds(0), ElementsAre("create_table", "create_index"));
  EXPECT_EQ(r.text(r.source.sections[0].statements[0].text), "-- adds é\nCREATE TABLE t (a int)");
  EXPECT_EQ(r.text(r.source.sections[0].statements[1].sql.span), "CREATE INDEX i ON t (a)");
  EXPECT_THAT(r.kinds(1), ElementsAre("drop_table"));
  EXPECT_THAT(r.kinds(2), ElementsAre("select"));
  EXPECT_EQ(r.text(r.source.sections[1].annotation), "-- migrate:down");
}

TEST(ParseFile, AllowsBindToTheNextStatement) {
  const Read r(
      "-- migrate:up\nSELECT 1;\n-- migrate:allow drop-table-data-loss -- it is empty\n"
      "-- migrate:allow naming-table -- old name\n-- plain comment\nDROP TABLE t;\nSELECT 2;\n"
      "-- migrate:down\n-- migrate:allow naming-index -- so be it\nCREATE INDEX i ON t (a);\n");
  EXPECT_THAT(r.rules(), IsEmpty());
  const auto& statements = r.source.sections.at(0).statements;
  EXPECT_THAT(statements.at(0).allows, IsEmpty());
  ASSERT_THAT(statements.at(1).allows, SizeIs(2));
  EXPECT_EQ(statements[1].allows[0].rules.at(0).text, "drop-table-data-loss");
  EXPECT_EQ(statements[1].allows[1].reason.text, "old name");
  EXPECT_THAT(statements.at(2).allows, IsEmpty());
  EXPECT_THAT(r.source.sections.at(1).statements.at(0).allows, SizeIs(1));
}

TEST(ParseFile, AllowsOfTheFileStayThere) {
  const Read r("-- migrate:allow naming-table -- old\n-- migrate:up\nSELECT 1;\n");
  EXPECT_THAT(r.source.allows, SizeIs(1));
  EXPECT_THAT(r.source.sections.at(0).statements.at(0).allows, IsEmpty());
}

TEST(ParseFile, TimeoutsHoldForWhatFollows) {
  const Read r(
      "-- migrate:up\n-- migrate:timeout lock=2s statement=10min\nSELECT 1;\n"
      "-- migrate:timeout lock=3s\nSELECT 2;\nSELECT 3;\n-- migrate:timeout statement=0\nSELECT "
      "4;\n"
      "-- migrate:down\nSELECT 5;\n");
  EXPECT_THAT(r.rules(), IsEmpty());
  const auto& statements = r.source.sections.at(0).statements;
  EXPECT_EQ(statements.at(0).timeouts.lock, 2000ms);
  EXPECT_EQ(statements[0].timeouts.statement, 600'000ms);
  EXPECT_EQ(statements.at(1).timeouts.lock, 3000ms);
  EXPECT_EQ(statements[1].timeouts.statement, 600'000ms);
  EXPECT_EQ(statements.at(2).timeouts.lock, 3000ms);
  EXPECT_EQ(statements.at(3).timeouts.lock, 3000ms);
  EXPECT_EQ(statements[3].timeouts.statement, 0ms);
  EXPECT_FALSE(r.source.sections.at(1).statements.at(0).timeouts.lock.has_value());
}

TEST(ParseFile, EffectsAreStatementsWithPlacesInTheFile) {
  const Read r(
      "-- migrate:up\n-- migrate:effect ALTER TABLE é ADD COLUMN a int; DROP TABLE u\n"
      "DO $$ begin execute 'x'; end $$;\n");
  EXPECT_THAT(r.rules(), IsEmpty());
  const auto& effects = r.source.sections.at(0).statements.at(0).effects;
  ASSERT_THAT(effects, SizeIs(2));
  const auto& alter = std::get<sql::AlterTable>(effects[0].node);
  EXPECT_EQ(r.text(alter.name.span), "é");
  EXPECT_EQ(r.text(effects[0].span), "ALTER TABLE é ADD COLUMN a int");
  EXPECT_EQ(r.text(effects[1].span), "DROP TABLE u");
}

TEST(ParseFile, MistakesInEffectsAreReportedThere) {
  const Read r("-- migrate:up\n-- migrate:effect ALTER TABEL t\nDO 'x';\n");
  ASSERT_THAT(r.rules(), ElementsAre("syntax-error"));
  EXPECT_EQ(r.text(r.diagnostics[0].location.span), "TABEL");
  EXPECT_EQ(r.diagnostics[0].about.section, "up");
  EXPECT_THAT(r.source.sections.at(0).statements.at(0).effects, IsEmpty());
}

TEST(ParseFile, SyntaxErrorsKnowTheirSection) {
  const Read r("-- migrate:up\nSELECT 1;\nSELEC 2;\nSELECT 3;\n-- migrate:down\nDRO x;\n");
  ASSERT_THAT(r.rules(), ElementsAre("syntax-error", "syntax-error"));
  EXPECT_EQ(r.diagnostics[0].about.section, "up");
  EXPECT_EQ(r.diagnostics[1].about.section, "down");
  EXPECT_EQ(r.diagnostics[0].location.file, 3U);
  EXPECT_THAT(r.kinds(0), ElementsAre("select", "select"));
}

TEST(ParseFile, AnnotationsOfABrokenStatementDoNotSlipToTheNext) {
  const Read r(
      "-- migrate:up\n-- migrate:allow drop-table-data-loss -- x\n-- migrate:timeout lock=1s\n"
      "DROP TABEL t;\nDROP TABLE u;\n-- migrate:allow naming-table -- x\nSELEC;\n");
  EXPECT_THAT(r.rules(), ElementsAre("syntax-error", "syntax-error"));
  ASSERT_THAT(r.source.sections.at(0).statements, SizeIs(1));
  EXPECT_THAT(r.source.sections[0].statements[0].allows, IsEmpty());
  EXPECT_EQ(r.source.sections[0].statements[0].timeouts.lock, 1000ms);
}

TEST(ParseFile, AnnotationBehindTheLastStatementIsMisplaced) {
  const Read r("-- migrate:up\nSELECT 1;\n-- migrate:allow naming-table -- x\n");
  EXPECT_THAT(r.rules(), ElementsAre("misplaced-annotation"));
  // A lone semicolon is a statement to the reader of annotations only.
  const Read lone("-- migrate:up\nSELECT 1;\n-- migrate:allow naming-table -- x\n;\n");
  EXPECT_THAT(lone.rules(), ElementsAre("misplaced-annotation"));
}

TEST(ParseFile, WholeTransactionIsUnwrapped) {
  const Read r(
      "-- migrate:up\nBEGIN;\n-- migrate:allow naming-table -- x\nCREATE TABLE t (a int);\n"
      "SAVEPOINT s;\nCOMMIT;\n");
  ASSERT_THAT(r.rules(), ElementsAre("wrapped-in-transaction"));
  EXPECT_EQ(r.diagnostics[0].severity, Severity::kNote);
  EXPECT_EQ(r.text(r.diagnostics[0].location.span), "BEGIN");
  EXPECT_EQ(r.diagnostics[0].about.section, "up");
  EXPECT_TRUE(r.source.sections.at(0).wrapped_in_transaction);
  EXPECT_THAT(r.kinds(), ElementsAre("create_table", "savepoint"));
  EXPECT_THAT(r.source.sections[0].statements[0].allows, SizeIs(1));
}

TEST(ParseFile, AnnotationsAtBeginGoToWhatItBegins) {
  const Read r(
      "-- migrate:up\n-- migrate:allow naming-table -- x\nstart transaction;\n"
      "CREATE TABLE t (a int);\nend work;\n");
  EXPECT_TRUE(r.source.sections.at(0).wrapped_in_transaction);
  ASSERT_THAT(r.source.sections[0].statements, SizeIs(1));
  EXPECT_THAT(r.source.sections[0].statements[0].allows, SizeIs(1));
}

TEST(ParseFile, OtherTransactionControlStays) {
  for (const std::string sql : {"BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;",
                                "BEGIN; SELECT 1;", "SELECT 1; BEGIN; SELECT 2; COMMIT;",
                                "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;",
                                "BEGIN; SELECT 1; COMMIT AND CHAIN;", "BEGIN; SELECT 1; ROLLBACK;",
                                "BEGIN READ ONLY; SELECT 1; END;", "COMMIT;"}) {
    const Read r("-- migrate:up\n" + sql + "\n");
    EXPECT_THAT(r.rules(), IsEmpty()) << sql;
    EXPECT_FALSE(r.source.sections.at(0).wrapped_in_transaction) << sql;
    const std::vector<std::string> kinds = r.kinds();
    EXPECT_TRUE(kinds.front() == "begin" || kinds.back() == "commit") << sql;
  }
}

TEST(ParseFile, WrappedThoughTransactionIsOffIsAnError) {
  const Read r("-- migrate:up transaction:false\nBEGIN;\nSELECT 1;\nCOMMIT;\n");
  ASSERT_THAT(r.rules(), ElementsAre("wrapped-in-transaction"));
  EXPECT_EQ(r.diagnostics[0].severity, Severity::kError);
  EXPECT_THAT(r.diagnostics[0].notes, SizeIs(1));
  EXPECT_EQ(r.source.sections.at(0).transaction, annotations::TransactionMode::kOff);
}

TEST(ParseFile, EachSectionStandsForItself) {
  const Read r(
      "-- migrate:up\nBEGIN; SELECT 1; COMMIT;\n-- migrate:down\nSELECT 2;\n-- migrate:up\n"
      "SELECT 3;\n-- migrate:down\nBEGIN; COMMIT;\n");
  ASSERT_THAT(r.source.sections, SizeIs(4));
  EXPECT_TRUE(r.source.sections[0].wrapped_in_transaction);
  EXPECT_FALSE(r.source.sections[1].wrapped_in_transaction);
  EXPECT_TRUE(r.source.sections[3].wrapped_in_transaction);
  EXPECT_THAT(r.kinds(3), IsEmpty());
}

TEST(ParseFile, IrreversibleAndPsqlCommands) {
  const Read r(
      "-- migrate:up\nSELECT 1;\n\\echo 'open\nSELECT 2;\n-- migrate:irreversible why not\n");
  EXPECT_THAT(r.rules(), ElementsAre("psql-meta-command"));
  EXPECT_THAT(r.kinds(), ElementsAre("select", "select"));
  EXPECT_EQ(r.source.irreversible->text, "why not");
}

TEST(ParseFile, WindowsLineEndsAndByteOrderMark) {
  const Read r(
      "\xEF\xBB\xBF-- migrate:up\r\n-- migrate:allow naming-table -- x\r\nSELECT 1;\r\n"
      "-- migrate:down\r\nSELECT 2;\r\n");
  EXPECT_THAT(r.rules(), IsEmpty());
  EXPECT_THAT(r.source.sections.at(0).statements.at(0).allows, SizeIs(1));
  EXPECT_EQ(r.text(r.source.sections.at(1).statements.at(0).sql.span), "SELECT 2");
}

}  // namespace
}  // namespace ashlar::grammar
