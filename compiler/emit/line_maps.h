#pragma once

// Line maps of the files that findings lie in, each made once. Layer: compiler/emit, for its own
// files.

#include <map>

#include "grammar/text/source.h"
#include "grammar/text/span.h"

namespace ashlar::emit {

class LineMaps {
 public:
  /// `sources` must outlive this.
  explicit LineMaps(const Sources& sources) : sources_(sources) {}

  [[nodiscard]] const LineMap& of(FileId file) {
    const auto found = maps_.find(file);
    if (found != maps_.end()) return found->second;
    return maps_.emplace(file, LineMap(sources_[file].text)).first->second;
  }
  [[nodiscard]] const Sources& sources() const { return sources_; }

 private:
  const Sources& sources_;
  std::map<FileId, LineMap> maps_;
};

}  // namespace ashlar::emit
