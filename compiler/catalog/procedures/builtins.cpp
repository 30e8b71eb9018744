// Functions of the server, as far as guards and built statements use them.

#include <algorithm>
#include <unordered_map>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/procedures/evaluator.h"
#include "compiler/catalog/procedures/type_modifiers.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog::procedures {
namespace {

/// What a fresh server says of itself, where only a guess can be made.
constexpr std::int64_t kGuessedVersion = 150000;

using Arguments = std::vector<Value>;

bool all_certain(const Arguments& arguments) {
  return std::all_of(arguments.begin(), arguments.end(),
                     [](const Value& value) { return value.certain; });
}

std::string word(const Catalog& catalog, const Value& value) { return as_text(catalog, value); }

/// A hole stays one, even as an identifier.
std::string as_identifier(const std::string& name) {
  return name == kHole ? name : postgres::quote_identifier(name);
}
std::string as_literal(const Catalog& catalog, const Value& value) {
  return is_null(value) ? "NULL" : postgres::quote_literal(word(catalog, value));
}

/// format(): %s, %I, %L, %%, positions `%1$I`, widths `%-10s` (varlena.c, text_format).
Value format(const Catalog& catalog, const Arguments& arguments) {
  if (arguments.empty() || is_unknown(arguments.front())) return unknown();
  if (is_null(arguments.front())) return null();
  const std::string pattern = word(catalog, arguments.front());
  std::string result;
  std::size_t next = 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      result += pattern[i];
      continue;
    }
    if (++i >= pattern.size()) return unknown();
    if (pattern[i] == '%') {
      result += '%';
      continue;
    }
    std::size_t position = 0;
    std::size_t digits = i;
    while (digits < pattern.size() && pattern[digits] >= '0' && pattern[digits] <= '9' &&
           digits - i < 4) {
      position = position * 10 + static_cast<std::size_t>(pattern[digits++] - '0');
    }
    if (digits > i && digits < pattern.size() && pattern[digits] == '$') {
      i = digits + 1;
      next = position;
    }
    if (i >= pattern.size() || next >= arguments.size()) return unknown();
    const Value& value = arguments[next++];
    if (pattern[i] == 's') {
      result += word(catalog, value);
    } else if (pattern[i] == 'I') {
      result += as_identifier(word(catalog, value));
    } else if (pattern[i] == 'L') {
      result += as_literal(catalog, value);
    } else {
      return unknown();
    }
  }
  return weaken(text(std::move(result)), all_certain(arguments));
}

Value concat(const Catalog& catalog, const Arguments& arguments, std::size_t first,
             const std::string& separator) {
  std::string result;
  bool any = false;
  for (std::size_t i = first; i < arguments.size(); ++i) {
    if (is_null(arguments[i])) continue;
    if (any) result += separator;
    any = true;
    result += word(catalog, arguments[i]);
  }
  return weaken(text(std::move(result)), all_certain(arguments));
}

std::string letters(std::string value, bool upper) {
  for (char& c : value) {
    if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return value;
}

std::string trimmed_by(const std::string& value, const std::string& set, bool left, bool right) {
  std::size_t begin = 0;
  std::size_t end = value.size();
  while (left && begin < end && set.find(value[begin]) != std::string::npos) ++begin;
  while (right && end > begin && set.find(value[end - 1]) != std::string::npos) --end;
  return value.substr(begin, end - begin);
}

std::string replaced(std::string value, const std::string& from, const std::string& to) {
  if (from.empty()) return value;
  std::string result;
  std::size_t at = 0;
  while (true) {
    const std::size_t found = value.find(from, at);
    if (found == std::string::npos) return result + value.substr(at);
    result += value.substr(at, found - at) + to;
    at = found + from.size();
    // Too long to be kept anyway.
    if (result.size() > std::size_t{1} << 20U) return result;
  }
}

std::string part_of(const std::string& value, const std::string& separator, std::int64_t index) {
  std::size_t at = 0;
  for (std::int64_t i = 1;; ++i) {
    const std::size_t end = separator.empty() ? std::string::npos : value.find(separator, at);
    if (i == index) return value.substr(at, end == std::string::npos ? end : end - at);
    if (end == std::string::npos) return {};
    at = end + separator.size();
  }
}

bool is_ascii(const std::string& value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return (c & 0x80) == 0; });
}

/// Functions of one text and more that are NULL where an argument is.
std::optional<Value> text_function(std::string_view name, const Arguments& arguments) {
  const auto string = [&](std::size_t i) {
    const auto* known =
        i < arguments.size() ? std::get_if<std::string>(&arguments[i].data) : nullptr;
    return known == nullptr ? std::string() : *known;
  };
  const auto count = [&](std::size_t i) {
    return i < arguments.size() ? number(arguments[i]) : std::nullopt;
  };
  const std::string subject = string(0);
  const std::size_t size = arguments.size();
  if (name == "lower") return text(letters(subject, false));
  if (name == "upper") return text(letters(subject, true));
  if (name == "quote_ident") return text(as_identifier(subject));
  if (name == "btrim") return text(trimmed_by(subject, size > 1 ? string(1) : " ", true, true));
  if (name == "ltrim") return text(trimmed_by(subject, size > 1 ? string(1) : " ", true, false));
  if (name == "rtrim") return text(trimmed_by(subject, size > 1 ? string(1) : " ", false, true));
  if (name == "replace" && size == 3) return text(replaced(subject, string(1), string(2)));
  if (!is_ascii(subject)) return std::nullopt;
  if (name == "length" || name == "char_length" || name == "octet_length") {
    return integer(static_cast<std::int64_t>(subject.size()));
  }
  if (name == "split_part" && count(2).value_or(0) > 0) {
    return text(part_of(subject, string(1), *count(2)));
  }
  if ((name == "strpos" || name == "position") && size == 2) {
    const std::size_t at = subject.find(string(1));
    return integer(at == std::string::npos ? 0 : static_cast<std::int64_t>(at + 1));
  }
  if (name == "left" && count(1).value_or(-1) >= 0) {
    return text(subject.substr(0, static_cast<std::size_t>(*count(1))));
  }
  if (name == "right" && count(1).value_or(-1) >= 0) {
    const auto wanted = std::min(static_cast<std::size_t>(*count(1)), subject.size());
    return text(subject.substr(subject.size() - wanted));
  }
  if ((name == "substring" || name == "substr") && count(1).value_or(0) > 0) {
    const auto from = static_cast<std::size_t>(*count(1) - 1);
    if (from >= subject.size()) return text("");
    if (size == 2) return text(subject.substr(from));
    if (count(2).value_or(-1) >= 0) {
      return text(subject.substr(from, static_cast<std::size_t>(*count(2))));
    }
  }
  if (name == "lpad" && size == 3 && count(1).value_or(-1) >= 0 && *count(1) < 1000) {
    const auto width = static_cast<std::size_t>(*count(1));
    if (subject.size() >= width) return text(subject.substr(0, width));
    std::string fill;
    while (!string(2).empty() && fill.size() < width - subject.size()) fill += string(2);
    fill.resize(std::min(fill.size(), width - subject.size()));
    return text(fill + subject);
  }
  return std::nullopt;
}

Value current_setting(const Catalog& catalog, const Arguments& arguments) {
  const auto* name = arguments.empty() ? nullptr : std::get_if<std::string>(&arguments[0].data);
  if (name == nullptr) return unknown();
  if (*name == "search_path") {
    std::string path;
    for (const std::string& schema : catalog.search_path()) {
      path += (path.empty() ? "" : ", ") + postgres::quote_identifier(schema);
    }
    return text(std::move(path));
  }
  if (*name == "server_version_num") return weaken(text(std::to_string(kGuessedVersion)), false);
  // A setting of the user's own: nobody has set it in a new session.
  if (name->find('.') != std::string::npos) return weaken(null(), false);
  return unknown();
}

Value visible(const Catalog& catalog, const Value& value, bool type) {
  const auto* known = std::get_if<Oid>(&value.data);
  const Object* object = known == nullptr ? nullptr : catalog.get(known->id);
  if (object == nullptr) return unknown();
  sql::QualifiedName plain;
  plain.name.text = object->name;
  const Object* found = type ? catalog.find_type(plain) : catalog.find_relation(plain);
  return boolean(found == object, value.certain);
}

/// The sequence that a column owns, as the server prints it.
Value serial_sequence(const Catalog& catalog, const Arguments& arguments) {
  if (arguments.size() != 2) return unknown();
  const auto* table_name = std::get_if<std::string>(&arguments[0].data);
  const auto* column_name = std::get_if<std::string>(&arguments[1].data);
  if (table_name == nullptr || column_name == nullptr) return unknown();
  const Object* table = catalog.find_relation(name_in_text(*table_name));
  if (table == nullptr) return unknown();
  for (const ColumnFacts& facts : columns_facts(*table)) {
    if (facts.name != *column_name || facts.column == nullptr) continue;
    const Object* sequence = catalog.get(facts.column->sequence);
    if (sequence == nullptr) return null();
    return text(postgres::quote_identifier(sequence->schema) + "." +
                postgres::quote_identifier(sequence->name));
  }
  return unknown();
}

/// format_type(oid, modifier). (src/backend/utils/adt/format_type.c)
Value format_type_call(const Catalog& catalog, const Value& oid, const Value& modifier) {
  const auto* known = std::get_if<Oid>(&oid.data);
  const std::optional<std::int64_t> number = is_null(modifier) ? -1 : procedures::number(modifier);
  if (known == nullptr || !number.has_value()) return unknown();
  const bool array = known->name.ends_with("[]");
  Type type;
  type.schema = "pg_catalog";
  type.name = known->name.substr(0, known->name.size() - (array ? 2 : 0));
  const bool builtin = known->id == 0 && is_builtin_type(type.name);
  // -1 is not the same as NULL: `bpchar`, not `character`.
  if (*number < 0 && (is_null(modifier) || !builtin)) {
    return weaken(text(regclass_name(catalog, *known)), oid.certain);
  }
  if (*number < 0) return weaken(text(cast_type_name(type) + (array ? "[]" : "")), oid.certain);
  if (!builtin || !set_modifiers(type, *number)) return unknown();
  return weaken(text(format_type(type) + (array ? "[]" : "")), oid.certain);
}

std::optional<Value> catalog_function(Surroundings& around, std::string_view name,
                                      const Arguments& arguments) {
  const Catalog& catalog = around.catalog();
  const auto* first = arguments.empty() ? nullptr : std::get_if<std::string>(&arguments[0].data);
  if (name == "to_regclass" && first != nullptr) {
    const sql::QualifiedName wanted = name_in_text(*first);
    if (const Object* relation = catalog.find_relation(wanted)) {
      const bool doubt =
          catalog.is_doubtful({NameSpace::kRelation, relation->schema, relation->name});
      return weaken(oid(Oid::Kind::kClass, relation->id), arguments[0].certain && !doubt);
    }
    const bool system =
        wanted.name.text.starts_with("pg_") || wanted.schema.text == "information_schema";
    if (system) return unknown();
    const bool doubt = catalog.is_name_doubtful(NameSpace::kRelation, wanted.name.text);
    return weaken(null(), arguments[0].certain && !doubt);
  }
  if ((name == "to_regtype" || name == "to_regnamespace") && first != nullptr) {
    sql::TypeName type;
    type.name.name.text = name.substr(3);
    const Value known = cast(around, arguments[0], type);
    if (!is_unknown(known)) return known;
    const bool types = name == "to_regtype";
    const bool doubt = catalog.is_name_doubtful(types ? NameSpace::kType : NameSpace::kSchema,
                                                name_in_text(*first).name.text);
    return weaken(null(), arguments[0].certain && !doubt);
  }
  if (name == "current_schema") {
    for (const std::string& schema : catalog.search_path()) {
      if (catalog.find_schema(schema) != nullptr) return text(schema);
    }
    return weaken(null(), false);
  }
  if (name == "current_schemas") {
    std::vector<Value> schemas;
    if (!arguments.empty() && truth(arguments[0]) == true) schemas.push_back(text("pg_catalog"));
    for (const std::string& schema : catalog.search_path()) {
      if (catalog.find_schema(schema) != nullptr) schemas.push_back(text(schema));
    }
    return array(std::move(schemas));
  }
  if (name == "current_setting") return current_setting(catalog, arguments);
  if (name == "pg_table_is_visible" && !arguments.empty()) {
    return visible(catalog, arguments[0], false);
  }
  if (name == "pg_type_is_visible" && !arguments.empty()) {
    return visible(catalog, arguments[0], true);
  }
  if (name == "pg_get_serial_sequence") return serial_sequence(catalog, arguments);
  if (name == "pg_my_temp_schema") return unknown();
  if (name == "format_type" && arguments.size() == 2) {
    return format_type_call(catalog, arguments[0], arguments[1]);
  }
  return std::nullopt;
}

std::optional<Value> array_function(const Catalog& catalog, std::string_view name,
                                    const Arguments& arguments) {
  const auto* items =
      arguments.empty() ? nullptr : std::get_if<std::shared_ptr<const Array>>(&arguments[0].data);
  if (items != nullptr && (name == "array_length" || name == "cardinality")) {
    const auto size = static_cast<std::int64_t>((*items)->items.size());
    if (size == 0 && name == "array_length") return weaken(null(), arguments[0].certain);
    return weaken(integer(size), arguments[0].certain);
  }
  if (items != nullptr && name == "array_to_string" && arguments.size() >= 2) {
    Arguments parts = (*items)->items;
    return weaken(concat(catalog, parts, 0, word(catalog, arguments[1])), all_certain(arguments));
  }
  if (items != nullptr && name == "array_append" && arguments.size() == 2) {
    return binary(catalog, "||", arguments[0], arguments[1]);
  }
  const auto* subject = arguments.empty() ? nullptr : std::get_if<std::string>(&arguments[0].data);
  const bool splits = name == "string_to_array" && arguments.size() == 2 && subject != nullptr;
  const auto* separator = splits ? std::get_if<std::string>(&arguments[1].data) : nullptr;
  if (separator != nullptr && !separator->empty()) {
    std::vector<Value> parts;
    std::size_t at = 0;
    while (!subject->empty()) {
      const std::size_t end = subject->find(*separator, at);
      parts.push_back(text(subject->substr(at, end == std::string::npos ? end : end - at)));
      if (end == std::string::npos) break;
      at = end + separator->size();
    }
    return weaken(array(std::move(parts)), all_certain(arguments));
  }
  return std::nullopt;
}

/// generate_series() of dates gives moments with a zone.
std::optional<std::vector<Value>> series_of_moments(const Arguments& arguments) {
  const auto* first = std::get_if<Moment>(&arguments[0].data);
  const auto* last = std::get_if<Moment>(&arguments[1].data);
  const auto* step = std::get_if<Period>(&arguments[2].data);
  if (first == nullptr || last == nullptr) return std::nullopt;
  const auto* words = std::get_if<std::string>(&arguments[2].data);
  const std::optional<Period> read = words == nullptr ? std::nullopt : parse_period(*words);
  if (step == nullptr && !read.has_value()) return std::nullopt;
  const Moment::Kind kind = first->kind == Moment::Kind::kDate ? Moment::Kind::kZoned : first->kind;
  const auto moments = series(converted(*first, kind), *last, step == nullptr ? *read : *step);
  if (!moments.has_value()) return std::nullopt;
  std::vector<Value> values;
  for (const Moment& each : *moments)
    values.push_back(weaken(moment(each), all_certain(arguments)));
  return values;
}

/// What reckons with days and times.
std::optional<Value> time_function(std::string_view name, const Arguments& arguments) {
  if (name == "make_date" && arguments.size() == 3) {
    const auto year = number(arguments[0]);
    const auto month = number(arguments[1]);
    const auto day = number(arguments[2]);
    if (!year || !month || !day) return unknown();
    return weaken(moment(date_of(*year, *month, *day)), all_certain(arguments));
  }
  if (arguments.size() != 2) return std::nullopt;
  const bool pattern = name == "to_char";
  const auto* at = std::get_if<Moment>(&arguments[pattern ? 0 : 1].data);
  const auto* words = std::get_if<std::string>(&arguments[pattern ? 1 : 0].data);
  if (at == nullptr || words == nullptr) return std::nullopt;
  if (pattern) {
    const std::optional<std::string> shown = moment_text(*at, *words);
    return shown.has_value() ? weaken(text(*shown), all_certain(arguments)) : unknown();
  }
  if (name == "date_trunc") {
    // A date becomes a moment with a zone, the preferred type.
    Moment whole = *at;
    if (whole.kind == Moment::Kind::kDate) whole.kind = Moment::Kind::kZoned;
    return weaken(moment(truncated(whole, *words)), all_certain(arguments));
  }
  if (name == "date_part" || name == "extract") {
    const std::optional<std::int64_t> field = field_of(*at, *words);
    return field.has_value() ? weaken(integer(*field), all_certain(arguments)) : unknown();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Value> call_builtin(Surroundings& around, std::string_view name,
                                  const std::vector<Value>& arguments) {
  const Catalog& catalog = around.catalog();
  if (name == "format") return format(catalog, arguments);
  if (name == "concat") return concat(catalog, arguments, 0, {});
  if (name == "concat_ws" && !arguments.empty()) {
    return concat(catalog, arguments, 1, word(catalog, arguments.front()));
  }
  if (name == "quote_literal" || name == "quote_nullable") {
    if (arguments.size() != 1) return std::nullopt;
    if (is_null(arguments[0]) && name == "quote_literal") return arguments[0];
    return weaken(text(as_literal(catalog, arguments[0])), arguments[0].certain);
  }
  if (auto result = catalog_function(around, name, arguments)) return result;
  const auto null_argument = std::find_if(arguments.begin(), arguments.end(), is_null);
  if (auto result = array_function(catalog, name, arguments)) return result;
  if (auto result = time_function(name, arguments)) return result;
  if (arguments.empty()) return std::nullopt;
  Arguments texts = arguments;
  // Names and other types take the place of text.
  if (!is_null(texts[0])) texts[0] = to_text(catalog, texts[0]);
  if (auto result = text_function(name, texts)) {
    if (null_argument != arguments.end()) return weaken(null(), null_argument->certain);
    return weaken(std::move(*result), all_certain(arguments));
  }
  return std::nullopt;
}

std::optional<std::vector<Value>> call_set(std::string_view name,
                                           const std::vector<Value>& arguments) {
  if (name == "unnest" && arguments.size() == 1) {
    if (is_null(arguments[0])) return std::vector<Value>{};
    const auto* items = std::get_if<std::shared_ptr<const Array>>(&arguments[0].data);
    if (items == nullptr) return std::nullopt;
    std::vector<Value> values = (*items)->items;
    for (Value& value : values) value = weaken(std::move(value), arguments[0].certain);
    return values;
  }
  if (name == "generate_series" && arguments.size() == 3 &&
      std::holds_alternative<Moment>(arguments[0].data)) {
    return series_of_moments(arguments);
  }
  if (name == "generate_series" && arguments.size() >= 2) {
    const auto first = number(arguments[0]);
    const auto last = number(arguments[1]);
    const auto step = arguments.size() > 2 ? number(arguments[2]) : std::optional<std::int64_t>(1);
    constexpr std::int64_t kMaxRows = 10'000;
    if (!first || !last || !step || *step == 0 || *last - *first > kMaxRows ||
        *first - *last > kMaxRows) {
      return std::nullopt;
    }
    std::vector<Value> values;
    for (std::int64_t i = *first; *step > 0 ? i <= *last : i >= *last; i += *step) {
      values.push_back(weaken(integer(i), all_certain(arguments)));
    }
    return values;
  }
  return std::nullopt;
}

}  // namespace ashlar::catalog::procedures
