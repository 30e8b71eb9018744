// What of a text is coloured how.

#include "grammar/postgres/highlight.h"

#include <gtest/gtest.h>
#include <random>
#include <string>

namespace ashlar::postgres {
namespace {

/// The text with marks around what is coloured: [keywords], {literals}, <comments>.
std::string marked(std::string_view sql) {
  std::string text;
  for (const Highlight& piece : highlights_of(sql)) {
    const std::string words(slice(sql, piece.span));
    switch (piece.kind) {
      case HighlightKind::kPlain:
        text += words;
        break;
      case HighlightKind::kKeyword:
        text += "[" + words + "]";
        break;
      case HighlightKind::kLiteral:
        text += "{" + words + "}";
        break;
      case HighlightKind::kComment:
        text += "<" + words + ">";
        break;
    }
  }
  return text;
}

TEST(Highlight, JoinsKeywordsAndLeavesNames) {
  EXPECT_EQ(marked("ALTER TABLE products ADD COLUMN name text DEFAULT 'x'"),
            "[ALTER TABLE] products [ADD COLUMN] name text [DEFAULT] {'x'}");
  EXPECT_EQ(marked("SELECT a.name, \"select\" FROM public.type WHERE b = $1 AND c > 1.5"),
            "[SELECT] a.name, \"select\" [FROM] public.type [WHERE] b = $1 [AND] c > {1.5}");
}

TEST(Highlight, FollowsTheWritersWay) {
  EXPECT_EQ(marked("alter table t add column a integer"),
            "[alter table] t [add column] a [integer]");
  EXPECT_EQ(marked("INSERT INTO t (name, value) VALUES (1, 2)"),
            "[INSERT INTO] t (name, value) [VALUES] ({1}, {2})");
}

TEST(Highlight, KnowsCommentsAndBodies) {
  EXPECT_EQ(marked("-- why\nSELECT 1 /* and /* so */ on */;"),
            "<-- why>\n[SELECT] {1} </* and /* so */ on */>;");
  EXPECT_EQ(marked("DO $x$\nSELECT 'a'; -- b\n$x$"), "[DO] {$x$}\n[SELECT] {'a'}; <-- b>\n{$x$}");
  EXPECT_EQ(marked("SELECT $$one line$$"), "[SELECT] {$$one line$$}");
  EXPECT_EQ(marked("SELECT 1 /* open"), "[SELECT] {1} </* open>");
}

TEST(Highlight, CoversAnyTextOnce) {
  const std::string letters = "aE'\"$-/*\n\t ;().,1\\\xC3\xA4\xff";
  std::mt19937 random(7);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::size_t length = random() % 24; length > 0; --length) {
      text += letters[random() % letters.size()];
    }
    std::uint32_t at = 0;
    for (const Highlight& piece : highlights_of(text)) {
      ASSERT_EQ(piece.span.begin, at) << text;
      ASSERT_FALSE(piece.span.empty()) << text;
      at = piece.span.end;
    }
    ASSERT_EQ(at, text.size()) << text;
  }
}

}  // namespace
}  // namespace ashlar::postgres
