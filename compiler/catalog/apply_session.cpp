// What changes how later names are read: SET search_path in its spellings, and DISCARD.

#include <algorithm>

#include "compiler/catalog/closure.h"
#include "compiler/catalog/statements.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

std::string trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  std::string name(text);
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
    return name.substr(1, name.size() - 2);
  }
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

/// A path in one string, `a, "B", c` (varlena.c, SplitIdentifierString).
std::vector<std::string> split_path(std::string_view text) {
  std::vector<std::string> path;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string name = trimmed(text.substr(0, comma));
    if (!name.empty() && name != "pg_catalog") path.push_back(std::move(name));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return path;
}

/// The second argument of `set_config('search_path', '…', …)`, where it is a literal.
std::optional<std::string> config_value(const std::string& call) {
  std::vector<std::string> literals;
  for (const postgres::Token& token : postgres::scan(call)) {
    if (token.kind != postgres::Token::Kind::kString) continue;
    std::string literal(slice(call, token.span));
    if (literal.size() < 2 || literal.front() != '\'') return std::nullopt;
    literals.push_back(literal.substr(1, literal.size() - 2));
  }
  if (literals.size() < 2) return std::nullopt;
  return literals[1];
}

void drop_temporary(Editor& editor) {
  std::vector<ObjectId> roots;
  for (const Object* member : editor.catalog().members_of("pg_temp")) roots.push_back(member->id);
  if (roots.empty()) return;
  drop(editor, close_over(editor.catalog(), roots, {}, Reach::kCascade));
}

}  // namespace

void perform(Editor& editor, const sql::SetVariable& statement, Span) {
  if (statement.name != "search_path" && !(statement.reset && statement.name == "all")) return;
  if (statement.reset || statement.values.empty()) {
    editor.reset_search_path();
    return;
  }
  std::vector<std::string> path;
  for (const std::string& value : statement.values) {
    // Each value is one name; '' alone empties the path.
    if (!value.empty() && value != "pg_catalog") path.push_back(value);
  }
  editor.set_search_path(std::move(path));
}

void perform(Editor& editor, const sql::Select& statement, Span) {
  for (const sql::FunctionCall& call : statement.query.references.functions) {
    if (call.name.name.text != "set_config" || call.first_literal != "search_path") continue;
    if (const std::optional<std::string> value = config_value(editor.text(call.span))) {
      editor.set_search_path(split_path(*value));
    }
  }
}

void perform(Editor& editor, const sql::Discard& statement, Span) {
  if (statement.what != "all" && statement.what != "temp") return;
  drop_temporary(editor);
  if (statement.what == "all") editor.reset_search_path();
}

Catalog fresh_session(Catalog catalog) {
  Editor editor(std::move(catalog), ApplyContext{});
  drop_temporary(editor);
  editor.reset_search_path();
  return std::move(editor).finish().after;
}

}  // namespace ashlar::catalog
