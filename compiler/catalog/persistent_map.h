#pragma once

// PersistentMap: an ordered map whose copies cost nothing and share structure, so that the catalog
// before and after a statement are two plain values. A treap with path copying: the priority of a
// node is a hash of its key, so equal contents have one shape. A node that nobody else holds is
// changed in place: replaying a history that keeps no snapshots copies next to nothing.
// Layer: compiler/catalog.

#include <atomic>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace ashlar::catalog {

/// True where nobody else holds what `pointer` points to: it may be changed in place. What others
/// read before they let go of it, perhaps in another thread, they have read.
template <typename T>
[[nodiscard]] bool is_only_holder(const std::shared_ptr<T>& pointer) {
  if (pointer.use_count() != 1) return false;
  std::atomic_thread_fence(std::memory_order_acquire);
  return true;
}

/// `Key` needs operator<=> and a std::hash. Lookups take anything that compares with it.
template <typename Key, typename Value>
class PersistentMap {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// The value, or null. Valid until the map it came from is changed or destroyed.
  [[nodiscard]] const Value* find(const Key& key) const {
    const Node* node = root_.get();
    while (node != nullptr) {
      const auto order = key <=> node->key;
      if (order == 0) return &node->value;
      node = order < 0 ? node->left.get() : node->right.get();
    }
    return nullptr;
  }
  [[nodiscard]] bool contains(const Key& key) const { return find(key) != nullptr; }

  /// Inserts or replaces.
  void set(Key key, Value value) {
    if (Value* present = edit(key)) {
      *present = std::move(value);
      return;
    }
    const std::uint64_t priority = mix(std::hash<Key>{}(key));
    insert(root_, std::make_shared<Node>(Node{std::move(key), std::move(value), priority, {}, {}}));
    ++size_;
  }

  /// The value for changing in place, private to this map; null where the key is not there.
  [[nodiscard]] Value* edit(const Key& key) {
    if (!contains(key)) return nullptr;
    Link* link = &root_;
    while (true) {
      Node& node = own(*link);
      const auto order = key <=> node.key;
      if (order == 0) return &node.value;
      link = order < 0 ? &node.left : &node.right;
    }
  }

  /// True where the key was there.
  bool erase(const Key& key) {
    if (!contains(key)) return false;
    Link* link = &root_;
    while (true) {
      Node& node = own(*link);
      const auto order = key <=> node.key;
      if (order < 0) {
        link = &node.left;
      } else if (order > 0) {
        link = &node.right;
      } else {
        Link left = std::move(node.left);
        Link right = std::move(node.right);
        *link = join(std::move(left), std::move(right));
        --size_;
        return true;
      }
    }
  }

  /// Calls `visit(key, value)` in the order of the keys, from `first` on, until it returns false.
  template <typename Visit>
  void for_each_from(const Key& first, Visit&& visit) const {
    walk_from(root_.get(), &first, visit);
  }
  /// Calls `visit(key, value)` for all, in the order of the keys.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    auto all = [&visit](const Key& key, const Value& value) {
      visit(key, value);
      return true;
    };
    walk_from(root_.get(), nullptr, all);
  }

 private:
  struct Node;
  using Link = std::shared_ptr<Node>;
  struct Node {
    Key key;
    Value value;
    std::uint64_t priority;
    Link left;
    Link right;
  };

  // splitmix64's finaliser: spreads std::hash, which is the identity for integers.
  static std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30U;
    x *= 0xbf58476d1ce4e5b9ULL;
    x ^= x >> 27U;
    x *= 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
  }

  /// Makes `link` the only holder of its node.
  static Node& own(Link& link) {
    if (!is_only_holder(link)) link = std::make_shared<Node>(*link);
    return *link;
  }

  static void insert(Link& link, Link fresh) {
    Link* at = &link;
    while (*at != nullptr && (*at)->priority >= fresh->priority) {
      Node& node = own(*at);
      at = fresh->key < node.key ? &node.left : &node.right;
    }
    split(std::move(*at), fresh->key, fresh->left, fresh->right);
    *at = std::move(fresh);
  }

  /// Splits `tree` into the keys below `key` and those above; `key` itself is not in it.
  static void split(Link tree, const Key& key, Link& below, Link& above) {
    Link* low = &below;
    Link* high = &above;
    while (tree != nullptr) {
      Node& node = own(tree);
      if (node.key < key) {
        Link rest = std::move(node.right);
        *low = std::move(tree);
        low = &(*low)->right;
        tree = std::move(rest);
      } else {
        Link rest = std::move(node.left);
        *high = std::move(tree);
        high = &(*high)->left;
        tree = std::move(rest);
      }
    }
    low->reset();
    high->reset();
  }

  static Link join(Link below, Link above) {
    Link result;
    Link* at = &result;
    while (below != nullptr && above != nullptr) {
      if (below->priority >= above->priority) {
        Node& node = own(below);
        Link rest = std::move(node.right);
        *at = std::move(below);
        at = &(*at)->right;
        below = std::move(rest);
      } else {
        Node& node = own(above);
        Link rest = std::move(node.left);
        *at = std::move(above);
        at = &(*at)->left;
        above = std::move(rest);
      }
    }
    *at = below != nullptr ? std::move(below) : std::move(above);
    return result;
  }

  /// Depth of the recursion is the treap's: about 2·log2(size) expected.
  template <typename Visit>
  static bool walk_from(const Node* node, const Key* first, Visit& visit) {
    if (node == nullptr) return true;
    if (first == nullptr || !(node->key < *first)) {
      if (!walk_from(node->left.get(), first, visit)) return false;
      if (!visit(node->key, node->value)) return false;
      first = nullptr;
    }
    return walk_from(node->right.get(), first, visit);
  }

  Link root_;
  std::size_t size_ = 0;
};

}  // namespace ashlar::catalog
