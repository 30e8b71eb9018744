#include <filesystem>
#include <fmt/format.h>
#include <system_error>

#include "cli/commands/commands.h"
#include "cli/workspace.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {
namespace {

ExitStatus start(runtime::Runtime& runtime, const runtime::EmbeddedOptions& options,
                 Console& console) {
  const Result<runtime::EmbeddedServer> server = runtime.start_embedded(options);
  if (!server) return console.fail(server.error());
  console.note(server->started ? "started" : "it was running already",
               fmt::format("its programs are in {}", server->binaries));
  console.result(server->url + "\n");
  return ExitStatus::kDone;
}

ExitStatus stop(runtime::Runtime& runtime, const runtime::EmbeddedOptions& options,
                const std::string& verify_folder, Console& console) {
  const Status stopped = runtime.stop_embedded(options);
  if (!stopped) return console.fail(stopped.error());
  // A `verify` that was killed leaves its own running.
  std::error_code ignored;
  if (std::filesystem::is_directory(verify_folder, ignored)) {
    runtime::EmbeddedOptions other;
    other.folder = verify_folder;
    if (const Status also = runtime.stop_embedded(other); !also) return console.fail(also.error());
  }
  console.note("the embedded server is stopped");
  return ExitStatus::kDone;
}

ExitStatus status(runtime::Runtime& runtime, const runtime::EmbeddedOptions& options,
                  Console& console) {
  const Result<std::optional<runtime::EmbeddedServer>> server = runtime.find_embedded(options);
  if (!server) return console.fail(server.error());
  if (!server->has_value()) {
    console.note("the embedded server is not running", "`ashlar server start` starts it");
    return ExitStatus::kDone;
  }
  console.note("the embedded server is running");
  console.result((*server)->url + "\n");
  return ExitStatus::kDone;
}

}  // namespace

ExitStatus run(const ServerOptions& options, const GlobalOptions& global, Console& console) {
  const std::optional<Project> project = open_project(global, console);
  if (!project.has_value()) return ExitStatus::kUsage;
  const Result<runtime::Runtime*> runtime = runtime::load_runtime();
  if (!runtime) return console.fail(runtime.error());
  runtime::EmbeddedOptions embedded;
  embedded.folder = project->embedded_folder();
  using Action = ServerOptions::Action;
  switch (options.action) {
    case Action::kStart:
      return start(**runtime, embedded, console);
    case Action::kStop:
      return stop(**runtime, embedded, project->verify_folder(), console);
    case Action::kStatus:
      return status(**runtime, embedded, console);
  }
  return ExitStatus::kUsage;
}

}  // namespace ashlar::cli
