#pragma once

// TextEdits: collects what binding finds in a text (sites, words to put in or take out) and makes
// the SqlText of it. Private to compiler/catalog.

#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/sql_text.h"
#include "grammar/text/span.h"

namespace ashlar::catalog {

class TextEdits {
 public:
  /// The words at `span` name an object, or a column of it.
  void note(Span span, Site::Kind kind, ObjectId object, std::uint32_t column = 0);
  /// The text hangs on the object without naming it; `near` says where that shows.
  void note_use(std::uint32_t near, ObjectId object, std::uint32_t column = 0);
  /// Other words take the place of those at `span` (which may be empty).
  void replace(Span span, SqlText words);

  /// `text` stands at byte `begin` of the file.
  [[nodiscard]] SqlText apply_to(std::string_view text, std::uint32_t begin) const;

 private:
  struct Edit {
    Span span;
    bool keeps_words = true;
    Site site;      ///< where it keeps words
    SqlText words;  ///< where it does not
  };
  std::vector<Edit> edits_;
};

}  // namespace ashlar::catalog
