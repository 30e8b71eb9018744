#include "compiler/catalog/sql_text.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "compiler/catalog/catalog.h"
#include "compiler/catalog/facts/facts.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// A built-in of the name would be found before what `public` has.
bool hidden_by_builtin(const Object& object) {
  if (std::holds_alternative<Function>(object.data)) return is_builtin_function(object.name);
  return is_builtin_type(object.name);
}

std::string column_name(const Object& object, std::uint32_t number) {
  if (const auto* table = std::get_if<Table>(&object.data)) {
    const Column* column = find_column(*table, number);
    return column == nullptr ? "" : column->name;
  }
  if (const auto* type = std::get_if<CompositeType>(&object.data)) {
    for (const Column& attribute : type->attributes) {
      if (attribute.number == number) return attribute.name;
    }
    return "";
  }
  const auto* view = std::get_if<View>(&object.data);
  if (view == nullptr || number == 0 || number > view->columns.size()) return "";
  return view->columns[number - 1];
}

const EnumValue* enum_value(const Object& object, std::uint32_t number) {
  const auto* type = std::get_if<EnumType>(&object.data);
  if (type == nullptr) return nullptr;
  for (const EnumValue& value : type->values) {
    if (value.number == number) return &value;
  }
  return nullptr;
}

/// A label as an element of an array's literal, always in its quotes.
/// (src/backend/utils/adt/arrayfuncs.c, array_in)
std::string array_label(const std::string& label) {
  std::string text = "\"";
  for (const char c : label) {
    if (c == '"' || c == '\\') text += '\\';
    if (c == '\'') text += '\'';
    text += c;
  }
  return text + "\"";
}

/// `new AS old`: the column's new name, still called as before by what reads the query.
std::string labelled(const Object& object, const Site& site, std::string_view words) {
  const std::string name = column_name(object, site.column);
  if (name.empty()) return "";
  std::string spelled = postgres::quote_identifier(name);
  if (spelled == words) return spelled;
  return spelled + " AS " + std::string(words);
}

/// What a column that nobody labelled is called after this object, or this column of it.
/// (src/backend/parser/parse_target.c, FigureColname)
std::string natural_name(const Object& object, std::uint32_t column) {
  return column == 0 ? object.name : column_name(object, column);
}

/// ` AS old`, unless the column is still called so without it.
std::string added_label(const Object& object, const Site& site, std::string_view words) {
  const std::string name = postgres::quote_identifier(natural_name(object, site.column));
  return words.ends_with(" AS " + name) ? "" : std::string(words);
}

std::vector<std::uint32_t> column_numbers(const Object& object) {
  std::vector<std::uint32_t> numbers;
  if (const auto* table = std::get_if<Table>(&object.data)) {
    for (const Column& column : table->columns) numbers.push_back(column.number);
  } else if (const auto* view = std::get_if<View>(&object.data)) {
    for (std::uint32_t i = 1; i <= view->columns.size(); ++i) numbers.push_back(i);
  }
  return numbers;
}

/// ` t (id, b)`, where a column that USING names is called otherwise today.
std::string column_aliases(const Object& object, std::string_view words) {
  std::map<std::uint32_t, std::string> called;
  bool differs = false;
  const bool has_alias = words.starts_with('+');
  if (has_alias) words.remove_prefix(1);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t space = words.find(' ', at);
    const std::size_t end = std::min(words.find('\n', at), words.size());
    std::uint32_t number = 0;
    std::from_chars(words.data() + at, words.data() + space, number);
    std::string name(words.substr(space + 1, end - space - 1));
    differs = differs || column_name(object, number) != name;
    called[number] = std::move(name);
    at = end + 1;
  }
  if (!differs) return "";
  std::string list;
  for (const std::uint32_t number : column_numbers(object)) {
    const auto at = called.find(number);
    list += list.empty() ? "" : ", ";
    list +=
        postgres::quote_identifier(at == called.end() ? column_name(object, number) : at->second);
  }
  return (has_alias ? "" : " " + postgres::quote_identifier(object.name)) + " (" + list + ")";
}

/// What stands at the site today; empty where what it named is gone.
std::string site_text(const Catalog& catalog, const Site& site, std::string_view words) {
  const Object* object = catalog.get(site.object);
  if (object == nullptr) return "";
  switch (site.kind) {
    case Site::Kind::kRelation:
    case Site::Kind::kType:
    case Site::Kind::kFunction:
    case Site::Kind::kCollation:
      return sql_name(catalog, site.object);
    case Site::Kind::kQualifier:
      return postgres::quote_identifier(object->name);
    case Site::Kind::kColumn: {
      const std::string name = column_name(*object, site.column);
      return name.empty() ? "" : postgres::quote_identifier(name);
    }
    case Site::Kind::kLabel:
      return labelled(*object, site, words);
    case Site::Kind::kOperator:
      // OPERATOR() has a precedence of its own, so it stays where it was written.
      if (object->schema == "public" && !words.ends_with(")")) return object->name;
      return "OPERATOR(" + postgres::quote_identifier(object->schema) + "." + object->name + ")";
    case Site::Kind::kEnumLabel: {
      const EnumValue* value = enum_value(*object, site.column);
      return value == nullptr ? "" : postgres::quote_literal(value->label);
    }
    case Site::Kind::kArrayLabel: {
      const EnumValue* value = enum_value(*object, site.column);
      return value == nullptr || value->label == words ? "" : array_label(value->label);
    }
    case Site::Kind::kRelationLiteral:
      return postgres::quote_literal(sql_name(catalog, site.object));
    case Site::Kind::kAddedLabel:
      return added_label(*object, site, words);
    case Site::Kind::kColumnAliases:
      return column_aliases(*object, words);
    case Site::Kind::kUse:
      return "";
  }
  return "";
}

/// Sites that may print nothing; all others keep their words where what they named is gone.
bool may_be_empty(Site::Kind kind) {
  return kind == Site::Kind::kAddedLabel || kind == Site::Kind::kUse ||
         kind == Site::Kind::kColumnAliases;
}

}  // namespace

std::string render(const Catalog& catalog, const SqlText& text) {
  if (text.sites.empty()) return text.text;
  std::string out;
  out.reserve(text.text.size() + text.sites.size() * 8);
  std::uint32_t at = 0;
  for (const Site& site : text.sites) {
    out.append(text.text, at, site.begin - at);
    const std::string_view words =
        std::string_view(text.text).substr(site.begin, site.end - site.begin);
    const std::string now = site_text(catalog, site, words);
    out += now.empty() && !may_be_empty(site.kind) ? std::string(words) : now;
    at = site.end;
  }
  return out.append(text.text, at);
}

std::string sql_name(const Catalog& catalog, ObjectId id) {
  const Object* object = catalog.get(id);
  if (object == nullptr) return "";
  std::string name = postgres::quote_identifier(object->name);
  // Temporary objects are found first, whatever the schema of their session is called.
  if (object->schema.empty() || object->schema == "pg_temp") return name;
  if (object->schema == "public" && !hidden_by_builtin(*object)) return name;
  return postgres::quote_identifier(object->schema) + "." + name;
}

}  // namespace ashlar::catalog
