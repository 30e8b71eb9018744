// The catalog as text.

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "compiler/catalog/types.h"
#include "compiler/print.h"
#include "grammar/text/overload.h"

namespace ashlar::pipeline {
namespace {

using catalog::Catalog;
using catalog::Object;

std::string column_name(const Catalog& catalog, catalog::ObjectId table, std::uint32_t number) {
  const auto* owner = catalog.get_as<catalog::Table>(table);
  const catalog::Column* column = owner == nullptr ? nullptr : catalog::find_column(*owner, number);
  return column == nullptr ? std::to_string(number) : column->name;
}

std::string column_names(const Catalog& catalog, catalog::ObjectId table,
                         const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> names;
  for (const std::uint32_t number : numbers) names.push_back(column_name(catalog, table, number));
  return fmt::format("({})", fmt::join(names, ", "));
}

std::string name_of(const Catalog& catalog, catalog::ObjectId id) {
  const Object* object = catalog.get(id);
  return object == nullptr ? "?" : catalog::display_name(catalog, *object);
}

std::string column_text(const Catalog& catalog, const catalog::Column& column) {
  std::string text = fmt::format("  {} {}", column.name, catalog::format_type(column.type));
  if (column.not_null) text += " not null";
  if (column.identity) {
    text += *column.identity == sql::IdentityKind::kAlways ? " identity always"
                                                           : " identity by default";
  }
  if (!column.default_value.empty()) {
    text += " default " + catalog::render(catalog, column.default_value);
  }
  if (!column.generated.empty()) {
    text += " generated " + catalog::render(catalog, column.generated);
  }
  return text + "\n";
}

std::string_view persistence_text(sql::Persistence persistence) {
  switch (persistence) {
    case sql::Persistence::kPermanent:
      return "";
    case sql::Persistence::kUnlogged:
      return " unlogged";
    case sql::Persistence::kTemporary:
      return " temporary";
  }
  return "";
}

std::string_view kind_text(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return "primary key";
    case sql::ConstraintKind::kUnique:
      return "unique";
    case sql::ConstraintKind::kForeignKey:
      return "foreign key";
    case sql::ConstraintKind::kCheck:
      return "check";
    case sql::ConstraintKind::kExclusion:
      return "exclusion";
    case sql::ConstraintKind::kNotNull:
      return "not null";
  }
  return "";
}

std::string table_text(const Catalog& catalog, const catalog::Table& table) {
  std::string text(persistence_text(table.persistence));
  if (table.partitioned_by) text += " partitioned";
  if (table.partition_of != 0) text += " partition of " + name_of(catalog, table.partition_of);
  for (const catalog::ObjectId parent : table.inherits) {
    text += " inherits " + name_of(catalog, parent);
  }
  if (table.row_security) text += " row security";
  text += "\n";
  for (const catalog::Column& column : table.columns) text += column_text(catalog, column);
  return text;
}

std::string index_text(const Catalog& catalog, const catalog::Index& index) {
  std::vector<std::string> keys;
  for (const catalog::IndexKey& key : index.keys) {
    keys.push_back(key.column == 0 ? catalog::render(catalog, key.expression)
                                   : column_name(catalog, index.table, key.column));
  }
  std::string text = fmt::format(" on {} {} ({})", name_of(catalog, index.table), index.method,
                                 fmt::join(keys, ", "));
  if (!index.including.empty()) {
    text += " including " + column_names(catalog, index.table, index.including);
  }
  if (index.unique) text += " unique";
  if (!index.predicate.empty()) text += " where " + catalog::render(catalog, index.predicate);
  if (!index.valid) text += " invalid";
  return text + "\n";
}

std::string constraint_text(const Catalog& catalog, const catalog::Constraint& constraint) {
  std::string text = fmt::format(" {}", kind_text(constraint.kind));
  if (!constraint.columns.empty()) {
    text += " " + column_names(catalog, constraint.table, constraint.columns);
  }
  if (constraint.referenced_table != 0) {
    text += " to " + name_of(catalog, constraint.referenced_table) + " " +
            column_names(catalog, constraint.referenced_table, constraint.referenced_columns);
  }
  if (!constraint.expression.empty()) text += " " + catalog::render(catalog, constraint.expression);
  if (!constraint.validated) text += " not valid";
  if (constraint.deferrable) text += " deferrable";
  return text + "\n";
}

std::string labels(const catalog::EnumType& type) {
  std::vector<std::string> names;
  for (const catalog::EnumValue& value : type.values) names.push_back(value.label);
  return fmt::format(" enum ({})\n", fmt::join(names, ", "));
}

std::string attributes(const Catalog& catalog, const catalog::CompositeType& type) {
  std::string text = "\n";
  for (const catalog::Column& attribute : type.attributes) text += column_text(catalog, attribute);
  return text;
}

std::string details(const Catalog& catalog, const Object& object) {
  return std::visit(
      Overload{[&](const catalog::Table& table) { return table_text(catalog, table); },
               [&](const catalog::Index& index) { return index_text(catalog, index); },
               [&](const catalog::Constraint& constraint) {
                 return constraint_text(catalog, constraint);
               },
               [](const catalog::EnumType& type) { return labels(type); },
               [&](const catalog::CompositeType& type) { return attributes(catalog, type); },
               [](const catalog::DomainType& domain) {
                 return fmt::format(" over {}{}\n", catalog::format_type(domain.base),
                                    domain.not_null ? " not null" : "");
               },
               [&](const catalog::Sequence& sequence) {
                 return sequence.owner_table == 0
                            ? std::string("\n")
                            : fmt::format(" owned by {} {}\n",
                                          name_of(catalog, sequence.owner_table),
                                          column_names(catalog, sequence.owner_table,
                                                       {sequence.owner_column}));
               },
               [](const auto&) { return std::string("\n"); }},
      object.data);
}

}  // namespace

std::string print_catalog(const Catalog& catalog) {
  std::map<std::pair<std::string, std::string>, std::string> lines;
  catalog.for_each_object([&](const Object& object) {
    if (object.extension != 0) return;
    const std::string kind(sql::to_string(catalog::kind_of(object)));
    const std::string name = catalog::display_name(catalog, object);
    lines[{kind, name}] += fmt::format("{} {}{}", kind, name, details(catalog, object));
  });
  std::string text;
  for (const auto& [key, line] : lines) text += line;
  return text;
}

}  // namespace ashlar::pipeline
