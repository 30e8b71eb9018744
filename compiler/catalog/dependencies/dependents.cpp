#include "compiler/catalog/dependencies/dependents.h"

#include <algorithm>
#include <set>

#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

std::string plain_name(const Object& object) {
  const bool visible =
      object.schema.empty() || object.schema == "public" || object.schema == "pg_temp";
  return visible ? object.name : object.schema + "." + object.name;
}

std::string of_owner(const Catalog& catalog, const Object& part, ObjectId owner) {
  const std::string kind(sql::to_string(kind_of(part)));
  const Object* table = catalog.get(owner);
  if (table == nullptr) return kind + " " + part.name;
  return kind + " " + part.name + " on " + described(catalog, *table);
}

const Column* numbered_column(const Object& relation, std::uint32_t number) {
  const std::vector<Column>* columns = columns_of(relation);
  if (columns == nullptr) return nullptr;
  const auto at = std::find_if(columns->begin(), columns->end(),
                               [number](const Column& column) { return column.number == number; });
  return at == columns->end() ? nullptr : &*at;
}

std::string named_column(const Catalog& catalog, const Object& relation, std::uint32_t number) {
  if (const Column* column = numbered_column(relation, number)) {
    return described_column(catalog, relation, column->name);
  }
  const auto* view = std::get_if<View>(&relation.data);
  if (view != nullptr && number >= 1 && number <= view->columns.size()) {
    return described_column(catalog, relation, view->columns[number - 1]);
  }
  return described(catalog, relation);
}

/// What hangs: an object, a column of it (of the type, generated), or a column's default.
std::string described_dependent(const Catalog& catalog, const Dependency& dependency) {
  const Object* object = catalog.get(dependency.dependent);
  if (object == nullptr) return {};
  if (dependency.dependent_column == 0) return described(catalog, *object);
  const std::string column = named_column(catalog, *object, dependency.dependent_column);
  const Column* data = numbered_column(*object, dependency.dependent_column);
  const bool whole = data == nullptr || data->type.id == dependency.referenced ||
                     data->collation.id == dependency.referenced || !data->generated.empty();
  return whole ? column : "default value for " + column;
}

std::string described_referenced(const Catalog& catalog, const Dependency& dependency) {
  const Object* object = catalog.get(dependency.referenced);
  if (object == nullptr) return {};
  if (dependency.referenced_column == 0) return described(catalog, *object);
  return named_column(catalog, *object, dependency.referenced_column);
}

/// What hangs normally on something that goes and does not go with it.
std::vector<Dependency> obstacles(const Catalog& catalog, const Closure& going) {
  const std::set<ObjectId> objects(going.objects.begin(), going.objects.end());
  const std::set<ColumnRef> columns(going.columns.begin(), going.columns.end());
  std::vector<Dependency> found;
  const auto collect = [&](const std::vector<Dependency>& dependents) {
    for (const Dependency& dependency : dependents) {
      if (dependency.kind != DependencyKind::kNormal || objects.contains(dependency.dependent)) {
        continue;
      }
      if (columns.contains({dependency.dependent, dependency.dependent_column})) continue;
      found.push_back(dependency);
    }
  };
  for (const ObjectId id : going.objects) collect(catalog.dependents_of(id));
  for (const ColumnRef& column : going.columns) {
    collect(catalog.dependents_of(column.table, column.number));
  }
  return found;
}

/// Something that the catalog is not sure of may have gone, or may no longer hang there.
bool is_uncertain(const Catalog& catalog, const Dependency& dependency) {
  const Object* object = catalog.get(dependency.dependent);
  if (object == nullptr) return true;
  return catalog.is_doubtful({NameSpace::kRelation, object->schema, object->name}) ||
         catalog.is_doubtful({NameSpace::kFunction, object->schema, object->name}) ||
         catalog.is_doubtful({NameSpace::kType, object->schema, object->name});
}

}  // namespace

std::string described(const Catalog& catalog, const Object& object) {
  if (const auto* constraint = std::get_if<Constraint>(&object.data)) {
    return of_owner(catalog, object, constraint->table);
  }
  if (const auto* trigger = std::get_if<Trigger>(&object.data)) {
    return of_owner(catalog, object, trigger->table);
  }
  if (const auto* policy = std::get_if<Policy>(&object.data)) {
    return of_owner(catalog, object, policy->table);
  }
  if (const auto* rule = std::get_if<Rule>(&object.data)) {
    return of_owner(catalog, object, rule->table);
  }
  if (const auto* function = std::get_if<Function>(&object.data)) {
    // An aggregate is a function to the server here.
    const bool procedure = function->kind == sql::ObjectKind::kProcedure;
    return (procedure ? "procedure " : "function ") + plain_name(object) + signature(*function);
  }
  if (std::holds_alternative<DomainType>(object.data)) return "type " + plain_name(object);
  return std::string(sql::to_string(kind_of(object))) + " " + plain_name(object);
}

std::string described_column(const Catalog& catalog, const Object& relation,
                             const std::string& column) {
  return "column " + column + " of " + described(catalog, relation);
}

bool refuse_dependents(Editor& editor, const Closure& going, const std::string& what, Span where) {
  const Catalog& catalog = editor.catalog();
  if (catalog.is_doubtful()) return false;
  std::vector<Note> notes;
  for (const Dependency& dependency : obstacles(catalog, going)) {
    if (is_uncertain(catalog, dependency)) continue;
    Note note{described_dependent(catalog, dependency) + " depends on " +
                  described_referenced(catalog, dependency),
              std::nullopt};
    const bool said = std::any_of(notes.begin(), notes.end(), [&note](const Note& earlier) {
      return earlier.message == note.message;
    });
    if (!said) notes.push_back(std::move(note));
  }
  if (notes.empty()) return false;
  editor.refuse({ProblemKind::kDependentObjects, "2BP01",
                 "cannot drop " + what + " because other objects depend on it", where,
                 "use DROP … CASCADE to drop the dependent objects too", std::move(notes)});
  return true;
}

}  // namespace ashlar::catalog
