#include "compiler/catalog/binding/scope.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ashlar::catalog {

FoundColumn find_unqualified(const Scope& scope, std::string_view name) {
  FoundColumn found;
  for (std::size_t i = scope.first; i < scope.items.size(); ++i) {
    const ScopeItem& item = scope.items[i];
    if (!item.unqualified) continue;
    for (const ScopeColumn& column : item.columns) {
      if (column.merged || column.name != name) continue;
      if (found.item != nullptr) found.ambiguous = true;
      found.item = &item;
      found.column = &column;
    }
  }
  return found;
}

const ScopeItem* find_item(const Scope& scope, std::string_view schema, std::string_view name) {
  for (const ScopeItem& item : scope.items) {
    if (!item.qualifies || item.name != name) continue;
    if (schema.empty() || item.schema == schema) return &item;
  }
  return nullptr;
}

const ScopeColumn* find_column(const ScopeItem& item, std::string_view name) {
  const auto at = std::find_if(item.columns.begin(), item.columns.end(),
                               [name](const ScopeColumn& column) { return column.name == name; });
  return at == item.columns.end() ? nullptr : &*at;
}

bool is_complete(const Scope& scope) {
  return std::all_of(scope.items.begin(), scope.items.end(),
                     [](const ScopeItem& item) { return item.complete || !item.unqualified; });
}

const NamedQuery* find_named_query(const Scope* scope, std::string_view name) {
  for (; scope != nullptr; scope = scope->outer) {
    for (auto at = scope->with.rbegin(); at != scope->with.rend(); ++at) {
      if (at->name == name) return &*at;
    }
  }
  return nullptr;
}

std::string_view system_column_type(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes{
      {{"ctid", "tid"},
       {"xmin", "xid"},
       {"cmin", "cid"},
       {"xmax", "xid"},
       {"cmax", "cid"},
       {"tableoid", "oid"}}};
  for (const auto& [column, type] : kTypes) {
    if (column == name) return type;
  }
  return {};
}

std::vector<ScopeColumn> scope_columns(const Object& relation) {
  std::vector<ScopeColumn> columns;
  const auto add = [&](std::uint32_t number, const std::string& name, const Type& type,
                       const NameRef& collation) {
    columns.push_back({name, type, collation, relation.id, number, false, false});
  };
  if (const auto* table = std::get_if<Table>(&relation.data)) {
    for (const Column& column : table->columns) {
      add(column.number, column.name, column.type, column.collation);
    }
  } else if (const auto* type = std::get_if<CompositeType>(&relation.data)) {
    for (const Column& column : type->attributes) {
      add(column.number, column.name, column.type, column.collation);
    }
  } else if (const auto* view = std::get_if<View>(&relation.data)) {
    for (std::size_t i = 0; i < view->columns.size(); ++i) {
      add(static_cast<std::uint32_t>(i + 1), view->columns[i],
          i < view->column_types.size() ? view->column_types[i] : Type{}, {});
    }
  } else if (std::holds_alternative<Sequence>(relation.data)) {
    const auto built_in = [](std::string name) {
      Type made;
      made.schema = "pg_catalog";
      made.name = std::move(name);
      return made;
    };
    columns.push_back({"last_value", built_in("int8"), {}, 0, 0, false, false});
    columns.push_back({"log_cnt", built_in("int8"), {}, 0, 0, false, false});
    columns.push_back({"is_called", built_in("bool"), {}, 0, 0, false, false});
  }
  return columns;
}

}  // namespace ashlar::catalog
