// Types as the grammar spells them (src/backend/parser/gram.y, SimpleTypename): a built-in type
// arrives as pg_catalog.int4, whatever words stand in the text.

#include <algorithm>
#include <array>
#include <utility>

#include "grammar/postgres/lower_names.h"

namespace ashlar::postgres {
namespace {

/// The words of a type: where they end, and whether they are those of SQL (`double precision`)
/// rather than a dotted name.
struct TypeWords {
  std::size_t end = 0;        ///< one past the words and the modifiers in brackets
  std::size_t name_end = 0;   ///< one past the name alone
  std::size_t modifiers = 0;  ///< the `(` of the modifiers; 0: none stand in the text
  std::string fields;         ///< `day to second` of an interval
};

bool is_any_word(const Tokens& tokens, std::size_t at,
                 std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return tokens.word(at, word); });
}

void read_modifiers(const Tokens& tokens, TypeWords& words) {
  if (!tokens.symbol(words.end, "(")) return;
  words.modifiers = words.end;
  words.end = tokens.closing(words.end) + 1;
}

/// INTERVAL [ fields ] [ (p) ]
void read_interval(const Tokens& tokens, TypeWords& words) {
  const auto is_field = [&](std::size_t at) {
    return is_any_word(tokens, at, {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"});
  };
  if (is_field(words.end)) {
    const std::size_t first = words.end++;
    if (tokens.word(words.end, "TO") && is_field(words.end + 1)) words.end += 2;
    for (std::size_t i = first; i < words.end; ++i) {
      if (!words.fields.empty()) words.fields += ' ';
      words.fields += sql::identifier_text(tokens.text(i));
    }
    words.name_end = words.end;
  }
  read_modifiers(tokens, words);
}

/// TIME [ (p) ] [ WITH | WITHOUT TIME ZONE ]
void read_time(const Tokens& tokens, TypeWords& words) {
  read_modifiers(tokens, words);
  if (is_any_word(tokens, words.end, {"WITH", "WITHOUT"}) && tokens.word(words.end + 1, "TIME")) {
    words.end += 3;
    words.name_end = words.end;
  }
}

TypeWords read_builtin(const Tokens& tokens, std::size_t at, bool has_modifiers) {
  TypeWords words;
  words.end = at + 1;
  const bool national = tokens.word(at, "NATIONAL");
  if (national || tokens.word(at, "DOUBLE")) ++words.end;
  if ((national || is_any_word(tokens, at, {"CHARACTER", "CHAR", "NCHAR", "BIT"})) &&
      tokens.word(words.end, "VARYING")) {
    ++words.end;
  }
  words.name_end = words.end;
  if (tokens.word(at, "INTERVAL")) {
    read_interval(tokens, words);
  } else if (is_any_word(tokens, at, {"TIME", "TIMESTAMP"})) {
    read_time(tokens, words);
  } else if (has_modifiers || tokens.word(at, "FLOAT")) {
    read_modifiers(tokens, words);
  }
  return words;
}

TypeWords read_words(const Tokens& tokens, std::size_t at, const Node& node,
                     const std::vector<std::string_view>& parts) {
  const bool has_modifiers = node.has("typmods");
  const bool builtin = parts.size() == 2 && parts[0] == "pg_catalog" && !tokens.symbol(at + 1, ".");
  if (builtin) return read_builtin(tokens, at, has_modifiers);
  TypeWords words;
  words.end = at + 2 * parts.size() - 1;
  if (node.flag("pct_type")) words.end += 2;
  words.name_end = words.end;
  if (has_modifiers) read_modifiers(tokens, words);
  return words;
}

/// `[3][]`, `ARRAY`, `ARRAY[3]`
std::size_t after_bounds(const Tokens& tokens, std::size_t at) {
  if (tokens.word(at, "ARRAY")) ++at;
  while (tokens.symbol(at, "[")) at = tokens.closing(at) + 1;
  return at;
}

std::vector<std::string> modifiers(const Lowering& in, const Node& node, const TypeWords& words) {
  std::vector<std::string> list;
  if (!words.fields.empty()) list.push_back(words.fields);
  if (!node.has("typmods")) return list;
  if (words.modifiers != 0) {
    const std::size_t close = in.tokens.closing(words.modifiers);
    for (std::size_t at = words.modifiers + 1; at < close;) {
      const std::size_t end = std::min(in.tokens.element_end(at), close);
      list.emplace_back(slice(in.text, in.tokens.between(at, end)));
      at = end + 1;
    }
  } else if (words.fields.empty()) {
    // `char` and `bit` are of length 1, which the grammar supplies.
    for (const Node& item : node.list("typmods")) {
      list.push_back(std::to_string(item.child("ival").integer("ival")));
    }
  }
  return list;
}

/// The whole of `table.column%TYPE` is one name: which type it is, only the catalog knows.
sql::QualifiedName copied_type(const Lowering& in, std::size_t at, std::size_t end) {
  sql::QualifiedName name;
  for (std::size_t i = at; i < end; ++i) name.name.text += sql::identifier_text(in.tokens.text(i));
  name.name.span = in.tokens.between(at, end);
  name.span = name.name.span;
  return name;
}

}  // namespace

std::size_t after_type(const Lowering& in, const Node& node) {
  const std::size_t at = in.token(node);
  const std::vector<std::string_view> parts = string_values(node.list("names"));
  const std::size_t end = read_words(in.tokens, at, node, parts).end;
  return node.has("arrayBounds") ? after_bounds(in.tokens, end) : end;
}

sql::TypeName type_name(const Lowering& in, const Node& node) {
  sql::TypeName type;
  // NONE, the missing side of an operator, is a node without anything.
  if (!node.has("names")) return type;
  const std::vector<std::string_view> parts = string_values(node.list("names"));
  std::size_t at = in.token(node);
  const TypeWords words = read_words(in.tokens, at, node, parts);
  type.name = qualified_at(in, at, parts);
  if (node.flag("pct_type")) {
    type.name = copied_type(in, at, words.name_end);
  } else if (type.name.span.empty() || type.name.schema.span.empty()) {
    type.name.name.span = in.tokens.between(at, words.name_end);
    type.name.span = type.name.name.span;
  }
  type.modifiers = modifiers(in, node, words);
  type.array_dimensions = static_cast<std::uint32_t>(node.list("arrayBounds").size());
  type.set_of = node.flag("setof");
  if (type.set_of && at > 0 && in.tokens.word(at - 1, "SETOF")) --at;
  const std::size_t end =
      type.array_dimensions > 0 ? after_bounds(in.tokens, words.end) : words.end;
  type.span = in.tokens.between(at, end);
  return type;
}

}  // namespace ashlar::postgres
