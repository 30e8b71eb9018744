// The ledger's words on a real server: they mean the same in any session.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ledger/ledger.h"
#include "compiler/plan/build.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

using ledger::RevisionRecord;
using ledger::StepRef;
using ledger::Words;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using versions::Direction;

RevisionRecord record(std::string id) {
  RevisionRecord made;
  made.id = std::move(id);
  made.message = "it's a \\ message, $ashlar$ — größer";
  made.parents = {"p1", "p2"};
  made.depends = {"d1"};
  made.up_checksum = "sha256:up";
  made.down_checksum = "sha256:down";
  made.up_text = "SELECT '\\d';\r\n-- $$ \t";
  made.down_text = "DROP TABLE \"a\";\n";
  made.irreversible = "";
  return made;
}

StepRef only_step(std::string id) {
  return {std::move(id), Direction::kUp, 1, 1, "sha256:step", true};
}

class ServerLedgerTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    session_ = cluster().fresh_database();
  }

  void install(const Words& words, const std::string& schema) {
    session_->run(words.bootstrap());
    for (const plan::Step& step : plan::ledger_plan({}, schema).steps) {
      std::string message = "BEGIN;";
      for (const plan::PlannedStatement& statement : step.statements) {
        message += statement.text + ";";
      }
      session_->run(message + step.ledger_after + "COMMIT");
    }
  }

  std::string events(const std::string& schema) {
    return session_->value("SELECT string_agg(kind || ' ' || revision_id, ', ' ORDER BY id) FROM " +
                           schema + ".events");
  }

  /// What the server says when it refuses; empty where it does not.
  std::string refusal(const std::string& sql) {
    try {
      session_->run(sql);
    } catch (const ServerError& error) {
      return error.what();
    }
    return {};
  }

  std::unique_ptr<Session> session_;
};

TEST_F(ServerLedgerTest, ExistsOnceItsFirstRevisionIsInstalled) {
  const Words words("ashlar");
  EXPECT_EQ(session_->value(words.ledger_exists()), "f");
  session_->run(words.bootstrap());
  EXPECT_EQ(session_->value(words.ledger_exists()), "f") << "there is nothing to read yet";
  install(words, "ashlar");
  EXPECT_EQ(session_->value(words.ledger_exists()), "t");
  EXPECT_EQ(session_->value(words.is_installed("0001")), "t");
  EXPECT_EQ(session_->value(words.is_installed("0002")), "f");
  EXPECT_THAT(session_->run(words.select_installed()), ElementsAre(ElementsAre("0001")));
}

TEST_F(ServerLedgerTest, LivesInASchemaOfAnyName) {
  const std::string schema = "My $ashlar$ 'Ledger'";
  const Words words(schema);
  install(words, schema);
  session_->run(words.applied(record("a"), only_step("a")));
  EXPECT_EQ(session_->value(words.ledger_exists()), "t");
  EXPECT_EQ(refusal(words.guard({{"a"}, {}})), "");
}

TEST_F(ServerLedgerTest, NeedsNoRightToMakeSchemasWhereItsSchemaIsThere) {
  session_->run("CREATE ROLE clerk");
  session_->run("CREATE SCHEMA ashlar AUTHORIZATION clerk");
  session_->run("SET ROLE clerk");
  install(Words("ashlar"), "ashlar");
  EXPECT_EQ(session_->value(Words("ashlar").ledger_exists()), "t");
  session_->run("RESET ROLE");
  session_->run("DROP OWNED BY clerk CASCADE");
  session_->run("DROP ROLE clerk");
}

TEST_F(ServerLedgerTest, KeepsWhatItIsToldByteForByte) {
  const Words words("ashlar");
  install(words, "ashlar");
  session_->run(words.applied(record("a"), only_step("a")));
  const Rows rows = session_->run(words.select_revisions());
  ASSERT_EQ(rows.size(), 1U);
  const RevisionRecord expected = record("a");
  EXPECT_EQ(rows[0][0], "a");
  EXPECT_EQ(rows[0][1], expected.message);
  EXPECT_EQ(rows[0][2], "p1,p2");
  EXPECT_EQ(rows[0][3], "d1");
  EXPECT_EQ(rows[0][4], "sha256:up");
  EXPECT_EQ(rows[0][5], "sha256:down");
  EXPECT_EQ(rows[0][6], expected.up_text);
  EXPECT_EQ(rows[0][7], expected.down_text);
  EXPECT_EQ(rows[0][8], "");
  EXPECT_THAT(rows[0][9],
              ::testing::MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z"));
  EXPECT_EQ(rows[0][10], "postgres");
  EXPECT_EQ(rows[0][11], "f");
}

TEST_F(ServerLedgerTest, FeelsNothingOfAHostileSession) {
  const Words words("ashlar");
  install(words, "ashlar");
  session_->run(
      "CREATE SCHEMA evil;"
      "CREATE TABLE evil.revisions (id int); CREATE TABLE evil.steps (id int);"
      "CREATE DOMAIN evil.text AS int;"
      "CREATE FUNCTION evil.clock_timestamp() RETURNS int LANGUAGE sql AS 'SELECT 1/0';"
      "CREATE FUNCTION evil.min(timestamptz) RETURNS timestamptz LANGUAGE sql AS 'SELECT "
      "NULL::timestamptz';"
      "CREATE FUNCTION evil.never(pg_catalog.text, pg_catalog.text) RETURNS boolean"
      " LANGUAGE sql AS 'SELECT false';"
      "CREATE OPERATOR evil.= (LEFTARG = pg_catalog.text, RIGHTARG = pg_catalog.text,"
      " FUNCTION = evil.never)");
  session_->run("SET search_path = evil, pg_catalog");
  session_->run("SET standard_conforming_strings = off");
  session_->run("SET escape_string_warning = off");
  session_->run("SET DateStyle = 'SQL, DMY'");
  StepRef step{"a", Direction::kUp, 1, 3, "sha256:1", false};
  session_->run(words.step_started(step));
  session_->run(words.step_done(step));
  step.step = 2;
  step.transactional = true;
  session_->run(words.step_done(step));
  step.step = 3;
  session_->run(words.applied(record("a"), step));
  session_->run(words.stamped(record("b")));
  session_->run(words.accepted(record("b")));
  session_->run(words.guard({{"b", "a"}, {}}));
  EXPECT_EQ(session_->run(words.select_steps()).size(), 0U);
  session_->run(words.unstamped("b"));
  session_->run(words.reverted("a", {"a", Direction::kDown, 1, 1, "sha256:1", true}));
  EXPECT_EQ(session_->run(words.select_revisions()).size(), 0U);
  session_->run("RESET ALL");
  EXPECT_EQ(events("ashlar"),
            "started a, done a, done a, applied a, stamped b, accepted b, unstamped b, reverted a");
  EXPECT_EQ(session_->value("SELECT count(*) FROM evil.revisions"), "0");
}

TEST_F(ServerLedgerTest, IsWrittenAsWhoeverConnectedNotAsTheAuthorsRole) {
  const Words words("ashlar");
  install(words, "ashlar");
  session_->run("CREATE ROLE nobody_special");
  session_->run("BEGIN;SET ROLE nobody_special;" + words.applied(record("a"), only_step("a")) +
                "COMMIT");
  session_->run("SET SESSION AUTHORIZATION nobody_special;" +
                words.applied(record("b"), only_step("b")));
  EXPECT_EQ(session_->value("SELECT string_agg(DISTINCT applied_by, ',') FROM ashlar.revisions"),
            "postgres");
  session_->run("DROP ROLE nobody_special");
}

TEST_F(ServerLedgerTest, ShowsTheStepsOfARevisionInFlight) {
  const Words words("ashlar");
  install(words, "ashlar");
  StepRef step{"a", Direction::kUp, 1, 3, "sha256:1", true};
  session_->run("BEGIN;" + words.step_done(step) + "COMMIT");
  step = {"a", Direction::kUp, 2, 3, "sha256:2", false};
  session_->run(words.step_started(step));
  Rows rows = session_->run(words.select_steps());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::vector<std::string>(rows[0].begin(), rows[0].begin() + 7),
            (std::vector<std::string>{"a", "up", "1", "3", "sha256:1", "t", "t"}));
  EXPECT_EQ(std::vector<std::string>(rows[1].begin(), rows[1].begin() + 7),
            (std::vector<std::string>{"a", "up", "2", "3", "sha256:2", "f", "f"}));
  const std::string first_start = rows[1][7];
  session_->run(words.step_started(step));
  rows = session_->run(words.select_steps());
  EXPECT_EQ(rows[1][7], first_start) << "cut off and started again: the first start counts";
  session_->run(words.step_done(step));
  EXPECT_EQ(session_->run(words.select_steps())[1][6], "t");
}

TEST_F(ServerLedgerTest, MeasuresARevisionFromItsFirstStepToItsLast) {
  const Words words("ashlar");
  install(words, "ashlar");
  StepRef step{"a", Direction::kUp, 1, 2, "sha256:1", false};
  session_->run(words.step_started(step));
  session_->run("SELECT pg_sleep(0.2)");
  session_->run(words.step_done(step));
  step = {"a", Direction::kUp, 2, 2, "sha256:2", true};
  session_->run("BEGIN;SELECT pg_sleep(0.1);" + words.applied(record("a"), step) + "COMMIT");
  session_->run("BEGIN;SELECT pg_sleep(0.1);" + words.applied(record("b"), only_step("b")) +
                "COMMIT");
  EXPECT_EQ(session_->value("SELECT duration >= '300ms' FROM ashlar.revisions WHERE id = 'a'"),
            "t");
  EXPECT_EQ(session_->value("SELECT duration >= '100ms' AND duration < '300ms' FROM "
                            "ashlar.revisions WHERE id = 'b'"),
            "t");
  EXPECT_EQ(session_->value("SELECT e.duration = r.duration FROM ashlar.events e JOIN "
                            "ashlar.revisions r ON r.id = e.revision_id WHERE e.kind = 'applied' "
                            "AND e.revision_id = 'a'"),
            "t");
}

TEST_F(ServerLedgerTest, TakesARevisionOnceOnly) {
  const Words words("ashlar");
  install(words, "ashlar");
  session_->run(words.applied(record("a"), only_step("a")));
  EXPECT_THAT(refusal(words.applied(record("a"), only_step("a"))), HasSubstr("duplicate key"));
  EXPECT_EQ(events("ashlar"), "applied a") << "the words of one text stand or fall together";
}

TEST_F(ServerLedgerTest, KeepsTheTextThatAnAcceptedOneReplaces) {
  const Words words("ashlar");
  install(words, "ashlar");
  session_->run(words.applied(record("a"), only_step("a")));
  RevisionRecord edited = record("a");
  edited.up_text = "SELECT 2;";
  edited.up_checksum = "sha256:new";
  session_->run(words.accepted(edited));
  const Rows rows = session_->run(words.select_revisions());
  EXPECT_EQ(rows[0][4], "sha256:new");
  EXPECT_EQ(rows[0][6], "SELECT 2;");
  EXPECT_EQ(session_->value("SELECT details ->> 'up_text' FROM ashlar.events WHERE kind = "
                            "'accepted'"),
            record("a").up_text);
}

TEST_F(ServerLedgerTest, GuardsAScriptByWhatIsApplied) {
  const Words words("ashlar");
  EXPECT_EQ(refusal(words.guard({{}, {}})), "") << "no ledger, nothing applied";
  EXPECT_THAT(refusal(words.guard({{"a"}, {}})), HasSubstr("expected, but not applied: a"));
  install(words, "ashlar");
  session_->run(words.applied(record("a"), only_step("a")));
  EXPECT_EQ(refusal(words.guard({{"a"}, {}})), "");
  EXPECT_THAT(refusal(words.guard({{}, {}})), HasSubstr("applied, but not expected: a"));
  session_->run(words.step_started({"b", Direction::kUp, 1, 2, "sha256:1", false}));
  EXPECT_THAT(refusal(words.guard({{"a"}, {}})), HasSubstr("revision b is half done"));
}

TEST_F(ServerLedgerTest, LetsOneScriptRunAtATime) {
  const Words words("ashlar");
  session_->run(words.take_lock());
  EXPECT_EQ(refusal(words.take_lock()), "") << "the same session may ask again";
  const std::unique_ptr<Session> first = std::move(session_);
  session_ = cluster().fresh_database();
  EXPECT_EQ(refusal(words.take_lock()), "") << "another database is another lock";
  EXPECT_EQ(first->value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                         "(SELECT oid FROM pg_database WHERE datname = current_database())"),
            "1");
}

}  // namespace
}  // namespace ashlar::server_tests
