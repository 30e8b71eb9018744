#include "tests/runtime/killing.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <signal.h>
#include <vector>

#include "runtime/database/session.h"
#include "tests/runtime/private_server.h"

namespace ashlar::runtime {
namespace {

namespace fs = std::filesystem;

pid_t postmaster(const EmbeddedOptions& options) {
  std::ifstream file(fs::path(options.folder) / "data" / "postmaster.pid");
  pid_t pid = 0;
  file >> pid;
  return pid;
}

std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> children;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "stat");
    std::string text;
    std::getline(file, text);
    // "pid (name) state ppid …", where the name may hold anything.
    const std::size_t end = text.rfind(')');
    if (end == std::string::npos || end + 4 >= text.size()) continue;
    if (std::stol(text.substr(end + 4)) == parent) children.push_back(std::stoi(name));
  }
  return children;
}

std::unique_ptr<database::Session> open(const std::string& url, database::Interrupt& interrupt) {
  const auto target = database::read_target(url, "looks");
  auto session = database::Session::open(*target, interrupt);
  return session ? std::move(*session) : nullptr;
}

void kill_backend(const EmbeddedOptions& options, const std::string& database, bool gently) {
  database::Interrupt interrupt;
  ServerRuntime runtime;
  const auto server = runtime.find_embedded(options);
  if (!server || !*server) return;
  const auto session = open((*server)->url, interrupt);
  if (session == nullptr) return;
  const auto rows = session->query(
      fmt::format("SELECT pid{} FROM pg_stat_activity WHERE datname = '{}' AND application_name "
                  "LIKE 'ashlar/%'",
                  gently ? ", pg_terminate_backend(pid)" : "", database));
  if (!rows || gently) return;
  for (const auto& row : rows->rows) kill(std::stoi(row.front().value_or("0")), SIGKILL);
}

}  // namespace

void kill_victim(Victim victim, pid_t program, const EmbeddedOptions& options,
                 const std::string& database) {
  switch (victim) {
    case Victim::kProgram:
      kill(program, SIGKILL);
      return;
    case Victim::kBackend:
      kill_backend(options, database, false);
      return;
    case Victim::kSession:
      kill_backend(options, database, true);
      return;
    case Victim::kWholeServer: {
      const pid_t server = postmaster(options);
      if (server <= 0) return;
      const std::vector<pid_t> children = children_of(server);
      kill(server, SIGKILL);
      for (const pid_t child : children) kill(child, SIGKILL);
      return;
    }
  }
}

bool bring_back(Runtime& runtime, const EmbeddedOptions& options, const std::string& url) {
  database::Interrupt interrupt;
  return eventually(
      [&] {
        const auto session = open(url, interrupt);
        if (session != nullptr && session->execute("SELECT 1").ok()) return true;
        static_cast<void>(runtime.start_embedded(options));
        return false;
      },
      30);
}

}  // namespace ashlar::runtime
