#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "cli/baseline.h"
#include "cli/commands/commands.h"
#include "cli/files.h"
#include "cli/init_files.h"

namespace ashlar::cli {

namespace fs = std::filesystem;

namespace {

enum class Entry { kAdded, kThere, kFailed };

/// git must not see the embedded server's data. An existing .gitignore only gains a line.
Entry ignore_data_folder(const std::string& path, Console& console) {
  std::error_code failed;
  std::string text;
  if (fs::exists(path, failed)) {
    Result<std::string> read = read_file(path);
    if (!read) {
      console.fail(read.error());
      return Entry::kFailed;
    }
    text = std::move(*read);
    if (("\n" + text).find("\n.ashlar/") != std::string::npos) return Entry::kThere;
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
  }
  const Status written = replace_file(path, text + ".ashlar/\n");
  if (written) return Entry::kAdded;
  console.fail(written.error());
  return Entry::kFailed;
}

/// Where git runs its hooks for `folder`: the nearest folder with a .git, else `folder` itself.
fs::path repository_of(const fs::path& folder) {
  std::error_code failed;
  fs::path whole = fs::weakly_canonical(fs::absolute(folder), failed);
  for (fs::path at = whole;; at = at.parent_path()) {
    if (fs::exists(at / ".git", failed)) return at;
    if (at == at.parent_path()) return whole;
  }
}

struct NewFile {
  std::string path;  ///< as shown
  std::string text;
  std::string advice;  ///< where the file is there already
};

std::vector<NewFile> files_of(const fs::path& folder, const Url& url) {
  std::error_code failed;
  const fs::path repository = repository_of(folder);
  const std::string below =
      fs::weakly_canonical(fs::absolute(folder), failed).lexically_relative(repository).string();
  const std::string entry = pre_commit_entry(below.empty() || below == "." ? "" : below + "/");
  const auto in_folder = [&](std::string_view name) {
    return (folder / name).lexically_normal().string();
  };
  const std::string hooks = from_current_folder((repository / ".pre-commit-config.yaml").string());
  return {{in_folder("ashlar.toml"), configuration_text(url), ""},
          {in_folder("versions/.gitkeep"), "", ""},
          {hooks, std::string(kPreCommitHead) + entry,
           fmt::format("to lint before each commit, give it this entry:\n{}", entry)}};
}

ExitStatus write_project(const InitOptions& options, Console& console) {
  const fs::path folder(options.folder);
  bool anything = false;
  for (const NewFile& file : files_of(folder, options.from_url)) {
    const Result<Created> created = create_file(file.path, file.text);
    if (!created) return console.fail(created.error());
    if (*created == Created::kYes) {
      console.result(fmt::format("wrote {}\n", file.path));
      anything = true;
    } else {
      console.note(fmt::format("`{}` is there already and stays as it is", file.path), file.advice);
    }
  }
  const std::string ignore = (folder / ".gitignore").lexically_normal().string();
  const Entry entry = ignore_data_folder(ignore, console);
  if (entry == Entry::kFailed) return ExitStatus::kUsage;
  if (entry == Entry::kAdded) console.result(fmt::format("wrote `.ashlar/` into {}\n", ignore));
  if (anything && !options.from_url.has_value()) {
    const std::string enter =
        folder.lexically_normal() == "." ? "" : fmt::format("cd {} && ", options.folder);
    console.say(fmt::format("next: {}ashlar revision -m \"what it does\"\n", enter));
  }
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const InitOptions& options, const GlobalOptions& /*global*/, Console& console) {
  if (!options.from_url.has_value()) return write_project(options, console);
  std::variant<Baseline, ExitStatus> read = read_baseline(options, console);
  if (const auto* status = std::get_if<ExitStatus>(&read)) return *status;
  if (const ExitStatus written = write_project(options, console); written != ExitStatus::kDone) {
    return written;
  }
  return write_baseline(std::move(std::get<Baseline>(read)), options.folder, console);
}

}  // namespace ashlar::cli
