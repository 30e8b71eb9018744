#include "runtime/embedded/place.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace ashlar::runtime::embedded {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSocketName = "/.s.PGSQL.5432";
constexpr const char* kOutside = "/var/lib/ashlar";

Error place_error(const std::string& what, const std::string& why, std::string advice = {}) {
  Error error;
  error.code = ErrorCode::kFile;
  error.message = fmt::format("{}: {}", what, why);
  error.detail = std::move(advice);
  return error;
}

std::string first_line_of(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

Status write_line(const fs::path& file, const std::string& line) {
  std::ofstream stream(file, std::ios::trunc);
  stream << line << '\n';
  stream.close();
  if (stream) return {};
  return place_error("cannot write " + file.string(), std::strerror(errno));
}

/// Makes the folder and those above it; those that are new can be entered by everybody, as another
/// user than ours may have to.
Status make_folders(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (folder.has_parent_path() && folder.parent_path() != folder) {
    if (Status above = make_folders(folder.parent_path()); !above) return above;
  }
  fs::create_directory(folder, error);
  if (error) return place_error("cannot make the folder " + folder.string(), error.message());
  if (geteuid() == 0) chmod(folder.c_str(), 0755);
  return {};
}

/// FNV-1a: names a project's folder the same way in every build.
std::string name_of(const fs::path& folder) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : folder.string()) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3ULL;
  }
  return fmt::format("{:016x}", hash);
}

std::optional<uid_t> owner_of(const fs::path& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0) return std::nullopt;
  return facts.st_uid;
}

/// Who runs the server when we are root.
Result<Account> unprivileged(const fs::path& data) {
  if (const std::optional<uid_t> owner = owner_of(data); owner && *owner != 0) {
    if (std::optional<Account> account = account_of(*owner)) return *account;
    return place_error("the embedded server's data in " + data.string(),
                       fmt::format("they belong to user id {}, which has no name here", *owner));
  }
  for (const char* name : {"postgres", "nobody"}) {
    if (std::optional<Account> account = account_of(std::string(name))) return *account;
  }
  return place_error("a PostgreSQL server does not run as root",
                     "there is neither a user `postgres` nor `nobody` to run it as",
                     "run ashlar as an ordinary user");
}

Status check_owner(const Place& place) {
  const std::optional<uid_t> owner = owner_of(place.data());
  if (!owner || *owner == place.owner()) return {};
  const std::optional<Account> account = account_of(*owner);
  return place_error(
      "the embedded server's data in " + place.data().string(),
      fmt::format("they belong to user `{}`, not to you",
                  account ? account->name : std::to_string(*owner)),
      "run ashlar as that user or as root, or give the project a folder of your own");
}

bool is_ours_alone(const fs::path& folder, uid_t owner) {
  struct stat facts {};
  if (lstat(folder.c_str(), &facts) != 0) return false;
  return S_ISDIR(facts.st_mode) && facts.st_uid == owner && (facts.st_mode & 077) == 0;
}

/// PostgreSQL reads unix_socket_directories as a list, libpq reads `host` as one.
bool is_plain(const std::string& path) {
  return std::all_of(path.begin(), path.end(), [](unsigned char byte) {
    return std::isalnum(byte) != 0 || byte == '/' || byte == '.' || byte == '_' || byte == '-';
  });
}

bool fits_socket(const std::string& folder) {
  return is_plain(folder) && folder.size() + kSocketName.size() < sizeof(sockaddr_un{}.sun_path);
}

Status give(const Place& place, const fs::path& path) {
  if (!place.account) return {};
  if (chown(path.c_str(), place.account->uid, place.account->gid) == 0) return {};
  return place_error("cannot give " + path.string() + " to user `" + place.account->name + "`",
                     std::strerror(errno));
}

}  // namespace

int Place::data_major() const { return std::atoi(first_line_of(data() / "PG_VERSION").c_str()); }

uid_t Place::owner() const { return account ? account->uid : geteuid(); }

Status make_private_folder(const Place& place, const fs::path& folder) {
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return place_error("cannot make the folder " + folder.string(), std::strerror(errno));
  }
  chmod(folder.c_str(), 0700);
  return give(place, folder);
}

namespace {

/// Where root lends the server to another user, and that user may not enter the project.
Status move_out(Place& place, Missing missing) {
  if (place.folder == place.project && !can_enter(place.account, place.project)) {
    place.folder = fs::path(kOutside) / name_of(place.project);
  }
  if (missing == Missing::kLeave) return {};
  if (Status made = make_folders(place.folder); !made) return made;
  if (!can_enter(place.account, place.folder)) {
    return place_error(fmt::format("user `{}`, who runs the embedded server, may not enter {}",
                                   place.account->name, place.folder.string()),
                       "a folder above it is closed to that user",
                       "move the project to where that user may go, or run ashlar as another user");
  }
  if (place.folder == place.project) return {};
  return write_line(place.project / "location", place.folder.string());
}

}  // namespace

Result<Place> find_place(const fs::path& folder, Missing missing) {
  Place place;
  std::error_code error;
  const fs::path absolute = fs::absolute(folder, error).lexically_normal();
  if (missing == Missing::kMake) {
    if (Status made = make_folders(absolute); !made) return made.error();
  }
  place.project = fs::canonical(absolute, error);
  if (error) return place_error("cannot enter " + absolute.string(), error.message());
  place.folder = place.project;
  if (const std::string noted = first_line_of(place.project / "location"); !noted.empty()) {
    place.folder = noted;
  }
  if (geteuid() == 0) {
    const Result<Account> account = unprivileged(place.data());
    if (!account) return account.error();
    place.account = *account;
    if (Status moved = move_out(place, missing); !moved) return moved.error();
  }
  if (Status owned = check_owner(place); !owned) return owned.error();
  return place;
}

Result<fs::path> make_socket_folder(const Place& place) {
  const fs::path inside = place.folder / "socket";
  if (fits_socket(inside.string())) {
    if (Status made = make_private_folder(place, inside); !made) return made.error();
    return inside;
  }
  // A folder in /tmp may be swept away, and another user may make one of its name: it is used again
  // only where nobody else can have put something in it.
  const fs::path note = place.project / "socket-folder";
  const fs::path noted = first_line_of(note);
  if (!noted.empty() && is_ours_alone(noted, place.owner())) return noted;
  std::string name = "/tmp/ashlar-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    return place_error("cannot make a folder for the server's socket", std::strerror(errno));
  }
  if (Status given = give(place, name); !given) return given.error();
  if (Status written = write_line(note, name); !written) return written.error();
  return fs::path(name);
}

}  // namespace ashlar::runtime::embedded
