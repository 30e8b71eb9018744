#include "compiler/rules/naming/plurals.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ashlar::rules {
namespace {

const std::vector<std::pair<std::string, std::string>> kPairs = {
    {"product", "products"},
    {"category", "categories"},
    {"day", "days"},
    {"status", "statuses"},
    {"address", "addresses"},
    {"class", "classes"},
    {"box", "boxes"},
    {"branch", "branches"},
    {"dish", "dishes"},
    {"person", "people"},
    {"child", "children"},
    {"grandchild", "grandchildren"},
    {"salesperson", "salespeople"},
    {"man", "men"},
    {"workman", "workmen"},
    {"human", "humans"},
    {"mouse", "mice"},
    {"tooth", "teeth"},
    {"leaf", "leaves"},
    {"housewife", "housewives"},
    {"bookshelf", "bookshelves"},
    {"quiz", "quizzes"},
    {"analysis", "analyses"},
    {"crisis", "crises"},
    {"basis", "bases"},
    {"hypothesis", "hypotheses"},
    {"alias", "aliases"},
    {"bus", "buses"},
    {"hero", "heroes"},
    {"photo", "photos"},
    {"movie", "movies"},
    {"cookie", "cookies"},
    {"cache", "caches"},
    {"database", "databases"},
    {"house", "houses"},
    {"image", "images"},
    {"index", "indexes"},
    {"schema", "schemas"},
    {"criterion", "criteria"},
    {"matrix", "matrices"},
    {"key", "keys"},
    {"invoice", "invoices"},
    {"campus", "campuses"},
    {"bonus", "bonuses"},
    {"epoch", "epochs"},
};

TEST(Plurals, BendsNouns) {
  for (const auto& [one, many] : kPairs) EXPECT_EQ(pluralize(one), many);
}

TEST(Plurals, PluralsPassAndSingularsDoNot) {
  for (const auto& [one, many] : kPairs) {
    EXPECT_TRUE(may_be_plural(many)) << many;
    EXPECT_FALSE(may_be_plural(one)) << one;
  }
}

TEST(Plurals, BendsBack) {
  for (const auto& [one, many] : kPairs) {
    if (one == "basis") continue;  // `bases` is the plural of `base` as well
    EXPECT_EQ(singularize(many), one) << many;
  }
}

TEST(Plurals, ASingularStaysAsItIs) {
  for (const std::string word :
       {"status", "address", "bus", "analysis", "news", "data", "series"}) {
    EXPECT_EQ(singularize(word), word);
  }
}

TEST(Plurals, DoubtSpeaksForTheAuthor) {
  const std::vector<std::string> doubtful = {
      "data",        "metadata", "news", "series", "species", "staff",  "equipment",
      "information", "media",    "dice", "skus",   "gpus",    "menus",  "kpis",
      "apis",        "t",        "t1",   "dns",    "cacti",   "alumni", "analytics"};
  for (const std::string& word : doubtful) EXPECT_TRUE(may_be_plural(word)) << word;
}

TEST(Plurals, BeyondAsciiNothingIsSure) { EXPECT_TRUE(may_be_plural("größe")); }

TEST(Plurals, NamesBendAtTheirNoun) {
  EXPECT_EQ(pluralize_name("knowledge_chunk"), "knowledge_chunks");
  EXPECT_EQ(pluralize_name("order_old"), "orders_old");
  EXPECT_EQ(pluralize_name("event_2024"), "events_2024");
  EXPECT_EQ(pluralize_name("page_view"), "page_views");
  EXPECT_EQ(pluralize_name("database_backup"), "database_backups");
  EXPECT_EQ(singularize_name("knowledge_chunks"), "knowledge_chunk");
  EXPECT_EQ(singularize_name("company_addresses"), "company_address");
}

TEST(Plurals, NamesMayEndInNumbersAndAdjectives) {
  for (const std::string name :
       {"products", "knowledge_chunks", "orders_old", "events_2024", "orders_backup", "user_data",
        "logs_v2", "people", "products_new"}) {
    EXPECT_TRUE(name_may_be_plural(name)) << name;
  }
  for (const std::string name :
       {"product", "knowledge_chunk", "order_old", "event_2024", "page_view", "old_2024_log"}) {
    EXPECT_FALSE(name_may_be_plural(name)) << name;
  }
}

TEST(Plurals, OddNamesDoNoHarm) {
  for (const std::string name : {"", "_", "__", "_1", "1", "a__b", "old", "2024", "_old_"}) {
    (void)pluralize_name(name);
    (void)singularize_name(name);
    (void)name_may_be_plural(name);
  }
}

}  // namespace
}  // namespace ashlar::rules
