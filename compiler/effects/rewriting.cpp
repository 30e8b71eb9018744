#include "compiler/effects/rewriting.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::effects {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::Type;

bool is_volatile_call(const sql::FunctionCall& call, const Catalog& catalog) {
  const std::vector<const Object*> known = catalog.find_functions(call.name);
  if (!known.empty()) {
    return std::any_of(known.begin(), known.end(), [](const Object* object) {
      const auto& function = std::get<catalog::Function>(object->data);
      return function.volatility == sql::Volatility::kVolatile && !function.inlines_to_constant;
    });
  }
  const std::string& schema = call.name.schema.text;
  if (!schema.empty() && schema != "pg_catalog") return true;
  const std::string& name = call.name.name.text;
  return !catalog::is_builtin_function(name) || catalog::is_volatile_builtin_function(name);
}

/// The domain's own constraints, or those of a domain below it.
bool is_constrained_domain(const Catalog& catalog, const Type& type) {
  if (type.array_dimensions > 0) return false;
  const auto* domain = catalog.get_as<catalog::DomainType>(type.id);
  if (domain == nullptr) return false;
  if (domain->not_null || !catalog.parts_of(type.id).empty()) return true;
  return is_constrained_domain(catalog, domain->base);
}

/// The type under all domains.
Type base_of(const Catalog& catalog, Type type) {
  while (type.array_dimensions == 0) {
    const auto* domain = catalog.get_as<catalog::DomainType>(type.id);
    if (domain == nullptr) break;
    type = domain->base;
  }
  return type;
}

bool same_bytes(std::string_view from, std::string_view to) {
  if (from == to) return true;
  const catalog::BuiltinCast* cast = catalog::builtin_cast(from, to);
  return cast != nullptr && cast->method == 'b';
}

/// A cast WITHOUT FUNCTION, of users or of an extension (text to citext): the bytes stay.
bool has_binary_cast(const Catalog& catalog, const Type& from, const Type& to) {
  if (!to.modifiers.empty()) return false;
  const auto is = [](const Type& a, const Type& b) {
    return a.schema == b.schema && a.name == b.name && a.array_dimensions == 0;
  };
  for (const Object* object : catalog.find_overloads(sql::ObjectKind::kCast, {}, {})) {
    const auto& cast = std::get<catalog::OtherObject>(object->data);
    if (cast.arguments.size() != 2 || !is(cast.arguments[0], from) || !is(cast.arguments[1], to)) {
      continue;
    }
    std::string definition = cast.definition.text;
    std::transform(definition.begin(), definition.end(), definition.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return definition.find("WITHOUT FUNCTION") != std::string::npos;
  }
  return false;
}

/// Zones that are no hours away from UTC at any time: under them a timestamp and a timestamptz are
/// the same bytes. (timestamp.c, TimestampTimestampTzRequiresRewrite)
bool is_utc(std::string_view zone) {
  constexpr std::array<std::string_view, 13> kNames = {
      "utc",     "etc/utc",   "gmt",           "etc/gmt",   "zulu",          "etc/zulu", "uct",
      "etc/uct", "universal", "etc/universal", "greenwich", "etc/greenwich", "0"};
  return std::find(kNames.begin(), kNames.end(), zone) != kNames.end();
}

bool changes_only_zone(const Catalog& catalog, const Type& from, const Type& to) {
  const bool between = (from.name == "timestamp" && to.name == "timestamptz") ||
                       (from.name == "timestamptz" && to.name == "timestamp");
  return between && to.modifiers.empty() && is_utc(catalog.timezone());
}

int number(const std::string& text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// A length or precision that grows or goes leaves the bytes as they are (the support functions
/// varchar_support, numeric_support, timestamp_support and their like).
bool modifier_widens(std::string_view name, const std::vector<std::string>& from,
                     const std::vector<std::string>& to) {
  if (to.empty()) return name != "bpchar" && name != "bit";
  if (from == to) return true;
  if (from.empty()) return false;
  if (name == "numeric") {
    const int from_scale = from.size() > 1 ? number(from[1]) : 0;
    const int to_scale = to.size() > 1 ? number(to[1]) : 0;
    return from_scale == to_scale && number(to[0]) >= number(from[0]);
  }
  const bool growing = name == "varchar" || name == "varbit" || name == "timestamp" ||
                       name == "timestamptz" || name == "time" || name == "timetz";
  return growing && from.size() == 1 && to.size() == 1 && number(to[0]) >= number(from[0]);
}

bool same_type(const Type& a, const Type& b) {
  return a.schema == b.schema && a.name == b.name && a.modifiers == b.modifiers &&
         (a.array_dimensions > 0) == (b.array_dimensions > 0);
}

/// Words of an expression, folded.
std::vector<std::string> words_of(std::string_view expression) {
  std::vector<std::string> words;
  for (const postgres::Token& token : postgres::scan(expression)) {
    words.push_back(sql::identifier_text(slice(expression, token.span)));
  }
  return words;
}

/// Takes away brackets that embrace all of [begin, end).
void strip_brackets(const std::vector<std::string>& words, std::size_t& begin, std::size_t& end) {
  while (end - begin >= 2 && words[begin] == "(" && words[end - 1] == ")") {
    int depth = 0;
    for (std::size_t i = begin; i + 1 < end; ++i) {
      if (words[i] == "(") ++depth;
      if (words[i] == ")") --depth;
      if (depth == 0) return;
    }
    ++begin;
    --end;
  }
}

/// `column IS NOT NULL` is one of the parts that AND joins.
bool asserts_not_null(const std::vector<std::string>& words, std::size_t begin, std::size_t end,
                      std::string_view column) {
  strip_brackets(words, begin, end);
  int depth = 0;
  bool between = false;
  for (std::size_t i = begin; i < end; ++i) {
    if (words[i] == "(") ++depth;
    if (words[i] == ")") --depth;
    if (depth != 0) continue;
    if (words[i] == "or") return false;
    if (words[i] == "between") between = true;
    if (words[i] != "and") continue;
    if (between) {
      between = false;
      continue;
    }
    return asserts_not_null(words, begin, i, column) || asserts_not_null(words, i + 1, end, column);
  }
  return end - begin == 4 && words[begin] == column && words[begin + 1] == "is" &&
         words[begin + 2] == "not" && words[begin + 3] == "null";
}

}  // namespace

bool is_volatile(const sql::Expression& expression, const Catalog& catalog) {
  const auto& functions = expression.references.functions;
  return std::any_of(functions.begin(), functions.end(), [&](const sql::FunctionCall& call) {
    return is_volatile_call(call, catalog);
  });
}

bool added_column_rewrites(const sql::ColumnDefinition& column, const Draft& draft) {
  if (column.generated.has_value()) return column.generated_kind == sql::GeneratedKind::kStored;
  if (column.identity.has_value()) return true;
  if (column.type.has_value()) {
    if (!catalog::serial_base(*column.type).empty()) return true;
    const Type type = catalog::resolve_type(draft.before(), *column.type);
    if (is_constrained_domain(draft.before(), type)) return true;
    const auto* domain = draft.before().get_as<catalog::DomainType>(type.id);
    // A domain's own default is the column's.
    if (domain != nullptr && !domain->default_value.empty() && !column.default_value.has_value()) {
      return domain->default_value.text.find('(') != std::string::npos;
    }
  }
  if (!column.default_value.has_value()) return false;
  if (draft.postgres() < 11) return true;
  return is_volatile(*column.default_value, draft.before());
}

TypeChange type_change(const Catalog& catalog, const Type& from, const Type& to) {
  if (same_type(from, to)) return TypeChange::kFree;
  if (is_constrained_domain(catalog, to)) return TypeChange::kRewrite;
  const Type source = base_of(catalog, from);
  const Type target = base_of(catalog, to);
  if (same_type(source, target)) return TypeChange::kFree;
  if (source.array_dimensions > 0 || target.array_dimensions > 0) {
    // Elements are cast one by one; only dropping the length of the same element type is free.
    const bool same_element = source.name == target.name && source.schema == target.schema &&
                              (source.array_dimensions > 0) == (target.array_dimensions > 0);
    return same_element && target.modifiers.empty() ? TypeChange::kFree : TypeChange::kRewrite;
  }
  if (source.schema != "pg_catalog" || target.schema != "pg_catalog") {
    return has_binary_cast(catalog, source, target) ? TypeChange::kRebuildIndexes
                                                    : TypeChange::kRewrite;
  }
  if (changes_only_zone(catalog, source, target)) return TypeChange::kRebuildIndexes;
  if (!same_bytes(source.name, target.name)) return TypeChange::kRewrite;
  const std::vector<std::string>& modifiers = source.modifiers;
  if (source.name == target.name) {
    return modifier_widens(target.name, modifiers, target.modifiers) ? TypeChange::kFree
                                                                     : TypeChange::kRewrite;
  }
  // text has no length to compare with: a cast to varchar(n) or char(n) looks at every value.
  const bool sized = !target.modifiers.empty() || target.name == "bpchar" || target.name == "bit";
  if (sized) return TypeChange::kRewrite;
  const bool character = source.name == "varchar" || source.name == "text";
  const bool same_operators =
      (character && target.name != "bpchar") || source.name == "cidr" || source.name == "xml";
  return same_operators ? TypeChange::kFree : TypeChange::kRebuildIndexes;
}

bool is_plain_using(const sql::AlterColumnType& action, std::string_view expression) {
  if (!action.using_expression.has_value()) return true;
  if (action.using_expression->plain_column == action.column.text) return true;
  // `column::type` and CAST(column AS type), where the type is the new one.
  const auto& references = action.using_expression->references;
  if (references.types.size() != 1 || !references.functions.empty()) return false;
  const sql::TypeName& cast = references.types.front();
  if (cast.name.name.text != action.type.name.name.text ||
      cast.modifiers != action.type.modifiers) {
    return false;
  }
  const std::vector<std::string> words = words_of(expression);
  const bool suffix = words.size() >= 3 && words[0] == action.column.text && words[1] == "::";
  const bool call = words.size() >= 6 && words[0] == "cast" && words[1] == "(" &&
                    words[2] == action.column.text && words[3] == "as";
  const auto is_operator = [](const std::string& word) {
    return word == "+" || word == "-" || word == "*" || word == "/" || word == "||";
  };
  return (suffix || call) && std::none_of(words.begin(), words.end(), is_operator);
}

bool check_implies_not_null(const Catalog& catalog, catalog::ObjectId table,
                            std::string_view column) {
  for (const Object* part : catalog.parts_of(table)) {
    const auto* check = std::get_if<catalog::Constraint>(&part->data);
    if (check == nullptr || check->kind != sql::ConstraintKind::kCheck || !check->validated) {
      continue;
    }
    const std::vector<std::string> words = words_of(catalog::render(catalog, check->expression));
    if (asserts_not_null(words, 0, words.size(), column)) return true;
  }
  return false;
}

}  // namespace ashlar::effects
