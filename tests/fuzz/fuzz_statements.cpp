// Statements of any bytes: reading them must not crash, and what comes out must fit the text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"
#include "grammar/text/check.h"

namespace {

using ashlar::Diagnostics;
using ashlar::Span;

void check_inside(std::string_view text, Span span) {
  ASHLAR_CHECK(span.begin <= span.end, "a span has its begin before its end");
  ASHLAR_CHECK(span.end <= text.size(), "a span ends inside of the text");
}

/// A statement that stands alone in its own words is the same statement.
void check_alone(std::string_view text, const ashlar::postgres::ParsedStatement& parsed) {
  Diagnostics diagnostics;
  const std::vector<ashlar::postgres::ParsedStatement> again =
      ashlar::postgres::parse_text(slice(text, parsed.statement.span), 0, diagnostics);
  ASHLAR_CHECK(diagnostics.empty(), "a statement that was read can be read alone");
  ASHLAR_CHECK(again.size() == 1, "its words are one statement");
  ASHLAR_CHECK(again[0].statement.node.index() == parsed.statement.node.index(),
               "and of the same kind");
  ASHLAR_CHECK(again[0].statement.span.size() == parsed.statement.span.size(),
               "and of the same length");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Diagnostics diagnostics;
  const std::vector<ashlar::postgres::ParsedStatement> statements =
      ashlar::postgres::parse_text(text, 0, diagnostics);
  std::uint32_t end = 0;
  for (const ashlar::postgres::ParsedStatement& parsed : statements) {
    check_inside(text, parsed.statement.span);
    check_inside(text, parsed.text);
    ASHLAR_CHECK(end <= parsed.text.begin, "statements stand in order and do not overlap");
    ASHLAR_CHECK(parsed.text.begin <= parsed.statement.span.begin, "comments stand before");
    ASHLAR_CHECK(!parsed.statement.span.empty(), "a statement has words");
    end = parsed.statement.span.end;
    ASHLAR_CHECK(!kind_name(parsed.statement).empty(), "a statement has a kind");
    if (diagnostics.empty() && parsed.count == 1) check_alone(text, parsed);
  }
  for (const ashlar::Diagnostic& diagnostic : diagnostics) {
    check_inside(text, diagnostic.location.span);
    ASHLAR_CHECK(!diagnostic.message.empty(), "a diagnostic says something");
  }

  const std::string significant = ashlar::postgres::significant_text(text);
  ASHLAR_CHECK(significant.size() <= 2 * text.size() + 1, "a line end for each token is added");
  for (const ashlar::postgres::Token& token : ashlar::postgres::scan(text)) {
    check_inside(text, token.span);
  }
  return 0;
}
