#pragma once

// The files that `ashlar init` writes. Layer: cli.

#include <optional>
#include <string>
#include <string_view>

namespace ashlar::cli {

extern const std::string_view kPreCommitHead;  ///< .pre-commit-config.yaml up to its entries

/// ashlar.toml, every key with its default. The database is that of `url`, unless that holds a
/// password; without one `embedded`.
[[nodiscard]] std::string configuration_text(const std::optional<std::string>& url);

/// The entry of ours in it. `folder` is the project's below the repository's root, where git runs
/// its hooks: empty, or such as `services/shop/`.
[[nodiscard]] std::string pre_commit_entry(const std::string& folder);

}  // namespace ashlar::cli
