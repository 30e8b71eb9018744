#include "compiler/rules/history/pinned_rows.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "compiler/rules/names/spelled_names.h"
#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

using Kind = postgres::Token::Kind;

std::set<std::string> key_columns(const catalog::Catalog& catalog, const catalog::Object& object) {
  std::set<std::string> columns;
  const auto* table = std::get_if<catalog::Table>(&object.data);
  if (table == nullptr) return columns;
  for (const catalog::Object* part : catalog.parts_of(object.id)) {
    const auto* index = std::get_if<catalog::Index>(&part->data);
    if (index == nullptr || !index->unique || index->keys.empty()) continue;
    const catalog::Column* column = catalog::find_column(*table, index->keys.front().column);
    if (column != nullptr) columns.insert(column->name);
  }
  return columns;
}

struct Word {
  std::string text;
  Kind kind = Kind::kOperator;
};

bool is_constant(const Word& word) {
  return word.kind == Kind::kString || word.kind == Kind::kNumber || word.kind == Kind::kParameter;
}

/// True where `= constant` or `IN (constant, …)` stands at `at`.
bool compares_with_constants(const std::vector<Word>& words, std::size_t at) {
  const auto is = [&](std::size_t i, std::string_view text) {
    return i < words.size() && words[i].text == text;
  };
  if (is(at, "=")) return at + 1 < words.size() && is_constant(words[at + 1]);
  if (!is(at, "in") || !is(at + 1, "(")) return false;
  for (std::size_t i = at + 2; i < words.size(); ++i) {
    if (is(i, ")")) return i > at + 2;
    if (!is_constant(words[i]) && !is(i, ",")) return false;
  }
  return false;
}

}  // namespace

bool pins_rows(const StatementContext& context, const sql::QualifiedName& table) {
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* object = before.find_relation(table);
  if (object == nullptr) return false;
  const std::set<std::string> keys = key_columns(before, *object);
  std::vector<Word> words;
  const Span span = context.sql().span;
  for (const auto& token : postgres::scan(context.text(span), span.begin)) {
    words.push_back({sql::identifier_text(context.text(token.span)), token.kind});
  }
  const auto is_word = [](std::string_view text) {
    return [text](const Word& word) { return word.kind != Kind::kString && word.text == text; };
  };
  const auto where = std::find_if(words.begin(), words.end(), is_word("where"));
  // The other side of an OR may reach any row.
  if (std::any_of(where, words.end(), is_word("or"))) return false;
  for (auto at = static_cast<std::size_t>(where - words.begin()); at < words.size(); ++at) {
    const bool key = words[at].kind != Kind::kString && keys.contains(words[at].text);
    if (key && compares_with_constants(words, at + 1)) return true;
  }
  return false;
}

}  // namespace ashlar::rules
