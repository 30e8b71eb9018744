// What the rows of several catalogs have in common.

#include "compiler/catalog/procedures/rows.h"
#include "compiler/catalog/statements/columns.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {

Value namespace_of(const Catalog& catalog, const std::string& schema) {
  const Object* object = catalog.find_schema(schema);
  if (object == nullptr) return oid(Oid::Kind::kNamespace, schema);
  return oid(Oid::Kind::kNamespace, object->id);
}

Value type_oid(const Type& type) {
  const std::string brackets = type.array_dimensions > 0 ? "[]" : "";
  if (type.id != 0 && brackets.empty()) return oid(Oid::Kind::kType, type.id);
  if (type.name.empty()) return unknown();
  return oid(Oid::Kind::kType, type.name + brackets);
}

Value owner_of(const Object& object) {
  return object.owner.empty() ? unknown() : oid(Oid::Kind::kRole, object.owner);
}

std::string_view relkind(const Object& object) {
  return std::visit(
      Overload{[](const Table& table) -> std::string_view {
                 if (table.foreign) return "f";
                 return table.partitioned_by.has_value() ? "p" : "r";
               },
               [](const Index&) -> std::string_view { return "i"; },
               [](const View& view) -> std::string_view { return view.materialized ? "m" : "v"; },
               [](const Sequence&) -> std::string_view { return "S"; },
               [](const CompositeType&) -> std::string_view { return "c"; },
               [](const auto&) -> std::string_view { return {}; }},
      object.data);
}

std::string_view contype(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return "p";
    case sql::ConstraintKind::kUnique:
      return "u";
    case sql::ConstraintKind::kForeignKey:
      return "f";
    case sql::ConstraintKind::kCheck:
      return "c";
    case sql::ConstraintKind::kExclusion:
      return "x";
    case sql::ConstraintKind::kNotNull:
      return "n";
  }
  return {};
}

std::vector<ColumnFacts> columns_facts(const Object& relation) {
  std::vector<ColumnFacts> facts;
  if (const std::vector<Column>* columns = columns_of(relation)) {
    for (const Column& column : *columns) {
      facts.push_back({column.number, column.name, column.type, &column});
    }
    return facts;
  }
  const auto* view = std::get_if<View>(&relation.data);
  if (view == nullptr) return facts;
  for (std::size_t i = 0; i < view->columns.size(); ++i) {
    facts.push_back({static_cast<std::uint32_t>(i + 1), view->columns[i],
                     i < view->column_types.size() ? view->column_types[i] : Type{}, nullptr});
  }
  return facts;
}

}  // namespace ashlar::catalog::procedures
