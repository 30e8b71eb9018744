// Our lexer against the server's scanner: the same tokens at the same places.

#include <fstream>
#include <gmock/gmock.h>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "grammar/postgres/lexer.h"
#include "grammar/postgres/parser.h"

namespace ashlar::postgres {
namespace {

using ::testing::ElementsAre;

std::vector<Lexeme> lex(std::string_view text) {
  std::vector<Lexeme> lexemes;
  Lexer lexer(text, 0, static_cast<std::uint32_t>(text.size()));
  while (const std::optional<Lexeme> lexeme = lexer.next()) lexemes.push_back(*lexeme);
  return lexemes;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> list;
  for (const Lexeme& lexeme : lex(text)) list.emplace_back(slice(text, lexeme.span));
  return list;
}

TEST(Lexer, OperatorsEndWhereTheServersDo) {
  EXPECT_THAT(words("a+-b"), ElementsAre("a", "+", "-", "b"));
  EXPECT_THAT(words("a@-b"), ElementsAre("a", "@-", "b"));
  EXPECT_THAT(words("a<-b"), ElementsAre("a", "<", "-", "b"));
  EXPECT_THAT(words("a<=--c\nb"), ElementsAre("a", "<=", "b"));
  EXPECT_THAT(words("a*/*c*/b"), ElementsAre("a", "*", "b"));
  EXPECT_THAT(words("a||/b"), ElementsAre("a", "||/", "b"));
  EXPECT_THAT(words("f(a=>1,b:=2)"),
              ElementsAre("f", "(", "a", "=>", "1", ",", "b", ":=", "2", ")"));
  EXPECT_THAT(words("a::int[1:2]"), ElementsAre("a", "::", "int", "[", "1", ":", "2", "]"));
}

TEST(Lexer, Numbers) {
  EXPECT_THAT(words("1 1.5 .5 1. 1e5 1.5E-3 1..2 1e"),
              ElementsAre("1", "1.5", ".5", "1.", "1e5", "1.5E-3", "1", "..", "2", "1", "e"));
}

TEST(Lexer, StringsAndTheirPrefixes) {
  EXPECT_THAT(words("E'a\\'b' e'\\\\' B'01' x'f' N'n' U&'u' U&\"i\" u&x y'z'"),
              ElementsAre("E'a\\'b'", "e'\\\\'", "B'01'", "x'f'", "N", "'n'", "U&'u'", "U&\"i\"",
                          "u", "&", "x", "y", "'z'"));
  EXPECT_THAT(words("x'''' 'a''b' E'''' B'0''1'"),
              ElementsAre("x''", "''", "'a''b'", "E''''", "B'0'", "'1'"));
  EXPECT_THAT(words("$$a$$ $x$ $$ $y$ $x$ $1 a$b$c $é$x$é$"),
              ElementsAre("$$a$$", "$x$ $$ $y$ $x$", "$1", "a$b$c", "$é$x$é$"));
  EXPECT_THAT(words("'a'\n'b' 'c' 'd'\r\n--x\n'e'"),
              ElementsAre("'a'\n'b'", "'c'", "'d'\r\n--x\n'e'"));
}

TEST(Lexer, OpenQuotesReachToTheEnd) {
  EXPECT_THAT(words("a 'b; c"), ElementsAre("a", "'b; c"));
  EXPECT_THAT(words("a \"b; c"), ElementsAre("a", "\"b; c"));
  EXPECT_THAT(words("a $x$b; c"), ElementsAre("a", "$x$b; c"));
  EXPECT_THAT(words("a /* b; /* c */"), ElementsAre("a", "/* b; /* c */"));
  EXPECT_EQ(lex("a /*").at(1).kind, LexemeKind::kOpenComment);
  EXPECT_THAT(words("a E'\\"), ElementsAre("a", "E'\\"));
}

TEST(Lexer, SegmentsOfContinuedStrings) {
  const std::string_view token = "E'a\\'' -- it's\n  'b'";
  const std::vector<Span> segments = string_segments(token);
  ASSERT_EQ(segments.size(), 2U);
  EXPECT_EQ(slice(token, segments[0]), "E'a\\''");
  EXPECT_EQ(slice(token, segments[1]), "'b'");
  EXPECT_EQ(string_segments("$x$'$x$").size(), 1U);
  EXPECT_EQ(string_segments("'open").size(), 1U);
}

/// True where the two are known to differ: libpg_query keeps comments as tokens, so a string of its
/// does not go on behind one, as the server's does.
bool holds_comment(std::string_view text, const Lexeme& lexeme) {
  return lexeme.continued && slice(text, lexeme.span).find("--") != std::string_view::npos;
}

/// Compares up to where the server's scanner stops; its last token there may be cut.
void expect_same_tokens(const std::string& text) {
  const std::vector<Token> expected = scan(text);
  const std::vector<Lexeme> actual = lex(text);
  const std::size_t count = expected.empty() ? 0 : expected.size() - 1;
  ASSERT_GE(actual.size(), count) << text;
  for (std::size_t i = 0; i < count; ++i) {
    if (holds_comment(text, actual[i])) return;
    ASSERT_EQ(actual[i].span, expected[i].span)
        << text << "\nours: " << slice(text, actual[i].span)
        << "\nthe server's: " << slice(text, expected[i].span);
  }
}

std::string all_statements() {
  std::ifstream file(std::string(ASHLAR_SOURCE_DIR) + "/tests/grammar/data/statements.sql");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(LexerAgainstServer, OnTheListOfStatements) {
  std::istringstream lines(all_statements());
  std::string line;
  while (std::getline(lines, line)) expect_same_tokens(line);
}

TEST(LexerAgainstServer, OnMutations) {
  const std::string all = all_statements();
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp)
  const std::string_view pieces[] = {"'",    "\"", "$$", "$a$", "/*", "*/", "--", "\n", "\\", "E'",
                                     "U&\"", "::", "..", "@",   "-",  "+",  "1",  "e",  "_",  "0x",
                                     ".",    "é",  "\r", "%",   "<",  "=",  "B'", "N'"};
  for (int i = 0; i < 6'000; ++i) {
    std::string text = all.substr(random() % all.size(), 10 + random() % 80);
    // Numbers with a tail of letters are errors or not by grammar.
    for (std::size_t changes = random() % 5; changes > 0; --changes) {
      text.insert(random() % (text.size() + 1), pieces[random() % std::size(pieces)]);
    }
    expect_same_tokens(text);
  }
}

}  // namespace
}  // namespace ashlar::postgres
