// The adapter over libpqxx and libpq against a real server.

#include "runtime/database/session.h"

#include <chrono>
#include <gtest/gtest.h>
#include <thread>

#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Session;
using database::Transaction;

using SessionTest = ServerTest;

TEST_F(SessionTest, GivesRowsNullsAndTypes) {
  const auto rows = session_->query("SELECT true, NULL, 'x' UNION ALL SELECT false, 'y', ''");
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE(rows->first_column_is_boolean);
  ASSERT_EQ(rows->rows.size(), 2U);
  EXPECT_EQ(rows->rows[0], (std::vector<database::Value>{"t", std::nullopt, "x"}));
  EXPECT_EQ(rows->rows[1], (std::vector<database::Value>{"f", "y", ""}));
  EXPECT_FALSE(session_->query("SELECT 't'::text")->first_column_is_boolean);
}

TEST_F(SessionTest, GivesTheRowsOfTheLastOfSeveralStatements) {
  EXPECT_EQ(ask("SELECT 1; SELECT 2"), "2");
}

TEST_F(SessionTest, ErrorsCarryEveryFieldOfTheServer) {
  must("CREATE TABLE t (a int PRIMARY KEY); INSERT INTO t VALUES (1)");
  const Status twice = session_->execute("INSERT INTO t VALUES (1)");
  ASSERT_FALSE(twice.ok());
  EXPECT_EQ(twice.error().code, ErrorCode::kDatabase);
  EXPECT_EQ(twice.error().sqlstate, "23505");
  EXPECT_EQ(twice.error().message, "duplicate key value violates unique constraint \"t_pkey\"");
  EXPECT_EQ(twice.error().detail, "DETAIL: Key (a)=(1) already exists.");

  // Not a syntax error: libpqxx itself gives no position here.
  const Status unknown = session_->execute("SELECT é FROM t WHERE wrong");
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().sqlstate, "42703");
  EXPECT_EQ(unknown.error().position, 8);

  const Status hinted = session_->execute("SELECT no_such_function(1)");
  ASSERT_FALSE(hinted.ok());
  EXPECT_NE(hinted.error().detail.find("HINT: "), std::string::npos);

  const Status nested = session_->execute("DO $$ BEGIN EXECUTE 'SELECT 1/0'; END $$");
  ASSERT_FALSE(nested.ok());
  EXPECT_EQ(nested.error().sqlstate, "22012");
  EXPECT_NE(nested.error().detail.find("CONTEXT: SQL statement"), std::string::npos);
}

TEST_F(SessionTest, AStatementOfClass08DoesNotEndTheSession) {
  const Status raised = session_->execute(
      "DO $$ BEGIN RAISE EXCEPTION 'remote is gone' USING ERRCODE = '08006'; END $$");
  ASSERT_FALSE(raised.ok());
  EXPECT_EQ(raised.error().code, ErrorCode::kDatabase);
  EXPECT_FALSE(session_->lost());
  EXPECT_EQ(ask("SELECT 1"), "1");
}

TEST_F(SessionTest, ALostConnectionStaysLost) {
  auto other = session();
  const std::string pid = *other->query("SELECT pg_backend_pid()")->rows[0][0];
  must("SELECT pg_terminate_backend(" + pid + ")");
  const Status first = other->execute("SELECT 1");
  ASSERT_FALSE(first.ok());
  EXPECT_EQ(first.error().code, ErrorCode::kConnectionLost);
  EXPECT_NE(first.error().message.find("terminating connection"), std::string::npos)
      << first.error().message;
  EXPECT_TRUE(other->lost());
  const Status second = other->execute("SELECT 1");
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kConnectionLost);
  EXPECT_EQ(second.error().message, first.error().message);
}

TEST_F(SessionTest, CopyThatWantsAClientIsAnErrorAndNoTrap) {
  must("CREATE TABLE t (a int)");
  const Status in = session_->execute("COPY t FROM STDIN");
  ASSERT_FALSE(in.ok());
  EXPECT_NE(in.error().message.find("COPY"), std::string::npos) << in.error().message;
  EXPECT_EQ(ask("SELECT count(*) FROM t"), "0");
  EXPECT_FALSE(session_->execute("COPY (SELECT generate_series(1, 100000)) TO STDOUT").ok());
  EXPECT_EQ(ask("SELECT 1"), "1");
}

TEST_F(SessionTest, CommitOfAFailedTransactionIsAnError) {
  must("BEGIN; CREATE TABLE t (a int)");
  EXPECT_FALSE(session_->execute("SELECT 1/0").ok());
  EXPECT_EQ(session_->transaction(), Transaction::kFailed);
  const Status committed = session_->commit();
  ASSERT_FALSE(committed.ok());
  EXPECT_EQ(committed.error().sqlstate, "25P02");
  EXPECT_EQ(session_->transaction(), Transaction::kNone);
  EXPECT_EQ(ask("SELECT to_regclass('t') IS NULL"), "t");
}

TEST_F(SessionTest, CommitThatADeferredConstraintRefusesIsNotInDoubt) {
  must("CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  must("BEGIN; INSERT INTO t VALUES (1), (1)");
  const Status committed = session_->commit();
  ASSERT_FALSE(committed.ok());
  EXPECT_EQ(committed.error().code, ErrorCode::kDatabase);
  EXPECT_EQ(committed.error().sqlstate, "23505");
}

TEST_F(SessionTest, HearsNoticesWithTheirSeverity) {
  std::vector<std::string> heard;
  session_->on_notice([&heard](const std::string& said) { heard.push_back(said); });
  must("SET lc_messages = 'C'");
  must("DO $$ BEGIN RAISE NOTICE 'half way'; RAISE WARNING 'hm' USING DETAIL = 'why'; END $$");
  EXPECT_EQ(heard, (std::vector<std::string>{"NOTICE: half way", "WARNING: hm (why)"}));
}

TEST_F(SessionTest, APipelineGivesRowsAndNoticesInOrder) {
  auto fresh = session();
  std::vector<std::string> heard;
  fresh->on_notice([&heard](const std::string& said) { heard.push_back(said); });
  std::vector<database::Rows> answers;
  const Status sent = fresh->pipeline(
      {"BEGIN", "CREATE TABLE piped (x int)", "DO $$ BEGIN RAISE NOTICE 'one'; END $$",
       "INSERT INTO piped VALUES (1), (2)", "DO $$ BEGIN RAISE NOTICE 'two'; END $$",
       "SELECT x, x > 1, NULL FROM piped ORDER BY x"},
      OnInterrupt::kCancel, answers);
  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_EQ(answers.size(), 6U);
  EXPECT_EQ(answers.back().rows, (std::vector<std::vector<database::Value>>{
                                     {"1", "f", std::nullopt}, {"2", "t", std::nullopt}}));
  EXPECT_EQ(heard, (std::vector<std::string>{"NOTICE: one", "NOTICE: two"}));
  EXPECT_EQ(fresh->transaction(), Transaction::kOpen);
  ASSERT_TRUE(fresh->commit().ok());
  EXPECT_EQ(ask("SELECT count(*) FROM piped"), "2");
}

TEST_F(SessionTest, APipelineStopsAtTheStatementThatFails) {
  auto fresh = session();
  std::vector<database::Rows> answers;
  const Status sent = fresh->pipeline({"BEGIN", "CREATE TABLE piped (x int)",
                                       "INSERT INTO piped VALUES (1, 2)", "CREATE SEQUENCE never"},
                                      OnInterrupt::kCancel, answers);
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(answers.size(), 2U);
  EXPECT_EQ(sent.error().sqlstate, "42601");
  EXPECT_EQ(sent.error().position, 30);
  EXPECT_EQ(fresh->transaction(), Transaction::kFailed);
  fresh->rollback();
  EXPECT_TRUE(fresh->execute("SELECT 1").ok());
}

// Each statement is read when its turn comes, as if it had been sent alone.
TEST_F(SessionTest, APipelineIsReadStatementByStatement) {
  auto fresh = session();
  std::vector<database::Rows> answers;
  const Status sent =
      fresh->pipeline({"BEGIN", "SET LOCAL standard_conforming_strings = off",
                       "SET LOCAL client_encoding = LATIN1", "RESET ALL", "SELECT '\\é'"},
                      OnInterrupt::kCancel, answers);
  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_EQ(answers.back().rows.front().front(), "\\é");
}

// Neither end may wait for the other to read: both directions hold more than any socket does.
TEST_F(SessionTest, APipelineOfManyMegabytesEachWayDoesNotStandStill) {
  auto fresh = session();
  std::vector<std::string> statements = {"BEGIN"};
  const std::string noise(100'000, 'x');
  for (int i = 0; i < 200; ++i) {
    statements.push_back("DO $$ BEGIN RAISE NOTICE '%', repeat('y', 100000); END $$");
    statements.push_back("SELECT '" + noise + "'");
  }
  std::size_t heard = 0;
  fresh->on_notice([&heard](const std::string&) { ++heard; });
  std::vector<database::Rows> answers;
  const Status sent = fresh->pipeline(statements, OnInterrupt::kCancel, answers);
  ASSERT_TRUE(sent.ok()) << sent.error().message;
  EXPECT_EQ(answers.size(), statements.size());
  EXPECT_EQ(heard, 200U);
}

TEST_F(SessionTest, APipelineThatLosesItsServerSaysSo) {
  auto fresh = session();
  std::vector<database::Rows> answers;
  const Status sent = fresh->pipeline(
      {"BEGIN", "SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 2"},
      OnInterrupt::kCancel, answers);
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(answers.size(), 2U);
  EXPECT_EQ(sent.error().code, ErrorCode::kConnectionLost);
  EXPECT_EQ(sent.error().sqlstate, "57P01");
  EXPECT_TRUE(fresh->lost());
}

TEST_F(SessionTest, AnInterruptStopsAPipeline) {
  auto slow = session();
  std::thread other([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    beside_.request();
  });
  std::vector<database::Rows> answers;
  const Status sent =
      slow->pipeline({"BEGIN", "SELECT pg_sleep(60)", "SELECT 2"}, OnInterrupt::kCancel, answers);
  other.join();
  ASSERT_FALSE(sent.ok());
  EXPECT_EQ(answers.size(), 1U);
  EXPECT_EQ(sent.error().sqlstate, "57014");
  EXPECT_TRUE(beside_.take());
  slow->rollback();
  EXPECT_TRUE(slow->execute("SELECT 1").ok());
}

TEST_F(SessionTest, AnInterruptStopsTheStatementAndStaysUntilItIsTaken) {
  auto slow = session();
  std::thread other([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    beside_.request();
  });
  const auto begin = std::chrono::steady_clock::now();
  const Status slept = slow->execute("SELECT pg_sleep(60)", OnInterrupt::kCancel);
  other.join();
  ASSERT_FALSE(slept.ok());
  EXPECT_EQ(slept.error().sqlstate, "57014");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
  const Status next = slow->execute("SELECT 1", OnInterrupt::kCancel);
  ASSERT_FALSE(next.ok());
  EXPECT_EQ(next.error().code, ErrorCode::kInterrupted);
  EXPECT_TRUE(slow->execute("SELECT 1", OnInterrupt::kFinish).ok());
  EXPECT_TRUE(beside_.take());
  EXPECT_FALSE(beside_.take());
  EXPECT_TRUE(slow->execute("SELECT 1", OnInterrupt::kCancel).ok());
}

TEST_F(SessionTest, ErrorsNeverHoldThePassword) {
  must("SELECT 'touch'");
  const auto target = database::read_target(
      "host=/nowhere/s3cret user=s3cret password=s3cret dbname=x", "ashlar/1");
  ASSERT_TRUE(target.ok());
  const auto refused = Session::open(*target, beside_);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kDatabase);
  EXPECT_EQ(refused.error().message.find("s3cret"), std::string::npos) << refused.error().message;

  const auto here = database::read_target(url_ + " password=s3cret", "ashlar/1");
  ASSERT_TRUE(here.ok());
  auto opened = Session::open(*here, beside_);
  ASSERT_TRUE(opened.ok());
  const Status said =
      (*opened)->execute("DO $$ BEGIN RAISE EXCEPTION 's3cret' USING DETAIL = 'is s3cret'; END $$");
  ASSERT_FALSE(said.ok());
  EXPECT_EQ(said.error().message, "***");
  EXPECT_EQ(said.error().detail.find("s3cret"), std::string::npos) << said.error().detail;
}

}  // namespace
}  // namespace ashlar::runtime
