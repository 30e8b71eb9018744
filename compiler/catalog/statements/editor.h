#pragma once

// Editor: the one hand that changes a catalog. It keeps names, dependencies and links in step with
// the objects and writes down what changed. What statements do is in statements.h and the files
// beside it. Private to compiler/catalog.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/catalog.h"

namespace ashlar::catalog {

class Editor {
 public:
  Editor(Catalog before, const ApplyContext& context);

  /// The catalog as it stands now. Pointers into it end with the next change.
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] const ApplyContext& context() const { return context_; }
  /// The words that a span covers; empty where it lies outside the text.
  [[nodiscard]] std::string text(Span span) const;
  [[nodiscard]] Origin origin(Span where) const {
    return {context_.revision, {context_.file, context_.text == nullptr ? where : context_.run_by}};
  }
  [[nodiscard]] Applied finish() &&;

  /// Adds an object; its names are free (the caller looked). Returns its id.
  ObjectId add(std::string schema, std::string name, ObjectData data, Span where);
  /// The same for what an extension brings: without a word in the changes, here and when it goes.
  ObjectId add_member(ObjectId extension, std::string schema, std::string name, ObjectData data);
  /// Takes an object away, with its names, links and all dependencies from and to it.
  void erase(ObjectId id);
  /// The object's data for changing, null where it is of another kind. Fields that make links
  /// (tables of parts, parents) are changed through `relink` only.
  template <typename T>
  [[nodiscard]] T* edit(ObjectId id) {
    Object* object = edit_object(id);
    return object == nullptr ? nullptr : std::get_if<T>(&object->data);
  }
  /// Changes the object's data, with the links and names that come from it.
  template <typename T, typename Mutate>
  void relink(ObjectId id, Mutate&& mutate) {
    Object* object = edit_object(id);
    T* data = object == nullptr ? nullptr : std::get_if<T>(&object->data);
    if (data == nullptr) return;
    remove_names(*object);
    remove_links(*object);
    mutate(*data);
    add_names(*object);
    add_links(*object);
  }
  void rename(ObjectId id, std::string name);
  /// Puts the object into another schema, alone.
  void move(ObjectId id, std::string schema);

  void depend(const Dependency& dependency);
  void forget(const Dependency& dependency);
  /// Forgets what one column (its type, default, generation) of an object hangs on.
  void forget_column_dependencies(ObjectId dependent, std::uint32_t column);
  /// Forgets all that the object as a whole hangs on, what belongs to its columns kept.
  void forget_own_dependencies(ObjectId dependent);

  /// SET, or SET LOCAL: then what held before holds again when the transaction ends.
  enum class SettingScope { kSession, kTransaction };
  /// An empty optional is the default path.
  void set_search_path(std::optional<std::vector<std::string>> path, SettingScope scope);
  void set_role(std::string role, SettingScope scope);
  /// SET SESSION AUTHORIZATION: the role goes with it.
  void set_session_user(std::string user, SettingScope scope);
  /// SET check_function_bodies.
  void set_checks_bodies(bool checks, SettingScope scope);
  /// In lower case; "": the server's own.
  void set_timezone(std::string name, SettingScope scope);
  void end_transaction();
  void reset_session() { catalog_.session_ = {}; }
  void set_savepoint(std::string name);
  /// Forgets the savepoint and those after it; with `back` the schema is what it was then.
  enum class Savepoint { kRelease, kReturn };
  void leave_savepoint(const std::string& name, Savepoint how);

  void set_default_privileges(std::vector<DefaultPrivileges> all);
  /// True where no statement has set the search path: then it is `"$user", public`.
  [[nodiscard]] bool has_default_path() const { return catalog_.session_.search_path == nullptr; }

  /// The server would refuse the statement. What is said already, of the same words, is not said
  /// again.
  void refuse(Problem problem);
  [[nodiscard]] bool has_refused() const { return !problems_.empty(); }
  /// The catalog does not follow this part of the statement; said once in a history.
  void note_not_modelled(std::string what);

  /// The object for changing what all kinds have: owner, comment, privileges. Null where it is
  /// gone.
  [[nodiscard]] Object* edit_common(ObjectId id) { return edit_object(id); }

  void doubt_name(NameKey name);
  void doubt_everything();
  /// Takes over what statements that ran inside this one did.
  void absorb(Applied applied);

  void note_dropped_column(ObjectId table, Column column);
  void set_dropped_by_name(std::size_t count) { changes_.dropped_by_name = count; }
  /// True for what this statement made.
  [[nodiscard]] bool is_new(ObjectId id) const { return id >= first_new_; }

 private:
  ObjectId insert(ObjectId extension, std::string schema, std::string name, ObjectData data,
                  Span where);
  [[nodiscard]] Object* edit_object(ObjectId id);
  /// The same without a word in the changes.
  [[nodiscard]] Object* edit_quietly(ObjectId id);
  /// After a type got another name or schema: so it is called in columns, domains and signatures.
  void rename_type_uses(ObjectId id);
  /// The same for functions, whose names aggregates, ranges and base types keep as SQL, and for
  /// languages.
  void rename_setting_uses(ObjectId id, const std::string& before);
  void note_renamed(ObjectId id);
  void add_names(const Object& object);
  void remove_names(const Object& object);
  void add_links(const Object& object);
  void remove_links(const Object& object);

  Catalog catalog_;
  ApplyContext context_;
  Changes changes_;
  std::vector<Problem> problems_;
  std::vector<std::string> not_modelled_;
  std::vector<InnerStatement> inner_;
  std::vector<Unread> unread_;
  ObjectId first_new_;
  std::unordered_set<ObjectId> altered_;
  std::unordered_set<ObjectId> renamed_;
};

/// All names under which an object is found.
[[nodiscard]] std::vector<NameKey> names_of(const Object& object);

}  // namespace ashlar::catalog
