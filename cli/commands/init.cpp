#include <filesystem>
#include <fmt/format.h>

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

}  // namespace

ExitStatus run(const InitOptions& options, const GlobalOptions& /*global*/, Console& console) {
  const fs::path folder(options.folder);
  struct NewFile {
    std::string_view name;
    std::string text;
  };
  bool anything = false;
  for (const NewFile& file :
       {NewFile{"ashlar.toml", std::string(kConfigurationText)}, NewFile{"versions/.gitkeep", ""},
        NewFile{".pre-commit-config.yaml",
                std::string(kPreCommitHead) + std::string(kPreCommitEntry)}}) {
    const std::string path = (folder / file.name).lexically_normal().string();
    const Result<Created> created = create_file(path, file.text);
    if (!created) return console.fail(created.error());
    if (*created == Created::kYes) {
      console.result(fmt::format("wrote {}\n", path));
      anything = true;
    } else {
      console.note(
          fmt::format("`{}` is there already and stays as it is", path),
          file.name == ".pre-commit-config.yaml"
              ? fmt::format("to lint before each commit, give it this entry:\n{}", kPreCommitEntry)
              : "");
    }
  }
  const std::string ignore = (folder / ".gitignore").lexically_normal().string();
  const Entry entry = ignore_data_folder(ignore, console);
  if (entry == Entry::kFailed) return ExitStatus::kUsage;
  if (entry == Entry::kAdded) console.result(fmt::format("wrote `.ashlar/` into {}\n", ignore));
  if (anything) {
    const std::string enter =
        folder.lexically_normal() == "." ? "" : fmt::format("cd {} && ", options.folder);
    console.say(fmt::format("next: {}ashlar revision -m \"what it does\"\n", enter));
  }
  return ExitStatus::kDone;
}

}  // namespace ashlar::cli
