#pragma once

// One cluster on disk and its postmaster: made by initdb, started and stopped by pg_ctl.
// Layer: runtime/embedded.

#include <filesystem>
#include <optional>
#include <string>

#include "grammar/text/result.h"
#include "runtime/database/interrupt.h"
#include "runtime/embedded/binaries.h"
#include "runtime/embedded/place.h"

namespace ashlar::runtime::embedded {

/// The superuser of the cluster. Not the name of a ledger's schema: the search path begins with
/// `"$user"`, so unqualified tables would land among the ledger's.
constexpr const char* kSuperuser = "postgres";

/// Makes the data folder, all or nothing.
[[nodiscard]] Status make_cluster(const Place& place, const Binaries& binaries);

/// The folder of the running server's socket; nothing where no server answers. Waits while one is
/// on its way up or down.
[[nodiscard]] std::optional<std::filesystem::path> running_socket(const Place& place,
                                                                  database::Interrupt& interrupt);

/// Starts the server; gives its socket's folder. What a killed one left behind is no hindrance.
[[nodiscard]] Result<std::filesystem::path> start_cluster(const Place& place,
                                                          const Binaries& binaries,
                                                          database::Interrupt& interrupt);

/// Stops it, in the "fast" way; fine where it does not run.
[[nodiscard]] Status stop_cluster(const Place& place, const Binaries& binaries);

}  // namespace ashlar::runtime::embedded
