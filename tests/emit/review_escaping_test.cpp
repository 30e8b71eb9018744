// What comes from files cannot change the structure of the page or of the comment: whatever the
// texts are, the page has the same elements, and the comment the same lines of Markdown's own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "compiler/emit/review/html.h"
#include "compiler/emit/review/markdown.h"
#include "compiler/emit/review/review.h"

namespace ashlar::emit::review {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A review with every part there is, and the same text wherever a file's text may stand.
Review filled(const std::string& text) {
  StatementView statement;
  statement.number = 1;
  statement.sql = text;
  statement.first_line = text;
  statement.file = text;
  statement.kind = "alter_table";
  statement.locks = {{text, effects::LockMode::kAccessExclusive, Blocks::kReadsAndWrites, false}};
  statement.work = {{WorkKind::kRewrite, text, false}};
  statement.losses = {{text, LossState::kToConfirm}};
  FindingView finding;
  finding.severity = Severity::kWarning;
  finding.rule = text;
  finding.message = text;
  finding.file = text;
  finding.notes = {text};
  finding.help = text;
  finding.fixes = {{text, true, {{text, 3, {text}, {text}}}}};
  statement.findings = {finding};
  statement.allows = {{text, text}};
  statement.batches = text;
  statement.risk = 10;
  statement.reasons = {text};
  StepView step;
  step.number = 1;
  step.holds = {{text, false, {{0, Blocks::kReadsAndWrites}}, {0}, true}};
  step.statements = {statement};
  RevisionView revision;
  revision.number = 1;
  revision.id = "4c1d0e8a2f17";
  revision.message = text;
  revision.file = text;
  revision.created = text;
  revision.parents = {text};
  revision.depends = {text};
  revision.labels = {text};
  revision.steps = {step};
  revision.findings = {finding};
  revision.way_back = {WayBackKind::kIncomplete, text, "", {text}, {finding}};
  Review review;
  review.from = text;
  review.to = text;
  review.tool = text;
  review.database = text;
  review.fingerprint = text;
  review.losses = {{{text, LossState::kToConfirm}, 1}};
  review.no_reads = review.no_writes = review.rewritten = review.scanned = {text};
  review.irreversible = review.without_down = {text};
  review.revisions = {revision, revision};
  review.revisions[1].way_back = {WayBackKind::kIrreversible, "", text, {}, {}};
  GraphRow row;
  row.id = text;
  row.message = text;
  row.parents = {text};
  row.depends = {text};
  row.is_start = true;
  review.graph.rows = {row, row};
  review.schema = {{text, SchemaChange::Kind::kChanged, {{text, text, true}, {text, {}, true}}},
                   {text, SchemaChange::Kind::kNew, {{{}, text, true}}}};
  return review;
}

const std::vector<std::string> kHostile = {
    "</script><script>alert(1)</script>",
    "</pre></code></td></table></details></style></title>",
    "<!-- <![CDATA[ --> ]]>",
    "\"' onload=alert(1) x='\" a=\"",
    "&lt;script&gt; &amp; &#60;b&#62;",
    // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): an escape ends where its string does
    "\xE2\x80\xAE"
    "reversed \xE2\x81\xA6isolated\xE2\x81\xA9 \xD8\x9C",
    std::string("nul \0 escape \x1b[31m bell \x07 delete \x7f next line \xC2\x85", 45),
    "no UTF-8: \xff\xfe\xc3(",
    "carriage \r return",
    "`",
    "```\n# a heading\n```",
    "| a | b |\n|---|---|",
    "@everyone fixes #1 [link](javascript:alert(1)) ![x](http://x) **b** ~~s~~ $x$ \\",
    "</summary></details>\n\n# heading\n\n- [ ] task",
};

/// The tags of a page, with the names of their attributes, without what they hold. Those of the
/// coloured SQL, of code in sentences and of characters' names aside: they hang on the text.
std::vector<std::string> skeleton(const std::string& html) {
  static const std::set<std::string> kOfText = {"b",    "/b",    "i",    "/i",
                                                "span", "/span", "code", "/code"};
  std::vector<std::string> tags;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at)) {
    std::string tag;
    bool quoted = false;
    for (++at; at < html.size() && (quoted || html[at] != '>'); ++at) {
      if (html[at] == '"') {
        quoted = !quoted;
        tag += '"';
      } else if (!quoted) {
        tag += html[at];
      }
    }
    EXPECT_FALSE(quoted) << tag;
    if (!kOfText.contains(tag.substr(0, tag.find(' ')))) tags.push_back(tag);
  }
  return tags;
}

TEST(ReviewHtml, HasTheSameElementsWhateverTheTextsAre) {
  const std::vector<std::string> expected = skeleton(review_html(filled("harmless")));
  EXPECT_GT(expected.size(), 150U);
  for (const std::string& text : kHostile) {
    EXPECT_EQ(skeleton(review_html(filled(text))), expected) << text;
  }
}

TEST(ReviewHtml, HoldsNoCharacterThatActsOnOthers) {
  for (const std::string& text : kHostile) {
    const std::string html = review_html(filled(text));
    for (const char letter : html) {
      const auto byte = static_cast<unsigned char>(letter);
      ASSERT_TRUE(byte >= 0x20 || letter == '\n' || letter == '\t') << text;
      ASSERT_NE(byte, 0x7f);
    }
    for (const char* mark : {"\xE2\x80\xAE", "\xE2\x81\xA6", "\xD8\x9C", "\xC2\x85"}) {
      ASSERT_THAT(html, Not(HasSubstr(mark)));
    }
  }
}

/// What a browser makes of the content of an element without tags.
std::string read_back(std::string html) {
  const std::vector<std::pair<std::string, std::string>> entities = {
      {"<b>", ""},     {"</b>", ""},  {"<i>", ""},   {"</i>", ""},     {"<span class=l>", ""},
      {"</span>", ""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"},
      {"&amp;", "&"}};
  for (const auto& [from, to] : entities) {
    for (std::size_t at = html.find(from); at != std::string::npos; at = html.find(from, at)) {
      html.replace(at, from.size(), to);
      at += to.size();
    }
  }
  return html;
}

TEST(ReviewHtml, KeepsTheAuthorsWordsByteForByte) {
  for (const std::string sql :
       {"-- why\nALTER TABLE \"a<b\" ADD COLUMN c text DEFAULT '</pre>' /* & so on */",
        "DO $$\nBEGIN\n\tPERFORM 'x'; -- \"y\"\nEND\n$$", "select 1\n\n  , 2 -- \xC3\xA4",
        "CREATE FUNCTION f() RETURNS text AS $b$ not closed", "/* open", "'open", "$1 $$"}) {
    EXPECT_EQ(read_back(html_sql(sql)), "<pre><code>" + sql + "</code></pre>\n");
  }
}

TEST(ReviewHtml, CutsWhatIsVeryLongAndSaysSo) {
  const std::string html = html_sql("SELECT '" + std::string(20'000, 'x') + "'");
  EXPECT_LT(html.size(), 9'000U);
  EXPECT_THAT(html, HasSubstr("more bytes are left out"));
}

/// Lines that are Markdown's own outside of fenced blocks: with the user's parts taken out.
std::vector<std::string> markdown_lines(const std::string& markdown) {
  std::vector<std::string> starts;
  std::string fence;
  std::size_t at = 0;
  while (at < markdown.size()) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string line = markdown.substr(at, end - at);
    at = end + 1;
    if (!fence.empty()) {
      if (line == fence) {
        fence.clear();
        starts.emplace_back("end of block");
      }
      continue;
    }
    if (line.starts_with("```")) {
      fence = line.substr(0, line.find_first_not_of('`'));
      starts.emplace_back("block");
      continue;
    }
    starts.push_back(line.substr(0, 4));
  }
  EXPECT_EQ(fence, "");
  return starts;
}

TEST(ReviewMarkdown, HasTheSameLinesWhateverTheTextsAre) {
  const std::vector<std::string> expected = markdown_lines(review_markdown(filled("harmless")));
  EXPECT_GT(expected.size(), 40U);
  for (const std::string& text : kHostile) {
    EXPECT_EQ(markdown_lines(review_markdown(filled(text))), expected) << text;
  }
}

TEST(ReviewMarkdown, LeavesNoMeaningToAText) {
  EXPECT_EQ(markdown_text("@all #1 *b* <i> [x](y) `c` a|b & ~"),
            "@&#8203;all #&#8203;1 &#42;b&#42; &#60;i&#62; &#91;x&#93;(y) &#96;c&#96; a&#124;b "
            "&#38; &#126;");
  EXPECT_EQ(markdown_text("two\nlines \x1b"), "two lines &#60;U+001B&#62;");
  EXPECT_EQ(markdown_prose("table `a*b` is *big*"), "table `a*b` is &#42;big&#42;");
  EXPECT_EQ(markdown_prose("one ` alone"), "one &#96; alone");
}

TEST(ReviewMarkdown, FencesWithMoreBackticksThanTheTextHas) {
  EXPECT_EQ(markdown_code("a`b|c"), "``a`b\\|c``");
  EXPECT_EQ(markdown_code("`a"), "`` `a ``");
  EXPECT_EQ(markdown_code(""), "` `");
  EXPECT_EQ(markdown_block("sql", "a\n```\nb\n", 100), "````sql\na\n```\nb\n````\n");
}

TEST(ReviewMarkdown, CutsABlockAndSaysSo) {
  EXPECT_EQ(markdown_block("", "first line\nsecond line\n", 15),
            "```\nfirst line\n```\n… 13 more bytes are left out here; the file has them.\n");
}

TEST(ReviewMarkdown, TakesTheWeightiestPartsThatFit) {
  const std::vector<Part> parts = {{"aaaa", 1}, {"bbbb", 9}, {"cc", 0}, {"dddddddddd", 5}};
  EXPECT_EQ(fitting(parts, 8), (std::vector<bool>{true, true, false, false}));
  EXPECT_EQ(fitting(parts, 14), (std::vector<bool>{false, true, false, true}));
  EXPECT_EQ(fitting(parts, 100), (std::vector<bool>{true, true, true, true}));
}

TEST(ReviewMarkdown, StaysUnderTheSizeThatGitHubTakes) {
  Review review = filled("harmless");
  RevisionView long_one = review.revisions.front();
  long_one.id = "heavy";
  long_one.steps.front().statements.front().sql = "SELECT '" + std::string(5'000, 'x') + "'";
  long_one.steps.front().statements.front().risk = 0;
  review.revisions.assign(60, long_one);
  review.revisions.back().id = "dangerous";
  review.revisions.back().steps.front().statements.front().risk = 99;
  const std::string markdown = review_markdown(review);
  EXPECT_LT(markdown.size(), 65'536U);
  EXPECT_GT(markdown.size(), 55'000U);
  EXPECT_THAT(markdown, HasSubstr("<code>dangerous</code>"));
  EXPECT_THAT(markdown, HasSubstr("revisions are left out here**"));
  // One revision that alone would be too long.
  review.revisions.assign(1, long_one);
  review.revisions[0].steps[0].statements.assign(300, long_one.steps[0].statements[0]);
  const std::string one = review_markdown(review);
  EXPECT_LT(one.size(), 65'536U);
  EXPECT_THAT(one, HasSubstr("statements of this revision are left out here**"));
}

}  // namespace
}  // namespace ashlar::emit::review
