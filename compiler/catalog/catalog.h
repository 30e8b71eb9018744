#pragma once

// The schema of a database as a value. Copying a catalog costs nothing (its maps share structure),
// so "before" and "after" a statement are two catalogs. Reading is here; what a statement does to
// it is in apply.h. Layer: compiler/catalog.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/keys.h"
#include "compiler/catalog/objects.h"
#include "compiler/catalog/persistent_array.h"
#include "compiler/catalog/persistent_map.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

class Catalog {
 public:
  /// An empty database: schemas `public` and `pg_catalog`, search path `public`.
  [[nodiscard]] static Catalog empty_database();

  /// The object, or null. Pointers stay valid as long as this catalog value is neither changed nor
  /// gone.
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

  /// What NameSpace::kOther has of that kind and name in the schema, whatever its signature: the
  /// operators `=`; casts, which have no name.
  [[nodiscard]] std::vector<const Object*> find_overloads(sql::ObjectKind kind,
                                                          const std::string& schema,
                                                          const std::string& name) const;

  /// The schema that a new object of this name gets: its own, or the first of the search path.
  [[nodiscard]] std::string creation_schema(const sql::QualifiedName& name) const;

  /// Indexes, constraints, triggers, policies, rules and statistics objects of a table (constraints
  /// of a domain), by id (order of creation).
  [[nodiscard]] std::vector<const Object*> parts_of(ObjectId table) const;
  /// Direct partitions and inheritance children, by id; of a partitioned index, its partitions'.
  [[nodiscard]] std::vector<const Object*> children_of(ObjectId table) const;
  /// The names of all schemas, in order.
  [[nodiscard]] std::vector<std::string> schema_names() const;
  /// What lives in a schema, by id.
  [[nodiscard]] std::vector<const Object*> members_of(std::string_view schema) const;
  /// Foreign keys of other tables (or its own) that reference the table, by id.
  [[nodiscard]] std::vector<const Object*> foreign_keys_to(ObjectId table) const;
  /// What hangs directly on the object, or only on one column of it where `column` is not 0.
  [[nodiscard]] std::vector<Dependency> dependents_of(ObjectId id, std::uint32_t column = 0) const;
  /// What the object itself hangs on.
  [[nodiscard]] std::vector<Dependency> dependencies_of(ObjectId id) const;

  /// Constraints of that name in the schema, whatever their tables, by id.
  [[nodiscard]] std::vector<const Object*> constraints_named(const std::string& schema,
                                                             const std::string& name) const;
  /// True where some constraint in the schema has that name, whatever its table.
  [[nodiscard]] bool has_constraint_named(std::string_view schema, std::string_view name) const;

  /// True where what stands under the name, or that nothing does, is not sure: a statement that
  /// cannot be read may have made, changed or dropped it. Then no error about it is certain.
  [[nodiscard]] bool is_doubtful(const NameKey& name) const {
    return doubtful_ || (has_doubts_ && is_listed_doubtful(name));
  }
  /// True where any name at all is in doubt.
  [[nodiscard]] bool has_doubts() const { return doubtful_ || has_doubts_; }
  /// True where the name is in doubt in any schema, or as a part of any table.
  [[nodiscard]] bool is_name_doubtful(NameSpace space, const std::string& name) const;
  /// Stands for every name in a schema that begins so.
  [[nodiscard]] static NameKey names_beginning(std::string schema, const std::string& prefix) {
    return {NameSpace::kSchema, std::move(schema), prefix + "*"};
  }
  /// True where anything at all may be other than it seems.
  [[nodiscard]] bool is_doubtful() const { return doubtful_; }

  [[nodiscard]] const std::vector<std::string>& search_path() const;
  /// All extensions, by name.
  [[nodiscard]] std::vector<const Object*> extensions() const;
  /// ALTER DEFAULT PRIVILEGES, by role, schema and kind.
  [[nodiscard]] const std::vector<DefaultPrivileges>& default_privileges() const;
  /// Who makes and owns what comes next: SET ROLE, SET SESSION AUTHORIZATION; "" is who runs the
  /// history.
  [[nodiscard]] const std::string& current_role() const { return session_.role; }
  [[nodiscard]] const std::string& session_user() const { return session_.user; }
  /// True where the server looks into the bodies of routines as it makes them:
  /// check_function_bodies.
  [[nodiscard]] bool checks_bodies() const { return session_.checks_bodies; }
  /// The time zone that the history set, in lower case; empty: the server's own.
  [[nodiscard]] const std::string& timezone() const { return session_.timezone; }
  /// Calls `visit(const Object&)` for every object, by id.
  template <typename Visit>
  void for_each_object(Visit&& visit) const {
    objects_.for_each(visit);
  }
  [[nodiscard]] std::size_t size() const { return objects_.size(); }
  /// Calls `visit(ObjectId)` for every object that one of the two has and the other has not, or not
  /// as it is here. Cheap where one catalog came from the other.
  template <typename Visit>
  static void for_each_difference(const Catalog& a, const Catalog& b, Visit&& visit) {
    PersistentArray<Object>::for_each_difference(a.objects_, b.objects_, visit);
  }

 private:
  friend class Editor;  // apply's hand on the catalog: editor.h

  [[nodiscard]] const Object* find_in_path(NameSpace space, const sql::QualifiedName& name) const;
  [[nodiscard]] bool is_listed_doubtful(const NameKey& name) const;
  [[nodiscard]] std::vector<const Object*> linked(ObjectId from, LinkKind kind) const;

  PersistentArray<Object> objects_;  // by id
  PersistentMap<NameKey, ObjectId> names_;
  PersistentMap<ByReferenced, char> by_referenced_;
  PersistentMap<ByDependent, char> by_dependent_;
  PersistentMap<Link, char> links_;
  PersistentMap<ConstraintName, char> constraint_names_;
  PersistentMap<NameKey, char> doubtful_names_;
  bool doubtful_ = false;
  bool has_doubts_ = false;
  ObjectId next_id_ = 1;
  using Path = std::shared_ptr<const std::vector<std::string>>;  // null: `public`
  struct Session {
    Path search_path;
    std::string role;
    std::string user;           // SET SESSION AUTHORIZATION
    bool checks_bodies = true;  // check_function_bodies
    std::string timezone;
    // What holds again when the transaction ends, where SET LOCAL changed it.
    std::optional<Path> path_after;
    std::optional<std::string> role_after;
    std::optional<std::string> user_after;
    std::optional<bool> checks_after;
    std::optional<std::string> timezone_after;
  };
  Session session_;
  std::shared_ptr<const std::vector<DefaultPrivileges>> default_privileges_;  // null: none
  PersistentMap<std::string, char> noted_;  // what was said not to be modelled
  struct Savepoint;
  std::shared_ptr<const Savepoint> savepoint_;  // the innermost one; null: none
};

/// The column of that name, or null.
[[nodiscard]] const Column* find_column(const Table& table, std::string_view name);
[[nodiscard]] const Column* find_column(const Table& table, std::uint32_t number);

}  // namespace ashlar::catalog
