#pragma once

// The scripts of the server's tests, which the diff is tried on as well. Header only.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace ashlar::diff {

inline std::filesystem::path folder_of_scripts() {
  return std::filesystem::path(ASHLAR_SOURCE_DIR) / "tests/server/scripts";
}

inline std::string text_of_script(const std::string& name) {
  std::ifstream file(folder_of_scripts() / name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Their file names, in order.
inline std::vector<std::string> names_of_scripts() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_of_scripts())) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ashlar::diff
