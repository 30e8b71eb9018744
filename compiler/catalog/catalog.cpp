#include "compiler/catalog/catalog.h"

#include <algorithm>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {
namespace {

const std::vector<std::string>& default_search_path() {
  static const std::vector<std::string> kPath{"public"};
  return kPath;
}

void sort_by_id(std::vector<const Object*>& objects) {
  std::sort(objects.begin(), objects.end(),
            [](const Object* a, const Object* b) { return a->id < b->id; });
}

}  // namespace

Catalog Catalog::empty_database() {
  Editor editor{Catalog{}, ApplyContext{}};
  editor.add({}, "pg_catalog", Schema{}, Span{});
  const ObjectId home = editor.add({}, "public", Schema{}, Span{});
  // src/include/catalog/pg_namespace.dat
  editor.edit_common(home)->owner = "pg_database_owner";
  editor.edit_common(home)->annotations.comment = "standard public schema";
  return std::move(editor).finish().after;
}

const std::vector<std::string>& Catalog::search_path() const {
  return session_.search_path == nullptr ? default_search_path() : *session_.search_path;
}

const std::vector<DefaultPrivileges>& Catalog::default_privileges() const {
  static const std::vector<DefaultPrivileges> kNone;
  return default_privileges_ == nullptr ? kNone : *default_privileges_;
}

std::vector<const Object*> Catalog::extensions() const {
  std::vector<const Object*> found;
  names_.for_each_from(NameKey{NameSpace::kExtension, {}, {}},
                       [&](const NameKey& key, ObjectId id) {
                         if (key.space != NameSpace::kExtension) return false;
                         found.push_back(get(id));
                         return true;
                       });
  return found;
}

const Object* Catalog::get(ObjectId id) const { return objects_.find(id); }

const Object* Catalog::find(const NameKey& key) const {
  const ObjectId* id = names_.find(key);
  return id == nullptr ? nullptr : get(*id);
}

const Object* Catalog::find_in_path(NameSpace space, const sql::QualifiedName& name) const {
  if (!name.schema.empty()) return find({space, name.schema.text, name.name.text});
  if (const Object* temporary = find({space, "pg_temp", name.name.text})) return temporary;
  for (const std::string& schema : search_path()) {
    if (const Object* object = find({space, schema, name.name.text})) return object;
  }
  return nullptr;
}

const Object* Catalog::find_relation(const sql::QualifiedName& name) const {
  return find_in_path(NameSpace::kRelation, name);
}

const Object* Catalog::find_type(const sql::QualifiedName& name) const {
  return find_in_path(NameSpace::kType, name);
}

const Object* Catalog::find_schema(std::string_view name) const {
  return find({NameSpace::kSchema, {}, std::string(name)});
}

const Object* Catalog::find_constraint(ObjectId table, std::string_view name) const {
  return find({NameSpace::kConstraint, std::to_string(table), std::string(name)});
}

const Object* Catalog::find_trigger(ObjectId table, std::string_view name) const {
  return find({NameSpace::kTrigger, std::to_string(table), std::string(name)});
}

std::vector<const Object*> Catalog::find_functions(const sql::QualifiedName& name) const {
  std::vector<const Object*> found;
  const auto collect = [&](const std::string& schema) {
    const NameKey first{NameSpace::kFunction, schema, name.name.text + "("};
    names_.for_each_from(first, [&](const NameKey& key, ObjectId id) {
      if (key.space != first.space || key.parent != schema || !key.name.starts_with(first.name)) {
        return false;
      }
      // `f(` may also begin the name of another function, `"f(x"`.
      if (get(id)->name == name.name.text) found.push_back(get(id));
      return true;
    });
  };
  if (!name.schema.empty()) {
    collect(name.schema.text);
    return found;
  }
  for (const std::string& schema : search_path()) collect(schema);
  return found;
}

std::vector<const Object*> Catalog::find_overloads(sql::ObjectKind kind, const std::string& schema,
                                                   const std::string& name) const {
  std::vector<const Object*> found;
  const NameKey first{NameSpace::kOther, schema, std::string(sql::to_string(kind)) + " " + name};
  names_.for_each_from(first, [&](const NameKey& key, ObjectId id) {
    if (key.space != first.space || key.parent != schema || !key.name.starts_with(first.name)) {
      return false;
    }
    const Object* object = get(id);
    const auto* other = std::get_if<OtherObject>(&object->data);
    if (other != nullptr && other->kind == kind && object->name == name) found.push_back(object);
    return true;
  });
  return found;
}

std::string Catalog::creation_schema(const sql::QualifiedName& name) const {
  if (!name.schema.empty()) return name.schema.text;
  const std::vector<std::string>& path = search_path();
  for (const std::string& schema : path) {
    if (schema == "pg_temp" || find_schema(schema) != nullptr) return schema;
  }
  // A schema that the catalog does not know may have been made where it cannot see.
  const auto named = std::find_if(path.begin(), path.end(),
                                  [](const std::string& schema) { return schema != "$user"; });
  return named == path.end() ? std::string() : *named;
}

std::vector<const Object*> Catalog::linked(ObjectId from, LinkKind kind) const {
  std::vector<const Object*> objects;
  links_.for_each_from(Link{from, kind, 0}, [&](const Link& link, char) {
    if (link.from != from || link.kind != kind) return false;
    objects.push_back(get(link.to));
    return true;
  });
  return objects;
}

std::vector<const Object*> Catalog::parts_of(ObjectId table) const {
  return linked(table, LinkKind::kPart);
}

std::vector<const Object*> Catalog::children_of(ObjectId table) const {
  return linked(table, LinkKind::kChild);
}

std::vector<const Object*> Catalog::foreign_keys_to(ObjectId table) const {
  return linked(table, LinkKind::kForeignKey);
}

std::vector<std::string> Catalog::schema_names() const {
  std::vector<std::string> names;
  names_.for_each_from(NameKey{NameSpace::kSchema, {}, {}}, [&](const NameKey& key, ObjectId) {
    if (key.space != NameSpace::kSchema) return false;
    names.push_back(key.name);
    return true;
  });
  return names;
}

bool Catalog::is_listed_doubtful(const NameKey& name) const {
  if (doubtful_names_.contains(name)) return true;
  if (name.parent.empty()) return false;
  bool found = false;
  const NameKey first{NameSpace::kSchema, name.parent, {}};
  doubtful_names_.for_each_from(first, [&](const NameKey& key, char) {
    if (key.space != first.space || key.parent != first.parent) return false;
    found = found || name.name.starts_with(key.name.substr(0, key.name.size() - 1));
    return !found;
  });
  return found;
}

bool Catalog::is_name_doubtful(NameSpace space, const std::string& name) const {
  if (doubtful_) return true;
  bool found = false;
  doubtful_names_.for_each([&](const NameKey& key, char) {
    const bool begins = key.space == NameSpace::kSchema && !key.parent.empty() &&
                        name.starts_with(key.name.substr(0, key.name.size() - 1));
    const bool same =
        key.space == space &&
        (key.name == name || (space == NameSpace::kFunction && key.name.starts_with(name + "(")));
    found = found || same || (begins && space != NameSpace::kSchema);
  });
  return found;
}

std::vector<const Object*> Catalog::members_of(std::string_view schema) const {
  std::vector<const Object*> objects;
  const std::string parent(schema);
  for (const NameSpace space :
       {NameSpace::kRelation, NameSpace::kType, NameSpace::kFunction, NameSpace::kOther}) {
    names_.for_each_from(NameKey{space, parent, {}}, [&](const NameKey& key, ObjectId id) {
      if (key.space != space || key.parent != parent) return false;
      objects.push_back(get(id));
      return true;
    });
  }
  sort_by_id(objects);
  // A table is a relation and a type.
  objects.erase(std::unique(objects.begin(), objects.end()), objects.end());
  return objects;
}

std::vector<Dependency> Catalog::dependents_of(ObjectId id, std::uint32_t column) const {
  std::vector<Dependency> found;
  ByReferenced first;
  first.dependency.referenced = id;
  first.dependency.referenced_column = column;
  by_referenced_.for_each_from(first, [&](const ByReferenced& key, char) {
    if (key.dependency.referenced != id) return false;
    if (column != 0 && key.dependency.referenced_column != column) return false;
    found.push_back(key.dependency);
    return true;
  });
  return found;
}

std::vector<Dependency> Catalog::dependencies_of(ObjectId id) const {
  std::vector<Dependency> found;
  ByDependent first;
  first.dependency.dependent = id;
  by_dependent_.for_each_from(first, [&](const ByDependent& key, char) {
    if (key.dependency.dependent != id) return false;
    found.push_back(key.dependency);
    return true;
  });
  return found;
}

bool Catalog::has_constraint_named(std::string_view schema, std::string_view name) const {
  bool found = false;
  const ConstraintName first{std::string(schema), std::string(name), 0};
  constraint_names_.for_each_from(first, [&](const ConstraintName& key, char) {
    found = key.schema == first.schema && key.name == first.name;
    return false;
  });
  return found;
}

std::vector<const Object*> Catalog::constraints_named(const std::string& schema,
                                                      const std::string& name) const {
  std::vector<const Object*> found;
  constraint_names_.for_each_from({schema, name, 0}, [&](const ConstraintName& key, char) {
    if (key.schema != schema || key.name != name) return false;
    found.push_back(get(key.id));
    return true;
  });
  return found;
}

const Column* find_column(const Table& table, std::string_view name) {
  const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                               [name](const Column& column) { return column.name == name; });
  return at == table.columns.end() ? nullptr : &*at;
}

const Column* find_column(const Table& table, std::uint32_t number) {
  const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                               [number](const Column& column) { return column.number == number; });
  return at == table.columns.end() ? nullptr : &*at;
}

}  // namespace ashlar::catalog
