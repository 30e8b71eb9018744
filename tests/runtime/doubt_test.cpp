// A COMMIT without an answer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/runtime/cutting_proxy.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

using testing::HasSubstr;

class DoubtTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    std::filesystem::create_directory(folder_.path() / "p");
    proxy_ =
        std::make_unique<CuttingProxy>(folder_.path() / "p", ask("SHOW unix_socket_directories"));
    ready();
  }

  /// Runs the plan through the proxy, which cuts at the COMMIT of its first step.
  Error run_cut(const plan::Plan& plan, CuttingProxy::Cut cut) {
    auto database = runtime_.connect({proxy_->url(), "ashlar"});
    EXPECT_TRUE(database.ok()) << database.error().message;
    EXPECT_TRUE((*database)->lock({}, nullptr).ok());
    proxy_->arm(cut);
    const auto report = (*database)->run(plan, {}, nullptr, failure_);
    EXPECT_FALSE(report.ok());
    EXPECT_EQ((*database)->read_ledger().error().code, ErrorCode::kConnectionLost);
    return report.error();
  }

  std::unique_ptr<CuttingProxy> proxy_;
  RunFailure failure_;
};

const plan::Plan& two_steps() {
  static const plan::Plan kPlan = plan_of(
      {{"a", {together({"CREATE TABLE t (x int)"}), together({"INSERT INTO t VALUES (1)"})}}});
  return kPlan;
}

TEST_F(DoubtTest, ACommitThatTookPlaceIsSaidToHave) {
  const Error error = run_cut(two_steps(), CuttingProxy::Cut::kAfterCommit);
  EXPECT_EQ(error.code, ErrorCode::kCommitInDoubt);
  EXPECT_THAT(error.message, HasSubstr("it was committed"));
  EXPECT_THAT(error.detail, HasSubstr("goes on from there"));
  EXPECT_EQ(failure_.step, 1U);
  EXPECT_FALSE(failure_.statement.has_value());
  EXPECT_EQ(ask("SELECT to_regclass('t') IS NOT NULL"), "t");
  const auto report = ready()->run(two_steps(), {}, nullptr, failure_);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->steps_skipped, 1U);
  EXPECT_EQ(report->steps_run, 1U);
}

TEST_F(DoubtTest, ACommitThatDidNotTakePlaceIsSaidNotToHave) {
  const Error error = run_cut(two_steps(), CuttingProxy::Cut::kBeforeCommit);
  EXPECT_EQ(error.code, ErrorCode::kCommitInDoubt);
  EXPECT_THAT(error.message, HasSubstr("it was rolled back"));
  EXPECT_EQ(ask("SELECT to_regclass('t') IS NULL"), "t");
  const auto report = ready()->run(two_steps(), {}, nullptr, failure_);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->steps_run, 2U);
}

TEST_F(DoubtTest, WhatNobodyCanSayIsNotGuessed) {
  const Error error = run_cut(two_steps(), CuttingProxy::Cut::kAfterCommitForGood);
  EXPECT_EQ(error.code, ErrorCode::kCommitInDoubt);
  EXPECT_THAT(error.message, HasSubstr("nobody could say"));
}

TEST_F(DoubtTest, TheRecordOfAStepOutsideATransactionCanBeInDoubtToo) {
  must("CREATE TABLE u (x int)");
  const plan::Plan plan = plan_of({{"a", {alone("VACUUM u")}}});
  const Error error = run_cut(plan, CuttingProxy::Cut::kAfterCommit);
  EXPECT_EQ(error.code, ErrorCode::kCommitInDoubt);
  EXPECT_EQ(ask("SELECT count(*) FROM ashlar.steps WHERE done_at IS NULL"), "1");
  EXPECT_TRUE(ready()->run(plan, {}, nullptr, failure_).ok());
}

}  // namespace
}  // namespace ashlar::runtime
