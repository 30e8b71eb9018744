#pragma once

// The keys of the catalog's maps: names, dependencies, and the links between an object and what
// belongs to it. Layer: compiler/catalog.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <tuple>

#include "compiler/catalog/objects.h"

namespace ashlar::catalog {

/// Names live in separate spaces, as on the server: tables, indexes, sequences, views and composite
/// types share one per schema (pg_class), types another, functions are told apart by arguments,
/// constraints, triggers, policies and rules belong to their table.
enum class NameSpace {
  kSchema,
  kRelation,
  kType,
  kFunction,
  kConstraint,
  kTrigger,
  kPolicy,
  kRule,
  kExtension,
  kOther,
};

struct NameKey {
  NameSpace space = NameSpace::kRelation;
  std::string parent;  ///< the schema's name, or the decimal id of the table (or domain)
  /// Of a function: with its argument types, `f(integer, text)`; in kOther: with the kind's words,
  /// `publication p`.
  std::string name;
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
  std::uint32_t dependent_column =
      0;  ///< a column's default or generation hangs on something; 0: all
  ObjectId referenced = 0;
  std::uint32_t referenced_column = 0;  ///< 0: the object as a whole
  DependencyKind kind = DependencyKind::kNormal;
  friend auto operator<=>(const Dependency&, const Dependency&) = default;
};

/// A dependency ordered so that all that hangs on one object, or on one column of it, stands
/// together.
struct ByReferenced {
  Dependency dependency;
  [[nodiscard]] auto order() const {
    const Dependency& d = dependency;
    return std::tuple(d.referenced, d.referenced_column, d.dependent, d.dependent_column, d.kind);
  }
  friend bool operator==(const ByReferenced& a, const ByReferenced& b) {
    return a.order() == b.order();
  }
  friend auto operator<=>(const ByReferenced& a, const ByReferenced& b) {
    return a.order() <=> b.order();
  }
};
/// A dependency ordered so that all that one object hangs on stands together.
struct ByDependent {
  Dependency dependency;
  friend auto operator<=>(const ByDependent&, const ByDependent&) = default;
};

/// What one looks up by the first of two objects.
enum class LinkKind : std::uint8_t {
  kPart,  ///< table → index, constraint, trigger, policy, rule, statistics object
  /// parent → partition or inheriting table; composite type → table OF it; a partitioned table's
  /// index, constraint, trigger → its partitions'
  kChild,
  kForeignKey,  ///< referenced table → foreign key constraint
};
struct Link {
  ObjectId from = 0;
  LinkKind kind = LinkKind::kPart;
  ObjectId to = 0;
  friend auto operator<=>(const Link&, const Link&) = default;
};

/// Constraint names of one schema: what PostgreSQL looks at when it makes one up.
struct ConstraintName {
  std::string schema;
  std::string name;
  ObjectId id = 0;
  friend auto operator<=>(const ConstraintName&, const ConstraintName&) = default;
};

[[nodiscard]] inline std::size_t combine_hash(std::size_t seed, std::size_t value) {
  return seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U));
}

}  // namespace ashlar::catalog

template <>
struct std::hash<ashlar::catalog::NameKey> {
  std::size_t operator()(const ashlar::catalog::NameKey& key) const noexcept {
    const std::size_t seed = ashlar::catalog::combine_hash(std::hash<std::string>{}(key.name),
                                                           std::hash<std::string>{}(key.parent));
    return ashlar::catalog::combine_hash(seed, static_cast<std::size_t>(key.space));
  }
};
template <>
struct std::hash<ashlar::catalog::Dependency> {
  std::size_t operator()(const ashlar::catalog::Dependency& key) const noexcept {
    std::size_t seed = ashlar::catalog::combine_hash(key.dependent, key.dependent_column);
    seed = ashlar::catalog::combine_hash(seed, key.referenced);
    seed = ashlar::catalog::combine_hash(seed, key.referenced_column);
    return ashlar::catalog::combine_hash(seed, static_cast<std::size_t>(key.kind));
  }
};
template <>
struct std::hash<ashlar::catalog::ByReferenced> {
  std::size_t operator()(const ashlar::catalog::ByReferenced& key) const noexcept {
    return std::hash<ashlar::catalog::Dependency>{}(key.dependency);
  }
};
template <>
struct std::hash<ashlar::catalog::ByDependent> {
  std::size_t operator()(const ashlar::catalog::ByDependent& key) const noexcept {
    return std::hash<ashlar::catalog::Dependency>{}(key.dependency);
  }
};
template <>
struct std::hash<ashlar::catalog::Link> {
  std::size_t operator()(const ashlar::catalog::Link& key) const noexcept {
    const std::size_t seed = ashlar::catalog::combine_hash(key.from, key.to);
    return ashlar::catalog::combine_hash(seed, static_cast<std::size_t>(key.kind));
  }
};
template <>
struct std::hash<ashlar::catalog::ConstraintName> {
  std::size_t operator()(const ashlar::catalog::ConstraintName& key) const noexcept {
    const std::size_t seed = ashlar::catalog::combine_hash(std::hash<std::string>{}(key.name),
                                                           std::hash<std::string>{}(key.schema));
    return ashlar::catalog::combine_hash(seed, key.id);
  }
};
