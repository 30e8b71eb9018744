#pragma once

// Reading and writing whole files. Layer: cli.

#include <string>
#include <string_view>

#include "grammar/text/result.h"

namespace ashlar::cli {

[[nodiscard]] Result<std::string> read_file(const std::string& path);

/// Writes beside the file and renames over it: whoever reads the path sees the old text or the new,
/// whole. Keeps the mode of a file that was there, and follows a symbolic link.
[[nodiscard]] Status replace_file(const std::string& path, std::string_view text);

enum class Created { kYes, kWasThere };
/// Writes the file unless there is one, with the folders that lead to it.
[[nodiscard]] Result<Created> create_file(const std::string& path, std::string_view text);

/// `path` as one would type it in the current folder, where that is shorter than the absolute path.
[[nodiscard]] std::string from_current_folder(const std::string& path);

}  // namespace ashlar::cli
