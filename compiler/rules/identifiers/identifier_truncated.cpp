#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "compiler/rules/checks.h"
#include "compiler/rules/names/spelled_names.h"
#include "compiler/rules/naming/naming_pattern.h"
#include "compiler/rules/naming/snake_case.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// Quick to say that a text holds no long identifier; most do not, and scanning costs time.
bool may_hold_long_identifier(std::string_view text) {
  std::size_t word = 0;
  std::size_t since_quote = 0;
  for (const char c : text) {
    word = is_name_byte(c) ? word + 1 : 0;
    if (word > kIdentifierLimit) return true;
    if (c == '"' && since_quote > kIdentifierLimit) return true;
    since_quote = c == '"' ? 0 : since_quote + 1;
  }
  return false;
}

/// The long identifiers of a section and their places, in the order of the first.
struct LongIdentifiers {
  std::vector<std::string> names;
  std::map<std::string, std::vector<Span>> places;
};

LongIdentifiers find_long_identifiers(const grammar::Section& section, std::string_view text) {
  LongIdentifiers found;
  for (const grammar::Statement& statement : section.statements) {
    const Span span = statement.sql.span;
    if (!may_hold_long_identifier(slice(text, span))) continue;
    for (const auto& token : postgres::scan(slice(text, span), span.begin)) {
      if (token.kind != postgres::Token::Kind::kIdentifier) continue;
      const std::string_view word = slice(text, token.span);
      if (word.size() <= kIdentifierLimit || word.starts_with("U&") || word.starts_with("u&")) {
        continue;
      }
      std::string name = sql::identifier_text(word);
      if (name.size() <= kIdentifierLimit) continue;
      std::vector<Span>& places = found.places[name];
      if (places.empty()) found.names.push_back(std::move(name));
      places.push_back(token.span);
    }
  }
  return found;
}

}  // namespace

void check_identifier_truncated(const RevisionContext& context, Diagnostics& diagnostics) {
  const std::string_view text = (*context.sources)[context.revision->source.file].text;
  for (const grammar::Section& section : context.revision->source.sections) {
    const LongIdentifiers found = find_long_identifiers(section, text);
    for (const std::string& name : found.names) {
      const std::vector<Span>& places = found.places.at(name);
      const std::string cut(clip(name, kIdentifierLimit));
      Diagnostic diagnostic;
      diagnostic.message =
          fmt::format("identifier of {} bytes: PostgreSQL cuts it to `{}`", name.size(), cut);
      diagnostic.location = context.location(places.front());
      diagnostic.help = "choose a name of at most 63 bytes";
      // What the server reads does not change, so nobody can be hurt.
      Fix fix{fmt::format("write what PostgreSQL reads: {}", cut), true, {}};
      for (const Span place : places) {
        fix.edits.push_back({context.location(place), postgres::quote_identifier(cut)});
      }
      diagnostic.fixes.push_back(std::move(fix));
      diagnostics.push_back(std::move(diagnostic));
    }
  }
}

}  // namespace ashlar::rules
