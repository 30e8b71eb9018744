#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "compiler/emit/emit.h"

namespace ashlar::emit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::ordered_json;
using effects::LockMode;

plan::PlannedStatement add_column() {
  plan::PlannedStatement statement;
  statement.sql = "ALTER TABLE products ADD COLUMN sku varchar(100)";
  statement.text = "-- for the shop\nALTER TABLE products ADD COLUMN sku varchar(100)";
  statement.file = "versions/a.sql";
  statement.line = 7;
  statement.kind = "alter_table";
  statement.effects.locks = {{{1, "public.products"}, LockMode::kAccessExclusive, true}};
  return statement;
}

plan::PlannedStatement create_index() {
  plan::PlannedStatement statement;
  statement.index = 1;
  statement.sql = "CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku)";
  statement.text = statement.sql + " -- slow\n";
  statement.file = "versions/a.sql";
  statement.line = 8;
  statement.kind = "create_index";
  statement.effects.locks = {{{1, "public.products"}, LockMode::kShareUpdateExclusive, true}};
  statement.effects.scans = {{1, "public.products"}};
  statement.hazards = {"some-rule"};
  return statement;
}

plan::Plan two_steps() {
  const ledger::Words words("ashlar");
  plan::Plan plan;
  plan.from = {"9b7e2d41c0aa"};
  plan.to = {"4c1d0e8a2f17"};
  plan.applied_before = {"9b7e2d41c0aa"};
  plan.postgres = 15;
  plan.fingerprint = "sha256:abc";
  plan.revisions = {{{}, "versions/a.sql", {}, {}}};
  plan.revisions[0].record.id = "4c1d0e8a2f17";
  plan.revisions[0].record.message = "add sku to products";
  plan::Step first;
  first.id = 1;
  first.revision = "4c1d0e8a2f17";
  first.section = "up";
  first.statements = {add_column()};
  first.ledger_step = {first.revision, versions::Direction::kUp, 1, 2, "sha256:1", true};
  first.ledger_after = words.step_done(first.ledger_step);
  plan::Step second = first;
  second.id = 2;
  second.transactional = false;
  second.statements = {create_index()};
  second.session = {"SET search_path = shop"};
  second.ledger_step = {second.revision, versions::Direction::kUp, 2, 2, "sha256:2", false};
  second.ledger_before = words.step_started(second.ledger_step);
  second.ledger_after = words.applied(plan.revisions[0].record, second.ledger_step);
  second.completes_revision = true;
  plan.steps = {first, second};
  return plan;
}

effects::Loss loss_of_column() {
  effects::Loss loss;
  loss.kind = effects::LossKind::kColumn;
  loss.name = "public.products.sku";
  return loss;
}

TEST(PlanJson, CountsTheRowsOfARun) {
  plan::Plan plan = two_steps();
  const auto statement = [&plan] {
    return Json::parse(plan_json(plan)).at("steps").at(0).at("statements").at(0);
  };
  EXPECT_FALSE(statement().contains("count"));
  plan.steps.at(0).statements.at(0).count = 3;
  EXPECT_EQ(statement().at("count"), 3);
  EXPECT_THAT(plan_pretty(plan, Color::kNever), HasSubstr("4 statements"));
}

TEST(PlanJson, TellsWhatCannotBeUndone) {
  plan::Plan plan = two_steps();
  EXPECT_FALSE(Json::parse(plan_json(plan)).contains("irreversible"));
  plan.revisions.at(0).record.irreversible = "the rows are gone";
  const Json expected =
      Json::parse(R"([{"revision": "4c1d0e8a2f17", "reason": "the rows are gone"}])");
  EXPECT_EQ(Json::parse(plan_json(plan)).at("irreversible"), expected);
  const std::string words = "4c1d0e8a2f17 (the rows are gone)";
  EXPECT_THAT(plan_pretty(plan, Color::kNever), HasSubstr("no way back from " + words));
  EXPECT_THAT(plan_script(plan, {}, {}), HasSubstr("-- no way back from: " + words));
  plan.direction = versions::Direction::kDown;
  EXPECT_FALSE(Json::parse(plan_json(plan)).contains("irreversible"));
}

TEST(PlanJson, HasTheShapeOfTheContract) {
  const Json expected = Json::parse(R"json({
    "version": 1, "direction": "up", "from": ["9b7e2d41c0aa"], "to": ["4c1d0e8a2f17"],
    "postgres": 15, "fingerprint": "sha256:abc",
    "steps": [
      {"id": 1, "revision": "4c1d0e8a2f17", "section": "up", "transactional": true,
       "statements": [
         {"index": 0, "sql": "ALTER TABLE products ADD COLUMN sku varchar(100)",
          "file": "versions/a.sql", "line": 7, "kind": "alter_table",
          "locks": [{"relation": "public.products", "mode": "AccessExclusiveLock"}],
          "rewrites": [], "scans": [], "loses": [], "hazards": []}]},
      {"id": 2, "revision": "4c1d0e8a2f17", "section": "up", "transactional": false,
       "statements": [
         {"index": 1, "sql": "CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku)",
          "file": "versions/a.sql", "line": 8, "kind": "create_index",
          "locks": [{"relation": "public.products", "mode": "ShareUpdateExclusiveLock"}],
          "rewrites": [], "scans": ["public.products"], "loses": [],
          "hazards": ["some-rule"]}]}]})json");
  EXPECT_EQ(Json::parse(plan_json(two_steps())).dump(2), expected.dump(2));
}

TEST(PlanJson, GivesEmptyListsForAnEmptyPlan) {
  const Json json = Json::parse(plan_json({}));
  EXPECT_EQ(json["from"], Json::array());
  EXPECT_EQ(json["to"], Json::array());
  EXPECT_EQ(json["steps"], Json::array());
}

TEST(PlanPretty, ReadsFromTopToBottom) {
  EXPECT_EQ(plan_pretty(two_steps(), Color::kNever),
            "upgrade from 9b7e2d41c0aa to 4c1d0e8a2f17, PostgreSQL 15\n"
            "\n"
            "step 1: up 4c1d0e8a2f17, in one transaction  add sku to products\n"
            "    versions/a.sql:7\n"
            "    ALTER TABLE products ADD COLUMN sku varchar(100)\n"
            "      locks    AccessExclusiveLock public.products\n"
            "\n"
            "step 2: up 4c1d0e8a2f17, outside a transaction  add sku to products\n"
            "    versions/a.sql:8\n"
            "    CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku)\n"
            "      locks    ShareUpdateExclusiveLock public.products\n"
            "      scans    public.products\n"
            "      findings some-rule\n"
            "\n"
            "1 revision, 2 steps, 2 statements, 1 full scan\n"
            "locked against everybody: public.products\n"
            "sha256:abc\n");
}

TEST(PlanPretty, TellsLossesApart) {
  plan::Plan plan = two_steps();
  plan.steps[0].statements[0].effects.losses = {loss_of_column()};
  EXPECT_THAT(plan_pretty(plan, Color::kNever),
              HasSubstr("      loses    column public.products.sku (to be confirmed)\n"));
  EXPECT_THAT(plan_pretty(plan, Color::kNever),
              HasSubstr("to be confirmed: the loss of column public.products.sku\n"));
  plan.steps[0].statements[0].allowed_losses = {"column public.products.sku"};
  EXPECT_THAT(plan_pretty(plan, Color::kNever), HasSubstr("(allowed by the file)\n"));
  EXPECT_THAT(plan_pretty(plan, Color::kNever), Not(HasSubstr("to be confirmed")));
  plan.steps[0].statements[0].allowed_losses.clear();
  plan.steps[0].statements[0].fresh_losses = {"column public.products.sku"};
  EXPECT_THAT(plan_pretty(plan, Color::kNever), HasSubstr("(made by this plan)\n"));
}

TEST(PlanPretty, ShortensALongStatement) {
  plan::Plan plan = two_steps();
  std::string body = "DO $$";
  for (int i = 0; i < 30; ++i) body += "\nline";
  plan.steps[0].statements[0].sql = body + "\n$$";
  EXPECT_THAT(plan_pretty(plan, Color::kNever), HasSubstr("    … 20 lines more\n"));
}

TEST(PlanScript, StartsWithWhatItIsAndWhatItCosts) {
  plan::Plan plan = two_steps();
  plan.steps[0].statements[0].effects.losses = {loss_of_column()};
  ScriptSettings settings;
  settings.database = "shop";
  settings.look_first = {"versions/a.sql:7 DROP: loses all"};
  const std::string script = plan_script(plan, {}, settings);
  EXPECT_THAT(script, ::testing::StartsWith(
                          "-- ashlar: upgrade from 9b7e2d41c0aa to 4c1d0e8a2f17\n"
                          "-- 1 revision, 2 steps, 2 statements, 1 full scan, for PostgreSQL 15, "
                          "database shop\n"
                          "-- fingerprint: sha256:abc\n"
                          "-- applies:\n"
                          "--   4c1d0e8a2f17  add sku to products\n"
                          "-- locked against everybody: public.products\n"
                          "-- loses: column public.products.sku (to be confirmed)\n"
                          "-- look at these first:\n"
                          "--   versions/a.sql:7 DROP: loses all\n"
                          "-- run it with: psql -X -f FILE\n"
                          "\\set ON_ERROR_STOP on\n"));
  EXPECT_LT(script.find("and the script is for"), script.find("pg_try_advisory_lock"));
  EXPECT_LT(script.find("pg_try_advisory_lock"), script.find("ALTER TABLE"));
  EXPECT_LT(script.find("the ledger does not stand where this script starts"),
            script.find("CREATE SCHEMA"));
}

TEST(PlanScript, KeepsTheAuthorsWordsAndEndsEachStatement) {
  const std::string script = plan_script(two_steps(), {});
  EXPECT_THAT(script, HasSubstr("-- versions/a.sql:7\n"
                                "-- locks: AccessExclusiveLock public.products\n"
                                "-- for the shop\n"
                                "ALTER TABLE products ADD COLUMN sku varchar(100);\n"));
  EXPECT_THAT(script, HasSubstr("products (sku) -- slow\n\n;\n")) << "no comment eats a semicolon";
}

TEST(PlanScript, PutsTheWordsOfTheLedgerWhereTheyBelong) {
  const plan::Plan plan = two_steps();
  const std::string script = plan_script(plan, {});
  const auto after = [&script](std::string_view text, std::size_t from = 0) {
    const std::size_t at = script.find(text, from);
    EXPECT_NE(at, std::string::npos) << text;
    return at;
  };
  const std::size_t begin = after("BEGIN;\nSET LOCAL lock_timeout = 5000;");
  const std::size_t alter = after("ALTER TABLE", begin);
  const std::size_t done = after(plan.steps[0].ledger_after + "COMMIT;\n", alter);
  const std::size_t started = after(plan.steps[1].ledger_before + "COMMIT;\n", done);
  const std::size_t session = after("SET search_path = shop;\n", started);
  const std::size_t index = after("CREATE INDEX CONCURRENTLY", session);
  const std::size_t again = after("\nBEGIN;\n", index);
  after(plan.steps[1].ledger_after + "COMMIT;\n", again);
}

TEST(PlanScript, WaitsForTheLockOfAConcurrentBuildAndNoOther) {
  plan::Plan plan = two_steps();
  std::string script = plan_script(plan, {});
  EXPECT_THAT(script, HasSubstr("SET lock_timeout = 0;\nSET statement_timeout = 0;\nCREATE INDEX"));
  plan.steps[1].statements[0].timeouts.lock = std::chrono::milliseconds{1500};
  script = plan_script(plan, {}, {std::chrono::seconds{2}, std::chrono::minutes{1}});
  EXPECT_THAT(script, HasSubstr("SET LOCAL lock_timeout = 2000;\nSET LOCAL statement_timeout = "
                                "60000;\n"));
  EXPECT_THAT(script, HasSubstr("SET lock_timeout = 1500;\nSET statement_timeout = 60000;\n"));
}

TEST(PlanScript, TellsWhatIsAllowedAndFoundAndWhy) {
  plan::Plan plan = two_steps();
  plan.revisions[0].allows = {{"style-prefer-text", "the shop has it so"}};
  plan.steps[1].statements[0].allows = {{"some-rule, other-rule", "nobody\nwaits"}};
  const std::string script = plan_script(plan, {});
  EXPECT_THAT(script, HasSubstr("-- Step 1 of 2: revision 4c1d0e8a2f17, up\n"
                                "-- add sku to products\n"
                                "-- allows style-prefer-text: the shop has it so\n"));
  EXPECT_THAT(script, HasSubstr("-- Step 2 of 2: revision 4c1d0e8a2f17, up, outside a transaction\n"
                                "-- add sku to products\nBEGIN;\n"));
  EXPECT_THAT(script, HasSubstr("-- findings: some-rule\n"
                                "-- allows some-rule, other-rule: nobody waits\n"));
}

TEST(PlanScript, TellsTheLedgerOfARefusalThatLeavesNothing) {
  plan::Plan plan = two_steps();
  const std::string failed = ledger::Words("ashlar").step_failed(plan.steps[1].ledger_step);
  EXPECT_THAT(plan_script(plan, {}), Not(HasSubstr(failed))) << "an index may be left behind";
  plan.steps[1].statements[0].kind = "vacuum";
  const std::string script = plan_script(plan, {});
  EXPECT_THAT(script, HasSubstr(failed + "COMMIT;\n"));
  EXPECT_THAT(script, HasSubstr("\\set ON_ERROR_STOP off\nCREATE INDEX"));
  EXPECT_THAT(script, HasSubstr("\n;\n\\set ON_ERROR_STOP on\n\\if :ERROR\n"));
}

TEST(PlanScript, NeverLetsANameBreakOutOfAComment) {
  plan::Plan plan = two_steps();
  plan.revisions[0].record.message = "a\nDROP TABLE products;";
  EXPECT_THAT(plan_script(plan, {}), HasSubstr("-- a DROP TABLE products;\n"));
}

}  // namespace
}  // namespace ashlar::emit
