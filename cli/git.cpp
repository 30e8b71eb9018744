#include "cli/git.h"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>
#include <utility>

#include "cli/child_process.h"
#include "versions/revision.h"

namespace ashlar::cli {
namespace {

Error cannot(const std::string& what, std::string why, std::string help) {
  return {ErrorCode::kUsage, fmt::format("cannot compare with `{}`", what), "",
          why.empty() ? std::move(help) : fmt::format("{}\n{}", why, help), 0};
}

/// Runs git in the folder. -1 as the status: there is no such program.
Finished git(const std::string& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"git", "-C", folder, "--no-pager", "--literal-pathspecs"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_program(std::move(words), "");
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// The commit where HEAD left the ref: what others have added to it since is not missing here.
Result<std::string> common_commit(const std::string& folder, const std::string& ref) {
  if (ref.empty() || ref.front() == '-') {
    return cannot(ref, "", "the name of a branch, a tag or a commit is wanted");
  }
  const Finished known = git(folder, {"rev-parse", "--verify", "--quiet", ref + "^{commit}"});
  if (known.status == -1) {
    return cannot(ref, known.errors, "the program `git` has to be on the PATH");
  }
  if (known.status != 0) {
    return cannot(ref, first_line(known.errors),
                  "git knows no such commit here; `git fetch` may bring it (a shallow clone in CI "
                  "lacks other branches)");
  }
  const Finished common = git(folder, {"merge-base", "HEAD", first_line(known.output)});
  if (common.status != 0) {
    return cannot(
        ref, first_line(common.errors),
        "git finds no commit that HEAD shares with it; a shallow clone has to be deepened "
        "(`git fetch --unshallow`)");
  }
  return first_line(common.output);
}

/// Those of a list of names, each with a zero byte behind it, that are revisions of the folder.
std::vector<std::string> revision_files(std::string_view names) {
  std::vector<std::string> found;
  while (!names.empty()) {
    std::string name(names.substr(0, names.find('\0')));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    const bool counts = name.ends_with(versions::kRevisionExtension) && name.front() != '.' &&
                        name.find('/') == std::string::npos;
    if (counts) found.push_back(std::move(name));
  }
  return found;
}

}  // namespace

Result<Earlier> files_at_ref(const std::string& folder, const std::string& ref) {
  const Result<std::string> commit = common_commit(folder, ref);
  if (!commit) return commit.error();
  const Finished tree = git(folder, {"ls-tree", "-z", "--name-only", *commit});
  const Finished diff = git(folder, {"diff", "--name-only", "-z", "--no-renames", "--relative",
                                     "--no-ext-diff", "--diff-filter=MDT", *commit, "--", "."});
  for (const Finished* each : {&tree, &diff}) {
    if (each->status != 0) return cannot(ref, first_line(each->errors), "");
  }
  Earlier earlier;
  for (std::string& name : revision_files(tree.output)) earlier.names.insert(std::move(name));
  for (std::string& name : revision_files(diff.output)) {
    Finished shown = git(folder, {"show", fmt::format("{}:./{}", *commit, name)});
    if (shown.status != 0) return cannot(ref, first_line(shown.errors), "");
    earlier.differing.push_back({std::move(name), std::move(shown.output)});
  }
  return earlier;
}

}  // namespace ashlar::cli
