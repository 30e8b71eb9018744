// What sites tell beside the text: dependencies, columns, and the same text for another relation.

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {

void depend_on_text(Editor& editor, ObjectId dependent, std::uint32_t dependent_column,
                    const SqlText& text, ObjectId own, DependencyKind own_kind) {
  for (const Site& site : text.sites) {
    if (site.object == dependent && (dependent_column == 0 || site.column == dependent_column)) {
      continue;
    }
    const bool column = site.kind != Site::Kind::kEnumLabel && site.kind != Site::Kind::kArrayLabel;
    const DependencyKind kind = site.object == own ? own_kind : DependencyKind::kNormal;
    editor.depend({dependent, dependent_column, site.object, column ? site.column : 0, kind});
  }
}

std::vector<std::uint32_t> columns_in(const SqlText& text, ObjectId relation) {
  std::vector<std::uint32_t> numbers;
  for (const Site& site : text.sites) {
    if (site.object != relation || site.column == 0) continue;
    if (std::find(numbers.begin(), numbers.end(), site.column) == numbers.end()) {
      numbers.push_back(site.column);
    }
  }
  return numbers;
}

SqlText moved_to(SqlText text, ObjectId from, ObjectId to,
                 const std::function<std::uint32_t(std::uint32_t)>& map) {
  for (Site& site : text.sites) {
    if (site.object != from) continue;
    site.object = to;
    if (site.column != 0) site.column = map(site.column);
  }
  return text;
}

SqlText spelled_out(const Catalog& catalog, SqlText text, const Type& type) {
  const std::vector<postgres::Token> tokens = postgres::scan(text.text);
  const bool literal =
      tokens.size() == 1 && (tokens.front().kind == postgres::Token::Kind::kString ||
                             sql::identifier_text(text.text) == "null");
  if (!literal || type.name.empty()) return text;
  const auto size = [&] { return static_cast<std::uint32_t>(text.text.size()); };
  text.text += "::";
  const std::uint32_t begin = size();
  if (catalog.get(type.id) == nullptr) {
    text.text += cast_type_name(type);
    return text;
  }
  text.text += sql_name(catalog, type.id);
  text.sites.push_back({begin, size(), Site::Kind::kType, type.id, 0});
  if (type.array_dimensions > 0) text.text += "[]";
  return text;
}

SqlText moved_text(const Catalog& catalog, SqlText text, ObjectId from, ObjectId to) {
  const auto* source = catalog.get_as<Table>(from);
  const auto* target = catalog.get_as<Table>(to);
  if (source == nullptr || target == nullptr) return text;
  return moved_to(std::move(text), from, to, [&](std::uint32_t number) -> std::uint32_t {
    const Column* column = find_column(*source, number);
    const Column* same = column == nullptr ? nullptr : find_column(*target, column->name);
    return same == nullptr ? 0 : same->number;
  });
}

}  // namespace ashlar::catalog
