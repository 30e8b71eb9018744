#include "grammar/postgres/insert_run.h"

#include <algorithm>
#include <variant>

namespace ashlar::postgres {
namespace {

bool is_same(const sql::Name& a, const sql::Name& b) { return a.text == b.text; }

/// An INSERT of constants: nothing in it is looked up but its target.
const sql::Insert* plain_insert(const ParsedStatement& parsed) {
  const auto* insert = std::get_if<sql::Insert>(&parsed.statement.node);
  if (insert == nullptr || insert->from_query) return nullptr;
  const sql::References& references = insert->references;
  const bool plain = references.columns.empty() && references.functions.empty() &&
                     references.relations.empty() && references.types.empty();
  return plain ? insert : nullptr;
}

bool is_alike(const sql::Insert& a, const sql::Insert& b) {
  return is_same(a.table.name, b.table.name) && is_same(a.table.schema, b.table.schema) &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    is_same);
}

}  // namespace

bool InsertRun::take(std::string_view text, const ParsedStatement& parsed,
                     std::vector<ParsedStatement>& kept) {
  const sql::Insert* insert = plain_insert(parsed);
  const sql::Insert* last = kept.empty() ? nullptr : plain_insert(kept.back());
  if (insert == nullptr || last == nullptr || !is_alike(*insert, *last)) {
    length_ = insert == nullptr ? 0 : 1;
    return false;
  }
  ++length_;
  if (length_ <= kAloneInRun + 1) return false;
  ParsedStatement& run = kept.back();
  // A comment may hold an annotation, which binds to its own statement.
  const Span between{run.statement.span.end, parsed.statement.span.begin};
  const bool is_commented =
      run.text.begin != run.statement.span.begin ||
      slice(text, between).find_first_not_of("; \t\r\n") != std::string_view::npos;
  const Span joined{run.statement.span.begin, parsed.statement.span.end};
  if (is_commented || joined.size() > kRunBytes) return false;
  run.statement.span.end = parsed.statement.span.end;
  run.text.end = parsed.text.end;
  ++run.count;
  return true;
}

}  // namespace ashlar::postgres
