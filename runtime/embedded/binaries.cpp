#include "runtime/embedded/binaries.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <system_error>

#include "runtime/embedded/process.h"

namespace ashlar::runtime::embedded {
namespace {

namespace fs = std::filesystem;

Error none_found() {
  Error error;
  error.code = ErrorCode::kFile;
  error.message = "no PostgreSQL server was found on this machine, and `embedded` needs one";
  error.detail =
      "install one (Debian, Ubuntu: `apt install postgresql`; Fedora: `dnf install "
      "postgresql-server`; Homebrew: `brew install postgresql`), or name the folder of its "
      "programs "
      "in ASHLAR_PG_BINDIR, or connect to a database with --url";
  return error;
}

bool holds_server(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "initdb", ignored) && fs::exists(folder / "pg_ctl", ignored) &&
         fs::exists(folder / "postgres", ignored);
}

/// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" gives 15; 0 where it says something else.
int major_of(const fs::path& folder) {
  const Result<Finished> said = run({{(folder / "postgres").string(), "--version"}, "/", {}});
  if (!said || said->status != 0) return 0;
  constexpr std::string_view kBefore = "(PostgreSQL) ";
  const std::size_t at = said->output.find(kBefore);
  if (at == std::string::npos) return 0;
  return std::atoi(said->output.c_str() + at + kBefore.size());
}

std::optional<Binaries> binaries_in(const fs::path& folder) {
  std::error_code failed;
  if (!holds_server(folder)) return std::nullopt;
  Binaries binaries;
  // /usr/bin/pg_ctl may be a link into the folder that holds the server's other files.
  const fs::path real = fs::canonical(folder / "pg_ctl", failed).parent_path();
  binaries.folder = failed || !holds_server(real) ? folder : real;
  binaries.major = major_of(binaries.folder);
  if (binaries.major == 0) return std::nullopt;
  return binaries;
}

std::vector<fs::path> path_folders() {
  std::vector<fs::path> folders;
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    if (end > 0) folders.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return folders;
}

/// Folders in `parent` whose names begin with `prefix`, each with `below` added.
void add_matching(std::vector<fs::path>& folders, const fs::path& parent, std::string_view prefix,
                  const fs::path& below) {
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, failed)) {
    if (entry.path().filename().string().starts_with(prefix)) {
      folders.push_back(entry.path() / below);
    }
  }
}

std::vector<fs::path> distribution_folders() {
  std::vector<fs::path> folders;
  add_matching(folders, "/usr/lib/postgresql", "", "bin");          // Debian
  add_matching(folders, "/usr", "pgsql-", "bin");                   // PGDG for Red Hat
  add_matching(folders, "/usr/libexec", "postgresql", "");          // Alpine
  add_matching(folders, "/usr/lib", "postgresql", "bin");           // SUSE
  add_matching(folders, "/opt/homebrew/opt", "postgresql", "bin");  // Homebrew
  add_matching(folders, "/usr/local/opt", "postgresql", "bin");     // Homebrew, older
  add_matching(folders, "/usr/local", "pgsql", "bin");              // make install
  return folders;
}

void add_if_new(std::vector<Binaries>& found, const fs::path& folder) {
  std::optional<Binaries> binaries = binaries_in(folder);
  if (!binaries) return;
  const bool known = std::any_of(found.begin(), found.end(), [&](const Binaries& other) {
    return other.folder == binaries->folder;
  });
  if (!known) found.push_back(std::move(*binaries));
}

}  // namespace

Result<std::vector<Binaries>> find_binaries() {
  std::vector<Binaries> found;
  const char* named = std::getenv("ASHLAR_PG_BINDIR");
  if (named != nullptr && *named != '\0') {
    add_if_new(found, named);
    if (!found.empty()) return found;
    Error error = none_found();
    error.message =
        fmt::format("ASHLAR_PG_BINDIR is {}, where there is no initdb, pg_ctl and postgres", named);
    return error;
  }
  for (const fs::path& folder : path_folders()) add_if_new(found, folder);
  std::vector<Binaries> others;
  for (const fs::path& folder : distribution_folders()) add_if_new(others, folder);
  std::stable_sort(others.begin(), others.end(),
                   [](const Binaries& a, const Binaries& b) { return a.major > b.major; });
  for (const Binaries& binaries : others) {
    const bool known = std::any_of(found.begin(), found.end(), [&](const Binaries& other) {
      return other.folder == binaries.folder;
    });
    if (!known) found.push_back(binaries);
  }
  if (found.empty()) return none_found();
  return found;
}

Result<Binaries> choose_binaries(const std::vector<Binaries>& found, int data_major,
                                 const fs::path& data) {
  if (found.empty()) return none_found();
  if (data_major == 0) return found.front();
  const auto fits = std::find_if(found.begin(), found.end(), [data_major](const Binaries& one) {
    return one.major == data_major;
  });
  if (fits != found.end()) return *fits;
  std::string versions;
  for (const Binaries& one : found) {
    versions += fmt::format("{}{}", versions.empty() ? "" : ", ", one.major);
  }
  Error error;
  error.code = ErrorCode::kFile;
  error.message =
      fmt::format("the embedded server's data is of PostgreSQL {}, and this machine has {}",
                  data_major, versions);
  error.detail = fmt::format(
      "install PostgreSQL {} (or name its programs' folder in ASHLAR_PG_BINDIR), or carry the data "
      "over with pg_upgrade, or start afresh by removing {}, which loses the data",
      data_major, data.string());
  return error;
}

}  // namespace ashlar::runtime::embedded
