#include "cli/new_revision.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <string_view>

#include "cli/files.h"
#include "versions/symbols.h"

namespace ashlar::cli {
std::string creation_time() {
  std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) {
    const std::string_view text(fixed);
    std::time_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size()) now = seconds;
  }
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

Result<std::vector<versions::RevisionIndex>> resolve_all(const versions::Graph& graph,
                                                         const std::vector<std::string>& symbols) {
  std::vector<versions::RevisionIndex> found;
  for (const std::string& symbol : symbols) {
    if (symbol == "current") {
      return Error{ErrorCode::kUsage, "`current` needs a database, which this command does not use",
                   "", "name the revision itself; `ashlar current` prints it", 0};
    }
    const Result<std::vector<versions::RevisionIndex>> named = versions::resolve(graph, symbol, {});
    if (!named) return named.error();
    for (const versions::RevisionIndex index : *named) {
      if (std::find(found.begin(), found.end(), index) == found.end()) found.push_back(index);
    }
  }
  return found;
}

ExitStatus write_new_revision(const Workspace& workspace, versions::NewRevision revision,
                              Console& console) {
  revision.created = creation_time();
  const Result<std::string> path =
      versions::write_revision(*workspace.graph, revision, workspace.project.versions_folder(),
                               workspace.project.file_template);
  if (!path) return console.fail(path.error());
  console.result(from_current_folder(*path) + "\n");
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
