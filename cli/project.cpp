#include "cli/project.h"

#include <filesystem>

#include "grammar/postgres/parser.h"

namespace ashlar::cli {

namespace fs = std::filesystem;

std::string Project::versions_folder() const { return (fs::path(root) / versions).string(); }

std::string Project::embedded_folder() const {
  return (fs::path(root) / ".ashlar" / "postgres").string();
}

std::string Project::verify_folder() const {
  return (fs::path(root) / ".ashlar" / "verify").string();
}

Project default_project() {
  Project project;
  project.rules.postgres = postgres::grammar_version();
  return project;
}

std::optional<std::string> find_config(const std::optional<std::string>& config,
                                       const std::string& folder) {
  if (config.has_value()) return config;
  std::error_code ignored;
  for (fs::path at = folder;; at = at.parent_path()) {
    const fs::path candidate = at / "ashlar.toml";
    if (fs::is_regular_file(candidate, ignored)) return candidate.string();
    if (at == at.parent_path()) return std::nullopt;
  }
}

}  // namespace ashlar::cli
