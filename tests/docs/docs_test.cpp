// The commands that the documentation shows are run, and print what the documentation says.
//
// A ```console block holds commands ("$ …") and their output. The comment line before it says where
// it runs: `<!-- run: empty -->` (a fresh folder), `<!-- run: example -->` (a fresh copy of
// docs/example), `<!-- run: same -->` (where the block before it ran) or `<!-- not run: WHY -->`.
// Lines that begin with `>` go on with the command above them. A line `…` in the output stands for
// any number of lines. Times, durations and random ids are compared by shape. UPDATE_GOLDEN=1
// writes what the commands print into the pages.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Command {
  std::string line;
  std::vector<std::string> output;
};

struct Block {
  std::string place;  // "empty", "example", "same", "not run: …"; empty: the page does not say
  std::size_t first = 0;  // index of the line after ```console
  std::size_t last = 0;   // index of the closing ```
  std::vector<Command> commands;
};

std::vector<std::string> read_lines(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string place_of(const std::string& comment) {
  static const std::regex kComment(R"(^<!-- (?:run: (\w+)|(not run: .+)) -->$)");
  std::smatch match;
  if (!std::regex_match(comment, match, kComment)) return "";
  return match[1].matched ? match[1].str() : match[2].str();
}

std::vector<Block> read_blocks(const std::vector<std::string>& lines) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != "```console") continue;
    Block block;
    block.place = i > 0 ? place_of(lines[i - 1]) : "";
    block.first = i + 1;
    for (++i; i < lines.size() && lines[i] != "```"; ++i) {
      if (lines[i].rfind("$ ", 0) == 0) {
        block.commands.push_back({lines[i].substr(2), {}});
      } else if (!block.commands.empty() && block.commands.back().output.empty() &&
                 (lines[i] == ">" || lines[i].rfind("> ", 0) == 0)) {
        block.commands.back().line +=
            "\n" + lines[i].substr(std::min<std::size_t>(2, lines[i].size()));
      } else if (!block.commands.empty()) {
        block.commands.back().output.push_back(lines[i]);
      }
    }
    block.last = i;
    blocks.push_back(block);
  }
  return blocks;
}

/// Replaces what differs from run to run by its shape.
std::string shape(std::string line) {
  static const std::vector<std::pair<std::regex, std::string>> kShapes = {
      {std::regex(R"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00)?)"), "TIME"},
      {std::regex(R"(\b\d+(\.\d+)? m?s\b)"), "DURATION"},
      {std::regex(R"(sha256:[0-9a-f]+)"), "SHA"},
      {std::regex(R"(\b[0-9a-f]{12}(?=_try|\b))"), "ID"},
      {std::regex(R"(PostgreSQL 1\d(\.\d+)?)"), "POSTGRES"},
      {std::regex(R"(/tmp/[\w./-]+)"), "FOLDER"},
  };
  for (const auto& [pattern, name] : kShapes) line = std::regex_replace(line, pattern, name);
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

bool matches(const std::vector<std::string>& expected, const std::vector<std::string>& actual,
             std::size_t e = 0, std::size_t a = 0) {
  for (; e < expected.size(); ++e, ++a) {
    if (expected[e] == "…") {
      for (std::size_t rest = a; rest <= actual.size(); ++rest) {
        if (matches(expected, actual, e + 1, rest)) return true;
      }
      return false;
    }
    if (a >= actual.size() || shape(expected[e]) != shape(actual[a])) return false;
  }
  return a == actual.size();
}

std::vector<std::string> run(const std::string& command, const fs::path& folder) {
  const fs::path program = fs::path(ASHLAR_PROGRAM).parent_path();
  const std::string shell = "cd '" + folder.string() + "' && PATH='" + program.string() +
                            "':$PATH NO_COLOR=1 && export PATH NO_COLOR && { " + command +
                            "\n} 2>&1 </dev/null";
  std::vector<std::string> lines;
  FILE* pipe = popen(shell.c_str(), "r");
  if (pipe == nullptr) return {"popen failed"};
  std::string text;
  char buffer[4096];
  for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
  pclose(pipe);
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class Docs : public testing::TestWithParam<std::string> {
 protected:
  void TearDown() override {
    for (const fs::path& folder : folders_) {
      if (fs::exists(folder / ".ashlar")) run("ashlar server stop", folder);
      fs::remove_all(folder);
    }
  }

  fs::path fresh_folder(const std::string& place) {
    std::string name = (fs::temp_directory_path() / "ashlar-docs-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return {};
    // The embedded server runs as another user when the tests run as root.
    fs::permissions(name, fs::perms::others_exec, fs::perm_options::add);
    if (place == "example") {
      const fs::path example = fs::path(ASHLAR_SOURCE_DIR) / "docs/example";
      fs::copy(example / "versions", fs::path(name) / "versions");
      fs::copy(example / "ashlar.toml", name);
    }
    folders_.push_back(name);
    return name;
  }

  std::vector<fs::path> folders_;
};

bool server_is_missing() {
  return run("ls /usr/lib/postgresql/*/bin/initdb || command -v initdb", "/")
             .front()
             .find("initdb") == std::string::npos;
}

TEST_P(Docs, CommandsPrintWhatThePageSays) {
  if (server_is_missing()) {
    if (std::getenv("REQUIRE_DB") != nullptr) FAIL() << "PostgreSQL's server binaries are missing";
    GTEST_SKIP() << "PostgreSQL's server binaries are missing";
  }
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  const fs::path page = fs::path(ASHLAR_SOURCE_DIR) / GetParam();
  std::vector<std::string> lines = read_lines(page);
  std::vector<Block> blocks = read_blocks(lines);
  ASSERT_FALSE(blocks.empty()) << page << " shows no command";
  fs::path folder;
  std::vector<std::pair<Block, std::vector<std::string>>> rewritten;
  for (const Block& block : blocks) {
    ASSERT_NE(block.place, "") << GetParam() << ":" << block.first
                               << ": the line before ```console does not say where it runs";
    if (block.place.rfind("not run", 0) == 0) continue;
    if (block.place != "same") folder = fresh_folder(block.place);
    ASSERT_FALSE(folder.empty());
    std::vector<std::string> fresh;
    for (const Command& command : block.commands) {
      const std::vector<std::string> actual = run(command.line, folder);
      fresh.push_back("$ " + std::regex_replace(command.line, std::regex("\n"), "\n> "));
      if (matches(command.output, actual)) {
        fresh.insert(fresh.end(), command.output.begin(), command.output.end());
        continue;
      }
      fresh.insert(fresh.end(), actual.begin(), actual.end());
      if (!update) {
        ADD_FAILURE() << GetParam() << ":" << block.first << ": $ " << command.line
                      << "\nthe page says\n"
                      << joined(command.output) << "but it printed\n"
                      << joined(actual);
      }
    }
    rewritten.emplace_back(block, fresh);
  }
  if (!update) return;
  for (auto it = rewritten.rbegin(); it != rewritten.rend(); ++it) {
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(it->first.first);
    const auto end = lines.begin() + static_cast<std::ptrdiff_t>(it->first.last);
    lines.insert(lines.erase(begin, end), it->second.begin(), it->second.end());
  }
  std::ofstream(page) << joined(lines);
  GTEST_SKIP() << "updated " << GetParam();
}

std::string test_name(const testing::TestParamInfo<std::string>& page) {
  return std::regex_replace(page.param, std::regex("[^A-Za-z0-9]+"), "_");
}

INSTANTIATE_TEST_SUITE_P(Pages, Docs,
                         testing::Values("README.md", "docs/commands.md", "docs/example/README.md",
                                         "docs/handing-over.md"),
                         test_name);

TEST(DocsMatching, EllipsisStandsForAnyLines) {
  EXPECT_TRUE(matches({"a", "…", "c"}, {"a", "b", "b", "c"}));
  EXPECT_TRUE(matches({"a", "…"}, {"a"}));
  EXPECT_FALSE(matches({"a", "…", "c"}, {"a", "b"}));
  EXPECT_FALSE(matches({"a"}, {"a", "b"}));
  EXPECT_TRUE(matches({"done in 12 ms"}, {"done in 7 ms"}));
  EXPECT_FALSE(matches({"done in 12 ms"}, {"failed in 7 ms"}));
}

}  // namespace
