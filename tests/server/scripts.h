#pragma once

// The files of SQL that the server's tests run. Header only.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "grammar/postgres/parser.h"

namespace ashlar::server_tests {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The files of a folder of the project, in order.
inline std::vector<std::filesystem::path> files_in(const std::string& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(ASHLAR_SOURCE_DIR) / folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// One text each: a server takes several at once as one transaction.
inline std::vector<std::string> statements_of(const std::string& sql) {
  Diagnostics diagnostics;
  std::vector<std::string> statements;
  for (const auto& parsed : postgres::parse_text(sql, FileId{0}, diagnostics)) {
    statements.emplace_back(slice(sql, parsed.statement.span));
  }
  return statements;
}

}  // namespace ashlar::server_tests
