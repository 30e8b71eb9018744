#pragma once

// Values of PL/pgSQL variables and of queries on the catalogs, as far as they can be told without a
// server. A value that is not certain is the best guess: what a new database would give, whose
// tables are empty and whose settings are the defaults. Private to compiler/catalog.

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/catalog/procedures/moments.h"

namespace ashlar::catalog::procedures {

struct Unknown {};
struct Null {};
/// An oid, by what it names: an object of the catalog, or a thing of the server by its name.
struct Oid {
  enum class Kind { kPlain, kClass, kType, kNamespace, kProcedure, kRole } kind = Kind::kPlain;
  ObjectId id = 0;
  std::string name;  ///< where `id` is 0
};
struct Value;
struct Array {
  std::vector<Value> items;
};
struct Record {
  std::vector<std::string> names;
  std::vector<Value> values;
};
struct Value {
  std::variant<Unknown, Null, bool, std::int64_t, double, std::string, Oid, Moment, Period,
               std::shared_ptr<const Array>, std::shared_ptr<const Record>>
      data;
  bool certain = false;
};

/// Stands in a text for a part that is not known: a letter of identifiers that nobody uses.
inline constexpr std::string_view kHole = "\xEE\x80\x80";
[[nodiscard]] bool has_hole(std::string_view text);

[[nodiscard]] Value unknown();
[[nodiscard]] Value null();
[[nodiscard]] Value boolean(bool value, bool certain = true);
[[nodiscard]] Value integer(std::int64_t value);
[[nodiscard]] Value text(std::string value);
[[nodiscard]] Value oid(Oid::Kind kind, ObjectId id);
[[nodiscard]] Value oid(Oid::Kind kind, std::string name);
[[nodiscard]] Value moment(const std::optional<Moment>& moment);  ///< or unknown
[[nodiscard]] Value array(std::vector<Value> items);
[[nodiscard]] Value record(std::vector<std::string> names, std::vector<Value> values);
/// The value, no more certain than `also` says.
[[nodiscard]] Value weaken(Value value, bool also);

[[nodiscard]] bool is_unknown(const Value& value);
[[nodiscard]] bool is_null(const Value& value);
/// True, false, or neither (NULL, or not known at all).
[[nodiscard]] std::optional<bool> truth(const Value& value);
[[nodiscard]] std::optional<std::int64_t> number(const Value& value);

/// As the type's output function writes it, a hole where nothing is known; NULL is empty. A boolean
/// is `t` in format() and `true` where it is cast.
enum class Booleans { kLetter, kWord };
[[nodiscard]] std::string as_text(const Catalog& catalog, const Value& value,
                                  Booleans booleans = Booleans::kLetter);
/// The same as a value: NULL stays NULL.
[[nodiscard]] Value to_text(const Catalog& catalog, const Value& value,
                            Booleans booleans = Booleans::kWord);

/// Less, equal, greater; nothing where they cannot be compared here.
[[nodiscard]] std::optional<std::strong_ordering> compare(const Value& a, const Value& b);
/// `a = b` with its three values.
[[nodiscard]] Value equal(const Value& a, const Value& b);
/// True where both are the same, certainty included.
[[nodiscard]] bool same(const Value& a, const Value& b);

/// LIKE, or ILIKE.
enum class Letters { kAsTheyAre, kFolded };
[[nodiscard]] Value like(const Value& value, const Value& pattern, Letters letters);

/// The name of a relation, type, … as the server prints a regclass: with its schema where the
/// search path does not find it.
[[nodiscard]] std::string regclass_name(const Catalog& catalog, const Oid& value);

}  // namespace ashlar::catalog::procedures
