// The built program without a database: cases/NAME.cmd beside cases/NAME.out.

#include <gtest/gtest.h>

#include "tests/cases/case_runner.h"

namespace ashlar::cases {
namespace {

class OfflineCase : public testing::TestWithParam<Case> {};

TEST_P(OfflineCase, PrintsWhatIsExpected) { check(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Cli, OfflineCase, testing::ValuesIn(cases_in("tests/cli/cases")),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace ashlar::cases
