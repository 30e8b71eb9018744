#include "runtime/embedded/cluster.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <libpq-fe.h>
#include <locale.h>
#include <signal.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace ashlar::runtime::embedded {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr const char* kWaitSeconds = "60";

// For one developer and one project: little memory, no network. Data are the user's, so fsync stays
// on.
constexpr const char* kConfiguration =
    "\n# ashlar's embedded server\n"
    "listen_addresses = ''\n"
    "unix_socket_permissions = 0700\n"
    "shared_buffers = 32MB\n"
    "max_connections = 40\n"
    "min_wal_size = 32MB\n"
    "max_wal_size = 256MB\n"
    "logging_collector = off\n";

Error cluster_error(const std::string& what, std::string detail) {
  Error error;
  error.code = ErrorCode::kDatabase;
  error.message = what;
  while (!detail.empty() && detail.back() == '\n') detail.pop_back();
  error.detail = std::move(detail);
  return error;
}

/// Runs one of the server's programs in the cluster's folder, so that paths stay short and plain.
Result<Finished> run_program(const Place& place, const Binaries& binaries, const char* program,
                             const std::vector<std::string>& arguments) {
  Command command;
  command.words = {(binaries.folder / program).string()};
  command.words.insert(command.words.end(), arguments.begin(), arguments.end());
  command.folder = place.folder;
  command.account = place.account;
  return run(command);
}

const char* locale_name() {
  const locale_t locale = newlocale(LC_ALL_MASK, "C.UTF-8", static_cast<locale_t>(nullptr));
  if (locale == static_cast<locale_t>(nullptr)) return "C";
  freelocale(locale);
  return "C.UTF-8";
}

/// The lines of postmaster.pid (src/include/utils/pidfile.h).
struct PidFile {
  long pid = 0;
  std::string port;
  std::string socket_folder;
};

std::optional<PidFile> read_pid_file(const Place& place) {
  std::ifstream stream(place.data() / "postmaster.pid");
  std::array<std::string, 5> lines;
  for (std::string& line : lines) {
    if (!std::getline(stream, line)) break;
  }
  PidFile file;
  file.pid = std::atol(lines[0].c_str());
  if (file.pid <= 0) return std::nullopt;
  file.port = lines[3];
  file.socket_folder = lines[4];
  return file;
}

/// True where the process is there and works in this cluster's data folder, as every server process
/// does. After kill -9 the number may belong to anybody.
bool is_alive(const Place& place, long pid) {
  if (kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) return false;
  std::error_code error;
  const fs::path works_in = fs::read_symlink(fmt::format("/proc/{}/cwd", pid), error);
  // Where we may not look, the file is believed: taking it from a live server loses data.
  if (error) return true;
  return works_in == fs::canonical(place.data(), error);
}

PGPing ping(const PidFile& file) {
  const std::array<const char*, 6> keywords = {"host",   "hostaddr",        "port",
                                               "dbname", "connect_timeout", nullptr};
  const std::array<const char*, 6> values = {
      file.socket_folder.c_str(), "", file.port.c_str(), "postgres", "5", nullptr};
  return PQpingParams(keywords.data(), values.data(), 0);
}

/// What the server wrote to its log from `from` on, at most the last lines of it.
std::string log_since(const Place& place, std::uintmax_t from) {
  std::ifstream stream(place.log());
  stream.seekg(static_cast<std::streamoff>(from));
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  constexpr std::size_t kMost = 4000;
  return text.size() <= kMost ? text : "…" + text.substr(text.size() - kMost);
}

/// The log belongs to the server's user; where we are root it has to be there beforehand.
Status prepare_log(const Place& place) {
  const int descriptor = open(place.log().c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
  const bool made = descriptor >= 0;
  if (made) close(descriptor);
  if (made &&
      (!place.account || chown(place.log().c_str(), place.account->uid, place.account->gid) == 0)) {
    return {};
  }
  return cluster_error("cannot write the embedded server's log " + place.log().string(),
                       std::strerror(errno));
}

/// One attempt by pg_ctl. Empty where the server is up, else what it logged.
Result<std::string> try_start(const Place& place, const Binaries& binaries,
                              const fs::path& socket) {
  std::error_code ignored;
  const std::uintmax_t before = fs::file_size(place.log(), ignored);
  const Result<Finished> started =
      run_program(place, binaries, "pg_ctl",
                  {"-D", "data", "-l", "log", "-w", "-t", kWaitSeconds, "-s", "-o",
                   fmt::format("-k {} -p 5432 -h ''", socket.string()), "start"});
  if (!started) return started.error();
  if (started->status == 0) return std::string();
  const std::string logged = log_since(place, before);
  return started->output + logged;
}

/// Clears away what stands between us and a start; false where there is nothing of the kind.
bool clear_the_way(const Place& place, const Binaries& binaries, const fs::path& socket,
                   const std::string& said, database::Interrupt& interrupt) {
  // Server processes that outlive a killed postmaster keep its shared memory for a moment.
  if (said.find("shared memory block") != std::string::npos) {
    return interrupt.sleep_for(milliseconds{500});
  }
  if (said.find("lock file") == std::string::npos) return false;
  const std::optional<PidFile> file = read_pid_file(place);
  // It runs, and nobody reaches its socket: the project was moved, or /tmp was swept.
  if (file && is_alive(place, file->pid)) return stop_cluster(place, binaries).ok();
  std::error_code error;
  bool cleared = fs::remove(place.data() / "postmaster.pid", error);
  for (const char* name : {".s.PGSQL.5432", ".s.PGSQL.5432.lock"}) {
    cleared = fs::remove(socket / name, error) || cleared;
  }
  return cleared;
}

}  // namespace

Status make_cluster(const Place& place, const Binaries& binaries) {
  const fs::path fresh = place.folder / "data.new";
  std::error_code error;
  fs::remove_all(fresh, error);
  if (Status made = make_private_folder(place, fresh); !made) return made;
  // Without its sync, which takes seconds on a slow disk: the system writes the files out by itself
  // in the next half minute, and until then there is little to lose.
  const Result<Finished> done = run_program(
      place, binaries, "initdb",
      {"-D", "data.new", "--no-sync", "-U", kSuperuser, "-E", "UTF8",
       fmt::format("--locale={}", locale_name()), "--auth-local=trust", "--auth-host=reject"});
  if (!done) return done.error();
  if (done->status != 0) {
    return cluster_error("initdb could not make the embedded server's data", done->output);
  }
  std::ofstream configuration(fresh / "postgresql.conf", std::ios::app);
  configuration << kConfiguration;
  configuration.close();
  if (!configuration) {
    return cluster_error("cannot write " + (fresh / "postgresql.conf").string(),
                         std::strerror(errno));
  }
  fs::rename(fresh, place.data(), error);
  if (error) return cluster_error("cannot make " + place.data().string(), error.message());
  return {};
}

std::optional<fs::path> running_socket(const Place& place, database::Interrupt& interrupt) {
  constexpr int kAttempts = 600;
  constexpr milliseconds kPause{100};
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::optional<PidFile> file = read_pid_file(place);
    if (!file || !is_alive(place, file->pid)) return std::nullopt;
    // The file's last lines come a moment after its first.
    if (!file->socket_folder.empty()) {
      switch (ping(*file)) {
        case PQPING_OK:
          return fs::path(file->socket_folder);
        case PQPING_NO_RESPONSE:
        case PQPING_NO_ATTEMPT:
          return std::nullopt;
        case PQPING_REJECT:
          break;
      }
    }
    if (!interrupt.sleep_for(kPause)) return std::nullopt;
  }
  return std::nullopt;
}

Result<fs::path> start_cluster(const Place& place, const Binaries& binaries,
                               database::Interrupt& interrupt) {
  const Result<fs::path> socket = make_socket_folder(place);
  if (!socket) return socket.error();
  if (Status log = prepare_log(place); !log) return log.error();
  std::string said;
  constexpr int kAttempts = 20;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Result<std::string> answer = try_start(place, binaries, *socket);
    if (!answer) return answer.error();
    if (answer->empty()) return *socket;
    said = *answer;
    if (!clear_the_way(place, binaries, *socket, said, interrupt)) break;
  }
  return cluster_error("the embedded server in " + place.folder.string() + " does not start", said);
}

Status stop_cluster(const Place& place, const Binaries& binaries) {
  const std::optional<PidFile> file = read_pid_file(place);
  if (!file || !is_alive(place, file->pid)) return {};
  const Result<Finished> stopped =
      run_program(place, binaries, "pg_ctl",
                  {"-D", "data", "-m", "fast", "-w", "-t", kWaitSeconds, "-s", "stop"});
  if (!stopped) return stopped.error();
  if (stopped->status == 0 || !is_alive(place, file->pid)) return {};
  return cluster_error("the embedded server in " + place.folder.string() + " does not stop",
                       stopped->output);
}

}  // namespace ashlar::runtime::embedded
