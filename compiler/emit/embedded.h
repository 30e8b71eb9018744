#pragma once

// The style sheet of the review page, made part of the program at build time
// (cmake/embed_files.cmake). Layer: compiler/emit.

#include <span>
#include <string_view>

namespace ashlar::emit {

struct EmbeddedFile {
  std::string_view name;  ///< without a folder
  std::string_view text;
};

/// In the order of their names.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace ashlar::emit
