// The layers hold: every #include of ours goes to a layer that CMakeLists.txt lets its folder see,
// and the three libraries that only one room may see are seen there only.

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const std::set<std::string> kRooms = {"grammar", "versions", "compiler", "runtime", "cli"};

struct Include {
  std::string file;  // relative to the root
  int line = 0;
  std::string target;
  bool quoted = false;
};

/// The declaration as CMake wrote it: folder → the folders it may see.
std::map<std::string, std::set<std::string>> read_declaration() {
  std::map<std::string, std::set<std::string>> visible;
  std::ifstream in(std::string(ASHLAR_BINARY_DIR) + "/layers.tsv");
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    std::istringstream folders(line.substr(tab + 1));
    std::set<std::string>& set = visible[line.substr(0, tab)];
    for (std::string folder; folders >> folder;) set.insert(folder);
  }
  return visible;
}

std::vector<std::string> source_files() {
  std::vector<std::string> files;
  const fs::path root = ASHLAR_SOURCE_DIR;
  for (const std::string& room : kRooms) {
    for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
      const std::string extension = entry.path().extension();
      if (extension == ".h" || extension == ".cpp") {
        files.push_back(fs::relative(entry.path(), root).generic_string());
      }
    }
  }
  return files;
}

std::vector<Include> includes_in(const std::string& file, std::istream& in) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
  std::vector<Include> found;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) {
      found.push_back({file, number, match[2], match[1] == "\""});
    }
  }
  return found;
}

std::vector<Include> includes_of(const std::string& file) {
  std::ifstream in(fs::path(ASHLAR_SOURCE_DIR) / file);
  return includes_in(file, in);
}

/// The layer that a path belongs to: the longest declared folder above it.
std::string layer_of(const std::string& path,
                     const std::map<std::string, std::set<std::string>>& declaration) {
  std::string folder = fs::path(path).parent_path().generic_string();
  while (!folder.empty() && declaration.count(folder) == 0) {
    folder = fs::path(folder).parent_path().generic_string();
  }
  return folder;
}

/// What is wrong with an include, or "".
std::string fault(const Include& include,
                  const std::map<std::string, std::set<std::string>>& declaration) {
  const std::string at = include.file + ":" + std::to_string(include.line) + ": ";
  if (include.target.find("..") != std::string::npos) {
    return at + "includes are written from the repository's root, not by '..'";
  }
  const std::string room = include.target.substr(0, include.target.find('/'));
  if (kRooms.count(room) == 1) {
    const std::string from = layer_of(include.file, declaration);
    const std::string to = layer_of(include.target, declaration);
    if (declaration.at(from).count(to) == 0) {
      return at + "layer " + from + " may not see layer " + to + " (" + include.target + ")";
    }
  } else if (include.quoted) {
    return at + "a quoted include is one of ours, from the root: " + include.target;
  }
  const std::vector<std::pair<std::regex, std::string>> owners = {
      {std::regex("^pg_query"), "grammar/postgres/"},
      {std::regex("^(pqxx|libpq|postgresql/libpq)"), "runtime/"},
      {std::regex("^CLI/"), "cli/"},
  };
  for (const auto& [library, owner] : owners) {
    if (std::regex_search(include.target, library) && include.file.rfind(owner, 0) != 0) {
      return fmt::format("{}only {} sees {}", at, owner, include.target);
    }
  }
  return "";
}

TEST(Layers, DeclarationCoversEveryRoom) {
  const auto declaration = read_declaration();
  ASSERT_FALSE(declaration.empty());
  for (const std::string& file : source_files()) {
    EXPECT_NE(layer_of(file, declaration), "") << file << " belongs to no declared layer";
  }
}

TEST(Layers, EveryIncludeLooksDown) {
  const auto declaration = read_declaration();
  int seen = 0;
  for (const std::string& file : source_files()) {
    for (const Include& include : includes_of(file)) {
      ++seen;
      EXPECT_EQ(fault(include, declaration), "");
    }
  }
  EXPECT_GT(seen, 100) << "the test looked at next to nothing";
}

TEST(Layers, FaultsAreFound) {
  const auto declaration = read_declaration();
  const auto faulty = [&](const std::string& file, const std::string& line) {
    std::istringstream in(line);
    const std::vector<Include> includes = includes_in(file, in);
    return includes.size() == 1 && !fault(includes[0], declaration).empty();
  };
  EXPECT_TRUE(faulty("grammar/text/a.h", "#include \"compiler/plan/plan.h\""));
  EXPECT_TRUE(faulty("compiler/catalog/a.cpp", "#include \"runtime/api/runtime.h\""));
  EXPECT_TRUE(faulty("cli/a.cpp", "#include \"runtime/database/connection.h\""));
  EXPECT_TRUE(faulty("versions/a.cpp", "  # include <pg_query.h>"));
  EXPECT_TRUE(faulty("cli/a.cpp", "#include <pqxx/pqxx>"));
  EXPECT_TRUE(faulty("compiler/emit/a.cpp", "#include <CLI/CLI.hpp>"));
  EXPECT_TRUE(faulty("compiler/plan/a.cpp", "#include \"../catalog/catalog.h\""));
  EXPECT_TRUE(faulty("compiler/plan/a.cpp", "#include \"plan.h\""));
  EXPECT_FALSE(faulty("compiler/plan/a.cpp", "#include \"compiler/catalog/catalog.h\""));
  EXPECT_FALSE(faulty("compiler/plan/a.cpp", "#include <vector>"));
}

TEST(Layers, HeadersHavePragmaOnceAndFilesStayShort) {
  for (const std::string& file : source_files()) {
    std::ifstream in(fs::path(ASHLAR_SOURCE_DIR) / file);
    std::stringstream text;
    text << in.rdbuf();
    const std::string content = text.str();
    if (fs::path(file).extension() == ".h") {
      EXPECT_THAT(content, testing::HasSubstr("#pragma once")) << file;
    }
    EXPECT_LE(std::count(content.begin(), content.end(), '\n'), 600) << file << " is too long";
  }
}

}  // namespace
