#pragma once

// The Database of runtime/api: one session, its ledger, its lock. Layer: runtime/executor.

#include <memory>

#include "runtime/api/runtime.h"
#include "runtime/database/interrupt.h"

namespace ashlar::runtime {

/// `interrupt` must outlive the database.
[[nodiscard]] Result<std::unique_ptr<Database>> connect_database(const ConnectOptions& options,
                                                                 database::Interrupt& interrupt);

}  // namespace ashlar::runtime
