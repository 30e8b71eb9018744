#pragma once

// Source files as the compiler holds them: path and bytes, never changed after reading.
// Layer: grammar/text.

#include <deque>
#include <string>
#include <string_view>

#include "grammar/text/span.h"

namespace ashlar {

struct SourceFile {
  std::string path;  ///< as shown to people: relative to the project's folder where it lies in it
  std::string text;  ///< the bytes as read, a byte order mark and CR LF included
};

/// All files of a compilation. Addresses of files stay put as files are added, so `string_view`s
/// into a text live as long as the `Sources`. Moving a `Sources` keeps them valid; copying does
/// not.
class Sources {
 public:
  Sources() = default;
  Sources(const Sources&) = delete;
  Sources& operator=(const Sources&) = delete;
  Sources(Sources&&) = default;
  Sources& operator=(Sources&&) = default;
  ~Sources() = default;

  FileId add(SourceFile file) {
    files_.push_back(std::move(file));
    return static_cast<FileId>(files_.size() - 1);
  }
  [[nodiscard]] const SourceFile& operator[](FileId id) const { return files_[id]; }
  [[nodiscard]] std::size_t size() const { return files_.size(); }
  [[nodiscard]] std::string_view slice(const Location& at) const {
    return ashlar::slice(files_[at.file].text, at.span);
  }

 private:
  std::deque<SourceFile> files_;
};

}  // namespace ashlar
