#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plan/project.h"

namespace ashlar::plan {
namespace {

using plan_tests::Files;
using plan_tests::Project;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kProducts =
    "-- migrate:revision r1\n-- migrate:revises base\n-- migrate:message  make products\n"
    "-- migrate:up\n"
    "CREATE TABLE products (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);\n"
    "-- migrate:down\nDROP TABLE products;\n";

constexpr const char* kSku =
    "-- migrate:revision r2\n-- migrate:revises r1\n"
    "-- migrate:up\n"
    "-- the shop's own number\n"
    "ALTER TABLE products ADD COLUMN sku varchar(100);\n"
    "CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);\n"
    "-- migrate:down\n"
    "DROP INDEX CONCURRENTLY ix_products_sku;\n"
    "ALTER TABLE products DROP COLUMN sku;\n";

std::vector<std::string> lock_names(const PlannedStatement& statement) {
  std::vector<std::string> names;
  for (const effects::Lock& lock : statement.effects.locks) {
    names.push_back(std::string(effects::to_string(lock.mode)) + " " + lock.relation.name);
  }
  return names;
}

TEST(BuildPlan, MakesOneStepATransactionOrALoneStatement) {
  const Project project({{"r1.sql", kProducts}, {"r2.sql", kSku}});
  const Plan plan = project.upgrade().plan;
  ASSERT_EQ(plan.steps.size(), 3U);
  EXPECT_EQ(plan.steps[0].revision, "r1");
  EXPECT_TRUE(plan.steps[0].completes_revision);
  EXPECT_EQ(plan.steps[1].revision, "r2");
  EXPECT_TRUE(plan.steps[1].transactional);
  EXPECT_FALSE(plan.steps[1].completes_revision);
  EXPECT_FALSE(plan.steps[2].transactional);
  EXPECT_TRUE(plan.steps[2].completes_revision);
  EXPECT_EQ(plan.steps[2].id, 3U);
  EXPECT_EQ(plan.steps[2].ledger_step.step, 2U);
  EXPECT_EQ(plan.steps[2].ledger_step.steps, 2U);
  EXPECT_EQ(plan.steps[2].section, "up");
}

TEST(BuildPlan, SaysWhereTheWayStartsAndEnds) {
  const Project project({{"r1.sql", kProducts}, {"r2.sql", kSku}});
  const Plan up = project.upgrade({"r1"}).plan;
  EXPECT_THAT(up.from, ElementsAre("r1"));
  EXPECT_THAT(up.to, ElementsAre("r2"));
  EXPECT_THAT(up.applied_before, ElementsAre("r1"));
  ASSERT_EQ(up.revisions.size(), 1U);
  EXPECT_EQ(up.revisions[0].record.id, "r2");
  EXPECT_EQ(up.revisions[0].file, "versions/r2.sql");
  const Plan down = project.downgrade({"r2", "r1"}).plan;
  EXPECT_THAT(down.from, ElementsAre("r2"));
  EXPECT_THAT(down.to, IsEmpty());
  EXPECT_THAT(down.applied_before, ElementsAre("r1", "r2"));
  EXPECT_EQ(down.steps.front().section, "down");
}

TEST(BuildPlan, KeepsTheAuthorsWordsAndTheirPlace) {
  const Project project({{"r1.sql", kProducts}, {"r2.sql", kSku}});
  const PlannedStatement statement = project.upgrade({"r1"}).plan.steps[0].statements[0];
  EXPECT_EQ(statement.sql, "ALTER TABLE products ADD COLUMN sku varchar(100)");
  EXPECT_THAT(statement.text, HasSubstr("-- the shop's own number\nALTER TABLE"));
  EXPECT_EQ(statement.file, "versions/r2.sql");
  EXPECT_EQ(statement.line, 5U);
  EXPECT_EQ(statement.column, 1U);
  EXPECT_EQ(statement.kind, "alter_table");
  EXPECT_EQ(statement.index, 0U);
}

TEST(BuildPlan, ShowsLocksOnWhatWasThereBeforeTheStepOnly) {
  const Project project({{"r1.sql", kProducts},
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:up\n"
                          "CREATE TABLE notes (id bigint PRIMARY KEY);\n"
                          "ALTER TABLE notes ADD COLUMN body text;\n"
                          "ALTER TABLE products ADD COLUMN body text;\n"
                          "SELECT count(*) FROM products;\n"
                          "-- migrate:down\n"
                          "ALTER TABLE products DROP COLUMN body;\nDROP TABLE notes;\n"}});
  const std::vector<PlannedStatement> statements = project.upgrade({"r1"}).plan.steps[0].statements;
  ASSERT_EQ(statements.size(), 4U);
  EXPECT_THAT(lock_names(statements[0]), IsEmpty());
  EXPECT_THAT(lock_names(statements[1]), IsEmpty());
  EXPECT_THAT(lock_names(statements[2]), ElementsAre("AccessExclusiveLock public.products"));
  EXPECT_THAT(lock_names(statements[3]), IsEmpty()) << "reading holds nobody up";
}

TEST(BuildPlan, GivesEachStepItsWordsForTheLedger) {
  const Project project({{"r1.sql", kProducts}, {"r2.sql", kSku}});
  const Plan plan = project.upgrade({"r1"}).plan;
  const ledger::Words words("ashlar");
  EXPECT_EQ(plan.steps[0].ledger_before, "");
  EXPECT_EQ(plan.steps[0].ledger_after, words.step_done(plan.steps[0].ledger_step));
  EXPECT_EQ(plan.steps[1].ledger_before, words.step_started(plan.steps[1].ledger_step));
  EXPECT_EQ(plan.steps[1].ledger_after,
            words.applied(plan.revisions[0].record, plan.steps[1].ledger_step));
  const Plan down = project.downgrade({"r1", "r2"}, "r1").plan;
  EXPECT_EQ(down.steps.back().ledger_after, words.reverted("r2", down.steps.back().ledger_step));
}

TEST(BuildPlan, MakesOneEmptyTransactionOfAMerge) {
  const Project project(
      {{"r1.sql", kProducts},
       {"r2.sql", "-- migrate:revision r2\n-- migrate:revises r1\n-- migrate:up\n"},
       {"r3.sql", "-- migrate:revision r3\n-- migrate:revises r1\n-- migrate:up\n"},
       {"r4.sql",
        "-- migrate:revision r4\n-- migrate:revises r2, r3\n-- migrate:up\n"
        "-- migrate:down\n"}});
  const Plan plan = project.upgrade({"r1", "r2", "r3"}).plan;
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_TRUE(plan.steps[0].transactional);
  EXPECT_TRUE(plan.steps[0].completes_revision);
  EXPECT_THAT(plan.steps[0].statements, IsEmpty());
  EXPECT_THAT(plan.from, ElementsAre("r2", "r3"));
  EXPECT_THAT(plan.revisions[0].record.parents, ElementsAre("r2", "r3"));
}

TEST(BuildPlan, NamesTheRulesThatReportAStatementOnceAndInOrder) {
  const Project project({{"r1.sql", kProducts},
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:up\n"
                          "CREATE INDEX wrong ON products (name);\nSELECT 1;\n"
                          "-- migrate:down\nDROP INDEX wrong;\n"}});
  const std::vector<PlannedStatement> statements = project.upgrade({"r1"}).plan.steps[0].statements;
  EXPECT_THAT(statements[0].hazards, ElementsAre("create-index-blocks-writes", "naming-index"));
  EXPECT_THAT(statements[1].hazards, IsEmpty());
}

TEST(BuildPlan, KeepsFindingsOfSeveralSectionsApart) {
  const Project project(
      {{"r1.sql", kProducts},
       {"r2.sql",
        "-- migrate:revision r2\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n"
        "-- migrate:up\nCREATE INDEX wrong ON products (name);\n"
        "-- migrate:down\nDROP INDEX wrong;\n"}});
  const std::vector<PlannedStatement> statements = project.upgrade({"r1"}).plan.steps[0].statements;
  ASSERT_EQ(statements.size(), 2U);
  EXPECT_THAT(statements[0].hazards, Not(Contains("naming-index")));
  EXPECT_THAT(statements[1].hazards, Contains("naming-index"));
}

TEST(BuildPlan, RepeatsWhatEarlierStepsSetForTheirSession) {
  const Project project({{"r1.sql", kProducts},
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:up\n"
                          "SET search_path = public;\nSET LOCAL work_mem = '1MB';\n"
                          "SELECT set_config('lock_timeout', '1s', false);\n"
                          "ALTER TABLE products ADD COLUMN sku text;\n"
                          "CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);\n"
                          "RESET search_path;\n"
                          "-- migrate:irreversible a test\n"}});
  const Plan plan = project.upgrade({"r1"}).plan;
  ASSERT_EQ(plan.steps.size(), 3U);
  EXPECT_THAT(plan.steps[0].session, IsEmpty());
  EXPECT_THAT(plan.steps[1].session, ElementsAre("SET search_path = public",
                                                 "SELECT set_config('lock_timeout', '1s', false)"));
  EXPECT_EQ(plan.steps[2].session, plan.steps[1].session);
}

TEST(BuildPlan, CarriesTimeoutsToTheirStatements) {
  const Project project({{"r1.sql", kProducts},
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:up\n"
                          "-- migrate:timeout lock=1500ms statement=2min\n"
                          "ALTER TABLE products ADD COLUMN sku text;\n"
                          "-- migrate:down\nALTER TABLE products DROP COLUMN sku;\n"}});
  const PlannedStatement statement = project.upgrade({"r1"}).plan.steps[0].statements[0];
  EXPECT_EQ(statement.timeouts.lock, std::chrono::milliseconds{1500});
  EXPECT_EQ(statement.timeouts.statement, std::chrono::minutes{2});
}

TEST(Fingerprint, IsOfWhatRunsAndNotOfCommentsOrPlaces) {
  const std::string body =
      "ALTER TABLE products ADD COLUMN sku text;\n-- migrate:irreversible a test\n";
  const auto fingerprint = [&body](const std::string& file, const std::string& head,
                                   const std::string& after = "") {
    const Project project(
        {{"r1.sql", kProducts},
         {file, "-- migrate:revision r2\n-- migrate:revises r1\n" + head + body + after}});
    return project.upgrade({"r1"}).plan.fingerprint;
  };
  const std::string first = fingerprint("r2.sql", "-- migrate:up\n");
  EXPECT_THAT(first, ::testing::MatchesRegex("sha256:[0-9a-f]{64}"));
  EXPECT_EQ(first, fingerprint("r2_other.sql", "-- migrate:up\n\n-- a comment\n"));
  EXPECT_NE(first, fingerprint("r2.sql", "-- migrate:up\nSELECT 1;\n"));
  EXPECT_NE(first, fingerprint("r2.sql", "-- migrate:up transaction:false\nSELECT 1;\n"));
}

TEST(Fingerprint, ChangesWithTheLedgersSchema) {
  const Project project(Files{{"r1.sql", kProducts}});
  const auto path = versions::upgrade_path(project.graph(), "heads", {});
  PlanSettings elsewhere;
  elsewhere.ledger_schema = "other";
  EXPECT_NE(pipeline::make_plan(project.graph(), *path, {}, {}).plan.fingerprint,
            pipeline::make_plan(project.graph(), *path, {}, elsewhere).plan.fingerprint);
}

}  // namespace
}  // namespace ashlar::plan
