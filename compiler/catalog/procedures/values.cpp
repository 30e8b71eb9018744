#include "compiler/catalog/procedures/values.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <utility>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {
namespace {

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::optional<double> as_double(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.data)) return *number;
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
    return static_cast<double>(*number);
  }
  return std::nullopt;
}

std::strong_ordering ordering(double a, double b) {
  if (a < b) return std::strong_ordering::less;
  return a > b ? std::strong_ordering::greater : std::strong_ordering::equal;
}

std::strong_ordering ordering(const Oid& a, const Oid& b) {
  if (a.id != 0 && b.id != 0) return a.id <=> b.id;
  if (a.id != b.id) return a.id <=> b.id;
  return a.name <=> b.name;
}

std::optional<std::strong_ordering> compare_arrays(const Array& a, const Array& b) {
  for (std::size_t i = 0; i < a.items.size() && i < b.items.size(); ++i) {
    const auto order = compare(a.items[i], b.items[i]);
    if (!order.has_value() || *order != std::strong_ordering::equal) return order;
  }
  return a.items.size() <=> b.items.size();
}

/// Texts with holes are known as far as the first hole: that may be enough to tell them apart.
std::optional<std::strong_ordering> compare_texts(const std::string& a, const std::string& b) {
  const std::size_t hole_a = a.find(kHole);
  const std::size_t hole_b = b.find(kHole);
  if (hole_a == std::string::npos && hole_b == std::string::npos) return a <=> b;
  const std::string_view known_a = std::string_view(a).substr(0, hole_a);
  const std::string_view known_b = std::string_view(b).substr(0, hole_b);
  const std::size_t common = std::min(known_a.size(), known_b.size());
  const auto order = known_a.substr(0, common) <=> known_b.substr(0, common);
  if (order == std::strong_ordering::equal) return std::nullopt;
  return order;
}

/// A literal takes the type of the other side.
std::optional<Value> coerced(const std::string& text, const Value& like) {
  if (std::holds_alternative<std::int64_t>(like.data) ||
      std::holds_alternative<double>(like.data)) {
    if (const auto number = parse_integer(text)) return integer(*number);
  }
  if (const auto* other = std::get_if<Moment>(&like.data)) {
    const std::optional<Moment> meant = parse_moment(text, other->kind);
    if (meant.has_value()) return moment(meant);
  }
  if (std::holds_alternative<bool>(like.data)) {
    const std::string word = lower(text);
    for (const char* yes : {"t", "true", "y", "yes", "on", "1"}) {
      if (word == yes) return boolean(true);
    }
    for (const char* no : {"f", "false", "n", "no", "off", "0"}) {
      if (word == no) return boolean(false);
    }
  }
  return std::nullopt;
}

/// The elements of a pattern: a letter, `%` or `_`.
struct PatternPart {
  enum class Kind { kLetter, kOne, kAny } kind = Kind::kLetter;
  char letter = 0;
};

std::vector<PatternPart> pattern_parts(std::string_view pattern) {
  using Kind = PatternPart::Kind;
  std::vector<PatternPart> parts;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      parts.push_back({Kind::kLetter, pattern[++i]});
    } else if (pattern[i] == '%') {
      parts.push_back({Kind::kAny, 0});
    } else if (pattern[i] == '_') {
      parts.push_back({Kind::kOne, 0});
    } else {
      parts.push_back({Kind::kLetter, pattern[i]});
    }
  }
  return parts;
}

/// Matches bytes; `_` takes a whole character.
bool matches(std::string_view text, const std::vector<PatternPart>& parts) {
  using Kind = PatternPart::Kind;
  std::size_t at = 0;
  std::size_t part = 0;
  std::size_t star = std::string_view::npos;
  std::size_t retry = 0;
  while (at < text.size()) {
    if (part < parts.size() && parts[part].kind == Kind::kAny) {
      star = part++;
      retry = at;
      continue;
    }
    if (part < parts.size() && parts[part].kind == Kind::kOne) {
      ++part;
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
      continue;
    }
    if (part < parts.size() && parts[part].letter == text[at]) {
      ++part;
      ++at;
      continue;
    }
    if (star == std::string_view::npos) return false;
    part = star + 1;
    at = ++retry;
  }
  while (part < parts.size() && parts[part].kind == Kind::kAny) ++part;
  return part == parts.size();
}

std::string array_text(const Catalog& catalog, const Array& values) {
  std::string result = "{";
  for (const Value& item : values.items) {
    if (result.size() > 1) result += ',';
    result += is_null(item) ? "NULL" : as_text(catalog, item);
  }
  return result + "}";
}

std::string double_text(double value) {
  char buffer[64];
  const int length = std::snprintf(buffer, sizeof buffer, "%.15g", value);
  return std::string(buffer, static_cast<std::size_t>(length));
}

/// Longer texts are not kept: a loop can double one again and again.
constexpr std::size_t kMaxText = std::size_t{256} * 1024;

}  // namespace

bool has_hole(std::string_view text) { return text.find(kHole) != std::string_view::npos; }

Value unknown() { return {}; }
Value null() { return {Null{}, true}; }
Value boolean(bool value, bool certain) { return {value, certain}; }
Value integer(std::int64_t value) { return {value, true}; }
Value text(std::string value) {
  if (value.size() > kMaxText) return unknown();
  const bool certain = !has_hole(value);
  return {std::move(value), certain};
}
Value oid(Oid::Kind kind, ObjectId id) { return {Oid{kind, id, {}}, true}; }
Value oid(Oid::Kind kind, std::string name) { return {Oid{kind, 0, std::move(name)}, true}; }
Value moment(const std::optional<Moment>& moment) {
  return moment.has_value() ? Value{*moment, true} : unknown();
}
Value array(std::vector<Value> items) {
  const bool certain =
      std::all_of(items.begin(), items.end(), [](const Value& item) { return item.certain; });
  return {std::make_shared<const Array>(Array{std::move(items)}), certain};
}
Value record(std::vector<std::string> names, std::vector<Value> values) {
  return {std::make_shared<const Record>(Record{std::move(names), std::move(values)}), true};
}
Value weaken(Value value, bool also) {
  value.certain = value.certain && also;
  return value;
}

bool is_unknown(const Value& value) { return std::holds_alternative<Unknown>(value.data); }
bool is_null(const Value& value) { return std::holds_alternative<Null>(value.data); }

std::optional<bool> truth(const Value& value) {
  if (const auto* known = std::get_if<bool>(&value.data)) return *known;
  if (const auto* word = std::get_if<std::string>(&value.data)) {
    if (const std::optional<Value> meant = coerced(*word, boolean(true))) {
      return std::get<bool>(meant->data);
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> number(const Value& value) {
  if (const auto* known = std::get_if<std::int64_t>(&value.data)) return *known;
  if (const auto* word = std::get_if<std::string>(&value.data)) return parse_integer(*word);
  return std::nullopt;
}

namespace {

/// A type of the server, or an array by the name of its element and `[]`; a hole where it is not
/// known whose element it is.
std::string unheld_type_name(const Catalog& catalog, const std::string& name) {
  const bool array = name.ends_with("[]");
  const std::string brackets = array ? "[]" : "";
  Type element;
  element.schema = "pg_catalog";
  element.name = name.substr(0, name.size() - brackets.size());
  if (is_builtin_type(element.name)) return format_type_name(element) + brackets;
  const Object* only = nullptr;
  for (const std::string& schema : catalog.schema_names()) {
    const Object* found = catalog.find({NameSpace::kType, schema, element.name});
    if (found != nullptr && only != nullptr) return std::string(kHole);
    if (found != nullptr) only = found;
  }
  if (!array || only == nullptr) return std::string(kHole);
  return regclass_name(catalog, {Oid::Kind::kType, only->id, {}}) + brackets;
}

}  // namespace

std::string regclass_name(const Catalog& catalog, const Oid& value) {
  if (value.kind == Oid::Kind::kType && value.id == 0) {
    return unheld_type_name(catalog, value.name);
  }
  const Object* object = value.id == 0 ? nullptr : catalog.get(value.id);
  if (object == nullptr) return value.id == 0 ? value.name : std::string(kHole);
  std::string name = postgres::quote_identifier(object->name);
  if (object->schema.empty()) return name;
  sql::QualifiedName plain;
  plain.name.text = object->name;
  const Object* found =
      value.kind == Oid::Kind::kType ? catalog.find_type(plain) : catalog.find_relation(plain);
  if (found != nullptr && found->id == object->id) return name;
  return postgres::quote_identifier(object->schema) + "." + name;
}

std::string as_text(const Catalog& catalog, const Value& value, Booleans booleans) {
  return std::visit(
      Overload{
          [](const Unknown&) { return std::string(kHole); },
          [](const Null&) { return std::string(); },
          [&](bool known) {
            if (booleans == Booleans::kWord) return std::string(known ? "true" : "false");
            return std::string(known ? "t" : "f");
          },
          [](std::int64_t known) { return std::to_string(known); },
          [](double known) { return double_text(known); },
          [](const std::string& known) { return known; },
          [&](const Oid& known) {
            if (known.kind == Oid::Kind::kPlain) return std::string(kHole);
            return regclass_name(catalog, known);
          },
          [](const Moment& known) { return moment_text(known).value_or(std::string(kHole)); },
          [](const Period&) { return std::string(kHole); },
          [&](const std::shared_ptr<const Array>& known) { return array_text(catalog, *known); },
          [](const std::shared_ptr<const Record>&) { return std::string(kHole); },
      },
      value.data);
}

Value to_text(const Catalog& catalog, const Value& value, Booleans booleans) {
  if (is_null(value)) return value;
  return weaken(text(as_text(catalog, value, booleans)), value.certain);
}

std::optional<std::strong_ordering> compare(const Value& a, const Value& b) {
  const auto* text_a = std::get_if<std::string>(&a.data);
  const auto* text_b = std::get_if<std::string>(&b.data);
  if (text_a != nullptr && text_b != nullptr) return compare_texts(*text_a, *text_b);
  if (text_a != nullptr) {
    const std::optional<Value> left = coerced(*text_a, b);
    return left.has_value() ? compare(*left, b) : std::nullopt;
  }
  if (text_b != nullptr) {
    const std::optional<Value> right = coerced(*text_b, a);
    return right.has_value() ? compare(a, *right) : std::nullopt;
  }
  const auto number_a = as_double(a);
  const auto number_b = as_double(b);
  if (number_a.has_value() && number_b.has_value()) return ordering(*number_a, *number_b);
  const auto* bool_a = std::get_if<bool>(&a.data);
  const auto* bool_b = std::get_if<bool>(&b.data);
  if (bool_a != nullptr && bool_b != nullptr) {
    return static_cast<int>(*bool_a) <=> static_cast<int>(*bool_b);
  }
  const auto* moment_a = std::get_if<Moment>(&a.data);
  const auto* moment_b = std::get_if<Moment>(&b.data);
  if (moment_a != nullptr && moment_b != nullptr) {
    return moment_a->microseconds <=> moment_b->microseconds;
  }
  const auto* oid_a = std::get_if<Oid>(&a.data);
  const auto* oid_b = std::get_if<Oid>(&b.data);
  if (oid_a != nullptr && oid_b != nullptr) return ordering(*oid_a, *oid_b);
  // 0 is the oid of nothing.
  if (oid_a != nullptr && number_b == 0.0) return std::strong_ordering::greater;
  if (oid_b != nullptr && number_a == 0.0) return std::strong_ordering::less;
  const auto* array_a = std::get_if<std::shared_ptr<const Array>>(&a.data);
  const auto* array_b = std::get_if<std::shared_ptr<const Array>>(&b.data);
  if (array_a != nullptr && array_b != nullptr) return compare_arrays(**array_a, **array_b);
  return std::nullopt;
}

Value equal(const Value& a, const Value& b) {
  const bool certain = a.certain && b.certain;
  if (is_null(a) || is_null(b)) {
    // NULL = x is NULL whatever x is.
    return weaken(null(), is_null(a) ? a.certain : b.certain);
  }
  const auto order = compare(a, b);
  if (!order.has_value()) return unknown();
  const bool equals = *order == std::strong_ordering::equal;
  // Texts with holes that differ before the first hole differ for sure.
  const auto* text_a = std::get_if<std::string>(&a.data);
  const auto* text_b = std::get_if<std::string>(&b.data);
  const bool holes =
      (text_a != nullptr && has_hole(*text_a)) || (text_b != nullptr && has_hole(*text_b));
  return boolean(equals, certain || (holes && !equals));
}

bool same(const Value& a, const Value& b) {
  if (a.certain != b.certain || a.data.index() != b.data.index()) return false;
  if (is_unknown(a) || is_null(a)) return true;
  const auto* record_a = std::get_if<std::shared_ptr<const Record>>(&a.data);
  if (record_a != nullptr) return *record_a == std::get<std::shared_ptr<const Record>>(b.data);
  return compare(a, b) == std::strong_ordering::equal;
}

Value like(const Value& value, const Value& pattern, Letters letters) {
  if (is_null(value) || is_null(pattern)) return weaken(null(), value.certain && pattern.certain);
  const auto* subject = std::get_if<std::string>(&value.data);
  const auto* wanted = std::get_if<std::string>(&pattern.data);
  if (subject == nullptr || wanted == nullptr || has_hole(*subject) || has_hole(*wanted)) {
    return unknown();
  }
  const bool fold = letters == Letters::kFolded;
  const bool matched =
      matches(fold ? lower(*subject) : *subject, pattern_parts(fold ? lower(*wanted) : *wanted));
  return boolean(matched, value.certain && pattern.certain);
}

}  // namespace ashlar::catalog::procedures
