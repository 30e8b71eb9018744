#pragma once

// Queries of the runtime in files of their own, made part of the module at build time
// (cmake/embed_files.cmake). Layer: runtime.

#include <span>
#include <string_view>

namespace ashlar::runtime {

struct EmbeddedFile {
  std::string_view name;
  std::string_view text;
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace ashlar::runtime
