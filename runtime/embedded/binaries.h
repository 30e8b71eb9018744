#pragma once

// Finds the programs of a PostgreSQL server on this machine. Layer: runtime/embedded.

#include <filesystem>
#include <string>
#include <vector>

#include "grammar/text/result.h"

namespace ashlar::runtime::embedded {

struct Binaries {
  std::filesystem::path folder;  ///< of initdb, pg_ctl and postgres
  int major = 0;
};

/// All that there are, in the order of preference: ASHLAR_PG_BINDIR alone where it is set;
/// otherwise the server on PATH, then those of the distributions' folders, newest first.
[[nodiscard]] Result<std::vector<Binaries>> find_binaries();

/// The first of `found`, or the one that can read data of version `data_major` (0: no data yet).
[[nodiscard]] Result<Binaries> choose_binaries(const std::vector<Binaries>& found, int data_major,
                                               const std::filesystem::path& data);

}  // namespace ashlar::runtime::embedded
