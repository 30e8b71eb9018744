#pragma once

// The schema of a database as a value. Copying a catalog costs nothing (its maps share structure),
// so "before" and "after" a statement are two catalogs. Reading is here; what a statement does to it
// is in apply.h. Layer: compiler/catalog.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/objects.h"
#include "compiler/catalog/persistent_map.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

/// Names live in separate spaces, as on the server: tables, indexes, sequences, views and composite
/// types share one per schema (pg_class), types another, functions are told apart by arguments,
/// constraints, triggers, policies and rules belong to their table.
enum class NameSpace {
  kSchema, kRelation, kType, kFunction, kConstraint, kTrigger, kPolicy, kRule, kExtension, kOther,
};

struct NameKey {
  NameSpace space = NameSpace::kRelation;
  std::string parent;  ///< the schema's name, or the decimal id of the table
  std::string name;    ///< of a function: with its argument types, `f(integer, text)`
  friend auto operator<=>(const NameKey&, const NameKey&) = default;
};

/// How one object hangs on another (PostgreSQL manual, "pg_depend").
enum class DependencyKind {
  kNormal,     ///< DROP … RESTRICT of the referenced object fails
  kAutomatic,  ///< goes silently with the referenced object
  kInternal,   ///< part of the referenced object: goes with it, cannot be dropped alone
};
struct Dependency {
  ObjectId dependent = 0;
  std::uint32_t dependent_column = 0;  ///< a column's default or generation hangs on something; 0: all
  ObjectId referenced = 0;
  std::uint32_t referenced_column = 0;  ///< 0: the object as a whole
  DependencyKind kind = DependencyKind::kNormal;
  friend auto operator<=>(const Dependency&, const Dependency&) = default;
};

}  // namespace ashlar::catalog

template <>
struct std::hash<ashlar::catalog::NameKey> {
  std::size_t operator()(const ashlar::catalog::NameKey& key) const noexcept {
    std::size_t seed = std::hash<std::string>{}(key.name);
    seed ^= std::hash<std::string>{}(key.parent) + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U);
    return seed ^ static_cast<std::size_t>(key.space);
  }
};

namespace ashlar::catalog {

class Catalog {
 public:
  /// An empty database: schemas `public` and `pg_catalog`, search path `public`.
  [[nodiscard]] static Catalog empty_database();

  /// The object, or null. Pointers stay valid as long as this catalog value is neither changed nor gone.
  [[nodiscard]] const Object* get(ObjectId id) const;
  /// The object's data where it is of that kind, else null.
  template <typename T>
  [[nodiscard]] const T* get_as(ObjectId id) const {
    const Object* object = get(id);
    return object == nullptr ? nullptr : std::get_if<T>(&object->data);
  }

  /// Looks a name up as the server would: a qualified one in its schema, a plain one along the
  /// search path (the temporary schema first). Null where there is none.
  [[nodiscard]] const Object* find_relation(const sql::QualifiedName& name) const;
  [[nodiscard]] const Object* find_type(const sql::QualifiedName& name) const;
  [[nodiscard]] const Object* find_schema(std::string_view name) const;
  [[nodiscard]] const Object* find(const NameKey& key) const;
  [[nodiscard]] const Object* find_constraint(ObjectId table, std::string_view name) const;
  [[nodiscard]] const Object* find_trigger(ObjectId table, std::string_view name) const;
  /// All functions of that name along the path, any arguments.
  [[nodiscard]] std::vector<const Object*> find_functions(const sql::QualifiedName& name) const;

  /// The schema that a new object of this name gets: its own, or the first of the search path.
  [[nodiscard]] std::string creation_schema(const sql::QualifiedName& name) const;

  /// Indexes, constraints, triggers, policies, rules of a table, by id (order of creation).
  [[nodiscard]] std::vector<const Object*> parts_of(ObjectId table) const;
  /// Direct partitions and inheritance children, by id.
  [[nodiscard]] std::vector<const Object*> children_of(ObjectId table) const;
  /// What lives in a schema, by id.
  [[nodiscard]] std::vector<const Object*> members_of(std::string_view schema) const;
  /// Foreign keys of other tables (or its own) that reference the table, by id.
  [[nodiscard]] std::vector<const Object*> foreign_keys_to(ObjectId table) const;
  /// What hangs directly on the object, or only on one column of it where `column` is not 0.
  [[nodiscard]] std::vector<Dependency> dependents_of(ObjectId id, std::uint32_t column = 0) const;

  [[nodiscard]] const std::vector<std::string>& search_path() const { return search_path_; }
  /// Calls `visit(const Object&)` for every object, by id.
  template <typename Visit>
  void for_each_object(Visit&& visit) const {
    objects_.for_each([&visit](ObjectId, const Object& object) { visit(object); });
  }
  [[nodiscard]] std::size_t size() const { return objects_.size(); }

 private:
  friend class Editor;  // apply's hand on the catalog: editor.h

  PersistentMap<ObjectId, Object> objects_;
  PersistentMap<NameKey, ObjectId> names_;
  PersistentMap<Dependency, char> by_referenced_;  ///< keyed (referenced, …): see editor.h
  ObjectId next_id_ = 1;
  std::vector<std::string> search_path_;
};

/// The column of that name, or null.
[[nodiscard]] const Column* find_column(const Table& table, std::string_view name);
[[nodiscard]] const Column* find_column(const Table& table, std::uint32_t number);

}  // namespace ashlar::catalog
