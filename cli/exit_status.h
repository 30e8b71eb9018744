#pragma once

// What the program's exit status says. One enum for all commands. Layer: cli.

#include "grammar/text/result.h"

namespace ashlar::cli {

enum class ExitStatus {
  kDone = 0,
  kFindings = 1,       ///< lint errors, a check that differs, a verify that failed
  kUsage = 2,          ///< wrong usage, configuration or source files
  kDatabase = 3,       ///< the database refused or was lost
  kLocked = 4,         ///< another runner holds the lock
  kDeclined = 5,       ///< declined at the prompt
  kInterrupted = 130,  ///< by SIGINT or SIGTERM
};

[[nodiscard]] constexpr ExitStatus exit_status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
    case ErrorCode::kFile:
      return ExitStatus::kUsage;
    case ErrorCode::kDatabase:
    case ErrorCode::kConnectionLost:
    case ErrorCode::kCommitInDoubt:
    case ErrorCode::kLedger:
      return ExitStatus::kDatabase;
    case ErrorCode::kLocked:
      return ExitStatus::kLocked;
    case ErrorCode::kDeclined:
      return ExitStatus::kDeclined;
    case ErrorCode::kInterrupted:
      return ExitStatus::kInterrupted;
  }
  return ExitStatus::kUsage;
}

}  // namespace ashlar::cli
