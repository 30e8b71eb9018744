#include "compiler/rules/practice/index_order.h"

#include <algorithm>

namespace ashlar::rules {

bool leads_with(const catalog::Index& index, const std::vector<std::uint32_t>& columns) {
  if (!index.valid || !index.predicate.empty() || index.keys.size() < columns.size()) return false;
  std::vector<std::uint32_t> first;
  for (std::size_t i = 0; i < columns.size(); ++i) first.push_back(index.keys[i].column);
  return std::is_permutation(first.begin(), first.end(), columns.begin());
}

}  // namespace ashlar::rules
