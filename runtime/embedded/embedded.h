#pragma once

// The embedded server: a private PostgreSQL in the project's folder, reachable by its owner alone
// over a unix socket. Layer: runtime/embedded.

#include "runtime/api/runtime.h"
#include "runtime/database/interrupt.h"

namespace ashlar::runtime::embedded {

[[nodiscard]] Result<EmbeddedServer> start(const EmbeddedOptions& options,
                                           database::Interrupt& interrupt);
[[nodiscard]] Status stop(const EmbeddedOptions& options);
/// The server if it is running; starts and makes nothing.
[[nodiscard]] Result<std::optional<EmbeddedServer>> find(const EmbeddedOptions& options,
                                                         database::Interrupt& interrupt);

}  // namespace ashlar::runtime::embedded
