// The built-in relations, operator classes and whatever else has a name; see facts.h.

#include <algorithm>
#include <iterator>
#include <utility>

#include "compiler/catalog/facts/facts.h"

namespace ashlar::catalog {
namespace {

constexpr BuiltinRelation kSystemRelations[] = {
#include "compiler/catalog/facts/relations.inc"
};

constexpr BuiltinOperatorClass kOperatorClasses[] = {
#include "compiler/catalog/facts/operator_classes.inc"
};

using NamePair = std::pair<std::string_view, std::string_view>;
constexpr NamePair kDomains[] = {
#include "compiler/catalog/facts/domains.inc"
};

constexpr NamePair kOtherNames[] = {
#include "compiler/catalog/facts/names.inc"
};

}  // namespace

const BuiltinRelation* builtin_relation(std::string_view schema, std::string_view name) {
  const NamePair key(schema, name);
  const auto* at = std::lower_bound(std::begin(kSystemRelations), std::end(kSystemRelations), key,
                                    [](const BuiltinRelation& relation, const NamePair& wanted) {
                                      return NamePair(relation.schema, relation.name) < wanted;
                                    });
  return at != std::end(kSystemRelations) && NamePair(at->schema, at->name) == key ? at : nullptr;
}

std::vector<BuiltinColumn> split_columns(std::string_view columns) {
  std::vector<BuiltinColumn> list;
  while (!columns.empty()) {
    const std::string_view column = columns.substr(0, columns.find(','));
    columns.remove_prefix(std::min(column.size() + 1, columns.size()));
    const std::size_t blank = column.find(' ');
    // An OUT argument may have no name.
    if (blank == std::string_view::npos) {
      list.push_back({{}, column});
    } else {
      list.push_back({column.substr(0, blank), column.substr(blank + 1)});
    }
  }
  return list;
}

std::string_view information_schema_domain(std::string_view name) {
  const auto* at = std::find_if(std::begin(kDomains), std::end(kDomains),
                                [&](const NamePair& domain) { return domain.first == name; });
  return at == std::end(kDomains) ? std::string_view() : at->second;
}

std::span<const BuiltinOperatorClass> builtin_operator_classes() { return kOperatorClasses; }

bool is_builtin_name(std::string_view kind, std::string_view name) {
  return std::binary_search(std::begin(kOtherNames), std::end(kOtherNames), NamePair(kind, name));
}

}  // namespace ashlar::catalog
