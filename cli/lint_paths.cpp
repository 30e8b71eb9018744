#include "cli/lint_paths.h"

#include <filesystem>
#include <fmt/format.h>
#include <map>

namespace ashlar::cli {

namespace fs = std::filesystem;

namespace {

bool is_within(const fs::path& inner, const fs::path& outer) {
  const fs::path relative = inner.lexically_relative(outer);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

Result<std::set<FileId>> files_at(const std::vector<std::string>& paths, const Project& project,
                                  const Sources& sources) {
  std::map<std::string, FileId> by_name;
  std::set<FileId> all;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto id = static_cast<FileId>(i);
    by_name.emplace(fs::path(sources[id].path).filename().string(), id);
    all.insert(id);
  }
  if (paths.empty()) return all;

  std::error_code failed;
  const fs::path versions = fs::canonical(project.versions_folder(), failed);
  std::set<FileId> found;
  for (const std::string& path : paths) {
    if (!fs::exists(path, failed)) {
      return Error{ErrorCode::kFile, fmt::format("`{}` is not there", path), "", "", 0};
    }
    if (fs::is_directory(path, failed)) {
      if (is_within(versions, fs::canonical(path, failed))) {
        found = all;
        continue;
      }
    } else {
      // The folder alone is resolved: a revision may itself be a link to a file elsewhere.
      const fs::path absolute = fs::absolute(path).lexically_normal();
      const auto named = by_name.find(absolute.filename().string());
      if (named != by_name.end() && fs::canonical(absolute.parent_path(), failed) == versions) {
        found.insert(named->second);
        continue;
      }
    }
    return Error{ErrorCode::kUsage, fmt::format("`{}` holds no revision of this project", path), "",
                 fmt::format("revisions are the .sql files of `{}`", project.versions_folder()), 0};
  }
  return found;
}

}  // namespace ashlar::cli
