#pragma once

// The files that `ashlar init` writes. Layer: cli.

#include <string>
#include <string_view>

namespace ashlar::cli {

extern const std::string_view kConfigurationText;  ///< ashlar.toml, every key with its default
extern const std::string_view kPreCommitHead;      ///< .pre-commit-config.yaml up to its entries

/// The entry of ours in it. `folder` is the project's below the repository's root, where git runs
/// its hooks: empty, or such as `services/shop/`.
[[nodiscard]] std::string pre_commit_entry(const std::string& folder);

}  // namespace ashlar::cli
