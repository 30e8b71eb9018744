#pragma once

// The files that `ashlar init` writes. Layer: cli.

#include <string_view>

namespace ashlar::cli {

extern const std::string_view kConfigurationText;  ///< ashlar.toml, every key with its default
extern const std::string_view kPreCommitHead;      ///< .pre-commit-config.yaml up to its entries
extern const std::string_view kPreCommitEntry;     ///< the entry of ours in it

}  // namespace ashlar::cli
