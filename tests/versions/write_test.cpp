#include "versions/write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "tests/versions/histories.h"
#include "tests/versions/scratch_folder.h"

namespace ashlar::versions {
namespace {

using test::ScratchFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

constexpr std::string_view kTemplate = "{rev}_{slug}";

/// A history read from memory, with its graph.
struct Read {
  explicit Read(std::vector<SourceFile> files)
      : history(make_history(std::move(files), diagnostics)) {
    std::optional<Graph> built = build_graph(history, diagnostics);
    EXPECT_TRUE(built.has_value() && diagnostics.empty());
    if (built) graph = std::move(*built);
  }
  Read(const Read&) = delete;
  Read& operator=(const Read&) = delete;

  Diagnostics diagnostics;
  History history;
  Graph graph;
};

std::vector<SourceFile> two_files() {
  return {{"versions/4c1d_first.sql",
           "-- migrate:revision 4c1d\n-- migrate:revises base\n-- migrate:labels left\n-- "
           "migrate:up\n"},
          {"versions/5e2f_second.sql",
           "-- migrate:revision 5e2f\n-- migrate:revises 4c1d\n-- migrate:up\n"}};
}

NewRevision revision(std::string id, std::vector<std::string> parents = {"5e2f"}) {
  NewRevision made;
  made.id = std::move(id);
  made.message = "Add sku";
  made.parents = std::move(parents);
  made.created = "2026-11-22T09:30:00Z";
  return made;
}

/// Writes with `two_files` as the history; the error's message, or the name written.
std::string outcome(const ScratchFolder& folder, const NewRevision& made,
                    std::string_view file_template = kTemplate) {
  const Read read(two_files());
  const Result<std::string> path = write_revision(read.graph, made, folder.path(), file_template);
  return path ? path->substr(folder.path().size() + 1) : "error: " + path.error().message;
}

TEST(Slug, JoinsLowerCaseWords) {
  EXPECT_EQ(slug("Add SKU to products"), "add_sku_to_products");
  EXPECT_EQ(slug("  it's -- done: 100%!  "), "it_s_done_100");
  EXPECT_EQ(slug("snake_case here"), "snake_case_here");
  EXPECT_EQ(slug(""), "");
  EXPECT_EQ(slug("--- !!! ---"), "");
}

TEST(Slug, IsCutBetweenWords) {
  EXPECT_EQ(slug("add the very long name of thing with a lot of words"),
            "add_the_very_long_name_of_thing_with_a");
  EXPECT_EQ(slug("aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbb"),
            "aaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbb")
      << "forty bytes fit";
  EXPECT_EQ(slug("aaaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbbbbbb"), "aaaaaaaaaaaaaaaaaaaa");
  EXPECT_EQ(slug(std::string(50, 'x') + " y"), std::string(40, 'x'));
}

TEST(Slug, KeepsTheLettersOfAllScripts) {
  EXPECT_EQ(slug("Größe ändern — schnell"), "größe_ändern_schnell");
  EXPECT_EQ(slug("ДОБАВИТЬ поле"), "добавить_поле");
  EXPECT_EQ(slug("a\xFF"
                 "b"),
            "a_b");
  std::string umlauts;
  for (int i = 0; i < 30; ++i) umlauts += "ä";
  EXPECT_EQ(slug("x" + umlauts), "x" + umlauts.substr(0, 38)) << "no character is cut in two";
}

TEST(FileName, FillsTheTemplateIn) {
  const NewRevision made = revision("4c1d0e8a2f17");
  EXPECT_EQ(file_name(made, "{rev}_{slug}"), "4c1d0e8a2f17_add_sku.sql");
  EXPECT_EQ(file_name(made, "{year}{month}{day}{hour}{minute}{second}_{slug}.sql"),
            "20261122093000_add_sku.sql");
  EXPECT_EQ(file_name(made, "{epoch}"), "1795339800.sql");
  EXPECT_EQ(file_name(made, "{foo}-{rev}"), "{foo}-4c1d0e8a2f17.sql");
}

TEST(FileName, DropsWhatAnEmptySlugLeavesDangling) {
  NewRevision made = revision("4c1d");
  made.message = "";
  EXPECT_EQ(file_name(made, "{rev}_{slug}"), "4c1d.sql");
}

TEST(NewRevisionId, IsTwelveHexadecimalDigits) {
  std::set<std::string> drawn;
  for (int i = 0; i < 100; ++i) {
    const std::string id = new_revision_id(History());
    EXPECT_THAT(id, MatchesRegex("[0-9a-f]{12}"));
    drawn.insert(id);
  }
  EXPECT_EQ(drawn.size(), 100U);
}

TEST(Render, AlignsTheHeader) {
  NewRevision made = revision("4c1d0e8a2f17", {"9b7e2d41c0aa"});
  made.message = "add sku\nto products ";
  made.up = "ALTER TABLE products ADD COLUMN sku varchar(100);\n\n";
  made.down = "ALTER TABLE products DROP COLUMN sku;";
  EXPECT_EQ(render(made),
            "-- migrate:revision 4c1d0e8a2f17\n"
            "-- migrate:revises  9b7e2d41c0aa\n"
            "-- migrate:created  2026-11-22T09:30:00Z\n"
            "-- migrate:message  add sku to products\n"
            "\n"
            "-- migrate:up\n"
            "ALTER TABLE products ADD COLUMN sku varchar(100);\n"
            "\n"
            "-- migrate:down\n"
            "ALTER TABLE products DROP COLUMN sku;\n");
}

TEST(Render, WritesAllThatARevisionMayHave) {
  NewRevision made = revision("4c1d", {});
  made.message = "";
  made.created = "";
  made.labels = {"left", "also"};
  made.depends = {"dddd"};
  made.irreversible = "the rows are gone";
  EXPECT_EQ(render(made),
            "-- migrate:revision 4c1d\n"
            "-- migrate:revises  base\n"
            "-- migrate:labels   left, also\n"
            "-- migrate:depends  dddd\n"
            "\n"
            "-- migrate:up\n"
            "\n"
            "-- migrate:irreversible the rows are gone\n");
}

TEST(Render, ReadsBackAsWhatItIsMadeFrom) {
  NewRevision made = revision("4c1d", {"aaaa", "bbbb"});
  made.labels = {"left"};
  made.depends = {"dddd"};
  made.up = "SELECT '\n-- migrate:down\n';";
  Diagnostics diagnostics;
  const History history = make_history({{"4c1d_x.sql", render(made)}}, diagnostics);
  EXPECT_THAT(diagnostics, IsEmpty());
  const Revision& read = history.revisions.front();
  EXPECT_EQ(read.id, made.id);
  EXPECT_EQ(read.parents, made.parents);
  EXPECT_EQ(read.labels, made.labels);
  EXPECT_EQ(read.depends, made.depends);
  EXPECT_EQ(read.created, made.created);
  EXPECT_EQ(read.message, made.message);
  EXPECT_EQ(sections(read, Direction::kUp).front()->statements.size(), 1U);
}

TEST(WriteRevision, WritesTheFileAlone) {
  const ScratchFolder folder;
  EXPECT_EQ(outcome(folder, revision("6a6a")), "6a6a_add_sku.sql");
  EXPECT_THAT(folder.names(), ElementsAre("6a6a_add_sku.sql"));
  EXPECT_EQ(folder.read("6a6a_add_sku.sql"), render(revision("6a6a")));
}

TEST(WriteRevision, DrawsAnId) {
  const ScratchFolder folder;
  EXPECT_THAT(outcome(folder, revision("")), MatchesRegex("[0-9a-f]{12}_add_sku.sql"));
}

TEST(WriteRevision, NeverOverwrites) {
  const ScratchFolder folder;
  folder.write("6a6a_add_sku.sql", "mine");
  EXPECT_EQ(outcome(folder, revision("6a6a")),
            "error: `" + folder.path() + "/6a6a_add_sku.sql` is already there");
  EXPECT_EQ(folder.read("6a6a_add_sku.sql"), "mine");
  EXPECT_THAT(folder.names(), ElementsAre("6a6a_add_sku.sql"));
}

TEST(WriteRevision, LetsOneOfTwoWritersWin) {
  const ScratchFolder folder;
  const Read read(two_files());
  std::vector<std::thread> writers;
  std::vector<int> won(8, 0);
  for (std::size_t i = 0; i < won.size(); ++i) {
    writers.emplace_back([&, i] {
      won[i] = write_revision(read.graph, revision("6a6a"), folder.path(), kTemplate).ok() ? 1 : 0;
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(std::count(won.begin(), won.end(), 1), 1);
  EXPECT_THAT(folder.names(), ElementsAre("6a6a_add_sku.sql"));
}

TEST(WriteRevision, ChecksTheGraphBeforeItWrites) {
  const ScratchFolder folder;
  EXPECT_EQ(outcome(folder, revision("4c1d")), "error: revision `4c1d` is already there");
  EXPECT_EQ(outcome(folder, revision("left")), "error: `left` is a label already");
  EXPECT_EQ(outcome(folder, revision("a b")),
            "error: id `a b` holds something other than letters, digits, `_`, `.` and `-`");
  EXPECT_EQ(
      outcome(folder, revision("head")),
      "error: id `head` has another meaning in targets such as `upgrade head` and `downgrade -1`");
  EXPECT_EQ(outcome(folder, revision("6a6a", {"ffff"})), "error: no revision `ffff`");
  EXPECT_EQ(outcome(folder, revision("6a6a", {"4c1d", "4c1d"})),
            "error: revision `4c1d` is named twice");
  NewRevision made = revision("6a6a");
  made.depends = {"6a6a"};
  EXPECT_EQ(outcome(folder, made), "error: no revision `6a6a`");
  made.depends = {};
  made.labels = {"left"};
  EXPECT_EQ(outcome(folder, made), "error: label `left` is declared already");
  made.labels = {"4c1d"};
  EXPECT_EQ(outcome(folder, made), "error: label `4c1d` is a revision's id");
  made.labels = {"6a6a"};
  EXPECT_EQ(outcome(folder, made), "error: label `6a6a` is a revision's id");
  made.labels = {"x@y"};
  EXPECT_EQ(outcome(folder, made),
            "error: label `x@y` holds something other than letters, digits, `_`, `.` and `-`");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(WriteRevision, ChecksTheTemplate) {
  const ScratchFolder folder;
  EXPECT_EQ(outcome(folder, revision("6a6a"), "{rev}_{slgu}"),
            "error: the file template `{rev}_{slgu}` has an unknown token `{slgu}`");
  EXPECT_EQ(outcome(folder, revision("6a6a"), "{rev"),
            "error: nothing closes a `{` in the file template `{rev`");
  EXPECT_EQ(outcome(folder, revision("6a6a"), "{year}/{rev}"),
            "error: the file template `{year}/{rev}` gives the name `2026/6a6a.sql`");
  EXPECT_EQ(outcome(folder, revision("6a6a"), ".{rev}"),
            "error: the file template `.{rev}` gives the name `.6a6a.sql`");
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(WriteRevision, ChecksThatTheFileReadsBack) {
  const ScratchFolder folder;
  NewRevision made = revision("6a6a");
  made.up = "SELECT 1;\n-- migrate:down\nSELECT 2;";
  EXPECT_EQ(outcome(folder, made),
            "error: the new file would read as something else than what it is made from");
  made = revision("6a6a");
  made.created = "yesterday";
  EXPECT_EQ(outcome(folder, made), "error: `yesterday` is no date and time of RFC 3339");
  EXPECT_THAT(folder.names(), IsEmpty());
}

/// Files without annotations for parents: each follows the one before it by name.
std::vector<SourceFile> plain_files() {
  return {{"versions/2024_a.sql", "-- migrate:up\n"}, {"versions/2025_b.sql", "-- migrate:up\n"}};
}

TEST(WriteRevision, BecomesNobodysParentByItsName) {
  const ScratchFolder folder;
  const Read read(plain_files());
  const auto path =
      write_revision(read.graph, revision("2024x", {"2025"}), folder.path(), kTemplate);
  ASSERT_FALSE(path.ok());
  EXPECT_EQ(path.error().message,
            "`2024x_add_sku.sql` would come before `2025_b.sql`, which names no parent and would "
            "become its child");
  EXPECT_THAT(path.error().detail, HasSubstr("write `-- migrate:revises 2024` into that file"));
  for (int i = 0; i < 50; ++i) {
    // An id that sorts before the files is drawn again.
    const auto drawn = write_revision(read.graph, revision("", {"2025"}), folder.path(), kTemplate);
    ASSERT_TRUE(drawn.ok());
    EXPECT_GT(drawn->substr(folder.path().size() + 1), "2025_b.sql");
  }
}

TEST(WriteRevision, SaysWhyItCannotWrite) {
  const Read read(two_files());
  const auto path = write_revision(read.graph, revision("6a6a"), "/nonexistent", kTemplate);
  ASSERT_FALSE(path.ok());
  EXPECT_EQ(path.error().code, ErrorCode::kFile);
  EXPECT_EQ(path.error().message,
            "cannot write `/nonexistent/6a6a_add_sku.sql`: No such file or directory");
}

TEST(WriteRevision, GivesAHistoryThatStillLinks) {
  const ScratchFolder folder;
  for (const SourceFile& file : two_files()) folder.write(file.path.substr(9), file.text);
  ASSERT_EQ(outcome(folder, revision("6a6a", {"4c1d", "5e2f"})), "6a6a_add_sku.sql");
  Diagnostics diagnostics;
  const Result<History> history = read_history(folder.path(), "versions", diagnostics);
  ASSERT_TRUE(history.ok());
  const std::optional<Graph> graph = build_graph(*history, diagnostics);
  EXPECT_THAT(diagnostics, IsEmpty());
  ASSERT_TRUE(graph.has_value());
  EXPECT_EQ(test::ids(*graph, heads(*graph)), std::vector<std::string>{"6a6a"});
}

}  // namespace
}  // namespace ashlar::versions
