#pragma once

// PersistentArray: pointers by small number, whose copies cost nothing and share structure, as
// PersistentMap's do. For numbers that are given out one after the other: a trie of four bits a
// level, so that finding one among a million takes five steps. Layer: compiler/catalog.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "compiler/catalog/persistent_map.h"

namespace ashlar::catalog {

template <typename T>
class PersistentArray {
 public:
  using Pointer = std::shared_ptr<T>;

  /// How many numbers have something.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// What stands at the number, or null. Valid until the array it came from is changed or
  /// destroyed.
  [[nodiscard]] const T* find(std::uint32_t number) const {
    if (!reaches(number)) return nullptr;
    const Node* node = root_.get();
    for (unsigned level = height_; level > 0 && node != nullptr; --level) {
      node = static_cast<const Inner*>(node)->children[digit(number, level)].get();
    }
    return node == nullptr ? nullptr : static_cast<const Leaf*>(node)->values[number & kMask].get();
  }

  /// Inserts or replaces; `value` is not null.
  void set(std::uint32_t number, Pointer value) {
    while (!reaches(number)) grow();
    Pointer& slot = own_slot(number);
    if (slot == nullptr) ++size_;
    slot = std::move(value);
  }

  /// The pointer for changing in place, private to this array; null where nothing stands there.
  [[nodiscard]] Pointer* edit(std::uint32_t number) {
    return find(number) == nullptr ? nullptr : &own_slot(number);
  }

  void erase(std::uint32_t number) {
    if (find(number) == nullptr) return;
    own_slot(number) = nullptr;
    --size_;
  }

  /// Calls `visit(value)` for all, in the order of the numbers.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    walk(root_.get(), height_, visit);
  }

  /// Calls `visit(number)` for every number at which one of the two has something else than the
  /// other. Takes time by how much they differ, where one came from the other.
  template <typename Visit>
  static void for_each_difference(const PersistentArray& a, const PersistentArray& b,
                                  Visit&& visit) {
    const unsigned height = std::max(a.height_, b.height_);
    compare(a.at_height(height), b.at_height(height), height, 0, visit);
  }

 private:
  static constexpr unsigned kBits = 4;
  static constexpr std::uint32_t kMask = (1U << kBits) - 1;
  struct Node {};
  using Link = std::shared_ptr<Node>;
  struct Inner : Node {
    std::array<Link, kMask + 1> children;
  };
  struct Leaf : Node {
    std::array<Pointer, kMask + 1> values;
  };

  static std::uint32_t digit(std::uint32_t number, unsigned level) {
    return (number >> (kBits * level)) & kMask;
  }
  [[nodiscard]] bool reaches(std::uint32_t number) const {
    return root_ != nullptr && std::uint64_t{number} >> (kBits * (height_ + 1)) == 0;
  }

  void grow() {
    if (root_ == nullptr) {
      root_ = std::make_shared<Leaf>();
      return;
    }
    auto above = std::make_shared<Inner>();
    above->children[0] = std::move(root_);
    root_ = std::move(above);
    ++height_;
  }

  /// Makes `link` the only holder of its node, which it makes where there is none.
  template <typename Kind>
  static Kind& own(Link& link) {
    if (link == nullptr) {
      link = std::make_shared<Kind>();
    } else if (!is_only_holder(link)) {
      link = std::make_shared<Kind>(*static_cast<const Kind*>(link.get()));
    }
    return *static_cast<Kind*>(link.get());
  }

  Pointer& own_slot(std::uint32_t number) {
    Link* link = &root_;
    for (unsigned level = height_; level > 0; --level) {
      link = &own<Inner>(*link).children[digit(number, level)];
    }
    return own<Leaf>(*link).values[number & kMask];
  }

  /// The root as it would be were the array that high.
  [[nodiscard]] Link at_height(unsigned height) const {
    Link node = root_;
    for (unsigned level = height_; node != nullptr && level < height; ++level) {
      auto above = std::make_shared<Inner>();
      above->children[0] = std::move(node);
      node = std::move(above);
    }
    return node;
  }

  template <typename Visit>
  static void compare(const Link& a, const Link& b, unsigned level, std::uint32_t first,
                      Visit& visit) {
    if (a == b) return;
    for (std::uint32_t digit = 0; digit <= kMask; ++digit) {
      const std::uint32_t number = first + (digit << (kBits * level));
      if (level == 0) {
        const auto value = [digit](const Link& leaf) {
          return leaf == nullptr ? nullptr
                                 : static_cast<const Leaf*>(leaf.get())->values[digit].get();
        };
        if (value(a) != value(b)) visit(number);
      } else {
        const auto child = [digit](const Link& inner) {
          return inner == nullptr ? Link()
                                  : static_cast<const Inner*>(inner.get())->children[digit];
        };
        compare(child(a), child(b), level - 1, number, visit);
      }
    }
  }

  template <typename Visit>
  static void walk(const Node* node, unsigned level, Visit& visit) {
    if (node == nullptr) return;
    if (level == 0) {
      for (const Pointer& value : static_cast<const Leaf*>(node)->values) {
        if (value != nullptr) visit(*value);
      }
      return;
    }
    for (const Link& child : static_cast<const Inner*>(node)->children) {
      walk(child.get(), level - 1, visit);
    }
  }

  Link root_;
  unsigned height_ = 0;  // of the root above the leaves
  std::size_t size_ = 0;
};

}  // namespace ashlar::catalog
