// Casts and operators of the server.

#include <algorithm>
#include <cctype>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/procedures/evaluator.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog::procedures {
namespace {

/// Longer arrays are not put together: a loop can double one again and again.
constexpr std::size_t kMaxJoinedItems = 1'000;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `'s.t'::regclass`.
Value to_regclass(Surroundings& around, const Value& value) {
  if (const auto* known = std::get_if<Oid>(&value.data)) {
    return weaken(
        known->id == 0 ? oid(Oid::Kind::kClass, known->name) : oid(Oid::Kind::kClass, known->id),
        value.certain);
  }
  const auto* words = std::get_if<std::string>(&value.data);
  if (words == nullptr || has_hole(*words)) return unknown();
  const sql::QualifiedName name = name_in_text(*words);
  const Catalog& catalog = around.catalog();
  if (const Object* relation = catalog.find_relation(name)) {
    const bool doubt =
        catalog.is_doubtful({NameSpace::kRelation, relation->schema, relation->name});
    return weaken(oid(Oid::Kind::kClass, relation->id), value.certain && !doubt);
  }
  if (value.certain && is_surely_absent(catalog, NameSpace::kRelation, name)) {
    around.raise("42P01", "relation \"" + words_of(name) + "\" does not exist");
  }
  return unknown();
}

Value to_regtype(const Catalog& catalog, const Value& value) {
  if (const auto* known = std::get_if<Oid>(&value.data)) {
    return weaken(
        known->id == 0 ? oid(Oid::Kind::kType, known->name) : oid(Oid::Kind::kType, known->id),
        value.certain);
  }
  const auto* words = std::get_if<std::string>(&value.data);
  if (words == nullptr || has_hole(*words)) return unknown();
  const sql::QualifiedName name = name_in_text(*words);
  const Object* type = catalog.find_type(name);
  if (type != nullptr) return weaken(oid(Oid::Kind::kType, type->id), value.certain);
  if (is_builtin_type(name.name.text)) return oid(Oid::Kind::kType, name.name.text);
  return unknown();
}

Value to_regnamespace(const Catalog& catalog, const Value& value) {
  if (const auto* known = std::get_if<Oid>(&value.data)) {
    return weaken(known->id == 0 ? oid(Oid::Kind::kNamespace, known->name)
                                 : oid(Oid::Kind::kNamespace, known->id),
                  value.certain);
  }
  const auto* words = std::get_if<std::string>(&value.data);
  if (words == nullptr || has_hole(*words)) return unknown();
  const Object* schema = catalog.find_schema(sql::identifier_text(*words));
  return schema == nullptr ? unknown()
                           : weaken(oid(Oid::Kind::kNamespace, schema->id), value.certain);
}

/// `{a,b}` without quotes and nesting inside.
Value to_array(const Value& value) {
  const auto* words = std::get_if<std::string>(&value.data);
  if (words == nullptr) {
    return std::holds_alternative<std::shared_ptr<const Array>>(value.data) ? value : unknown();
  }
  const std::string& list = *words;
  const bool braces = list.size() >= 2 && list.front() == '{' && list.back() == '}';
  if (!braces || list.find_first_of("\"\\{", 1) != std::string::npos) return unknown();
  std::vector<Value> items;
  std::size_t begin = 1;
  while (begin < list.size() - 1) {
    const std::size_t end = std::min(list.find(',', begin), list.size() - 1);
    std::string item = list.substr(begin, end - begin);
    items.push_back(item == "NULL" ? null() : text(std::move(item)));
    begin = end + 1;
  }
  return weaken(array(std::move(items)), value.certain);
}

Value concatenate(const Catalog& catalog, const Value& a, const Value& b) {
  if (is_null(a) || is_null(b)) return weaken(null(), is_null(a) ? a.certain : b.certain);
  const auto* items_a = std::get_if<std::shared_ptr<const Array>>(&a.data);
  const auto* items_b = std::get_if<std::shared_ptr<const Array>>(&b.data);
  if (items_a != nullptr || items_b != nullptr) {
    std::vector<Value> items;
    for (const auto* list : {items_a, items_b}) {
      if (list != nullptr && (*list)->items.size() > kMaxJoinedItems) return unknown();
    }
    for (const auto& [list, single] : {std::pair(items_a, &a), std::pair(items_b, &b)}) {
      if (list == nullptr) {
        items.push_back(*single);
      } else {
        items.insert(items.end(), (*list)->items.begin(), (*list)->items.end());
      }
    }
    return weaken(array(std::move(items)), a.certain && b.certain);
  }
  return weaken(text(as_text(catalog, a, Booleans::kWord) + as_text(catalog, b, Booleans::kWord)),
                a.certain && b.certain);
}

/// `moment + period`, `date - 1`, `3 * period`; unknown for all else.
Value time_arithmetic(std::string_view op, const Value& a, const Value& b) {
  const auto* moment_a = std::get_if<Moment>(&a.data);
  const auto* period_a = std::get_if<Period>(&a.data);
  const auto* period_b = std::get_if<Period>(&b.data);
  const bool certain = a.certain && b.certain;
  if (op == "*") {
    const auto times = number(period_a != nullptr ? b : a);
    const Period* period = period_a != nullptr ? period_a : period_b;
    constexpr std::int64_t kMost = 100'000;
    if (!times || period == nullptr || *times > kMost || *times < -kMost) return unknown();
    return {Period{period->months * *times, period->days * *times, period->microseconds * *times},
            certain};
  }
  if (op == "+" && moment_a == nullptr) {
    return std::holds_alternative<Moment>(b.data) ? time_arithmetic(op, b, a) : unknown();
  }
  if (moment_a == nullptr || (op != "+" && op != "-")) return unknown();
  const std::int64_t sign = op == "+" ? 1 : -1;
  if (period_b != nullptr) return weaken(moment(later(*moment_a, *period_b, sign)), certain);
  const auto days = std::holds_alternative<std::int64_t>(b.data) ? number(b) : std::nullopt;
  if (!days || moment_a->kind != Moment::Kind::kDate) return unknown();
  const auto day = later(*moment_a, {0, 1, 0}, sign * *days);
  if (!day.has_value()) return unknown();
  return weaken(moment(converted(*day, Moment::Kind::kDate)), certain);
}

bool is_time(const Value& value) {
  return std::holds_alternative<Moment>(value.data) || std::holds_alternative<Period>(value.data);
}

Value arithmetic(std::string_view op, const Value& a, const Value& b) {
  if (is_null(a) || is_null(b)) return weaken(null(), a.certain && b.certain);
  if (is_time(a) || is_time(b)) return time_arithmetic(op, a, b);
  const auto left = number(a);
  const auto right = number(b);
  if (!left.has_value() || !right.has_value()) return unknown();
  std::int64_t result = 0;
  bool overflow = false;
  if (op == "+") {
    overflow = __builtin_add_overflow(*left, *right, &result);
  } else if (op == "-") {
    overflow = __builtin_sub_overflow(*left, *right, &result);
  } else if (op == "*") {
    overflow = __builtin_mul_overflow(*left, *right, &result);
  } else {
    if (*right == 0 || *right == -1) return unknown();
    result = op == "/" ? *left / *right : *left % *right;
  }
  return overflow ? unknown() : weaken(integer(result), a.certain && b.certain);
}

/// Regular expressions of plain letters with anchors at most.
Value matches_regex(const Value& value, const Value& pattern, bool fold) {
  if (is_null(value) || is_null(pattern)) return weaken(null(), value.certain && pattern.certain);
  const auto* subject = std::get_if<std::string>(&value.data);
  const auto* regex = std::get_if<std::string>(&pattern.data);
  if (subject == nullptr || regex == nullptr || has_hole(*subject)) return unknown();
  std::string_view rest = *regex;
  const bool from_start = rest.starts_with("^");
  if (from_start) rest.remove_prefix(1);
  const bool to_end = rest.ends_with("$");
  if (to_end) rest.remove_suffix(1);
  std::string like_pattern;
  for (const char c : rest) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_') return unknown();
    if (c == '_') like_pattern += '\\';
    like_pattern += c;
  }
  if (!from_start) like_pattern.insert(0, "%");
  if (!to_end) like_pattern += '%';
  return weaken(
      like(value, text(std::move(like_pattern)), fold ? Letters::kFolded : Letters::kAsTheyAre),
      pattern.certain);
}

Value inverted(const Value& value) {
  const std::optional<bool> known = truth(value);
  return known.has_value() ? boolean(!*known, value.certain) : value;
}

}  // namespace

namespace {

Value to_moment(const Value& value, Moment::Kind kind) {
  if (const auto* known = std::get_if<Moment>(&value.data)) {
    return weaken(moment(converted(*known, kind)), value.certain);
  }
  const auto* words = std::get_if<std::string>(&value.data);
  return words == nullptr ? unknown() : weaken(moment(parse_moment(*words, kind)), value.certain);
}

Value to_period(const Value& value, const sql::TypeName& type) {
  if (std::holds_alternative<Period>(value.data)) return value;
  const auto* words = std::get_if<std::string>(&value.data);
  if (words == nullptr || !type.modifiers.empty()) return unknown();
  const std::optional<Period> period = parse_period(*words);
  return period.has_value() ? Value{*period, value.certain} : unknown();
}

}  // namespace

Value cast(Surroundings& around, const Value& value, const sql::TypeName& type) {
  if (is_null(value)) return value;
  if (type.array_dimensions > 0) return to_array(value);
  const std::string& schema = type.name.schema.text;
  const std::string& name = type.name.name.text;
  if (!schema.empty() && schema != "pg_catalog") {
    return std::holds_alternative<std::string>(value.data) ? value : unknown();
  }
  if (is_one_of(name, {"text", "varchar", "bpchar", "name", "char", "citext"})) {
    return to_text(around.catalog(), value);
  }
  if (is_one_of(name, {"int2", "int4", "int8", "numeric"})) {
    if (const auto* known = std::get_if<bool>(&value.data)) {
      return weaken(integer(*known ? 1 : 0), value.certain);
    }
    const auto known = number(value);
    return known.has_value() ? weaken(integer(*known), value.certain) : unknown();
  }
  if (name == "date") return to_moment(value, Moment::Kind::kDate);
  if (name == "timestamp") return to_moment(value, Moment::Kind::kTimestamp);
  if (name == "timestamptz") return to_moment(value, Moment::Kind::kZoned);
  if (name == "interval") return to_period(value, type);
  if (name == "bool") {
    const auto known = truth(value);
    return known.has_value() ? boolean(*known, value.certain) : unknown();
  }
  if (name == "regclass") return to_regclass(around, value);
  if (name == "regtype") return to_regtype(around.catalog(), value);
  if (name == "regnamespace") return to_regnamespace(around.catalog(), value);
  if (name == "oid" && std::holds_alternative<Oid>(value.data)) return value;
  // A type of the catalog's own (an enum, say) keeps the words.
  const bool words = std::holds_alternative<std::string>(value.data);
  return words && !is_builtin_type(name) ? value : unknown();
}

Value binary(const Catalog& catalog, std::string_view op, const Value& a, const Value& b) {
  if (op == "=") return equal(a, b);
  if (op == "<>") return inverted(equal(a, b));
  if (op == "||") return concatenate(catalog, a, b);
  if (is_one_of(op, {"+", "-", "*", "/", "%"})) return arithmetic(op, a, b);
  if (op == "~") return matches_regex(a, b, false);
  if (op == "~*") return matches_regex(a, b, true);
  if (op == "!~") return inverted(matches_regex(a, b, false));
  if (op == "!~*") return inverted(matches_regex(a, b, true));
  if (!is_one_of(op, {"<", "<=", ">", ">="})) return unknown();
  if (is_null(a) || is_null(b)) return weaken(null(), a.certain && b.certain);
  const auto order = compare(a, b);
  if (!order.has_value()) return unknown();
  const bool less = *order == std::strong_ordering::less;
  const bool equals = *order == std::strong_ordering::equal;
  const bool with_equal = op.size() == 2 && equals;
  const bool met = op.front() == '<' ? less || with_equal : (!less && !equals) || with_equal;
  return boolean(met, a.certain && b.certain);
}

}  // namespace ashlar::catalog::procedures
