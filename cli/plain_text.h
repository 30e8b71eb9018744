#pragma once

// Markdown for a terminal. Layer: cli.

#include <string>
#include <string_view>

#include "compiler/emit/emit.h"

namespace ashlar::cli {

/// A page of docs/ as plain text: headings without their marks (bold in colour), code blocks
/// indented instead of fenced, links as their words, everything else as it is written.
[[nodiscard]] std::string plain_text(std::string_view markdown, emit::Color color);

}  // namespace ashlar::cli
