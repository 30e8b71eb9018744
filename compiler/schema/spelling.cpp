#include "compiler/schema/spelling.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <utility>

#include "compiler/catalog/sql_text.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

using postgres::quote_identifier;
using postgres::quote_literal;

std::string builtin_name(const catalog::Type& type) {
  // Without a length `character` would mean character(1), `bit` bit(1).
  if (type.modifiers.empty() && type.name == "bpchar") return "bpchar";
  if (type.modifiers.empty() && type.name == "bit") return "pg_catalog.\"bit\"";
  catalog::Type bare = type;
  bare.array_dimensions = 0;
  return catalog::format_type_name(bare);
}

std::string base_text(const Catalog& catalog, const catalog::Type& type) {
  if (type.id != 0 && catalog.get(type.id) != nullptr) return sql_name(catalog, type.id);
  if (type.schema == "pg_catalog") return builtin_name(type);
  return qualified_text(type.schema, type.name);
}

std::string modified_text(const Catalog& catalog, const catalog::Type& type) {
  std::string base = base_text(catalog, type);
  if (type.modifiers.empty()) return base;
  return type.schema == "pg_catalog" ? catalog::with_modifiers(std::move(base), type.modifiers)
                                     : base + "(" + joined(type.modifiers, ",") + ")";
}

bool is_plain_value(std::string_view value) {
  return !value.empty() &&
         std::all_of(value.begin(), value.end(),
                     [](unsigned char c) {
                       return std::isdigit(c) != 0 || c == '.' || (c >= 'a' && c <= 'z');
                     }) &&
         (std::isdigit(static_cast<unsigned char>(value.front())) == 0 ||
          std::none_of(value.begin(), value.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
}

/// `toast.fillfactor` is two names.
std::string option_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return quote_identifier(name);
  return quote_identifier(name.substr(0, dot)) + "." + quote_identifier(name.substr(dot + 1));
}

/// Words that need parentheses around the expression in which they stand outside of any, where
/// the grammar takes only b_expr (src/backend/parser/gram.y).
bool is_loose_word(std::string_view word) {
  constexpr std::array<std::string_view, 15> kWords{
      "and",    "at",   "between", "case", "collate", "ilike",   "in",       "is",
      "isnull", "like", "not",     "or",   "similar", "notnull", "overlaps",
  };
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

bool needs_parentheses(const std::string& text) {
  int depth = 0;
  for (const postgres::Token& token : postgres::scan(text)) {
    const std::string_view word =
        std::string_view(text).substr(token.span.begin, token.span.end - token.span.begin);
    if (word == "(" || word == "[") ++depth;
    if (word == ")" || word == "]") --depth;
    if (depth == 0 && token.kind == postgres::Token::Kind::kKeyword && is_loose_word(word)) {
      return true;
    }
  }
  return text.find("--") != std::string::npos;
}

/// `f(…)` and nothing behind it.
bool is_call(const std::string& text) {
  const std::vector<postgres::Token> tokens = postgres::scan(text);
  const auto word = [&text](const postgres::Token& token) {
    return std::string_view(text).substr(token.span.begin, token.span.end - token.span.begin);
  };
  std::size_t at = 0;
  while (at + 1 < tokens.size() && word(tokens[at + 1]) == ".") at += 2;
  if (at + 1 >= tokens.size() || word(tokens[at + 1]) != "(") return false;
  if (tokens[at].kind != postgres::Token::Kind::kIdentifier &&
      tokens[at].kind != postgres::Token::Kind::kKeyword) {
    return false;
  }
  if (is_loose_word(word(tokens[at])) || upper(word(tokens[at])) == "ROW") return false;
  int depth = 0;
  for (std::size_t i = at + 1; i < tokens.size(); ++i) {
    if (word(tokens[i]) == "(") ++depth;
    if (word(tokens[i]) == ")") --depth;
    if (depth == 0) return i + 1 == tokens.size();
  }
  return false;
}

}  // namespace

std::string type_text(const Catalog& catalog, const catalog::Type& type) {
  return modified_text(catalog, type) + (type.array_dimensions > 0 ? "[]" : "");
}

std::string plain_type_text(const Catalog& catalog, const catalog::Type& type) {
  catalog::Type plain = type;
  plain.modifiers.clear();
  return base_text(catalog, plain) + (type.array_dimensions > 0 ? "[]" : "");
}

std::string reference_text(const Catalog& catalog, const catalog::NameRef& name) {
  if (name.id != 0 && catalog.get(name.id) != nullptr) return sql_name(catalog, name.id);
  return qualified_text(name.schema == "pg_catalog" ? "" : name.schema, name.name);
}

std::string collate_text(const Catalog& catalog, const catalog::NameRef& name) {
  return name.empty() ? "" : " COLLATE " + reference_text(catalog, name);
}

std::string qualified_text(std::string_view schema, std::string_view name) {
  if (schema.empty() || schema == "public") return quote_identifier(name);
  return quote_identifier(schema) + "." + quote_identifier(name);
}

std::string column_text(const Catalog& catalog, ObjectId table, std::uint32_t number) {
  if (const auto* data = catalog.get_as<catalog::Table>(table)) {
    const catalog::Column* column = catalog::find_column(*data, number);
    return column == nullptr ? "" : quote_identifier(column->name);
  }
  if (const auto* type = catalog.get_as<catalog::CompositeType>(table)) {
    for (const catalog::Column& attribute : type->attributes) {
      if (attribute.number == number) return quote_identifier(attribute.name);
    }
  }
  const auto* view = catalog.get_as<catalog::View>(table);
  if (view == nullptr || number == 0 || number > view->columns.size()) return "";
  return quote_identifier(view->columns[number - 1]);
}

std::string columns_text(const Catalog& catalog, ObjectId table,
                         const std::vector<std::uint32_t>& numbers) {
  std::vector<std::string> names;
  for (const std::uint32_t number : numbers) names.push_back(column_text(catalog, table, number));
  return "(" + joined(names) + ")";
}

std::string settings_text(const catalog::Settings& settings) {
  std::vector<std::string> parts;
  for (const catalog::Setting& setting : settings) {
    parts.push_back(
        fmt::format("{}={}", option_name(setting.name),
                    is_plain_value(setting.value) ? setting.value : quote_literal(setting.value)));
  }
  return "(" + joined(parts) + ")";
}

std::string foreign_options_text(const catalog::Settings& settings) {
  std::vector<std::string> parts;
  for (const catalog::Setting& setting : settings) {
    parts.push_back(quote_identifier(setting.name) + " " + quote_literal(setting.value));
  }
  return "(" + joined(parts) + ")";
}

std::string simple_expression_text(const Catalog& catalog, const SqlText& text) {
  std::string rendered = render(catalog, text);
  if (!needs_parentheses(rendered)) return rendered;
  return rendered.find("--") == std::string::npos ? "(" + rendered + ")" : "(" + rendered + "\n)";
}

std::string key_expression_text(const Catalog& catalog, const SqlText& text) {
  std::string rendered = render(catalog, text);
  return is_call(rendered) ? rendered : "(" + rendered + ")";
}

namespace {

/// The key's column has that collation itself. (ruleutils.c, pg_get_indexdef_worker)
bool has_collation(const Catalog& catalog, ObjectId table, const catalog::IndexKey& key) {
  const auto* relation = catalog.get_as<catalog::Table>(table);
  const catalog::Column* column =
      relation == nullptr || key.column == 0 ? nullptr : find_column(*relation, key.column);
  return column != nullptr &&
         reference_text(catalog, column->collation) == reference_text(catalog, key.collation);
}

}  // namespace

std::string key_text(const Catalog& catalog, ObjectId table, const catalog::IndexKey& key) {
  std::string text = key.column != 0 ? column_text(catalog, table, key.column)
                                     : key_expression_text(catalog, key.expression);
  if (!has_collation(catalog, table, key)) text += collate_text(catalog, key.collation);
  if (!key.operator_class.empty()) text += " " + reference_text(catalog, key.operator_class);
  if (!key.operator_class_options.empty()) {
    // Options stand behind a class only; the default one has to be named by who gave them.
    text += " " + settings_text(key.operator_class_options);
  }
  if (key.descending) text += key.nulls_first ? " DESC" : " DESC NULLS LAST";
  if (!key.descending && key.nulls_first) text += " NULLS FIRST";
  if (!key.exclude_operator.empty()) {
    const bool qualified = key.exclude_operator.find('.') != std::string::npos &&
                           !key.exclude_operator.starts_with("OPERATOR");
    text +=
        " WITH " + (qualified ? "OPERATOR(" + key.exclude_operator + ")" : key.exclude_operator);
  }
  return text;
}

std::string arguments_text(const Catalog& catalog, const catalog::Function& function) {
  std::vector<std::string> types;
  for (const catalog::Type& type : function.arguments) {
    types.push_back(plain_type_text(catalog, type));
  }
  if (function.kind != sql::ObjectKind::kAggregate) return "(" + joined(types) + ")";
  if (function.direct_arguments.has_value()) {
    const auto direct = static_cast<std::ptrdiff_t>(
        std::min<std::size_t>(*function.direct_arguments, types.size()));
    const std::vector<std::string> before(types.begin(), types.begin() + direct);
    const std::vector<std::string> after(types.begin() + direct, types.end());
    return fmt::format("({}{}ORDER BY {})", joined(before), before.empty() ? "" : " ",
                       joined(after.empty() ? before : after));
  }
  return types.empty() ? "(*)" : "(" + joined(types) + ")";
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

std::string statement(std::string text) {
  const std::size_t line = text.rfind('\n');
  const std::size_t from = line == std::string::npos ? 0 : line;
  text += text.find("--", from) == std::string::npos ? ";\n" : "\n;\n";
  return text;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

void need_sites(const SqlText& text, std::vector<ObjectId>& needs) {
  for (const catalog::Site& site : text.sites) {
    const bool unspelled = site.kind == catalog::Site::Kind::kUse && site.column == 0;
    needs.push_back(unspelled ? site.object | kUnspelled : site.object);
  }
}

void need_type(const catalog::Type& type, std::vector<ObjectId>& needs) {
  if (type.id != 0) needs.push_back(type.id);
}

void need_schema(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs) {
  if (object.schema.empty()) return;
  if (const Object* schema = catalog.find_schema(object.schema)) needs.push_back(schema->id);
}

void need_dependencies(const Catalog& catalog, const Object& object, std::vector<ObjectId>& needs) {
  need_schema(catalog, object, needs);
  for (const catalog::Dependency& dependency : catalog.dependencies_of(object.id)) {
    needs.push_back(dependency.referenced);
  }
}

}  // namespace ashlar::schema
