// The built program on its embedded server: cases/NAME.cmd beside cases/NAME.out.

#include <gtest/gtest.h>

#include "tests/cases/case_runner.h"

namespace ashlar::cases {
namespace {

class DatabaseCase : public testing::TestWithParam<Case> {};

TEST_P(DatabaseCase, PrintsWhatIsExpected) { check(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Commands, DatabaseCase,
                         testing::ValuesIn(cases_in("tests/commands/cases")),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace ashlar::cases
