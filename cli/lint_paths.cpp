#include "cli/lint_paths.h"

#include <filesystem>
#include <fmt/format.h>
#include <map>

#include "versions/revision.h"

namespace ashlar::cli {

namespace fs = std::filesystem;

namespace {

bool is_within(const fs::path& inner, const fs::path& outer) {
  const fs::path relative = inner.lexically_relative(outer);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

Result<Scope> files_at(const std::vector<std::string>& paths, const Project& project,
                       const Sources& sources) {
  std::map<std::string, FileId> by_name;
  std::set<FileId> all;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto id = static_cast<FileId>(i);
    by_name.emplace(fs::path(sources[id].path).filename().string(), id);
    all.insert(id);
  }
  if (paths.empty()) return Scope{all, {}};

  std::error_code failed;
  const fs::path folder = fs::canonical(project.versions_folder(), failed);
  Scope scope;
  for (const std::string& path : paths) {
    if (fs::is_directory(path, failed)) {
      if (is_within(folder, fs::canonical(path, failed))) {
        scope.files = all;
        continue;
      }
    } else {
      // The folder alone is resolved: a revision may itself be a link to a file elsewhere.
      const fs::path absolute = fs::absolute(path).lexically_normal();
      const bool is_here = fs::canonical(absolute.parent_path(), failed) == folder;
      const auto named = by_name.find(absolute.filename().string());
      if (is_here && named != by_name.end()) {
        scope.files.insert(named->second);
        continue;
      }
      const bool is_there = fs::exists(fs::symlink_status(path, failed));
      if (is_here && !is_there && absolute.extension() == versions::kRevisionExtension) {
        scope.missing.push_back(path);
        continue;
      }
      if (!is_there) {
        return Error{ErrorCode::kFile, fmt::format("`{}` is not there", path), "", "", 0};
      }
    }
    return Error{ErrorCode::kUsage, fmt::format("`{}` holds no revision of this project", path), "",
                 fmt::format("revisions are the .sql files of `{}`", project.versions_folder()), 0};
  }
  return scope;
}

}  // namespace ashlar::cli
