#include "compiler/rules/naming/naming_pattern.h"

#include <gtest/gtest.h>

#include "compiler/rules/settings.h"

namespace ashlar::rules {
namespace {

NamingPattern pattern(std::string_view text) {
  Result<NamingPattern> parsed = NamingPattern::parse(text);
  EXPECT_TRUE(parsed.ok()) << text;
  return std::move(parsed).value();
}

NameFacts facts(std::string name, std::string table, std::vector<std::string> columns) {
  NameFacts known;
  known.name = std::move(name);
  known.table = std::move(table);
  known.columns = std::move(columns);
  return known;
}

bool fits(std::string_view text, const NameFacts& known,
          Strictness strictness = Strictness::kLoose) {
  return pattern(text).fits(known, strictness);
}

constexpr std::string_view kIndex = "ix_{table}_{columns}";
constexpr std::string_view kUnique = "uq_{table}_{columns}";
constexpr std::string_view kForeignKey = "fk_{table}_{referred_table}";

TEST(NamingPattern, FitsWhatItSays) {
  EXPECT_TRUE(fits(kIndex, facts("ix_products_sku", "products", {"sku"})));
  EXPECT_FALSE(fits(kIndex, facts("products_sku_idx", "products", {"sku"})));
  EXPECT_FALSE(fits(kIndex, facts("ix_products", "products", {"sku"})));
  EXPECT_FALSE(fits(kIndex, facts("ix_orders_sku", "products", {"sku"})));
  EXPECT_FALSE(fits(kIndex, facts("ix_products_sku_idx", "products", {"sku"})));
}

TEST(NamingPattern, AColumnMayBeShortenedUnlessStrict) {
  const std::vector<std::string> columns = {"organization_id", "sku"};
  for (const std::string name :
       {"uq_products_organization_id_sku", "uq_products_org_sku", "uq_products_organization_sku",
        "uq_products_org_id_sku", "uq_products_o_s"}) {
    EXPECT_TRUE(fits(kUnique, facts(name, "products", columns))) << name;
  }
  for (const std::string name :
       {"uq_products_sku", "uq_products_sku_org", "uq_products_org", "uq_products_id_sku",
        "uq_products_gan_sku", "uq_products__sku", "uq_products_org_sku_extra"}) {
    EXPECT_FALSE(fits(kUnique, facts(name, "products", columns))) << name;
  }
  EXPECT_TRUE(fits(kUnique, facts("uq_products_organization_id_sku", "products", columns),
                   Strictness::kStrict));
  EXPECT_FALSE(
      fits(kUnique, facts("uq_products_org_sku", "products", columns), Strictness::kStrict));
}

TEST(NamingPattern, TrailingWordsOfAColumnMayGo) {
  EXPECT_TRUE(fits(kIndex, facts("ix_orders_created", "orders", {"created_at"})));
  EXPECT_FALSE(fits(kIndex, facts("ix_orders_at", "orders", {"created_at"})));
}

TEST(NamingPattern, ManyColumnsAreMatchedQuickly) {
  std::string name = "ix_t";
  std::vector<std::string> columns;
  for (int i = 0; i < 28; ++i) {
    name += "_a";
    columns.emplace_back("a_a_a_a_a_a");
  }
  EXPECT_TRUE(fits(kIndex, facts(name, "t", columns)));
  EXPECT_FALSE(fits(kIndex, facts(name + "_b", "t", columns)));
}

TEST(NamingPattern, OwnWordsInPlaceOfColumns) {
  NameFacts partial = facts("ix_products_active", "products", {"sku"});
  EXPECT_FALSE(fits(kIndex, partial));
  partial.own_words = OwnWords::kInsteadOfColumns;
  EXPECT_TRUE(fits(kIndex, partial));
  EXPECT_TRUE(fits(kIndex, partial, Strictness::kStrict));
  partial.name = "ix_active";
  EXPECT_FALSE(fits(kIndex, partial));
}

TEST(NamingPattern, OwnWordsAtTheEnd) {
  NameFacts known = facts("ix_products_name_trgm", "products", {"name"});
  EXPECT_FALSE(fits(kIndex, known));
  known.own_words = OwnWords::kAfter;
  EXPECT_TRUE(fits(kIndex, known));
  known.name = "ix_products_trgm";
  EXPECT_FALSE(fits(kIndex, known));
  known.name = "ix_products_name_";
  EXPECT_FALSE(fits(kIndex, known));
}

TEST(NamingPattern, AReferredTableMayStandInItsSingular) {
  NameFacts known = facts("fk_products_organization", "products", {"organization_id"});
  known.referred_table = "organizations";
  EXPECT_TRUE(fits(kForeignKey, known));
  known.name = "fk_products_organizations";
  EXPECT_TRUE(fits(kForeignKey, known));
  known.name = "fk_product_organizations";
  EXPECT_FALSE(fits(kForeignKey, known));
  known.name = "fk_products_org";
  EXPECT_FALSE(fits(kForeignKey, known));
  known.referred_table = "people";
  known.name = "fk_products_person";
  EXPECT_TRUE(fits(kForeignKey, known));
}

TEST(NamingPattern, ASuffixTellsForeignKeysApart) {
  NameFacts known = facts("fk_orders_users_approver", "orders", {"approver_id"});
  known.referred_table = "users";
  EXPECT_FALSE(fits(kForeignKey, known));
  known.own_words = OwnWords::kAfter;
  known.suffix = "approver";
  EXPECT_TRUE(fits(kForeignKey, known));
  EXPECT_EQ(pattern(kForeignKey).fill(known), "fk_orders_users_approver");
}

TEST(NamingPattern, AllPlaceholders) {
  NameFacts known = facts("", "orders", {"user_id", "product_id"});
  known.referred_table = "users";
  known.referred_columns = {"id", "tenant"};
  const NamingPattern all =
      pattern("{table}-{column_0}-{columns}-{referred_table}-{referred_columns}");
  const std::string filled = "orders-user_id-user_id_product_id-users-id_tenant";
  EXPECT_EQ(all.fill(known), filled);
}

TEST(NamingPattern, TheNameOfItsOwn) {
  const NamingPattern check = pattern("ck_{table}_{name}");
  NameFacts known = facts("price_positive", "products", {"price"});
  EXPECT_FALSE(check.fits(known, Strictness::kLoose));
  EXPECT_EQ(check.fill(known), "ck_products_price_positive");
  known.name = "ck_price_positive";
  EXPECT_EQ(check.fill(known), "ck_products_price_positive");
  known.name = "ck_products_price_positive";
  EXPECT_TRUE(check.fits(known, Strictness::kLoose));
  known.name = "products_price_check";
  known.own_name = "price";
  EXPECT_EQ(check.fill(known), "ck_products_price");
}

TEST(NamingPattern, LongNamesAreShortenedTheSameWayEveryTime) {
  const NameFacts known = facts("", "a_table_with_quite_a_long_name_of_its_own",
                                {"a_column_with_a_long_name", "another_column"});
  const std::optional<std::string> name = pattern(kIndex).fill(known);
  ASSERT_TRUE(name.has_value());
  EXPECT_LE(name->size(), kIdentifierLimit);
  EXPECT_EQ(*name, "ix_a_table_with_quite_a_long_name_of_its_own_a_column_cf5a2cea");
  EXPECT_EQ(pattern(kIndex).fill(known), name);
  EXPECT_TRUE(fits(kIndex, facts(*name, known.table, known.columns), Strictness::kStrict));
}

TEST(NamingPattern, Styles) {
  EXPECT_TRUE(fits("snake_case plural", facts("knowledge_chunks", "", {})));
  EXPECT_FALSE(fits("snake_case plural", facts("knowledge_chunk", "", {})));
  EXPECT_FALSE(fits("snake_case plural", facts("KnowledgeChunks", "", {})));
  EXPECT_TRUE(fits("snake_case singular", facts("knowledge_chunk", "", {})));
  EXPECT_FALSE(fits("snake_case singular", facts("knowledge_chunks", "", {})));
  EXPECT_EQ(pattern("snake_case plural").fill(facts("KnowledgeChunk", "", {})), "knowledge_chunks");
  EXPECT_EQ(pattern("snake_case singular").fill(facts("users", "", {})), "user");
}

TEST(NamingPattern, RegularExpressions) {
  EXPECT_TRUE(fits("/v_[a-z_]+/", facts("v_orders", "", {})));
  EXPECT_FALSE(fits("/v_[a-z_]+/", facts("my_v_orders", "", {})));
  EXPECT_EQ(pattern("/v_[a-z_]+/").fill(facts("orders", "", {})), std::nullopt);
}

TEST(NamingPattern, WhatHasNoTableIsNotAskedToNameIt) {
  EXPECT_TRUE(fits("{table}_{columns}_seq", facts("invoice_numbers", "", {})));
}

TEST(NamingPattern, CapitalsInTablesAndColumnsAreSpelledBothWays) {
  EXPECT_TRUE(fits(kIndex, facts("ix_users_created_at", "Users", {"createdAt"})));
  EXPECT_TRUE(fits(kIndex, facts("ix_Users_createdAt", "Users", {"createdAt"})));
  EXPECT_EQ(pattern(kIndex).fill(facts("", "Users", {"createdAt"})), "ix_users_created_at");
}

TEST(NamingError, TellsWhatIsWrongWithAPattern) {
  EXPECT_EQ(naming_error("index", "ix_{table}_{columns}"), std::nullopt);
  EXPECT_EQ(naming_error("index", ""), std::nullopt);
  EXPECT_EQ(naming_error("primary_key", "id"), std::nullopt);
  EXPECT_EQ(naming_error("index", "ix_{tabel}"),
            "unknown placeholder `{tabel}`; did you mean `{table}`?");
  EXPECT_EQ(naming_error("index", "ix_{table"), "a brace is not balanced");
  EXPECT_EQ(naming_error("table", "snakecase"),
            "`snakecase` would give all of them one name; did you mean `snake_case`?");
  EXPECT_EQ(naming_error("table", "singular plural"), "`plural` and `singular` exclude each other");
  EXPECT_TRUE(naming_error("view", "/v_[/").has_value());
}

}  // namespace
}  // namespace ashlar::rules
