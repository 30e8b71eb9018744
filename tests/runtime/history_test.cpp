// From revision files to a database and back: the compiler's plans, run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/pipeline.h"
#include "tests/runtime/private_server.h"
#include "versions/graph.h"
#include "versions/symbols.h"

namespace ashlar::runtime {
namespace {

using testing::ElementsAre;

class HistoryTest : public ServerTest {
 protected:
  void read(std::vector<SourceFile> files) {
    Diagnostics diagnostics;
    history_ = versions::make_history(std::move(files), diagnostics);
    graph_ = versions::build_graph(history_, diagnostics);
    ASSERT_TRUE(graph_.has_value());
    for (const Diagnostic& diagnostic : diagnostics) {
      EXPECT_NE(diagnostic.severity, Severity::kError) << diagnostic.message;
    }
  }
  plan::Plan plan(const Result<versions::Path>& path) {
    EXPECT_TRUE(path.ok()) << path.error().message;
    return pipeline::make_plan(*graph_, *path, rules::Settings(), plan::PlanSettings()).plan;
  }
  versions::RevisionSet applied(Database& database) {
    versions::RevisionSet set;
    const Result<LedgerState> state = database.read_ledger();
    for (const AppliedRevision& revision : state->applied) {
      set.insert(*graph_->find(revision.record.id));
    }
    return set;
  }
  /// A database with the ledger that the compiler plans.
  std::unique_ptr<Database> prepared() {
    auto database = connect();
    EXPECT_TRUE(database->lock({}, nullptr).ok());
    const Status installed =
        database->install_ledger(plan::ledger_plan(database->read_ledger()->installed, "ashlar"));
    EXPECT_TRUE(installed.ok()) << installed.error().message;
    return database;
  }

  versions::History history_;
  std::optional<versions::Graph> graph_;
  RunFailure failure_;
};

TEST_F(HistoryTest, GoesUpAndDownAgain) {
  read({{"versions/1_shop.sql",
         "-- migrate:up\n"
         "CREATE SCHEMA shop;\n"
         "SET search_path = shop;\n"
         "CREATE TABLE products (id bigint PRIMARY KEY, sku text);\n"
         "CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);\n"
         "INSERT INTO products VALUES (1, 'é');\n"
         "-- migrate:down\n"
         "DROP TABLE shop.products;\n"
         "DROP SCHEMA shop;\n"},
        {"versions/2_moods.sql",
         "-- migrate:up\n"
         "CREATE TABLE people (id bigint PRIMARY KEY);\n"
         "CREATE TYPE mood AS ENUM ('sad');\n"
         "ALTER TYPE mood ADD VALUE 'ok';\n"
         "ALTER TABLE people ADD COLUMN mood mood DEFAULT 'ok';\n"
         "-- migrate:down\n"
         "DROP TABLE people;\n"
         "DROP TYPE mood;\n"}});
  auto database = prepared();
  EXPECT_THAT(database->read_ledger()->installed, testing::SizeIs(testing::Ge(1U)));
  const auto up =
      database->run(plan(versions::upgrade_path(*graph_, "head", {})), {}, nullptr, failure_);
  ASSERT_TRUE(up.ok()) << up.error().message << up.error().detail;
  EXPECT_GE(up->steps_run, 4U);
  EXPECT_EQ(ask("SELECT sku FROM shop.products"), "é");
  EXPECT_EQ(ask("SELECT indisvalid FROM pg_index WHERE indexrelid = "
                "'shop.ix_products_sku'::regclass"),
            "t");
  EXPECT_EQ(ask("SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND "
                "table_name = 'people'"),
            "2");
  EXPECT_EQ(ask("SELECT string_agg(id, ',' ORDER BY id) FROM ashlar.revisions"), "1,2");

  const auto down = database->run(
      plan(versions::downgrade_path(*graph_, "base", applied(*database))), {}, nullptr, failure_);
  ASSERT_TRUE(down.ok()) << down.error().message << down.error().detail;
  EXPECT_TRUE(database->read_ledger()->applied.empty());
  EXPECT_EQ(ask("SELECT to_regnamespace('shop') IS NULL AND to_regclass('people') IS NULL"), "t");
}

TEST_F(HistoryTest, ARevisionThatStopsHalfWayIsFinishedWithItsFileMended) {
  const std::string first =
      "-- migrate:up\n"
      "CREATE TABLE products (id bigint PRIMARY KEY, sku text);\n"
      "CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);\n";
  read({{"versions/1_products.sql", first + "INSERT INTO products VALUES (1, 2, 3);\n"}});
  auto database = prepared();
  const auto failed =
      database->run(plan(versions::upgrade_path(*graph_, "head", {})), {}, nullptr, failure_);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failure_.step, 3U);
  EXPECT_EQ(*failure_.statement, 0U);
  EXPECT_EQ(database->read_ledger()->in_flight.size(), 2U);

  read({{"versions/1_products.sql",
         "-- a comment more\n" + first + "INSERT INTO products VALUES (1, 'a');\n"}});
  Witness witness;
  const auto done = database->run(plan(versions::upgrade_path(*graph_, "head", {})), {},
                                  witness.listener(), failure_);
  ASSERT_TRUE(done.ok()) << done.error().message << done.error().detail;
  EXPECT_THAT(witness.said(),
              ElementsAre("skipped 1.1", "skipped 1.2", "started 1.3", "finished 1.3"));
  EXPECT_EQ(database->read_ledger()->in_flight.size(), 0U);
  EXPECT_EQ(database->read_ledger()->applied.size(), 1U);
}

}  // namespace
}  // namespace ashlar::runtime
