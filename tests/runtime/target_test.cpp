// Database urls: what is read from them and what is never said of them.

#include "runtime/database/target.h"

#include <algorithm>
#include <cstdlib>
#include <gtest/gtest.h>

namespace ashlar::runtime::database {
namespace {

std::string value_of(const Target& target, const std::string& keyword) {
  for (const auto& [name, value] : target.parameters) {
    if (name == keyword) return value;
  }
  return "<none>";
}

TEST(ReadTarget, TakesUriAndKeywordString) {
  const auto uri = read_target("postgresql://alice@db.example:6432/shop", "ashlar/1");
  ASSERT_TRUE(uri.ok());
  EXPECT_EQ(value_of(*uri, "host"), "db.example");
  EXPECT_EQ(value_of(*uri, "port"), "6432");
  EXPECT_EQ(value_of(*uri, "dbname"), "shop");
  EXPECT_EQ(value_of(*uri, "user"), "alice");

  const auto words = read_target("host=/run/pg dbname='my shop'", "ashlar/1");
  ASSERT_TRUE(words.ok());
  EXPECT_EQ(value_of(*words, "host"), "/run/pg");
  EXPECT_EQ(value_of(*words, "dbname"), "my shop");
}

TEST(ReadTarget, SetsItsOwnNameEncodingAndPatience) {
  unsetenv("PGCONNECT_TIMEOUT");
  const auto target = read_target("application_name=mine client_encoding=LATIN1", "ashlar/1");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(value_of(*target, "application_name"), "ashlar/1");
  EXPECT_EQ(value_of(*target, "client_encoding"), "UTF8");
  EXPECT_EQ(value_of(*target, "connect_timeout"), "10");
}

TEST(ReadTarget, KeepsTheUrlsOwnPatience) {
  const auto target = read_target("connect_timeout=3", "ashlar/1");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(value_of(*target, "connect_timeout"), "3");
}

TEST(ReadTarget, EmptyLeavesTheRestToLibpq) {
  const auto target = read_target("", "ashlar/1");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(value_of(*target, "host"), "<none>");
  EXPECT_EQ(value_of(*target, "dbname"), "<none>");
}

TEST(ReadTarget, KnowsItsSecrets) {
  const auto target = read_target("postgresql://a:s3cr%2Fet@h/d?sslpassword=other", "ashlar/1");
  ASSERT_TRUE(target.ok());
  std::vector<std::string> secrets = target->secrets;
  std::sort(secrets.begin(), secrets.end());
  EXPECT_EQ(secrets, (std::vector<std::string>{"other", "s3cr/et"}));
}

// Every way in which libpq quotes what it could not read.
TEST(ReadTarget, ErrorsNeverQuoteTheUrl) {
  for (const std::string url : {
           "postgresql://a:%ZZs3cret@h/d",
           "postgresql://a:%00s3cret@h/d",
           "postgresql://a@h/d?password=x&s3cret",
           "postgresql://a@h/d?s3cret=x",
           "postgresql://a@h/d?password=x=s3cret",
           "postgresql://[s3cret",
           "postgresql://[::1]s3cret/d",
           "password=x s3cret",
           "password=x s3cret=y",
           "password='s3cret",
           "password=x s3\"cret s3cret",
           "s3cret",
       }) {
    const auto target = read_target(url, "ashlar/1");
    ASSERT_FALSE(target.ok()) << url;
    EXPECT_EQ(target.error().code, ErrorCode::kUsage);
    EXPECT_EQ(target.error().message.find("cret"), std::string::npos) << target.error().message;
    EXPECT_EQ(target.error().detail.find("cret"), std::string::npos) << target.error().detail;
  }
}

TEST(ReadTarget, SuggestsTheKeywordThatWasMeant) {
  const auto target = read_target("host=h sslmod=require", "ashlar/1");
  ASSERT_FALSE(target.ok());
  EXPECT_NE(target.error().detail.find("did you mean `sslmode`?"), std::string::npos)
      << target.error().detail;
}

TEST(WithoutSecrets, ReplacesEveryOneAndSparesWordsThatHoldAShortOne) {
  EXPECT_EQ(without_secrets("user s3cret at s3cret!", {"s3cret"}), "user *** at ***!");
  EXPECT_EQ(without_secrets("a database at a host", {"a"}), "*** database at *** host");
}

TEST(RandomRunName, DiffersFromRunToRun) {
  const std::string name = random_run_name("ashlar");
  EXPECT_EQ(name.size(), std::string("ashlar/").size() + 12);
  EXPECT_NE(name, random_run_name("ashlar"));
}

}  // namespace
}  // namespace ashlar::runtime::database
