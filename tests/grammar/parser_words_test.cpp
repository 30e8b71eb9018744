// Tokens, significant text and the spelling of words.

#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <vector>

#include "grammar/postgres/parser.h"

namespace ashlar::postgres {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::pair<std::string, Token::Kind>> tokens(std::string_view sql) {
  std::vector<std::pair<std::string, Token::Kind>> list;
  for (const Token& token : scan(sql)) list.emplace_back(slice(sql, token.span), token.kind);
  return list;
}

TEST(Scan, KindsOfTokens) {
  using Kind = Token::Kind;
  const std::vector<std::pair<std::string, Kind>> expected = {
      {"SELECT", Kind::kKeyword},     {"a", Kind::kIdentifier},   {".", Kind::kPunctuation},
      {"\"B c\"", Kind::kIdentifier}, {",", Kind::kPunctuation},  {"'x'", Kind::kString},
      {"||", Kind::kOperator},        {"$1", Kind::kParameter},   {"+", Kind::kOperator},
      {"1.5e3", Kind::kNumber},       {"::", Kind::kOperator},    {"int", Kind::kKeyword},
      {",", Kind::kPunctuation},      {"$t$y$t$", Kind::kString}, {",", Kind::kPunctuation},
      {"E'\\n'", Kind::kString},      {",", Kind::kPunctuation},  {"U&\"d\"", Kind::kIdentifier},
      {"FROM", Kind::kKeyword},       {"été", Kind::kIdentifier}, {";", Kind::kPunctuation}};
  EXPECT_EQ(tokens("SELECT a.\"B c\", 'x' || $1 + 1.5e3::int /* c */, $t$y$t$, E'\\n', U&\"d\""
                   " FROM été; -- end"),
            expected);
}

TEST(Scan, SpansAreOffset) {
  const std::vector<Token> list = scan("a b", 100);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[1].span, (Span{102, 103}));
}

TEST(Scan, StopsAtWhatTheScannerRejects) {
  EXPECT_THAT(tokens("SELECT é, 'open"), ElementsAre(std::pair("SELECT", Token::Kind::kKeyword),
                                                     std::pair("é", Token::Kind::kIdentifier),
                                                     std::pair(",", Token::Kind::kPunctuation)));
  EXPECT_EQ(tokens("SELECT 1, E'\\u12', 2").size(), 3U);
  EXPECT_THAT(scan(""), IsEmpty());
  EXPECT_THAT(scan("'"), IsEmpty());
  EXPECT_EQ(scan(std::string_view("a\0b", 3)).size(), 1U);
}

TEST(SignificantText, ForgetsCommentsBlanksAndLineEnds) {
  EXPECT_EQ(significant_text("SELECT 1 -- c\n  , 'a' /* /* x */ */;"), "SELECT\n1\n,\n'a'\n;\n");
  EXPECT_EQ(significant_text("SELECT\r\n1;"), significant_text("  SELECT 1 ;\n\n-- c"));
  EXPECT_EQ(significant_text("DO $$\r\nbegin\r\nend $$"), significant_text("DO $$\nbegin\nend $$"));
  EXPECT_EQ(significant_text("SELECT 'a\r\nb'"), significant_text("SELECT 'a\nb'"));
  EXPECT_EQ(significant_text(""), "");
  EXPECT_EQ(significant_text("-- nothing\n"), "");
}

TEST(SignificantText, KeepsWhatMeansSomething) {
  EXPECT_NE(significant_text("SELECT 'a b'"), significant_text("SELECT 'a  b'"));
  EXPECT_NE(significant_text("DO $$ -- a\n$$"), significant_text("DO $$ -- b\n$$"));
  EXPECT_NE(significant_text("SELECT a"), significant_text("SELECT A"));
  EXPECT_NE(significant_text("SELECT '-- a'"), significant_text("SELECT '-- b'"));
  EXPECT_NE(significant_text("SELECT ab"), significant_text("SELECT a b"));
}

TEST(SignificantText, StringsThatGoOnAreOneToken) {
  EXPECT_EQ(significant_text("SELECT 'a'\n  'b'"), significant_text("SELECT 'a' -- it's\n\n'b'"));
  EXPECT_NE(significant_text("SELECT 'a'\n'b'"), significant_text("SELECT 'a' 'b'"));
  EXPECT_NE(significant_text("SELECT 'a'\n'b'"), significant_text("SELECT 'a''b'"));
  EXPECT_NE(significant_text("SELECT E'\\1'\n'23'"), significant_text("SELECT E'\\123'"));
}

TEST(SignificantText, IsItsOwnSignificantText) {
  for (const std::string_view sql : {"SELECT 'a', $$x$$ + 1", "SELECT U&'\\0041' UESCAPE '!', N'x'",
                                     "a+-b @> c - -1", "SELECT E'a\\\\''', x'ff', b'01'"}) {
    EXPECT_EQ(significant_text(significant_text(sql)), significant_text(sql)) << sql;
  }
}

TEST(SignificantText, TakesAnyBytes) {
  EXPECT_EQ(significant_text("SELECT 'open"), "SELECT\n'open\n");
  EXPECT_EQ(significant_text("a /* open"), "a\n/* open\n");
  EXPECT_FALSE(significant_text("\xFF\\$ \x01").empty());
}

TEST(QuoteIdentifier, QuotesWhereItMust) {
  EXPECT_EQ(quote_identifier("orders"), "orders");
  EXPECT_EQ(quote_identifier("a_1$"), "a_1$");
  EXPECT_EQ(quote_identifier("Orders"), "\"Orders\"");
  EXPECT_EQ(quote_identifier("a b"), "\"a b\"");
  EXPECT_EQ(quote_identifier("a\"b"), "\"a\"\"b\"");
  EXPECT_EQ(quote_identifier("1a"), "\"1a\"");
  EXPECT_EQ(quote_identifier(""), "\"\"");
  EXPECT_EQ(quote_identifier("select"), "\"select\"");
  EXPECT_EQ(quote_identifier("left"), "\"left\"");
  EXPECT_EQ(quote_identifier("int"), "\"int\"");
  EXPECT_EQ(quote_identifier("name"), "name");
  EXPECT_EQ(quote_identifier("été"), "\"été\"");
}

TEST(QuoteLiteral, DoublesQuotesAndEscapesBackslashes) {
  EXPECT_EQ(quote_literal("a"), "'a'");
  EXPECT_EQ(quote_literal("it's"), "'it''s'");
  EXPECT_EQ(quote_literal(""), "''");
  EXPECT_EQ(quote_literal("a\\b'c"), "E'a\\\\b''c'");
}

TEST(IsReservedWord, AsTheServerHasIt) {
  EXPECT_TRUE(is_reserved_word("select"));
  EXPECT_TRUE(is_reserved_word("table"));
  EXPECT_TRUE(is_reserved_word("left"));
  EXPECT_FALSE(is_reserved_word("name"));
  EXPECT_FALSE(is_reserved_word("int"));
  EXPECT_FALSE(is_reserved_word("orders"));
  EXPECT_FALSE(is_reserved_word("select "));
  EXPECT_FALSE(is_reserved_word("'x"));
  EXPECT_FALSE(is_reserved_word(""));
}

TEST(GrammarVersion, IsOneOfTheKnown) {
  EXPECT_GE(grammar_version(), 15);
  EXPECT_LE(grammar_version(), 18);
}

}  // namespace
}  // namespace ashlar::postgres
