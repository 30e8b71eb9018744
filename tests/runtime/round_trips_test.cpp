// How often a run waits for the server: each wait costs as much as the line is long.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/runtime/cutting_proxy.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

class RoundTripsTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    std::filesystem::create_directory(folder_.path() / "p");
    proxy_ =
        std::make_unique<CuttingProxy>(folder_.path() / "p", ask("SHOW unix_socket_directories"));
    ready();
  }

  /// Those of the whole command: connect, read the ledger, take the lock, run.
  std::size_t of_run(const plan::Plan& plan) {
    const std::size_t before = proxy_->round_trips();
    const auto database = runtime_.connect({proxy_->url(), "ashlar"});
    EXPECT_TRUE(database.ok() && (*database)->read_ledger().ok() &&
                (*database)->lock({}, nullptr).ok());
    RunFailure failure;
    const auto report = (*database)->run(plan, {}, nullptr, failure);
    EXPECT_TRUE(report.ok()) << report.error().message;
    return proxy_->round_trips() - before;
  }

  std::unique_ptr<CuttingProxy> proxy_;
};

StepText many(int count, const std::string& table) {
  StepText step = together({"CREATE TABLE " + table + " (x int)"});
  for (int i = 1; i < count; ++i) {
    step.statements.push_back(fmt::format("INSERT INTO {} VALUES ({})", table, i));
  }
  return step;
}

// psql sends each statement, BEGIN and COMMIT, and waits: 102 for the second plan.
TEST_F(RoundTripsTest, AStepTakesTwoHoweverManyStatementsItHas) {
  const std::size_t one = of_run(plan_of({{"a", {many(1, "one")}}}));
  const std::size_t hundred = of_run(plan_of({{"b", {many(100, "hundred")}}}, {"a"}));
  EXPECT_EQ(ask("SELECT count(*) FROM hundred"), "99");
  EXPECT_EQ(hundred, one);
  EXPECT_LE(hundred, 12U);
  const std::size_t steps =
      of_run(plan_of({{"c", {many(9, "c1")}}, {"d", {many(9, "d1"), many(9, "d2")}}}, {"a", "b"}));
  EXPECT_EQ(steps, one + 4);
}

}  // namespace
}  // namespace ashlar::runtime
