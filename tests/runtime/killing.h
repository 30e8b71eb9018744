#pragma once

// Ways to end a run that nobody can prepare for.

#include <string>
#include <sys/types.h>

#include "runtime/api/runtime.h"

namespace ashlar::runtime {

enum class Victim {
  kProgram,     ///< SIGKILL for ashlar
  kBackend,     ///< SIGKILL for the server process that works for it: the server restarts itself
  kSession,     ///< pg_terminate_backend: only the session is lost
  kWholeServer  ///< SIGKILL for the postmaster and all its processes, as when a machine goes down
};

/// `program` is ashlar's process, at work on `database` of the server in `options.folder`. One that
/// is not there (any more) is not killed.
void kill_victim(Victim victim, pid_t program, const EmbeddedOptions& options,
                 const std::string& database);

/// Waits until the server answers, starting it where it does not run. False after half a minute.
[[nodiscard]] bool bring_back(Runtime& runtime, const EmbeddedOptions& options,
                              const std::string& url);

}  // namespace ashlar::runtime
