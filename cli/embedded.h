#pragma once

// The pages of docs/rules, made part of the program at build time (cmake/embed_files.cmake), so
// that an installed `ashlar explain` has them. Layer: cli.

#include <span>
#include <string_view>

namespace ashlar::cli {

struct EmbeddedFile {
  std::string_view name;  ///< without a folder: `add-check-scan.md`
  std::string_view text;
};

/// In the order of their names.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace ashlar::cli
