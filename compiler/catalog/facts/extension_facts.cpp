#include "compiler/catalog/facts/extension_facts.h"

#include <algorithm>
#include <iterator>

namespace ashlar::catalog {
namespace {

constexpr ExtensionFacts kExtensions[] = {
#include "compiler/catalog/facts/documented/extensions.inc"
#include "compiler/catalog/facts/extensions/extensions.inc"
};
constexpr ExtensionType kExtensionTypes[] = {
#include "compiler/catalog/facts/documented/types.inc"
#include "compiler/catalog/facts/extensions/types.inc"
};
constexpr ExtensionFunction kExtensionFunctions[] = {
#include "compiler/catalog/facts/documented/functions.inc"
#include "compiler/catalog/facts/extensions/functions.inc"
};
constexpr ExtensionOperator kExtensionOperators[] = {
#include "compiler/catalog/facts/documented/operators.inc"
#include "compiler/catalog/facts/extensions/operators.inc"
};
constexpr ExtensionCast kExtensionCasts[] = {
#include "compiler/catalog/facts/documented/casts.inc"
#include "compiler/catalog/facts/extensions/casts.inc"
};
constexpr ExtensionOperatorClass kExtensionOperatorClasses[] = {
#include "compiler/catalog/facts/documented/operator_classes.inc"
#include "compiler/catalog/facts/extensions/operator_classes.inc"
};
constexpr ExtensionRelation kExtensionRelations[] = {
#include "compiler/catalog/facts/documented/relations.inc"
#include "compiler/catalog/facts/extensions/relations.inc"
};
constexpr ExtensionObject kExtensionObjects[] = {
#include "compiler/catalog/facts/documented/others.inc"
#include "compiler/catalog/facts/extensions/others.inc"
};

template <typename Fact, std::size_t kSize>
std::vector<const Fact*> rows_of(const Fact (&table)[kSize], std::string_view extension) {
  std::vector<const Fact*> rows;
  for (const Fact& row : table) {
    if (row.extension == extension) rows.push_back(&row);
  }
  return rows;
}

template <typename Fact, std::size_t kSize>
std::string_view extension_with(const Fact (&table)[kSize], std::string_view name) {
  const auto* at = std::find_if(std::begin(table), std::end(table),
                                [name](const Fact& row) { return row.name == name; });
  return at == std::end(table) ? std::string_view() : at->extension;
}

}  // namespace

const ExtensionFacts* find_extension_facts(std::string_view name) {
  const auto* at = std::find_if(std::begin(kExtensions), std::end(kExtensions),
                                [name](const ExtensionFacts& row) { return row.name == name; });
  return at == std::end(kExtensions) ? nullptr : at;
}

std::string_view extension_with_type(std::string_view name) {
  return extension_with(kExtensionTypes, name);
}
std::string_view extension_with_function(std::string_view name) {
  return extension_with(kExtensionFunctions, name);
}

std::vector<const ExtensionType*> types_of_extension(std::string_view name) {
  return rows_of(kExtensionTypes, name);
}
std::vector<const ExtensionFunction*> functions_of_extension(std::string_view name) {
  return rows_of(kExtensionFunctions, name);
}
std::vector<const ExtensionOperator*> operators_of_extension(std::string_view name) {
  return rows_of(kExtensionOperators, name);
}
std::vector<const ExtensionCast*> casts_of_extension(std::string_view name) {
  return rows_of(kExtensionCasts, name);
}
std::vector<const ExtensionOperatorClass*> operator_classes_of_extension(std::string_view name) {
  return rows_of(kExtensionOperatorClasses, name);
}
std::vector<const ExtensionRelation*> relations_of_extension(std::string_view name) {
  return rows_of(kExtensionRelations, name);
}
std::vector<const ExtensionObject*> objects_of_extension(std::string_view name) {
  return rows_of(kExtensionObjects, name);
}

bool has_unknown_extension(const Catalog& catalog) {
  const std::vector<const Object*> all = catalog.extensions();
  return std::any_of(all.begin(), all.end(), [](const Object* extension) {
    const ExtensionFacts* facts = find_extension_facts(extension->name);
    return facts == nullptr || !facts->complete;
  });
}

}  // namespace ashlar::catalog
