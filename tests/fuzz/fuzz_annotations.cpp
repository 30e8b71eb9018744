// Revision files of any bytes: annotations and statements together.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/annotations/annotations.h"
#include "grammar/parse.h"
#include "grammar/text/check.h"

namespace {

void check_inside(std::string_view text, ashlar::Span span) {
  ASHLAR_CHECK(span.begin <= span.end, "a span has its begin before its end");
  ASHLAR_CHECK(span.end <= text.size(), "a span ends inside of the text");
}

void check_annotated(std::string_view text, const ashlar::annotations::AnnotatedFile& file) {
  for (const ashlar::Span& span : file.not_sql) check_inside(text, span);
  for (const ashlar::annotations::Section& section : file.sections) {
    check_inside(text, section.annotation);
    check_inside(text, section.body);
    for (const auto& annotation : section.statement_annotations) {
      check_inside(text, annotation.span);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ashlar::SourceFile file{"f.sql", std::string(reinterpret_cast<const char*>(data), size)};
  ashlar::Diagnostics diagnostics;
  check_annotated(file.text, ashlar::annotations::read(0, file, diagnostics));

  diagnostics.clear();
  const ashlar::grammar::Source source = ashlar::grammar::parse(0, file, diagnostics);
  for (const ashlar::grammar::Section& section : source.sections) {
    check_inside(file.text, section.body);
    std::uint32_t end = section.body.begin;
    for (const ashlar::grammar::Statement& statement : section.statements) {
      check_inside(file.text, statement.sql.span);
      ASHLAR_CHECK(end <= statement.sql.span.begin, "statements stand in order");
      end = statement.sql.span.end;
      for (const ashlar::sql::Statement& effect : statement.effects) {
        check_inside(file.text, effect.span);
      }
    }
    ASHLAR_CHECK(end <= section.body.end, "statements stand in their section");
  }
  for (const ashlar::Diagnostic& diagnostic : diagnostics) {
    check_inside(file.text, diagnostic.location.span);
    for (const ashlar::Fix& fix : diagnostic.fixes) {
      for (const ashlar::Edit& edit : fix.edits) check_inside(file.text, edit.location.span);
    }
  }
  return 0;
}
