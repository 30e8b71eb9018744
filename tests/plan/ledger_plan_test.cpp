#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/ledger/ledger.h"
#include "compiler/pipeline.h"
#include "tests/plan/project.h"

namespace ashlar::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

plan_tests::Project own_revisions() {
  plan_tests::Files files;
  for (SourceFile& file : ledger::revision_files()) {
    files.emplace_back(file.path.substr(file.path.find('/') + 1), std::move(file.text));
  }
  return plan_tests::Project(files);
}

TEST(LedgerPlan, IsOneTransactionARevision) {
  const Plan plan = ledger_plan({}, "ashlar");
  ASSERT_EQ(plan.steps.size(), ledger::revision_files().size());
  for (const Step& step : plan.steps) {
    EXPECT_TRUE(step.transactional);
    EXPECT_EQ(step.ledger_before, "");
  }
  EXPECT_THAT(plan.from, IsEmpty());
}

TEST(LedgerPlan, SetsTheSearchPathToTheLedgersSchemaFirst) {
  const Plan plan = ledger_plan({}, "My Ledger");
  ASSERT_FALSE(plan.steps.empty());
  const Step& step = plan.steps[0];
  ASSERT_GT(step.statements.size(), 1U);
  EXPECT_EQ(step.statements[0].sql, "SET LOCAL search_path = \"My Ledger\"");
  EXPECT_EQ(step.statements[1].index, 1U);
  EXPECT_EQ(
      step.ledger_after,
      ledger::Words("My Ledger").record_installed("0001", plan.revisions[0].record.up_checksum));
}

TEST(LedgerPlan, LeavesOutWhatIsInstalled) {
  std::vector<std::string> installed;
  for (const PlannedRevision& revision : ledger_plan({}, "ashlar").revisions) {
    installed.push_back(revision.record.id);
  }
  const Plan plan = ledger_plan(installed, "ashlar");
  EXPECT_THAT(plan.steps, IsEmpty());
  EXPECT_EQ(plan.from, plan.to);
}

TEST(LedgerRevisions, HaveNothingForTheLinterToFind) {
  const plan_tests::Project project = own_revisions();
  const versions::Graph& graph = project.graph();
  const pipeline::Compilation compiled = pipeline::compile(graph, {}, graph.order, {});
  for (const pipeline::CompiledRevision& revision : compiled.revisions) {
    for (const Diagnostic& finding : revision.findings) {
      ADD_FAILURE() << graph[revision.revision].id << ": " << finding.rule << ": "
                    << finding.message;
    }
    ASSERT_TRUE(revision.down.has_value()) << "every one has a way back";
  }
}

TEST(LedgerWords, KeyTheLockBySchemaForEver) {
  EXPECT_NE(ledger::Words("ashlar").lock_key(), ledger::Words("other").lock_key());
  EXPECT_EQ(ledger::Words("ashlar").lock_key(), -5140472151515900140)
      << "runners of all versions must agree";
}

}  // namespace
}  // namespace ashlar::plan
