#include "cli/dispatch.h"

#include <csignal>
#include <unistd.h>
#include <utility>

#include "cli/app.h"
#include "cli/commands/commands.h"

namespace ashlar::cli {
namespace {

/// Until a database is open nothing needs to be wound up: files are replaced whole.
extern "C" void stop_at_once(int /*signal*/) { _exit(static_cast<int>(ExitStatus::kInterrupted)); }

ExitStatus stop(const Stop& why, Console& console) {
  if (!why.error.empty()) console.error(why.error, why.error_help);
  console.result(why.result);
  return why.status;
}

}  // namespace

ExitStatus run(std::vector<std::string> words) {
  std::signal(SIGINT, stop_at_once);
  std::signal(SIGTERM, stop_at_once);
  Console console;
  const std::variant<Invocation, Stop> parsed = parse_command_line(std::move(words));
  ExitStatus status = ExitStatus::kUsage;
  if (const auto* why = std::get_if<Stop>(&parsed)) {
    status = stop(*why, console);
  } else {
    const Invocation& asked = std::get<Invocation>(parsed);
    status = std::visit([&](const auto& options) { return run(options, asked.global, console); },
                        asked.command);
  }
  if (!console.finish() && status == ExitStatus::kDone) return ExitStatus::kUsage;
  return status;
}

}  // namespace ashlar::cli
