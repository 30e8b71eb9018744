#include "compiler/rules/naming/snake_case.h"

#include <gtest/gtest.h>
#include <string>

namespace ashlar::rules {
namespace {

TEST(SnakeCase, KnowsItself) {
  for (const std::string name :
       {"a", "sku", "created_at", "address2", "a_1", "_seen", "type_", "größe", "user_id_2"}) {
    EXPECT_TRUE(is_snake_case(name)) << name;
  }
  for (const std::string name :
       {"", "_", "createdAt", "Created", "a b", "a-b", "a__b", "2fa", "a$", "__a", "a__"}) {
    EXPECT_FALSE(is_snake_case(name)) << name;
  }
}

TEST(SnakeCase, OthersBecomeIt) {
  EXPECT_EQ(to_snake_case("createdAt"), "created_at");
  EXPECT_EQ(to_snake_case("CreatedAt"), "created_at");
  EXPECT_EQ(to_snake_case("HTTPServer"), "http_server");
  EXPECT_EQ(to_snake_case("userID"), "user_id");
  EXPECT_EQ(to_snake_case("User Id"), "user_id");
  EXPECT_EQ(to_snake_case("user-id"), "user_id");
  EXPECT_EQ(to_snake_case("a__b"), "a_b");
  EXPECT_EQ(to_snake_case("address2Line"), "address2_line");
  EXPECT_EQ(to_snake_case("2fa"), "_2fa");
  EXPECT_EQ(to_snake_case("!?"), "");
  EXPECT_EQ(to_snake_case("already_there"), "already_there");
}

TEST(SnakeCase, WhatItMakesIsIt) {
  for (const std::string name : {"createdAt", "Foo Bar", "x--y", "Ünïcode", "9 lives", "A1B2"}) {
    EXPECT_TRUE(is_snake_case(to_snake_case(name))) << name << " " << to_snake_case(name);
  }
}

TEST(SnakeCase, ClipsBetweenCharacters) {
  EXPECT_EQ(clip("abc", 5), "abc");
  EXPECT_EQ(clip("abc", 2), "ab");
  EXPECT_EQ(clip("aä", 2), "a");
  EXPECT_EQ(clip("aä", 3), "aä");
}

}  // namespace
}  // namespace ashlar::rules
