#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/plan/project.h"

namespace ashlar::plan {
namespace {

using plan_tests::Files;
using plan_tests::Project;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::pair<std::string, std::string> kProductsFile = {
    "r1.sql",
    "-- migrate:revision r1\n-- migrate:revises base\n-- migrate:up\n"
    "CREATE TABLE products (id bigint PRIMARY KEY, name text);\n"
    "-- migrate:down\nDROP TABLE products;\n"};

std::pair<std::string, std::string> second(const std::string& up, const std::string& head = "") {
  return {"r2.sql", "-- migrate:revision r2\n-- migrate:revises r1\n" + head + "-- migrate:up\n" +
                        up + "-- migrate:irreversible a test\n"};
}

std::vector<std::string> to_confirm(const Project& project,
                                    const std::vector<std::string>& applied) {
  return unallowed_losses(project.upgrade(applied).plan);
}

TEST(UnallowedLosses, AreOfWhatWasThereBeforeThePlan) {
  const Project project({kProductsFile, second("ALTER TABLE products DROP COLUMN name;\n"
                                               "TRUNCATE products;\nDROP TABLE products;\n")});
  EXPECT_THAT(
      to_confirm(project, {"r1"}),
      ElementsAre("column public.products.name", "rows public.products", "table public.products"));
}

TEST(UnallowedLosses, LeaveOutWhatAStatementsAllowCovers) {
  const Project project(
      {kProductsFile, second("-- migrate:allow drop-column-data-loss -- nobody reads it\n"
                             "ALTER TABLE products DROP COLUMN name;\nDROP TABLE products;\n")});
  EXPECT_THAT(to_confirm(project, {"r1"}), ElementsAre("table public.products"));
  const PlannedStatement statement = project.upgrade({"r1"}).plan.steps[0].statements[0];
  EXPECT_THAT(statement.allowed_losses, ElementsAre("column public.products.name"));
}

TEST(UnallowedLosses, LeaveOutWhatTheFilesAllowCovers) {
  const Project project(
      {kProductsFile, second("ALTER TABLE products DROP COLUMN name;\n",
                             "-- migrate:allow drop-column-data-loss -- nobody reads it\n")});
  EXPECT_THAT(to_confirm(project, {"r1"}), IsEmpty());
}

TEST(UnallowedLosses, AreNotCoveredByAnAllowOfAnotherRule) {
  const Project project(
      {kProductsFile, second("-- migrate:allow drop-table-data-loss -- wrong one\n"
                             "ALTER TABLE products DROP COLUMN name;\n")});
  EXPECT_THAT(to_confirm(project, {"r1"}), ElementsAre("column public.products.name"));
}

TEST(UnallowedLosses, LeaveOutWhatThePlanItselfMakes) {
  const Project project({kProductsFile, second("ALTER TABLE products DROP COLUMN name;\n"
                                               "CREATE TABLE t (id bigint PRIMARY KEY);\n"
                                               "DROP TABLE t;\n")});
  EXPECT_THAT(to_confirm(project, {"r1"}), ElementsAre("column public.products.name"));
  EXPECT_THAT(to_confirm(project, {}), IsEmpty()) << "products, too, are made by this plan";
}

TEST(UnallowedLosses, HoldTablesThatThePlanFilledFromOlderOnes) {
  const auto refilled = second(
      "CREATE TABLE copies (id bigint PRIMARY KEY);\n"
      "INSERT INTO copies SELECT id FROM products;\nDROP TABLE copies;\n");
  EXPECT_THAT(to_confirm(Project({kProductsFile, refilled}), {"r1"}),
              ElementsAre("table public.copies"));
  EXPECT_THAT(to_confirm(Project({kProductsFile, refilled}), {}), IsEmpty())
      << "in an empty database there is nothing older";
  const auto made_full =
      second("CREATE TABLE copies AS SELECT id FROM products;\nDROP TABLE copies;\n");
  EXPECT_THAT(to_confirm(Project({kProductsFile, made_full}), {"r1"}),
              ElementsAre("table public.copies"));
  const auto opaque = second(
      "CREATE TABLE copies (id bigint PRIMARY KEY);\n"
      "DO $$ BEGIN INSERT INTO copies SELECT id FROM products; END $$;\nDROP TABLE copies;\n");
  EXPECT_THAT(to_confirm(Project({kProductsFile, opaque}), {"r1"}),
              ElementsAre("table public.copies"));
}

TEST(UnallowedLosses, HoldColumnsThatThePlanFilledFromOlderOnes) {
  const Project project({kProductsFile, second("ALTER TABLE products ADD COLUMN title text;\n"
                                               "UPDATE products SET title = name WHERE id > 0;\n"
                                               "ALTER TABLE products DROP COLUMN title;\n")});
  EXPECT_THAT(to_confirm(project, {"r1"}), ElementsAre("column public.products.title"));
}

TEST(UnallowedLosses, HoldWhatADownSectionTakesAway) {
  const Project project(Files{kProductsFile});
  EXPECT_THAT(unallowed_losses(project.downgrade({"r1"}).plan),
              ElementsAre("table public.products"));
}

TEST(UnallowedLosses, NameEachThingOnce) {
  const Project project({kProductsFile, second("TRUNCATE products;\nTRUNCATE products;\n")});
  EXPECT_THAT(to_confirm(project, {"r1"}), ElementsAre("rows public.products"));
}

TEST(UnallowedLosses, HoldWhatTheCatalogDoesNotKnow) {
  const Project project({kProductsFile, second("DROP TABLE strangers;\n")});
  EXPECT_THAT(to_confirm(project, {}), ElementsAre("table public.strangers"));
}

}  // namespace
}  // namespace ashlar::plan
