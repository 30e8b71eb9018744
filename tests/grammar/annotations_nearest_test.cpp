#include <gtest/gtest.h>

#include "grammar/text/nearest.h"

namespace ashlar {
namespace {

TEST(Nearest, FindsOneSlip) {
  EXPECT_EQ(nearest("lok", {"lock", "statement"}), "lock");
  EXPECT_EQ(nearest("verfiy", {"up", "verify"}), "verify");
  EXPECT_EQ(nearest("UP", {"up"}), "up");
  EXPECT_EQ(nearest("dwon", {"up", "down"}), "down");
}

TEST(Nearest, PrefersTheNearest) {
  EXPECT_EQ(nearest("revison", {"revises", "revision"}), "revision");
  EXPECT_EQ(nearest("abcd", {"abce", "abcf"}), "abce");
}

TEST(Nearest, FindsNothingFarAway) {
  EXPECT_FALSE(nearest("foobar", {"up", "down", "verify"}).has_value());
  EXPECT_FALSE(nearest("x", {"up"}).has_value());
  EXPECT_FALSE(nearest("", {"up"}).has_value());
  EXPECT_FALSE(nearest("up", {}).has_value());
}

}  // namespace
}  // namespace ashlar
