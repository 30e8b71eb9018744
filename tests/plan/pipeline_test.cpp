#include "compiler/pipeline.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "compiler/lint.h"
#include "compiler/print.h"
#include "tests/plan/project.h"

namespace ashlar::pipeline {
namespace {

using plan_tests::Project;
using plan_tests::rules_of;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using versions::RevisionIndex;

const std::pair<std::string, std::string> kFirst = {
    "r1.sql",
    "-- migrate:revision r1\n-- migrate:revises base\n-- migrate:up\n"
    "CREATE TABLE products (id bigint PRIMARY KEY, name text);\n"
    "-- migrate:down\nDROP TABLE products;\n"};
const std::pair<std::string, std::string> kSecond = {
    "r2.sql",
    "-- migrate:revision r2\n-- migrate:revises r1\n-- migrate:up\n"
    "ALTER TABLE products RENAME COLUMN name TO title;\n"
    "-- migrate:down\nALTER TABLE products RENAME COLUMN title TO name;\n"};

TEST(Compile, CarriesTheCatalogFromRevisionToRevision) {
  const Project project({kFirst, kSecond});
  const Compilation compiled = compile(project.graph(), {}, project.graph().order, {});
  ASSERT_EQ(compiled.revisions.size(), 2U);
  const auto has_column = [](const catalog::Catalog& catalog, std::string_view column) {
    sql::QualifiedName name;
    name.name.text = "products";
    const catalog::Object* table = catalog.find_relation(name);
    return table != nullptr &&
           catalog::find_column(std::get<catalog::Table>(table->data), column) != nullptr;
  };
  EXPECT_TRUE(has_column(compiled.revisions[1].up.before, "name"));
  EXPECT_TRUE(has_column(compiled.catalog, "title"));
  ASSERT_TRUE(compiled.revisions[1].down.has_value());
  EXPECT_TRUE(has_column(compiled.revisions[1].down->after, "name"));
}

TEST(Compile, StartsFromWhatIsApplied) {
  const Project project({kFirst, kSecond});
  const Compilation compiled =
      compile(project.graph(), {*project.graph().find("r1")}, {*project.graph().find("r2")}, {});
  ASSERT_EQ(compiled.revisions.size(), 1U);
  EXPECT_GT(compiled.revisions[0].up.before.size(), catalog::Catalog::empty_database().size());
}

TEST(Lint, FindsWhatTheCompilerFindsFromAnOutline) {
  std::vector<SourceFile> files;
  for (int i = 1; i <= 200; ++i) {  // enough for several threads
    const std::string table = "t" + std::to_string(i);
    const std::string second =
        i > 1 ? fmt::format("ALTER TABLE t{} DROP COLUMN id;\n", i - 1) : "SELEC 1;\n";
    files.push_back({fmt::format("r{}.sql", 1000 + i),
                     fmt::format("-- migrate:up\nCREATE TABLE {0} (id int PRIMARY KEY);\n{1}"
                                 "-- migrate:down\nDROP TABLE {0};\nDROP TABLE nowhere;\n",
                                 table, second)});
  }
  Diagnostics whole;
  const versions::History history = versions::make_history(files, whole);
  const auto graph = versions::build_graph(history, whole);
  const Compilation compiled = compile(*graph, {}, graph->order, {});
  for (const CompiledRevision& revision : compiled.revisions) {
    whole.insert(whole.end(), revision.findings.begin(), revision.findings.end());
  }
  Diagnostics streamed;
  const versions::History outline = versions::make_outline(files, streamed);
  const auto graph_of_outline = versions::build_graph(outline, streamed);
  std::set<FileId> all;
  for (std::size_t i = 0; i < files.size(); ++i) all.insert(static_cast<FileId>(i));
  const Diagnostics linted = lint(*graph_of_outline, all, {}, rules::Fixes::kQuick);
  streamed.insert(streamed.end(), linted.begin(), linted.end());
  const auto told = [](Diagnostics findings) {
    sort_by_location(findings);
    std::vector<std::string> lines;
    for (const Diagnostic& finding : findings) {
      lines.push_back(std::to_string(finding.location.file) + " " + finding.about.revision + " " +
                      finding.rule + " " + finding.message);
    }
    return lines;
  };
  EXPECT_GT(whole.size(), files.size());
  EXPECT_EQ(told(streamed), told(whole));

  const Diagnostics of_last =
      lint(*graph_of_outline, {static_cast<FileId>(files.size() - 1)}, {}, rules::Fixes::kQuick);
  EXPECT_THAT(of_last, Not(IsEmpty()));
  for (const Diagnostic& finding : of_last) {
    EXPECT_EQ(finding.location.file, files.size() - 1) << finding.message;
  }
}

TEST(MakePlan, RefusesToGoBackThroughARevisionWithoutADown) {
  const Project project({kFirst,
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:revises r1\n-- migrate:up\n"
                          "ALTER TABLE products ADD COLUMN sku text;\n-- migrate:down\n"}});
  const Planned planned = project.downgrade({"r1", "r2"});
  EXPECT_THAT(rules_of(planned.findings), Contains("no-down-section"));
  EXPECT_TRUE(has_errors(planned.findings));
}

TEST(MakePlan, NamesTheReasonWhyThereIsNoWayBack) {
  const Project project({kFirst,
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:revises r1\n-- migrate:up\n"
                          "ALTER TABLE products DROP COLUMN name;\n"
                          "-- migrate:irreversible the names are gone\n"}});
  const Planned planned = project.downgrade({"r1", "r2"}, "r1");
  ASSERT_THAT(rules_of(planned.findings), Contains("no-down-section"));
  EXPECT_THAT(planned.findings.back().message,
              HasSubstr("`r2` is irreversible: the names are gone"));
}

TEST(MakePlan, GoesBackThroughARevisionThatChangedNothing) {
  const Project project({kFirst,
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:revises r1\n"
                          "-- migrate:up\n"}});
  EXPECT_THAT(rules_of(project.downgrade({"r1", "r2"}).findings), Not(Contains("no-down-section")));
}

TEST(MakePlan, ReplaysDownSectionsFromWhereThePathStands) {
  const Project project({kFirst, kSecond});
  const plan::Plan plan = project.downgrade({"r1", "r2"}).plan;
  ASSERT_EQ(plan.steps.size(), 2U);
  EXPECT_EQ(plan.steps[0].revision, "r2");
  EXPECT_EQ(plan.steps[0].statements[0].effects.locks[0].relation.name, "public.products");
  EXPECT_EQ(plan.steps[1].revision, "r1");
  EXPECT_EQ(effects::to_string(plan.steps[1].statements[0].effects.losses[0]),
            "table public.products");
}

TEST(MakePlan, LeavesFindingsOfUpSectionsOutOfADowngrade) {
  const Project project({kFirst,
                         {"r2.sql",
                          "-- migrate:revision r2\n-- migrate:revises r1\n-- migrate:up\n"
                          "CREATE INDEX wrong ON products (name);\n"
                          "-- migrate:down\nDROP INDEX CONCURRENTLY wrong;\n"}});
  EXPECT_THAT(rules_of(project.upgrade({"r1"}).findings), Contains("naming-index"));
  EXPECT_THAT(rules_of(project.downgrade({"r1", "r2"}, "r1").findings),
              Not(Contains("naming-index")));
}

TEST(Print, HasANameForEveryStage) {
  for (const Stage stage : stages()) EXPECT_EQ(find_stage(to_string(stage)), stage);
  EXPECT_EQ(find_stage("nonsense"), std::nullopt);
}

class PrintStage : public testing::Test {
 protected:
  std::string printed(Stage stage) const {
    const auto path = versions::upgrade_path(project_.graph(), "heads", {});
    return print(stage, project_.graph(), *path, {}, {});
  }
  Project project_{{kFirst, kSecond}};
};

TEST_F(PrintStage, Annotations) {
  EXPECT_THAT(printed(Stage::kAnnotations),
              testing::StartsWith("versions/r1.sql\n"
                                  "  revision r1 at 1:21-1:23\n"
                                  "  revises base\n"
                                  "  up at 3:1-3:14, body 4:1-5:1, transaction derived\n"
                                  "  down at 5:1-5:16, body 6:1-7:1, transaction derived\n"));
}

TEST_F(PrintStage, Statements) {
  EXPECT_EQ(printed(Stage::kStatements),
            "r1 versions/r1.sql\n"
            "  up transaction derived\n"
            "    [0] 4:1-4:57 create_table products\n"
            "  down transaction derived\n"
            "    [0] 6:1-6:20 drop_table products\n"
            "r2 versions/r2.sql\n"
            "  up transaction derived\n"
            "    [0] 4:1-4:49 rename_column products.name to title\n"
            "  down transaction derived\n"
            "    [0] 6:1-6:49 rename_column products.title to name\n");
}

TEST_F(PrintStage, GraphAndPath) {
  EXPECT_EQ(printed(Stage::kGraph), "r1 <- base depth 0\nr2 <- r1 head depth 1\n");
  EXPECT_EQ(printed(Stage::kPath), "up from base to r2\n  r1\n  r2\n");
}

TEST_F(PrintStage, Catalog) {
  const std::string text = printed(Stage::kCatalog);
  EXPECT_THAT(text, HasSubstr("table public.products\n  id bigint not null\n  title text\n"));
  EXPECT_THAT(text, HasSubstr("constraint products_pkey on public.products primary key (id)\n"));
}

TEST_F(PrintStage, EffectsStepsAndPlan) {
  EXPECT_THAT(printed(Stage::kEffects),
              HasSubstr("    up[0] rename_column\n"
                        "      lock AccessExclusiveLock public.products"));
  EXPECT_THAT(printed(Stage::kEffects), HasSubstr("      loses table public.products\n"));
  EXPECT_THAT(printed(Stage::kSteps), HasSubstr("r2\n  up step 1: transaction\n"));
  EXPECT_THAT(printed(Stage::kPlan), HasSubstr("upgrade from base to r2"));
}

}  // namespace
}  // namespace ashlar::pipeline
