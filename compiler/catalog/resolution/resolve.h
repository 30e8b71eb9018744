#pragma once

// Which function or operator a call means, by the types of its arguments, and which type comes out:
// the rules of src/backend/parser/parse_func.c, parse_oper.c and parse_coerce.c over the built-ins
// (facts.h) and the catalog's own functions, operators and casts. In: types; out: an answer, with
// kInDoubt wherever an extension or a statement that the catalog does not follow may matter.
//
// A Type of empty name is a type that is not known: whatever depends on it is in doubt. The type of
// an untyped literal, parameter or NULL is unknown_type(). Layer: compiler/catalog.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/catalog/facts/facts.h"
#include "grammar/sql/names.h"

namespace ashlar::catalog {

enum class Answer {
  kFound,
  kNone,       ///< the server would say that it does not exist (42883)
  kAmbiguous,  ///< the server would say that it is not unique (42725)
  kInDoubt,
};

/// pg_catalog's type of that name: `builtin("int4")`.
[[nodiscard]] Type builtin(std::string_view name);
/// A type as facts spell it: `int4`, `_int4` for its array.
[[nodiscard]] Type fact_type(std::string_view name);
/// pg_catalog.unknown.
[[nodiscard]] Type unknown_type();
[[nodiscard]] bool is_known(const Type& type);
/// Equal but for modifiers; arrays of any number of dimensions are one type.
[[nodiscard]] bool same_type(const Type& a, const Type& b);

/// The type below domains, however many; the type itself where it is none. Modifiers are those of
/// the innermost domain.
[[nodiscard]] Type base_type(const Catalog& catalog, const Type& type);
/// What an array or another subscriptable type holds; empty name where it is none or not known.
[[nodiscard]] Type element_type(const Catalog& catalog, const Type& type);
[[nodiscard]] Type array_type(Type element);

struct CallArguments {
  std::vector<Type> types;
  /// Parallel to `types`, an empty one by position; empty where all are.
  std::vector<std::string> names;
  bool variadic = false;  ///< VARIADIC before the last
};
struct ResolvedCall {
  Answer answer = Answer::kInDoubt;
  /// The catalog's function; 0 where it is a built-in.
  ObjectId function = 0;
  /// The built-in; null where it is none. Its `columns` are those of a `record` in FROM.
  const BuiltinFunction* built_in = nullptr;
  /// An empty name where it is not known; `record` for the row that several OUT arguments make.
  Type result;
  bool returns_set = false;
  char kind = 'f';  ///< prokind: f, p, a, w
  /// `int4(x)`, which is a cast rather than a call.
  bool is_cast = false;
  /// The declared types of the arguments, in the order of the call, polymorphic ones made concrete;
  /// what untyped literals become.
  std::vector<Type> arguments;
};
[[nodiscard]] ResolvedCall resolve_call(const Catalog& catalog, const sql::QualifiedName& name,
                                        const CallArguments& arguments);

struct ResolvedOperator {
  Answer answer = Answer::kInDoubt;
  ObjectId op = 0;  ///< the catalog's operator; 0 where it is a built-in
  Type result;
  Type left;  ///< empty name: a prefix operator
  Type right;
};
/// `left` is absent for a prefix operator.
[[nodiscard]] ResolvedOperator resolve_operator(const Catalog& catalog,
                                                const sql::QualifiedName& name,
                                                const std::optional<Type>& left, const Type& right);

/// The type that UNION, CASE, COALESCE, ARRAY and VALUES give their parts (select_common_type).
struct CommonType {
  Answer answer = Answer::kInDoubt;  ///< kNone: they cannot be matched (42804)
  Type type;  ///< with modifiers where all parts agree on them (select_common_typmod)
};
[[nodiscard]] CommonType common_type(const Catalog& catalog, const std::vector<Type>& types);

enum class CastContext { kImplicit, kAssignment, kExplicit };
/// kFound or kNone: whether a value of one type may become one of the other in that context.
[[nodiscard]] Answer can_cast(const Catalog& catalog, const Type& from, const Type& to,
                              CastContext context);

}  // namespace ashlar::catalog
