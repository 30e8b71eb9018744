#include "compiler/catalog/statements/editor.h"

#include <algorithm>

#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/privileges.h"
#include "compiler/catalog/types.h"
#include "grammar/text/check.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

/// `FOR hstore LANGUAGE plperl`: what stands after the last blank of a transform's signature.
std::string language_of(const OtherObject& other) {
  if (other.kind != sql::ObjectKind::kTransform) return {};
  const std::size_t blank = other.signature.rfind(' ');
  return blank == std::string::npos ? std::string() : other.signature.substr(blank + 1);
}

std::vector<Link> part_link(ObjectId table, ObjectId id) {
  if (table == 0) return {};
  return {Link{table, LinkKind::kPart, id}};
}

std::vector<Link> links_of_table(const Table& table, ObjectId id) {
  std::vector<Link> links;
  if (table.partition_of != 0) links.push_back({table.partition_of, LinkKind::kChild, id});
  for (const ObjectId parent : table.inherits) links.push_back({parent, LinkKind::kChild, id});
  if (table.of_type != 0) links.push_back({table.of_type, LinkKind::kChild, id});
  return links;
}

std::vector<Link> links_of_constraint(const Constraint& constraint, ObjectId id) {
  std::vector<Link> links = part_link(constraint.table, id);
  if (constraint.kind == sql::ConstraintKind::kForeignKey && constraint.referenced_table != 0) {
    links.push_back({constraint.referenced_table, LinkKind::kForeignKey, id});
  }
  if (constraint.parent != 0) links.push_back({constraint.parent, LinkKind::kChild, id});
  return links;
}

std::vector<Link> links_of(const Object& object) {
  using Links = std::vector<Link>;
  const ObjectId id = object.id;
  return std::visit(
      Overload{
          [](const Schema&) { return Links{}; },
          [id](const Table& table) { return links_of_table(table, id); },
          [id](const Index& index) {
            Links links = part_link(index.table, id);
            if (index.partition_of != 0)
              links.push_back({index.partition_of, LinkKind::kChild, id});
            return links;
          },
          [id](const Constraint& constraint) { return links_of_constraint(constraint, id); },
          [](const View&) { return Links{}; },
          [](const Sequence&) { return Links{}; },
          [](const EnumType&) { return Links{}; },
          [](const CompositeType&) { return Links{}; },
          [](const DomainType&) { return Links{}; },
          [](const RangeType&) { return Links{}; },
          [](const OtherType&) { return Links{}; },
          [](const Function&) { return Links{}; },
          [id](const Trigger& trigger) {
            Links links = part_link(trigger.table, id);
            if (trigger.parent != 0) links.push_back({trigger.parent, LinkKind::kChild, id});
            return links;
          },
          [id](const Policy& policy) { return part_link(policy.table, id); },
          [id](const Rule& rule) { return part_link(rule.table, id); },
          [](const Extension&) { return Links{}; },
          [id](const OtherObject& other) { return part_link(other.table, id); },
      },
      object.data);
}

}  // namespace

std::vector<NameKey> names_of(const Object& object) {
  const std::string& schema = object.schema;
  const std::string& name = object.name;
  const auto relation = [&] { return NameKey{NameSpace::kRelation, schema, name}; };
  const auto type = [&] { return NameKey{NameSpace::kType, schema, name}; };
  const auto part = [&](NameSpace space, ObjectId table) {
    return std::vector{NameKey{space, std::to_string(table), name}};
  };
  return std::visit(
      Overload{
          [&](const Schema&) {
            return std::vector{NameKey{NameSpace::kSchema, {}, name}};
          },
          [&](const Table&) {
            return std::vector{relation(), type()};
          },
          [&](const Index&) { return std::vector{relation()}; },
          [&](const Constraint& c) { return part(NameSpace::kConstraint, c.table); },
          [&](const View&) {
            return std::vector{relation(), type()};
          },
          [&](const Sequence&) { return std::vector{relation()}; },
          [&](const EnumType&) { return std::vector{type()}; },
          [&](const CompositeType&) {
            return std::vector{relation(), type()};
          },
          [&](const DomainType&) { return std::vector{type()}; },
          [&](const RangeType&) { return std::vector{type()}; },
          [&](const OtherType&) { return std::vector{type()}; },
          [&](const Function& f) {
            return std::vector{NameKey{NameSpace::kFunction, schema, name + signature(f)}};
          },
          [&](const Trigger& t) { return part(NameSpace::kTrigger, t.table); },
          [&](const Policy& p) { return part(NameSpace::kPolicy, p.table); },
          [&](const Rule& r) { return part(NameSpace::kRule, r.table); },
          [&](const Extension&) {
            return std::vector{NameKey{NameSpace::kExtension, {}, name}};
          },
          [&](const OtherObject& o) {
            return std::vector{
                NameKey{NameSpace::kOther, schema, other_key(o.kind, name, o.signature)}};
          },
      },
      object.data);
}

Editor::Editor(Catalog before, const ApplyContext& context)
    : catalog_(std::move(before)), context_(context), first_new_(catalog_.next_id_) {}

std::string Editor::text(Span span) const {
  const bool in_file = context_.sources != nullptr && context_.file < context_.sources->size();
  if (context_.text == nullptr && !in_file) return {};
  const std::string_view whole =
      context_.text != nullptr ? *context_.text : (*context_.sources)[context_.file].text;
  if (span.begin > span.end || span.end > whole.size()) return {};
  return std::string(slice(whole, span));
}

Applied Editor::finish() && {
  return {std::move(catalog_),      std::move(changes_), std::move(problems_),
          std::move(not_modelled_), std::move(inner_),   std::move(unread_)};
}

void Editor::refuse(Problem problem) {
  const auto same = [&](const Problem& said) {
    return said.where == problem.where && said.sqlstate == problem.sqlstate &&
           said.message == problem.message;
  };
  if (std::none_of(problems_.begin(), problems_.end(), same)) {
    problems_.push_back(std::move(problem));
  }
}

void Editor::note_not_modelled(std::string what) {
  if (catalog_.noted_.contains(what)) return;
  catalog_.noted_.set(what, 0);
  not_modelled_.push_back(std::move(what));
}

void Editor::absorb(Applied applied) {
  catalog_ = std::move(applied.after);
  const Changes& changes = applied.changes;
  const auto append = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(changes_.created, changes.created);
  for (const ObjectId id : changes.altered) {
    if (!is_new(id) && altered_.insert(id).second) changes_.altered.push_back(id);
  }
  for (const ObjectId id : changes.renamed) {
    if (!is_new(id) && renamed_.insert(id).second) changes_.renamed.push_back(id);
  }
  for (std::size_t i = 0; i < changes.dropped.size(); ++i) {
    const ObjectId id = changes.dropped[i];
    if (is_new(id)) {
      std::erase(changes_.created, id);
      continue;
    }
    if (altered_.erase(id) != 0) std::erase(changes_.altered, id);
    // Those that are named stand first.
    const auto at = i < changes.dropped_by_name
                        ? static_cast<std::ptrdiff_t>(changes_.dropped_by_name++)
                        : static_cast<std::ptrdiff_t>(changes_.dropped.size());
    changes_.dropped.insert(changes_.dropped.begin() + at, id);
  }
  for (DroppedColumn& column : applied.changes.dropped_columns) {
    if (!is_new(column.table)) changes_.dropped_columns.push_back(std::move(column));
  }
  append(problems_, applied.problems);
  append(not_modelled_, applied.not_modelled);
  append(inner_, applied.inner);
  append(unread_, applied.unread);
}

void Editor::doubt_name(NameKey name) {
  catalog_.doubtful_names_.set(std::move(name), 0);
  catalog_.has_doubts_ = true;
}

void Editor::doubt_everything() { catalog_.doubtful_ = true; }

ObjectId Editor::add(std::string schema, std::string name, ObjectData data, Span where) {
  const ObjectId id = insert(0, std::move(schema), std::move(name), std::move(data), where);
  changes_.created.push_back(id);
  return id;
}

ObjectId Editor::add_member(ObjectId extension, std::string schema, std::string name,
                            ObjectData data) {
  const Span where = catalog_.get(extension)->origin.where.span;
  const ObjectId id = insert(extension, std::move(schema), std::move(name), std::move(data), where);
  depend({id, 0, extension, 0, DependencyKind::kInternal});
  return id;
}

ObjectId Editor::insert(ObjectId extension, std::string schema, std::string name, ObjectData data,
                        Span where) {
  const ObjectId id = catalog_.next_id_++;
  Object fresh;
  fresh.id = id;
  fresh.extension = extension;
  fresh.schema = std::move(schema);
  fresh.name = std::move(name);
  fresh.origin = origin(where);
  fresh.data = std::move(data);
  give_to_maker(catalog_, fresh);
  auto object = std::make_shared<Object>(std::move(fresh));
  add_names(*object);
  add_links(*object);
  catalog_.objects_.set(id, std::move(object));
  return id;
}

void Editor::erase(ObjectId id) {
  const Object* object = catalog_.get(id);
  if (object == nullptr) return;
  const bool member = object->extension != 0;
  for (const Dependency& dependency : catalog_.dependencies_of(id)) forget(dependency);
  for (const Dependency& dependency : catalog_.dependents_of(id)) forget(dependency);
  remove_names(*object);
  remove_links(*object);
  catalog_.objects_.erase(id);
  if (is_new(id)) {
    std::erase(changes_.created, id);
    return;
  }
  if (!member) changes_.dropped.push_back(id);
  if (altered_.erase(id) != 0) std::erase(changes_.altered, id);
}

Object* Editor::edit_quietly(ObjectId id) {
  std::shared_ptr<Object>* slot = catalog_.objects_.edit(id);
  if (slot == nullptr) return nullptr;
  // Shared with another catalog: that one must not feel the change.
  if (!is_only_holder(*slot)) *slot = std::make_shared<Object>(**slot);
  return slot->get();
}

Object* Editor::edit_object(ObjectId id) {
  Object* object = edit_quietly(id);
  if (object != nullptr && object->extension == 0 && !is_new(id) && altered_.insert(id).second) {
    changes_.altered.push_back(id);
  }
  return object;
}

void Editor::rename(ObjectId id, std::string name) {
  Object* object = edit_quietly(id);
  if (object == nullptr) return;
  const std::string before = sql_name(catalog_, id);
  remove_names(*object);
  object->name = std::move(name);
  add_names(*object);
  note_renamed(id);
  rename_setting_uses(id, before);
}

void Editor::move(ObjectId id, std::string schema) {
  Object* object = edit_quietly(id);
  if (object == nullptr) return;
  const std::string before = sql_name(catalog_, id);
  remove_names(*object);
  object->schema = std::move(schema);
  add_names(*object);
  note_renamed(id);
  rename_setting_uses(id, before);
}

void Editor::note_renamed(ObjectId id) {
  const bool member = catalog_.get(id)->extension != 0;
  if (!member && !is_new(id) && renamed_.insert(id).second) changes_.renamed.push_back(id);
  rename_type_uses(id);
}

void Editor::rename_type_uses(ObjectId id) {
  const Object* type = catalog_.get(id);
  const auto call = [&](Type& use) {
    if (use.id != id) return;
    use.schema = type->schema;
    use.name = type->name;
  };
  for (const Dependency& dependency : catalog_.dependents_of(id)) {
    const Object* user = catalog_.get(dependency.dependent);
    if (user == nullptr) continue;
    if (std::holds_alternative<Table>(user->data)) {
      for (Column& column : std::get<Table>(edit_quietly(user->id)->data).columns) {
        call(column.type);
      }
    } else if (std::holds_alternative<CompositeType>(user->data)) {
      auto& attributes = std::get<CompositeType>(edit_quietly(user->id)->data).attributes;
      for (Column& attribute : attributes) call(attribute.type);
    } else if (std::holds_alternative<View>(user->data)) {
      for (Type& type_of_column : std::get<View>(edit_quietly(user->id)->data).column_types) {
        call(type_of_column);
      }
    } else if (std::holds_alternative<DomainType>(user->data)) {
      call(std::get<DomainType>(edit_quietly(user->id)->data).base);
    } else if (std::holds_alternative<Function>(user->data)) {
      Object* object = edit_quietly(user->id);
      auto& function = std::get<Function>(object->data);
      remove_names(*object);
      for (Type& argument : function.arguments) call(argument);
      for (FunctionParameter& parameter : function.parameters) call(parameter.type);
      if (function.returns.has_value()) call(*function.returns);
      for (Type& transformed : function.transforms) call(transformed);
      add_names(*object);
    } else if (std::holds_alternative<RangeType>(user->data)) {
      call(std::get<RangeType>(edit_quietly(user->id)->data).subtype);
    } else if (std::holds_alternative<OtherObject>(user->data)) {
      Object* object = edit_quietly(user->id);
      auto& other = std::get<OtherObject>(object->data);
      if (other.arguments.empty()) continue;
      remove_names(*object);
      for (Type& argument : other.arguments) call(argument);
      other.signature = other_signature(other.kind, other.arguments, language_of(other));
      add_names(*object);
    }
  }
}

void Editor::rename_setting_uses(ObjectId id, const std::string& before) {
  const bool function = catalog_.get_as<Function>(id) != nullptr;
  const auto* language = catalog_.get_as<OtherObject>(id);
  const std::string now = sql_name(catalog_, id);
  const auto call = [&](Settings& settings) {
    for (Setting& setting : settings) {
      if (setting.value == before) setting.value = now;
    }
  };
  for (const Dependency& dependency : catalog_.dependents_of(id)) {
    const Object* user = catalog_.get(dependency.dependent);
    if (user == nullptr) continue;
    if (std::holds_alternative<Function>(user->data)) {
      auto& routine = std::get<Function>(edit_quietly(user->id)->data);
      call(routine.aggregate);
      if (function && routine.support == before) routine.support = now;
      if (language != nullptr && language->kind == sql::ObjectKind::kLanguage) {
        routine.language = catalog_.get(id)->name;
      }
    } else if (std::holds_alternative<RangeType>(user->data)) {
      call(std::get<RangeType>(edit_quietly(user->id)->data).functions);
    } else if (std::holds_alternative<OtherType>(user->data)) {
      call(std::get<OtherType>(edit_quietly(user->id)->data).definition);
    }
  }
}

void Editor::depend(const Dependency& dependency) {
  if (dependency.dependent == 0 || dependency.referenced == 0) return;
  catalog_.by_referenced_.set({dependency}, 0);
  catalog_.by_dependent_.set({dependency}, 0);
}

void Editor::forget(const Dependency& dependency) {
  catalog_.by_referenced_.erase({dependency});
  catalog_.by_dependent_.erase({dependency});
}

void Editor::forget_column_dependencies(ObjectId dependent, std::uint32_t column) {
  for (const Dependency& dependency : catalog_.dependencies_of(dependent)) {
    if (dependency.dependent_column == column) forget(dependency);
  }
}

void Editor::forget_own_dependencies(ObjectId dependent) {
  forget_column_dependencies(dependent, 0);
}

namespace {

template <typename T>
void keep_for_after(std::optional<T>& after, const T& now, Editor::SettingScope scope) {
  if (scope == Editor::SettingScope::kSession) {
    after.reset();
  } else if (!after.has_value()) {
    after = now;
  }
}

template <typename T>
void restore(T& now, std::optional<T>& after) {
  if (after.has_value()) now = std::move(*after);
  after.reset();
}

}  // namespace

void Editor::set_search_path(std::optional<std::vector<std::string>> path, SettingScope scope) {
  keep_for_after(catalog_.session_.path_after, catalog_.session_.search_path, scope);
  catalog_.session_.search_path =
      path.has_value() ? std::make_shared<const std::vector<std::string>>(std::move(*path))
                       : nullptr;
}

void Editor::set_role(std::string role, SettingScope scope) {
  keep_for_after(catalog_.session_.role_after, catalog_.session_.role, scope);
  catalog_.session_.role = std::move(role);
}

void Editor::set_session_user(std::string user, SettingScope scope) {
  keep_for_after(catalog_.session_.user_after, catalog_.session_.user, scope);
  set_role(user, scope);
  catalog_.session_.user = std::move(user);
}

void Editor::set_checks_bodies(bool checks, SettingScope scope) {
  keep_for_after(catalog_.session_.checks_after, catalog_.session_.checks_bodies, scope);
  catalog_.session_.checks_bodies = checks;
}

void Editor::set_timezone(std::string name, SettingScope scope) {
  keep_for_after(catalog_.session_.timezone_after, catalog_.session_.timezone, scope);
  catalog_.session_.timezone = std::move(name);
}

/// A schema to return to, and the savepoints before it.
struct Catalog::Savepoint {
  std::string name;
  Catalog schema;
};

void Editor::set_savepoint(std::string name) {
  Catalog schema = catalog_;
  catalog_.savepoint_ = std::make_shared<const Catalog::Savepoint>(
      Catalog::Savepoint{std::move(name), std::move(schema)});
}

void Editor::leave_savepoint(const std::string& name, Savepoint how) {
  auto found = catalog_.savepoint_;
  while (found != nullptr && found->name != name) found = found->schema.savepoint_;
  if (found == nullptr) return;
  if (how == Savepoint::kRelease) {
    catalog_.savepoint_ = found->schema.savepoint_;
    return;
  }
  // Numbers of objects are not used again, and what was said is said.
  const ObjectId next = catalog_.next_id_;
  auto noted = std::move(catalog_.noted_);
  catalog_ = found->schema;
  catalog_.next_id_ = next;
  catalog_.noted_ = std::move(noted);
  catalog_.savepoint_ = std::move(found);
  changes_ = {};
}

void Editor::end_transaction() {
  catalog_.savepoint_ = nullptr;
  restore(catalog_.session_.checks_bodies, catalog_.session_.checks_after);
  restore(catalog_.session_.timezone, catalog_.session_.timezone_after);
  restore(catalog_.session_.search_path, catalog_.session_.path_after);
  restore(catalog_.session_.role, catalog_.session_.role_after);
  restore(catalog_.session_.user, catalog_.session_.user_after);
}

void Editor::set_default_privileges(std::vector<DefaultPrivileges> all) {
  catalog_.default_privileges_ =
      all.empty() ? nullptr
                  : std::make_shared<const std::vector<DefaultPrivileges>>(std::move(all));
}

void Editor::note_dropped_column(ObjectId table, Column column) {
  if (is_new(table)) return;
  changes_.dropped_columns.push_back({table, std::move(column)});
}

void Editor::add_names(const Object& object) {
  for (NameKey& key : names_of(object)) catalog_.names_.set(std::move(key), object.id);
  if (std::holds_alternative<Constraint>(object.data)) {
    catalog_.constraint_names_.set({object.schema, object.name, object.id}, 0);
  }
}

void Editor::remove_names(const Object& object) {
  for (const NameKey& key : names_of(object)) {
    // A later object may have taken the name where the catalog was not told of a drop.
    const ObjectId* holder = catalog_.names_.find(key);
    if (holder != nullptr && *holder == object.id) catalog_.names_.erase(key);
  }
  if (std::holds_alternative<Constraint>(object.data)) {
    catalog_.constraint_names_.erase({object.schema, object.name, object.id});
  }
}

void Editor::add_links(const Object& object) {
  for (const Link& link : links_of(object)) catalog_.links_.set(link, 0);
}

void Editor::remove_links(const Object& object) {
  for (const Link& link : links_of(object)) catalog_.links_.erase(link);
}

}  // namespace ashlar::catalog
