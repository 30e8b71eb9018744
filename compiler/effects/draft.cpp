#include "compiler/effects/draft.h"

#include <algorithm>

namespace ashlar::effects {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;

bool is_relation(const Object& object) {
  return std::holds_alternative<catalog::Table>(object.data) ||
         std::holds_alternative<catalog::View>(object.data) ||
         std::holds_alternative<catalog::Index>(object.data) ||
         std::holds_alternative<catalog::Sequence>(object.data) ||
         std::holds_alternative<catalog::CompositeType>(object.data);
}

template <typename T>
void sort_by_name(std::vector<T>& items, const std::string& (*name)(const T&)) {
  std::sort(items.begin(), items.end(),
            [name](const T& a, const T& b) { return name(a) < name(b); });
}

}  // namespace

std::vector<ObjectId> tree_of(const Catalog& catalog, ObjectId root) {
  std::vector<ObjectId> tree{root};
  std::set<ObjectId> seen{root};
  for (std::size_t i = 0; i < tree.size(); ++i) {
    for (const Object* child : catalog.children_of(tree[i])) {
      if (seen.insert(child->id).second) tree.push_back(child->id);
    }
  }
  return tree;
}

std::vector<ObjectId> partitions_of(const Catalog& catalog, ObjectId root) {
  std::vector<ObjectId> tree{root};
  for (std::size_t i = 0; i < tree.size(); ++i) {
    for (const Object* child : catalog.children_of(tree[i])) {
      const auto* table = std::get_if<catalog::Table>(&child->data);
      if (table != nullptr && table->partition_of == tree[i]) tree.push_back(child->id);
    }
  }
  return tree;
}

bool stores_rows(const Catalog& catalog, ObjectId id) {
  const Object* object = catalog.get(id);
  if (object == nullptr) return false;
  if (const auto* view = std::get_if<catalog::View>(&object->data)) return view->materialized;
  const auto* table = std::get_if<catalog::Table>(&object->data);
  return table != nullptr && !table->foreign && !table->partitioned_by.has_value();
}

std::vector<ObjectId> stored_tree_of(const Catalog& catalog, ObjectId root) {
  std::vector<ObjectId> tree = tree_of(catalog, root);
  std::erase_if(tree, [&catalog](ObjectId id) { return !stores_rows(catalog, id); });
  return tree;
}

void Draft::lock(ObjectId relation, LockMode mode, Naming naming) {
  const Object* object = before_.get(relation);
  if (object == nullptr || !is_relation(*object)) return;
  const auto [at, fresh] = locks_.try_emplace(relation, Held{mode, naming});
  if (fresh) return;
  at->second.mode = std::max(at->second.mode, mode);
  if (naming == Naming::kNamed) at->second.naming = naming;
}

const Object* Draft::lock(const sql::QualifiedName& name, LockMode mode) {
  const Object* object = find(name);
  if (object != nullptr) lock(object->id, mode, Naming::kNamed);
  return object;
}

void Draft::lock_tree(ObjectId relation, LockMode mode, Naming naming) {
  for (const ObjectId id : tree_of(before_, relation)) {
    lock(id, mode, id == relation ? naming : Naming::kReached);
  }
}

bool Draft::says_only(const sql::QualifiedName& name) const {
  const bool in_file = context_.text == nullptr;
  if ((in_file && context_.sources == nullptr) || name.span.empty()) return false;
  std::string_view text = in_file ? (*context_.sources)[context_.file].text : *context_.text;
  text = text.substr(0, name.span.begin);
  const std::size_t last = text.find_last_not_of(" \t\r\n(");
  if (last == std::string_view::npos || last < 4) return false;
  std::string word(text.substr(last - 4, 5));
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  // With the blank before it: `paronly` is no ONLY.
  return word.substr(1) == "only" && (word[0] == ' ' || word[0] == '\t' || word[0] == '\n');
}

std::vector<RelationRef> Draft::references(const std::set<ObjectId>& ids) const {
  std::vector<RelationRef> found;
  for (const ObjectId id : ids) {
    const Object* object = before_.get(id);
    if (object != nullptr) found.push_back({id, display_name(before_, *object)});
  }
  sort_by_name<RelationRef>(found,
                            [](const RelationRef& r) -> const std::string& { return r.name; });
  return found;
}

Effects Draft::finish() const {
  Effects effects;
  for (const auto& [id, held] : locks_) {
    const Object* object = before_.get(id);
    const bool index = std::holds_alternative<catalog::Index>(object->data);
    if (index && held.naming != Naming::kNamed) continue;
    if (held.mode < LockMode::kShareUpdateExclusive && held.mode != LockMode::kRowExclusive) {
      continue;
    }
    effects.locks.push_back(
        {{id, display_name(before_, *object)}, held.mode, held.naming == Naming::kNamed});
  }
  sort_by_name<Lock>(effects.locks,
                     [](const Lock& l) -> const std::string& { return l.relation.name; });
  effects.rewrites = references(rewrites_);
  // A rewrite reads all rows, and makes all indexes anew.
  std::set<ObjectId> scans = scans_;
  std::set<ObjectId> builds = builds_;
  for (const ObjectId id : rewrites_) {
    scans.erase(id);
    builds.erase(id);
  }
  effects.scans = references(scans);
  effects.builds = references(builds);
  effects.losses = losses_;
  return effects;
}

std::string Draft::text(Span span) const {
  if (context_.text != nullptr) return std::string(slice(*context_.text, span));
  if (context_.sources == nullptr) return {};
  return std::string(context_.sources->slice({context_.file, span}));
}

}  // namespace ashlar::effects
