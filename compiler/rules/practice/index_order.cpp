#include "compiler/rules/practice/index_order.h"

#include <algorithm>
#include <string>

#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

/// WHERE leaves out no more than rows with NULL in one of the columns: `a IS NOT NULL`, joined by
/// AND. What is looked for by `=` is never null.
bool leaves_out_nulls_only(const catalog::Catalog& catalog, const catalog::Index& index,
                           const std::vector<std::uint32_t>& columns) {
  const auto* table = catalog.get_as<catalog::Table>(index.table);
  if (table == nullptr) return false;
  const std::string predicate = catalog::render(catalog, index.predicate);
  std::vector<std::string> words;
  for (const auto& token : postgres::scan(predicate)) {
    std::string word = sql::identifier_text(slice(predicate, token.span));
    if (word != "(" && word != ")") words.push_back(std::move(word));
  }
  constexpr std::size_t kTest = 4;  // a IS NOT NULL
  for (std::size_t i = 0; i < words.size(); i += kTest + 1) {
    if (words.size() - i < kTest) return false;
    const catalog::Column* column = catalog::find_column(*table, words[i]);
    if (column == nullptr ||
        std::find(columns.begin(), columns.end(), column->number) == columns.end()) {
      return false;
    }
    if (words[i + 1] != "is" || words[i + 2] != "not" || words[i + 3] != "null") return false;
    const bool last = i + kTest == words.size();
    if (!last && words[i + kTest] != "and") return false;
  }
  return !words.empty();
}

}  // namespace

bool leads_with(const catalog::Catalog& catalog, const catalog::Index& index,
                const std::vector<std::uint32_t>& columns) {
  if (!index.valid || index.keys.size() < columns.size()) return false;
  if (!index.predicate.empty() && !leaves_out_nulls_only(catalog, index, columns)) return false;
  std::vector<std::uint32_t> first;
  for (std::size_t i = 0; i < columns.size(); ++i) first.push_back(index.keys[i].column);
  return std::is_permutation(first.begin(), first.end(), columns.begin());
}

}  // namespace ashlar::rules
