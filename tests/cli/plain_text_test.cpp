#include "cli/plain_text.h"

#include <gtest/gtest.h>

namespace ashlar::cli {
namespace {

TEST(PlainText, IndentsCodeAndDropsMarks) {
  EXPECT_EQ(
      plain_text("# drop-table\n\nSee [the rule](drop.md) and\n"
                 "[the manual](https://example.org/a).\n\n```sql\nDROP TABLE a;\n\n-- # x\n```\n",
                 emit::Color::kNever),
      "drop-table\n\nSee the rule and\nthe manual (https://example.org/a).\n\n"
      "    DROP TABLE a;\n\n    -- # x\n");
}

TEST(PlainText, LeavesBracketsOfSqlAlone) {
  EXPECT_EQ(plain_text("`a[1]` (b)\n", emit::Color::kNever), "`a[1]` (b)\n");
}

}  // namespace
}  // namespace ashlar::cli
