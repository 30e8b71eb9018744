// Reading and stamping the ledger, and what works without one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/embedded/cluster.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

using testing::HasSubstr;

using LedgerTest = ServerTest;

ledger::RevisionRecord record(const std::string& id) {
  ledger::RevisionRecord record;
  record.id = id;
  record.message = "it's " + id;
  record.parents = {"p1", "p2"};
  record.up_checksum = "sha256:" + id;
  record.up_text = "SELECT '\\';";
  record.irreversible = "data is gone";
  return record;
}

TEST_F(LedgerTest, FactsDescribeTheServer) {
  auto database = connect();
  const ServerFacts& facts = database->facts();
  EXPECT_EQ(std::to_string(facts.major), ask("SHOW server_version_num").substr(0, 2));
  EXPECT_THAT(ask("SHOW server_version"), testing::StartsWith(facts.version));
  EXPECT_EQ(facts.version.find(' '), std::string::npos);
  EXPECT_EQ(facts.database, "ashlar");
  EXPECT_EQ(facts.user, "postgres");
  EXPECT_EQ(facts.host, ask("SHOW unix_socket_directories"));
  EXPECT_EQ(facts.port, "5432");
  EXPECT_FALSE(facts.read_only);
  EXPECT_FALSE(facts.in_recovery);
}

TEST_F(LedgerTest, TheSessionIsNamedAndNoticesADeadClient) {
  auto database = connect();
  EXPECT_THAT(ask("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE "
                  "'ashlar/%'"),
              testing::MatchesRegex("ashlar/[0-9a-f]{12}"));
  EXPECT_TRUE(*database->holds(
      "SELECT current_setting('client_connection_check_interval', true) = '500ms'"));
}

TEST_F(LedgerTest, ReadsNothingWhereThereIsNoLedgerAndMakesNone) {
  must("ALTER ROLE postgres SET default_transaction_read_only = on");
  auto database = connect();
  EXPECT_TRUE(database->facts().read_only);
  EXPECT_FALSE(database->facts().in_recovery);
  const auto ledger = database->read_ledger();
  ASSERT_TRUE(ledger.ok()) << ledger.error().message;
  EXPECT_FALSE(ledger->exists);
  EXPECT_TRUE(ledger->applied.empty());
  EXPECT_EQ(ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'ashlar'"), "0");
}

TEST_F(LedgerTest, ReadsALedgerInAReadOnlySession) {
  ASSERT_TRUE(ready()->stamp({{record("a")}, {}, {}}).ok());
  must("ALTER ROLE postgres SET default_transaction_read_only = on");
  auto database = connect();
  const auto ledger = database->read_ledger();
  ASSERT_TRUE(ledger.ok()) << ledger.error().message;
  EXPECT_TRUE(ledger->exists);
  EXPECT_EQ(ledger->installed, std::vector<std::string>{"0001"});
  ASSERT_EQ(ledger->applied.size(), 1U);
}

// A standby made from the test's server by pg_basebackup.
TEST_F(LedgerTest, ReadsALedgerOnAStandby) {
  ASSERT_TRUE(ready()->stamp({{record("a")}, {}, {}}).ok());
  embedded::Place place;
  place.folder = folder_.path() / "standby";
  ASSERT_TRUE(std::filesystem::create_directory(place.folder));
  struct stat owner {};
  ASSERT_EQ(stat((embedded_.folder + "/data").c_str(), &owner), 0);
  if (geteuid() == 0) place.account = embedded::account_of(owner.st_uid);
  ASSERT_TRUE(embedded::make_private_folder(place, place.folder).ok());
  const embedded::Binaries binaries = embedded::find_binaries()->front();
  const auto copied = embedded::run(
      {{(binaries.folder / "pg_basebackup").string(), "-D", "data", "-R", "-X", "stream", "-c",
        "fast", "--no-sync", "-U", "postgres", "-h", ask("SHOW unix_socket_directories")},
       place.folder,
       place.account});
  ASSERT_TRUE(copied.ok());
  ASSERT_EQ(copied->status, 0) << copied->output;
  const auto socket = embedded::start_cluster(place, binaries, beside_);
  ASSERT_TRUE(socket.ok()) << socket.error().message << socket.error().detail;

  auto database = runtime_.connect(
      {"host=" + socket->string() + " port=5432 user=postgres dbname=ashlar", "ashlar"});
  ASSERT_TRUE(database.ok()) << database.error().message;
  EXPECT_TRUE((*database)->facts().in_recovery);
  EXPECT_TRUE((*database)->facts().read_only);
  const auto ledger = (*database)->read_ledger();
  EXPECT_TRUE(ledger.ok()) << ledger.error().message;
  EXPECT_TRUE(ledger.ok() && ledger->applied.size() == 1);
  ASSERT_TRUE((*database)->lock({}, nullptr).ok());
  RunFailure failure;
  const auto refused =
      (*database)->run(plan_of({{"b", {together({"SELECT 1"})}}}, {"a"}), {}, nullptr, failure);
  EXPECT_EQ(refused.error().sqlstate, "25006");
  database->reset();
  EXPECT_TRUE(embedded::stop_cluster(place, binaries).ok());
}

TEST_F(LedgerTest, InstallingTwiceIsOnce) {
  auto database = ready();
  EXPECT_TRUE(database->install_ledger(install_plan()).ok());
  EXPECT_EQ(ask("SELECT count(*) FROM ashlar.installed"), "1");
}

TEST_F(LedgerTest, RefusesTheLedgerOfANewerAshlar) {
  auto database = ready();
  must(
      "INSERT INTO ashlar.installed SELECT '9999', checksum, installed_at, installed_by, "
      "ashlar_version FROM ashlar.installed");
  const auto ledger = database->read_ledger();
  ASSERT_FALSE(ledger.ok());
  EXPECT_EQ(ledger.error().code, ErrorCode::kLedger);
  EXPECT_THAT(ledger.error().message, HasSubstr("newer ashlar"));
  EXPECT_THAT(ledger.error().message, HasSubstr("`9999`"));
}

TEST_F(LedgerTest, StampsAddAcceptAndTakeAwayInOneTransaction) {
  auto database = ready();
  ASSERT_TRUE(database->stamp({{record("a"), record("b")}, {}, {}}).ok());
  auto ledger = database->read_ledger();
  ASSERT_EQ(ledger->applied.size(), 2U);
  const AppliedRevision& a = ledger->applied[0];
  EXPECT_TRUE(a.stamped);
  EXPECT_EQ(a.record.message, "it's a");
  EXPECT_EQ(a.record.parents, (std::vector<std::string>{"p1", "p2"}));
  EXPECT_TRUE(a.record.depends.empty());
  EXPECT_EQ(a.record.up_text, "SELECT '\\';");
  EXPECT_EQ(a.record.irreversible, "data is gone");
  EXPECT_THAT(a.applied_at, testing::MatchesRegex(
                                "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]+Z"));

  ledger::RevisionRecord changed = record("b");
  changed.up_checksum = "sha256:changed";
  ASSERT_TRUE(database->stamp({{record("c")}, {"a"}, {changed}}).ok());
  ledger = database->read_ledger();
  ASSERT_EQ(ledger->applied.size(), 2U);
  EXPECT_EQ(ledger->applied[0].record.id, "b");
  EXPECT_EQ(ledger->applied[0].record.up_checksum, "sha256:changed");
  EXPECT_EQ(ledger->applied[1].record.id, "c");

  // The second half fails, so the first does not stay either.
  EXPECT_FALSE(database->stamp({{record("c")}, {"b"}, {}}).ok());
  EXPECT_EQ(database->read_ledger()->applied.size(), 2U);
}

TEST_F(LedgerTest, HoldsAsksForRowsThatAreNeitherFalseNorNull) {
  auto database = connect();
  EXPECT_TRUE(*database->holds("SELECT true, false"));
  EXPECT_TRUE(*database->holds("SELECT 1 WHERE false"));
  EXPECT_TRUE(*database->holds("SELECT 0"));
  EXPECT_TRUE(*database->holds("SELECT 'f'::text"));
  EXPECT_FALSE(*database->holds("SELECT false"));
  EXPECT_FALSE(*database->holds("SELECT NULL::int"));
  EXPECT_FALSE(*database->holds("SELECT x > 1 FROM (VALUES (2), (1)) v (x)"));
  const auto raised = database->holds("SELECT 1/0");
  ASSERT_FALSE(raised.ok());
  EXPECT_EQ(raised.error().sqlstate, "22012");
  EXPECT_TRUE(*database->holds("CREATE TABLE t (x int)"));
  EXPECT_EQ(ask("SELECT to_regclass('t') IS NULL"), "t");
}

}  // namespace
}  // namespace ashlar::runtime
