#pragma once

// Reads annotated text in tests, and shows what came out as text that is easy to compare.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/annotations/annotations.h"

namespace ashlar::annotations::test {

/// A file as read. Keeps the text, so spans can be shown as the words they cover.
struct Reading {
  explicit Reading(std::string text) : source{"versions/0001_x.sql", std::move(text)} {
    file = read(3, source, diagnostics);
  }

  [[nodiscard]] std::string slice(Span span) const {
    return std::string(ashlar::slice(source.text, span));
  }
  /// Each finding as `rule@line:column [words it covers]`.
  [[nodiscard]] std::vector<std::string> findings() const {
    const LineMap lines(source.text);
    std::vector<std::string> shown;
    for (const Diagnostic& diagnostic : diagnostics) {
      const Position at = lines.position(diagnostic.location.span.begin);
      shown.push_back(diagnostic.rule + "@" + std::to_string(at.line) + ":" +
                      std::to_string(at.column) + " [" + slice(diagnostic.location.span) + "]");
    }
    return shown;
  }
  /// The sections as `kind[body]`.
  [[nodiscard]] std::vector<std::string> sections() const {
    std::vector<std::string> shown;
    for (const Section& section : file.sections) {
      shown.push_back(std::string(to_string(section.kind)) + "[" + slice(section.body) + "]");
    }
    return shown;
  }
  [[nodiscard]] std::vector<std::string> not_sql() const {
    std::vector<std::string> shown;
    for (const Span& span : file.not_sql) shown.push_back(slice(span));
    return shown;
  }
  /// The text after the fixes of all findings.
  [[nodiscard]] std::string fixed() const {
    std::string text = source.text;
    for (const Diagnostic& diagnostic : diagnostics) {
      for (const Fix& fix : diagnostic.fixes) {
        for (const Edit& edit : fix.edits) {
          text.replace(edit.location.span.begin, edit.location.span.size(), edit.text);
        }
      }
    }
    return text;
  }

  SourceFile source;
  Diagnostics diagnostics;
  AnnotatedFile file;
};

inline std::vector<std::string> texts(const std::vector<Word>& words) {
  std::vector<std::string> shown;
  for (const Word& word : words) shown.push_back(word.text);
  return shown;
}

}  // namespace ashlar::annotations::test
