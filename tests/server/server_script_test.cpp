// Scripts, run by psql: they do what the plan's steps do when they are run one by one, and leave
// the same ledger.

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/wait.h>

#include "compiler/emit/emit.h"
#include "compiler/pipeline.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr const char* kFirst =
    "-- migrate:revision r1\r\n-- migrate:revises base\r\n-- migrate:message it's the first\r\n"
    "-- migrate:up\r\n"
    "-- größer: \\ and ' and $ashlar$\r\n"
    "CREATE TABLE products (id bigint PRIMARY KEY, name text DEFAULT 'a\\b');\r\n"
    "CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql AS $$ SELECT upper($1) || ';' $$;\r\n"
    "-- migrate:down\r\nDROP FUNCTION shout(text);\r\nDROP TABLE products;\r\n";
constexpr const char* kSecond =
    "-- migrate:revision r2\n-- migrate:revises r1\n-- migrate:up\n"
    "SET search_path = pg_temp;\n"
    "SET standard_conforming_strings = off;\n"
    "CREATE TEMPORARY TABLE revisions (id int);\n"
    "RESET search_path;\n"
    "INSERT INTO products VALUES (1, 'one');\n"
    "CREATE INDEX CONCURRENTLY ix_products_name ON products (name) -- a comment, no semicolon\n;\n"
    "-- migrate:timeout lock=3s\n"
    "ALTER TABLE products ADD COLUMN sku text;\n"
    "-- migrate:down\n"
    "ALTER TABLE products DROP COLUMN sku;\nDROP INDEX CONCURRENTLY ix_products_name;\n";
constexpr const char* kEmpty =
    "-- migrate:revision r3\n-- migrate:revises r2\n-- migrate:up\n-- migrate:down\n";

class ServerScriptTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    psql_ = find_binaries() / "psql";
    if (!fs::exists(psql_)) GTEST_SKIP() << "psql is not installed";
    Diagnostics diagnostics;
    history_ = versions::make_history(
        {{"versions/r1.sql", kFirst}, {"versions/r2.sql", kSecond}, {"versions/r3.sql", kEmpty}},
        diagnostics);
    graph_ = versions::build_graph(history_, diagnostics);
    ASSERT_FALSE(has_errors(diagnostics)) << diagnostics.front().message;
  }

  [[nodiscard]] plan::Plan upgrade(const versions::RevisionSet& applied) const {
    return plan_of(*versions::upgrade_path(*graph_, "heads", applied));
  }
  [[nodiscard]] plan::Plan downgrade(const versions::RevisionSet& applied) const {
    return plan_of(*versions::downgrade_path(*graph_, "base", applied));
  }
  [[nodiscard]] plan::Plan plan_of(const versions::Path& path) const {
    return pipeline::make_plan(*graph_, path, {}, {cluster().version(), "ashlar"}).plan;
  }

  /// Runs the script; psql's exit status, and what it wrote in `output_`.
  int run_script(Session& session, const std::string& script) {
    std::string folder = (fs::temp_directory_path() / "ashlar-script-XXXXXX").string();
    EXPECT_NE(mkdtemp(folder.data()), nullptr);
    const fs::path file = fs::path(folder) / "script.sql";
    const fs::path log = fs::path(folder) / "log";
    std::ofstream(file, std::ios::binary) << script;
    const std::string command = "PGOPTIONS='-c client_min_messages=warning' '" + psql_.string() +
                                "' -X -q -h '" + session.value("SHOW unix_socket_directories") +
                                "' -U postgres -d " + session.value("SELECT current_database()") +
                                " -f '" + file.string() + "' >'" + log.string() + "' 2>&1";
    const int status = std::system(command.c_str());
    std::stringstream text;
    text << std::ifstream(log).rdbuf();
    output_ = text.str();
    fs::remove_all(folder);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  }

  /// Runs the steps as a runtime would that knows nothing but the plan.
  static void run_steps(Session& session, const plan::Plan& plan, const plan::Plan& ledger) {
    session.run(ledger::Words("ashlar").bootstrap());
    for (const plan::Plan* part : {&ledger, &plan}) {
      for (const plan::Step& step : part->steps) {
        if (!step.ledger_before.empty()) session.run(step.ledger_before);
        if (step.transactional) session.run("BEGIN");
        for (const std::string& setting : step.session) session.run(setting);
        for (const plan::PlannedStatement& statement : step.statements) session.run(statement.sql);
        session.run(step.ledger_after);
        if (step.transactional) session.run("COMMIT");
        session.run("RESET ALL");
        session.run("SET client_min_messages = error");
        if (step.completes_revision) session.run("DISCARD TEMP");
      }
    }
  }

  /// All that the ledger holds but times and names of programs.
  static std::string ledger_of(Session& session) {
    return session.lines(
               "SELECT concat_ws('|', id, message, parents, depends, up_checksum, down_checksum, "
               "up_text, down_text, irreversible, stamped, applied_by, duration IS NULL, "
               "ashlar_version) FROM ashlar.revisions ORDER BY id") +
           session.lines(
               "SELECT concat_ws('|', kind, revision_id, direction, step, steps, checksum) FROM "
               "ashlar.events ORDER BY id") +
           session.lines("SELECT revision_id FROM ashlar.steps") +
           session.lines("SELECT concat_ws('|', id, checksum) FROM ashlar.installed ORDER BY id");
  }
  static std::string schema_of(Session& session) {
    return session.lines(
               "SELECT concat_ws('|', table_schema, table_name, column_name, data_type, "
               "column_default) FROM information_schema.columns WHERE table_schema IN ('public', "
               "'ashlar') ORDER BY table_schema, table_name, ordinal_position") +
           session.lines("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1") +
           session.lines("SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace");
  }

  fs::path psql_;
  versions::History history_;
  std::optional<versions::Graph> graph_;
  plan::Plan install_ = plan::ledger_plan({}, "ashlar");
  std::string output_;
};

TEST_F(ServerScriptTest, DoesWhatTheStepsDo) {
  const plan::Plan plan = upgrade({});
  const auto by_script = cluster().fresh_database();
  const auto by_steps = cluster().fresh_database();
  ASSERT_EQ(run_script(*by_script, emit::plan_script(plan, install_)), 0) << output_;
  run_steps(*by_steps, plan, install_);
  EXPECT_EQ(ledger_of(*by_script), ledger_of(*by_steps));
  EXPECT_EQ(schema_of(*by_script), schema_of(*by_steps));
  EXPECT_EQ(by_script->value("SELECT up_text FROM ashlar.revisions WHERE id = 'r1'"),
            ledger::record_of(history_.revisions[0], history_.sources).up_text)
      << "line ends and all";
  EXPECT_EQ(by_script->value("SELECT indisvalid FROM pg_index WHERE indexrelid = "
                             "'ix_products_name'::regclass"),
            "t");
}

TEST_F(ServerScriptTest, GoesDownAsWell) {
  const auto session = cluster().fresh_database();
  ASSERT_EQ(run_script(*session, emit::plan_script(upgrade({}), install_)), 0) << output_;
  const plan::Plan down = downgrade({0, 1, 2});
  ASSERT_EQ(run_script(*session, emit::plan_script(down, install_)), 0) << output_;
  EXPECT_EQ(session->value("SELECT count(*) FROM ashlar.revisions"), "0");
  EXPECT_EQ(session->value("SELECT to_regclass('public.products') IS NULL"), "t");
  EXPECT_EQ(session->value("SELECT string_agg(kind || ' ' || revision_id, ', ' ORDER BY id) FROM "
                           "ashlar.events WHERE direction = 'down'"),
            "reverted r3, done r2, started r2, reverted r2, reverted r1")
      << "the empty revision goes first";
}

TEST_F(ServerScriptTest, StopsAtTheGuardWhenItRunsAgain) {
  const auto session = cluster().fresh_database();
  const std::string script = emit::plan_script(upgrade({}), install_);
  ASSERT_EQ(run_script(*session, script), 0) << output_;
  const std::string before = ledger_of(*session);
  EXPECT_EQ(run_script(*session, script), 3);
  EXPECT_THAT(output_, HasSubstr("this script has been run here already"));
  EXPECT_EQ(ledger_of(*session), before);
}

TEST_F(ServerScriptTest, TouchesNothingOnADatabaseThatStandsElsewhere) {
  const auto session = cluster().fresh_database();
  EXPECT_EQ(run_script(*session, emit::plan_script(upgrade({0}), install_)), 3);
  EXPECT_THAT(output_, HasSubstr("expected, but not applied: r1"));
  EXPECT_EQ(session->value("SELECT to_regnamespace('ashlar') IS NULL"), "t");
}

TEST_F(ServerScriptTest, LeavesTheStepInTheLedgerWhereItStops) {
  const auto session = cluster().fresh_database();
  ASSERT_EQ(run_script(*session, emit::plan_script(upgrade({}), install_)), 0) << output_;
  session->run("DROP INDEX ix_products_name");
  EXPECT_EQ(run_script(*session, emit::plan_script(downgrade({0, 1, 2}), install_)), 3);
  EXPECT_THAT(output_, HasSubstr("ix_products_name"));
  EXPECT_EQ(session->lines("SELECT concat_ws(' ', revision_id, direction, step, done_at IS NULL) "
                           "FROM ashlar.steps ORDER BY step"),
            "r2 down 1 f\n")
      << "what was refused had no effect";
  EXPECT_EQ(session->value("SELECT kind FROM ashlar.events ORDER BY id DESC LIMIT 1"), "failed");
  EXPECT_EQ(session->value("SELECT count(*) FROM ashlar.revisions WHERE id = 'r2'"), "1");
}

TEST_F(ServerScriptTest, WaitsForNoOtherRunner) {
  const auto session = cluster().fresh_database();
  session->run(ledger::Words("ashlar").take_lock());
  EXPECT_EQ(run_script(*session, emit::plan_script(upgrade({}), install_)), 3);
  EXPECT_THAT(output_, HasSubstr("another runner of ashlar is at work on this database"));
}

}  // namespace
}  // namespace ashlar::server_tests
