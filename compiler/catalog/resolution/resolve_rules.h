#pragma once

// The rules of coercion and of choosing among candidates that calls, operators and common types
// share. Private to compiler/catalog.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/resolution/resolve.h"

namespace ashlar::catalog {

/// What coercion looks at in a type (pg_type's typcategory and typispreferred, and its kind).
struct TypeTraits {
  char category = 'X';
  bool preferred = false;
  bool complex = false;      ///< a composite or row type
  bool enumeration = false;  ///< likewise for the kinds below
  bool array = false;
  bool range = false;
  bool multirange = false;
  /// The catalog knows the name alone: a base type of an extension, say.
  bool opaque = false;
};
/// What stands below a domain, as base_type gives it; nothing where the type is none, so that most
/// types need no copy.
[[nodiscard]] std::optional<Type> type_below(const Catalog& catalog, const Type& type);
/// Of a domain, those of its base type.
[[nodiscard]] TypeTraits traits_of(const Catalog& catalog, const Type& type);
[[nodiscard]] bool is_unknown(const Type& type);
/// True for pg_catalog's type of that name, arrays aside.
[[nodiscard]] bool is_builtin(const Type& type, std::string_view name);
/// anyelement and its kin, `any` aside.
[[nodiscard]] bool is_polymorphic(const Type& type);

[[nodiscard]] Type range_subtype(const Catalog& catalog, const Type& range);
[[nodiscard]] Type multirange_range(const Catalog& catalog, const Type& multirange);
[[nodiscard]] Type range_multirange(const Catalog& catalog, const Type& range);

/// One resolution: remembers whether an answer of "no" could be a "yes" that the catalog does not
/// see.
class Coercion {
 public:
  explicit Coercion(const Catalog& catalog) : catalog_(catalog) {}

  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] bool in_doubt() const { return in_doubt_; }
  void doubt() { in_doubt_ = true; }

  /// can_coerce_type of one value, polymorphic targets taken as fitting.
  bool can_coerce(const Type& from, const Type& to, CastContext context);
  /// The same for a list, and that polymorphic targets agree with each other.
  bool can_coerce_all(const std::vector<Type>& from, const std::vector<Type>& to);
  /// Puts concrete types in the place of polymorphic ones of `declared`, and gives the result's
  /// (enforce_generic_type_consistency). Empty name: it cannot be told.
  Type make_concrete(const std::vector<Type>& actual, std::vector<Type>& declared,
                     const Type& result);

 private:
  enum class Pathway { kNone, kCast, kInputOutput };
  Pathway find_pathway(const Type& from, const Type& to, CastContext context, int depth);
  Pathway find_array_pathway(const Type& from, const Type& to, CastContext context, int depth);
  [[nodiscard]] std::optional<CastContext> declared_cast(const Type& from, const Type& to);
  bool is_kind_of(const Type& from, const Type& to) const;

  const Catalog& catalog_;
  std::optional<std::vector<const Object*>> casts_;  // CREATE CAST's, once they are looked for
  bool in_doubt_ = false;
};

/// A function or an operator that may be meant, its arguments in the order of the call.
struct Candidate {
  std::vector<Type> arguments;
  std::size_t source = 0;  ///< the caller's number for it
};
/// func_match_argtypes: those that take such arguments.
[[nodiscard]] std::vector<Candidate> matching(Coercion& coercion, const std::vector<Type>& types,
                                              std::vector<Candidate> candidates);
/// func_select_candidate: the best of them; null where there is none.
[[nodiscard]] std::optional<Candidate> select_candidate(Coercion& coercion,
                                                        const std::vector<Type>& types,
                                                        std::vector<Candidate> candidates);

}  // namespace ashlar::catalog
