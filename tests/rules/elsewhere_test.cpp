#include "compiler/rules/names/elsewhere.h"

#include <gtest/gtest.h>

#include "compiler/rules/names/mentions.h"

namespace ashlar::rules {
namespace {

Diagnostic renaming(FileId file, std::string name) {
  Fix fix;
  fix.message = "rename";
  fix.safe = true;
  fix.edits.push_back({{file, {0, 1}}, "x"});
  fix.retired_name = std::move(name);
  Diagnostic diagnostic;
  diagnostic.fixes.push_back(std::move(fix));
  return diagnostic;
}

TEST(MentionsWord, AsAWordOfItsOwn) {
  EXPECT_TRUE(mentions_word("DROP INDEX by_sku;", "by_sku"));
  EXPECT_TRUE(mentions_word("drop index BY_SKU", "by_sku"));
  EXPECT_TRUE(mentions_word("by_sku", "by_sku"));
  EXPECT_FALSE(mentions_word("by_sku_2, aby_sku", "by_sku"));
  EXPECT_TRUE(mentions_word("by_sku_2, by_sku", "by_sku"));
  EXPECT_FALSE(mentions_word("", "by_sku"));
}

TEST(DoubtFixesUsedElsewhere, OtherFilesCount) {
  Sources sources;
  sources.add({"1.sql", "CREATE INDEX by_sku; CREATE INDEX by_name; CREATE INDEX \"two words\""});
  sources.add({"2.sql", "DROP INDEX BY_SKU; -- by_names, \"Two Words\""});
  Diagnostics first = {renaming(0, "by_sku"), renaming(0, "by_name"), renaming(0, "two words")};
  Diagnostics second = {renaming(1, "by_names")};
  doubt_fixes_used_elsewhere({&first, &second}, sources);
  EXPECT_FALSE(first[0].fixes[0].safe);
  EXPECT_EQ(first[0].fixes[0].message, "rename (look it over: `by_sku` also stands in 2.sql)");
  EXPECT_TRUE(first[1].fixes[0].safe);
  EXPECT_FALSE(first[2].fixes[0].safe);
  EXPECT_TRUE(second[0].fixes[0].safe);
}

TEST(DoubtFixesUsedElsewhere, OtherFixesAreLeftAlone) {
  Sources sources;
  sources.add({"1.sql", "x"});
  sources.add({"2.sql", "x"});
  Diagnostics findings = {renaming(0, "")};
  doubt_fixes_used_elsewhere({&findings}, sources);
  EXPECT_TRUE(findings[0].fixes[0].safe);
}

}  // namespace
}  // namespace ashlar::rules
