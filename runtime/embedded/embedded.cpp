#include "runtime/embedded/embedded.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

#include "grammar/postgres/parser.h"
#include "runtime/database/session.h"
#include "runtime/embedded/binaries.h"
#include "runtime/embedded/cluster.h"
#include "runtime/embedded/place.h"

namespace ashlar::runtime::embedded {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// Keeps two processes from making or starting one cluster at the same time.
class FolderLock {
 public:
  static Result<FolderLock> take(const fs::path& folder, database::Interrupt& interrupt) {
    const fs::path file = folder / "lock";
    int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return failed(file, std::strerror(errno));
    FolderLock lock(descriptor);
    constexpr int kAttempts = 1200;
    constexpr milliseconds kPause{100};
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return Result<FolderLock>(std::move(lock));
      if (errno != EWOULDBLOCK && errno != EINTR) break;
      if (interrupt.sleep_for(kPause)) continue;
      interrupt.take();
      Error interrupted = failed(file, "interrupted");
      interrupted.code = ErrorCode::kInterrupted;
      return interrupted;
    }
    return failed(file, "another process holds it");
  }
  FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock() {
    if (descriptor_ >= 0) close(descriptor_);
  }

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}

  static Error failed(const fs::path& file, const std::string& why) {
    Error error;
    error.code = ErrorCode::kFile;
    error.message = fmt::format("cannot lock {}: {}", file.string(), why);
    return error;
  }

  int descriptor_;
};

/// A value of a connection string (PostgreSQL manual, "Keyword/Value Connection Strings").
std::string quoted_value(const std::string& value) {
  std::string quoted = "'";
  for (const char byte : value) {
    if (byte == '\'' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return quoted + "'";
}

std::string url_of(const fs::path& socket, const std::string& database) {
  std::string url = fmt::format("host={} port=5432 user={} dbname={}", socket.string(), kSuperuser,
                                quoted_value(database));
  // It would lead libpq away from the socket.
  if (std::getenv("PGHOSTADDR") != nullptr) url += " hostaddr=''";
  return url;
}

Status make_database(const fs::path& socket, const std::string& name,
                     database::Interrupt& interrupt) {
  const auto target =
      database::read_target(url_of(socket, "postgres"), database::random_run_name("ashlar"));
  if (!target) return target.error();
  const auto session = database::Session::open(*target, interrupt);
  if (!session) return session.error();
  const auto there = (*session)->query("SELECT FROM pg_catalog.pg_database WHERE datname = " +
                                       postgres::quote_literal(name));
  if (!there) return there.error();
  if (!there->rows.empty()) return {};
  return (*session)->execute("CREATE DATABASE " + postgres::quote_identifier(name));
}

}  // namespace

Result<EmbeddedServer> start(const EmbeddedOptions& options, database::Interrupt& interrupt) {
  const Result<std::vector<Binaries>> found = find_binaries();
  if (!found) return found.error();
  const Result<Place> place = find_place(options.folder, Missing::kMake);
  if (!place) return place.error();
  const Result<FolderLock> lock = FolderLock::take(place->project, interrupt);
  if (!lock) return lock.error();
  const Result<Binaries> binaries = choose_binaries(*found, place->data_major(), place->data());
  if (!binaries) return binaries.error();
  if (place->data_major() == 0) {
    if (Status made = make_cluster(*place, *binaries); !made) return made.error();
  }
  EmbeddedServer server;
  server.binaries = binaries->folder.string();
  std::optional<fs::path> socket = running_socket(*place, interrupt);
  if (!socket) {
    const Result<fs::path> started = start_cluster(*place, *binaries, interrupt);
    if (!started) return started.error();
    socket = *started;
    server.started = true;
  }
  if (Status made = make_database(*socket, options.database, interrupt); !made) {
    return made.error();
  }
  server.url = url_of(*socket, options.database);
  return server;
}

Result<std::optional<EmbeddedServer>> find(const EmbeddedOptions& options,
                                           database::Interrupt& interrupt) {
  std::error_code ignored;
  if (!fs::exists(options.folder, ignored)) return std::optional<EmbeddedServer>();
  const Result<Place> place = find_place(options.folder, Missing::kMake);
  if (!place) return place.error();
  const std::optional<fs::path> socket = running_socket(*place, interrupt);
  if (!socket) return std::optional<EmbeddedServer>();
  EmbeddedServer server;
  server.url = url_of(*socket, options.database);
  return std::optional<EmbeddedServer>(std::move(server));
}

Status stop(const EmbeddedOptions& options) {
  std::error_code ignored;
  if (!fs::exists(options.folder, ignored)) return {};
  const Result<std::vector<Binaries>> found = find_binaries();
  if (!found) return found.error();
  const Result<Place> place = find_place(options.folder, Missing::kLeave);
  if (!place) return place.error();
  database::Interrupt nobody;
  const Result<FolderLock> lock = FolderLock::take(place->project, nobody);
  if (!lock) return lock.error();
  if (place->data_major() == 0) return {};
  const Result<Binaries> binaries = choose_binaries(*found, place->data_major(), place->data());
  if (!binaries) return binaries.error();
  return stop_cluster(*place, *binaries);
}

}  // namespace ashlar::runtime::embedded
