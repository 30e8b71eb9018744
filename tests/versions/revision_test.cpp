#include "versions/revision.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/versions/histories.h"
#include "tests/versions/scratch_folder.h"

namespace ashlar::versions {
namespace {

using test::ScratchFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// One revision from the text of its file.
struct OneFile {
  explicit OneFile(const std::string& text)
      : history(make_history({{"versions/0001_first_one.sql", text}}, diagnostics)),
        revision(history.revisions.front()) {}

  Diagnostics diagnostics;
  History history;
  const Revision& revision;
};

std::vector<std::string> shown(const Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    lines.push_back(diagnostic.about.revision + ": " + diagnostic.rule);
  }
  return lines;
}

TEST(MakeHistory, TakesWhatTheHeaderSays) {
  const OneFile file(
      "-- migrate:revision 4c1d\n-- migrate:revises  9b7e, aaaa\n-- migrate:created  "
      "2026-11-22T09:30:00Z\n-- migrate:message  add sku\n-- migrate:labels   left\n"
      "-- migrate:depends  dddd\n-- migrate:up\n");
  EXPECT_THAT(file.diagnostics, IsEmpty());
  EXPECT_EQ(file.revision.id, "4c1d");
  EXPECT_THAT(file.revision.parents, ElementsAre("9b7e", "aaaa"));
  EXPECT_THAT(file.revision.depends, ElementsAre("dddd"));
  EXPECT_THAT(file.revision.labels, ElementsAre("left"));
  EXPECT_EQ(file.revision.created, "2026-11-22T09:30:00Z");
  EXPECT_EQ(file.revision.message, "add sku");
  const Sources& sources = file.history.sources;
  EXPECT_EQ(sources.slice(file.revision.id_location), "4c1d");
  EXPECT_EQ(sources.slice(file.revision.parent_locations.at(1)), "aaaa");
  EXPECT_EQ(sources.slice(file.revision.depends_locations.at(0)), "dddd");
  EXPECT_EQ(sources.slice(file.revision.label_locations.at(0)), "left");
}

TEST(MakeHistory, MakesALineOfPlainFiles) {
  Diagnostics diagnostics;
  const History history =
      make_history({{"v/0001_create_users.sql", "-- migrate:up\n"},
                    {"v/0002.sql", "-- migrate:up\n"},
                    {"v/0003_x_y.sql", "-- migrate:revises base\n-- migrate:up\n"},
                    {"v/0004.sql", "-- migrate:up\n"}},
                   diagnostics);
  EXPECT_THAT(diagnostics, IsEmpty());
  ASSERT_EQ(history.revisions.size(), 4U);
  EXPECT_EQ(history.revisions[0].id, "0001");
  EXPECT_EQ(history.revisions[0].message, "create users");
  EXPECT_THAT(history.revisions[0].parents, IsEmpty());
  EXPECT_EQ(history.revisions[1].id, "0002");
  EXPECT_EQ(history.revisions[1].message, "");
  EXPECT_THAT(history.revisions[1].parents, ElementsAre("0001"));
  EXPECT_EQ(history.revisions[1].parent_locations.at(0), (Location{1, {0, 0}}));
  EXPECT_THAT(history.revisions[2].parents, IsEmpty());
  EXPECT_THAT(history.revisions[3].parents, ElementsAre("0003"));
}

TEST(MakeHistory, RefusesNamesThatGiveNoId) {
  for (const std::string name : {"_x.sql", "a b.sql", "head_1.sql", "base.sql", ".sql"}) {
    Diagnostics diagnostics;
    (void)make_history({{"v/" + name, "-- migrate:up\n"}}, diagnostics);
    ASSERT_EQ(diagnostics.size(), 1U) << name;
    EXPECT_EQ(diagnostics[0].rule, "invalid-revision-id");
    EXPECT_EQ(diagnostics[0].help, "rename the file, or write `-- migrate:revision ID` into it");
    diagnostics.clear();
    (void)make_history({{"v/" + name, "-- migrate:revision 4c1d\n-- migrate:up\n"}}, diagnostics);
    EXPECT_THAT(diagnostics, IsEmpty()) << name;
  }
}

TEST(MakeHistory, ReportsTwoFilesWithOneIdAsJustThat) {
  Diagnostics diagnostics;
  const History history = make_history(
      {{"v/0001_a.up.sql", "-- migrate:up\n"}, {"v/0001_a.down.sql", "-- migrate:up\n"}},
      diagnostics);
  EXPECT_FALSE(build_graph(history, diagnostics).has_value());
  EXPECT_THAT(shown(diagnostics), ElementsAre("0001: duplicate-revision"));
}

TEST(MakeHistory, SaysWhichRevisionAFindingIsAbout) {
  Diagnostics diagnostics;
  (void)make_history({{"v/0001_a.sql", "-- migrate:up\nSELEC 1;\n"},
                      {"v/0002_b.sql", "-- migrate:upp\n-- migrate:up\n"}},
                     diagnostics);
  EXPECT_THAT(shown(diagnostics), ElementsAre("0001: syntax-error", "0002: unknown-annotation"));
  EXPECT_EQ(diagnostics[1].location.file, 1U);
}

TEST(Sections, RunUpsInOrderAndDownsInReverse) {
  const OneFile file(
      "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n-- migrate:up\nSELECT 3;\n"
      "-- migrate:down\nSELECT 4;\n-- migrate:verify\nSELECT true;\n");
  const auto first_words = [&](Direction direction) {
    std::vector<std::string> words;
    for (const grammar::Section* section : sections(file.revision, direction)) {
      words.emplace_back(slice(file.history.sources[0].text, section->body));
    }
    return words;
  };
  EXPECT_THAT(first_words(Direction::kUp), ElementsAre("SELECT 1;\n", "SELECT 3;\n"));
  EXPECT_THAT(first_words(Direction::kDown), ElementsAre("SELECT 4;\n", "SELECT 2;\n"));
}

TEST(HasDown, WantsAStatement) {
  EXPECT_FALSE(has_down(OneFile("-- migrate:up\nSELECT 1;\n").revision));
  EXPECT_FALSE(has_down(OneFile("-- migrate:up\nSELECT 1;\n-- migrate:down\n-- none\n").revision));
  EXPECT_TRUE(has_down(OneFile("-- migrate:up\n-- migrate:down\nSELECT 1;\n").revision));
}

TEST(SectionText, KeepsTheAuthorsWords) {
  const OneFile file(
      "-- migrate:up\n-- why\nSELECT 1;\n-- migrate:down transaction:false\nSELECT 2\n"
      "-- migrate:up\nSELECT 3;\n-- migrate:down\nSELECT 4;");
  const Sources& sources = file.history.sources;
  EXPECT_EQ(section_text(file.revision, Direction::kUp, sources),
            "-- migrate:up\n-- why\nSELECT 1;\n-- migrate:up\nSELECT 3;\n");
  EXPECT_EQ(section_text(file.revision, Direction::kDown, sources),
            "-- migrate:down transaction:false\nSELECT 2\n-- migrate:down\nSELECT 4;");
}

TEST(SectionText, ReadAgainGivesTheSameSections) {
  const OneFile file(
      "-- migrate:up\nSELECT 1;\n-- migrate:down transaction:false\nSELECT 2;\n-- migrate:up\n"
      "SELECT 3;\n-- migrate:down\nSELECT 4;");
  for (const Direction direction : {Direction::kUp, Direction::kDown}) {
    const OneFile again((direction == Direction::kDown ? "-- migrate:up\n" : "") +
                        section_text(file.revision, direction, file.history.sources));
    EXPECT_THAT(again.diagnostics, IsEmpty());
    EXPECT_EQ(checksum(again.revision, direction, again.history.sources),
              checksum(file.revision, direction, file.history.sources));
  }
}

TEST(Checksum, ChangesWithTheStatementsAlone) {
  const auto sum = [](const std::string& text) {
    const OneFile file("-- migrate:up\n" + text);
    return checksum(file.revision, Direction::kUp, file.history.sources);
  };
  const std::string plain = sum("CREATE TABLE t (a int);\nSELECT 1;\n");
  EXPECT_THAT(plain, ::testing::MatchesRegex("sha256:[0-9a-f]{64}"));
  EXPECT_EQ(sum("-- a comment\r\nCREATE TABLE  t ( a\tint ) ;\r\n/* x */ SELECT 1"), plain);
  EXPECT_EQ(sum("-- migrate:allow drop-type -- why\nCREATE TABLE t (a int);\nSELECT 1;\n"), plain);
  EXPECT_NE(sum("CREATE TABLE t (a int);\n"), plain);
  EXPECT_NE(sum("SELECT 1;\nCREATE TABLE t (a int);\n"), plain);
  EXPECT_NE(sum("CREATE TABLE t (a bigint);\nSELECT 1;\n"), plain);
  EXPECT_NE(sum("CREATE TABLE t (a int);\nSELECT '1';\n"), plain);
}

TEST(Checksum, IsOfOneDirection) {
  const OneFile file("-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n");
  EXPECT_EQ(checksum(file.revision, Direction::kUp, file.history.sources),
            checksum(file.revision, Direction::kDown, file.history.sources));
  const OneFile up_only("-- migrate:up\nSELECT 1;\n");
  EXPECT_EQ(checksum(up_only.revision, Direction::kDown, up_only.history.sources), "");
  const OneFile empty_down("-- migrate:up\nSELECT 1;\n-- migrate:down\n");
  EXPECT_NE(checksum(empty_down.revision, Direction::kDown, empty_down.history.sources), "");
}

TEST(ReadHistory, TakesTheSqlFilesOfTheFolderAlone) {
  const ScratchFolder folder;
  folder.write("0002_b.sql", "-- migrate:up\n");
  folder.write("0001_a.sql", "-- migrate:up\n");
  folder.write(".0000_hidden.sql", "-- migrate:up\n");
  folder.write("README.md", "no SQL");
  folder.write("0003_c.sql~", "");
  std::filesystem::create_directory(folder.path() + "/0004.sql");
  std::filesystem::create_directory(folder.path() + "/sub");
  folder.write("sub/0005.sql", "-- migrate:up\n");
  Diagnostics diagnostics;
  const Result<History> history = read_history(folder.path(), "versions", diagnostics);
  ASSERT_TRUE(history.ok());
  EXPECT_THAT(diagnostics, IsEmpty());
  ASSERT_EQ(history->revisions.size(), 2U);
  EXPECT_EQ(history->revisions[0].id, "0001");
  EXPECT_THAT(history->revisions[1].parents, ElementsAre("0001"));
  EXPECT_EQ(history->sources[1].path, "versions/0002_b.sql");
}

TEST(ReadHistory, SaysWhatItCannotRead) {
  Diagnostics diagnostics;
  const Result<History> none = read_history("/nonexistent", "versions", diagnostics);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kFile);
  EXPECT_EQ(none.error().message,
            "cannot read the folder `/nonexistent`: No such file or directory");
  const ScratchFolder folder;
  std::filesystem::create_symlink("nowhere", folder.path() + "/0001_a.sql");
  const Result<History> broken = read_history(folder.path(), "versions", diagnostics);
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().message, "cannot read `versions/0001_a.sql`: No such file or directory");
}

// Whoever can write into the folder cannot make a program that reads it show other files.
TEST(ReadHistory, FollowsNoLinkOutOfTheFolder) {
  const ScratchFolder elsewhere;
  elsewhere.write("secret", "SELECT 'swordfish';\n");
  elsewhere.write("2_b.sql", "SELECT 'swordfish';\n");
  for (const std::string& target : {elsewhere.path() + "/secret", elsewhere.path() + "/2_b.sql",
                                    std::string("/etc/passwd"), std::string("../secret.sql")}) {
    const ScratchFolder folder;
    const std::string outside =
        std::filesystem::path(folder.path()).parent_path().string() + "/secret.sql";
    std::ofstream(outside) << "SELECT 1;\n";
    folder.write("0001_a.sql", "-- migrate:up\n");
    std::filesystem::create_symlink(target, folder.path() + "/0002_b.sql");
    Diagnostics diagnostics;
    const Result<History> history = read_history(folder.path(), "versions", diagnostics);
    std::filesystem::remove(outside);
    ASSERT_FALSE(history.ok()) << target;
    EXPECT_EQ(history.error().message,
              "cannot read `versions/0002_b.sql`: it is a link to a file outside this folder");
  }
}

TEST(ReadHistory, FollowsALinkWithinTheFolder) {
  const ScratchFolder folder;
  folder.write("0001_a.sql", "-- migrate:up\nSELECT 1;\n");
  folder.write("shared", "-- migrate:up\nSELECT 2;\n");
  std::filesystem::create_symlink("shared", folder.path() + "/0002_b.sql");
  Diagnostics diagnostics;
  const Result<History> history = read_history(folder.path(), "versions", diagnostics);
  ASSERT_TRUE(history.ok()) << history.error().message;
  EXPECT_EQ(history->revisions.size(), 2U);
}

// Nobody may write to it, so a reader would wait for ever.
TEST(ReadHistory, ReadsNoPipe) {
  const ScratchFolder folder;
  ASSERT_EQ(mkfifo((folder.path() + "/0001_a.sql").c_str(), 0600), 0);
  Diagnostics diagnostics;
  const Result<History> history = read_history(folder.path(), "versions", diagnostics);
  ASSERT_FALSE(history.ok());
  EXPECT_EQ(history.error().message, "cannot read `versions/0001_a.sql`: it is no regular file");
}

TEST(ReadHistory, GivesTheSameEachTime) {
  const ScratchFolder folder;
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(1000 + i);
    folder.write(number + "_x.sql", i % 7 == 0 ? "-- migrate:up\nSELEC " + number + ";\n"
                                               : "-- migrate:up\nSELECT " + number + ";\n");
  }
  const auto read = [&] {
    Diagnostics diagnostics;
    const Result<History> history = read_history(folder.path(), "versions", diagnostics);
    std::vector<std::string> seen = shown(diagnostics);
    for (const Revision& revision : history->revisions) {
      seen.push_back(revision.id + checksum(revision, Direction::kUp, history->sources));
    }
    return seen;
  };
  const std::vector<std::string> first = read();
  EXPECT_EQ(first.size(), 229U);
  EXPECT_EQ(first.front(), "1000: syntax-error");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(read(), first);
}

}  // namespace
}  // namespace ashlar::versions
