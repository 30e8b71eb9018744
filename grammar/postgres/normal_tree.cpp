#include "grammar/postgres/normal_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <pg_query.h>
#include <string>
#include <utility>
#include <vector>

#include "grammar/postgres/alike.h"
#include "grammar/postgres/normal_definition.h"
#include "grammar/postgres/normal_nodes.h"
#include "grammar/postgres/normal_query.h"

namespace ashlar::postgres {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 5> kPlaces{"location", "stmt_location", "stmt_len",
                                                  "name_location", "funcformat"};

Json node(const char* kind, Json fields) { return Json{{kind, std::move(fields)}}; }

/// `pg_catalog.x` is what `x` means.
void strip_schema(Json& names) {
  if (names.is_array() && names.size() > 1 && text_of(names.front()) == "pg_catalog") {
    names.erase(names.begin());
  }
}

/// The type by its name alone: `varchar`, `_text` for an array; of other schemas with those.
std::string type_name(const Json& type) {
  std::string name;
  const auto names = type.find("names");
  if (names == type.end()) return name;
  for (const Json& part : *names) name += (name.empty() ? "" : ".") + text_of(part);
  return type.contains("arrayBounds") ? "_" + name : name;
}

bool is_numeric_type(std::string_view name) {
  constexpr std::array<std::string_view, 6> kTypes{"int2",   "int4",   "int8",
                                                   "float4", "float8", "numeric"};
  return std::find(kTypes.begin(), kTypes.end(), name) != kTypes.end();
}

bool is_string_type(std::string_view name) {
  return name == "text" || name == "varchar" || name == "bpchar";
}

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  bool digit = false;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      return false;
    }
  }
  return digit;
}

Json number(std::string text) { return node("Number", std::move(text)); }

/// `1.5e-3` without an exponent. (numeric.c, numeric_in)
std::string plain_number(const std::string& text) {
  const std::size_t e = text.find_first_of("eE");
  int exponent = 0;
  if (e == std::string::npos) return text;
  const char* digits = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(digits, text.data() + text.size(), exponent);
  if (std::abs(exponent) > 100) return text;
  const bool negative = text.front() == '-';
  std::string mantissa = text.substr(negative ? 1 : 0, e - (negative ? 1 : 0));
  const std::size_t point = mantissa.find('.');
  int scale = point == std::string::npos ? 0 : static_cast<int>(mantissa.size() - point) - 1;
  if (point != std::string::npos) mantissa.erase(point, 1);
  scale -= exponent;
  if (scale <= 0) {
    mantissa.append(static_cast<std::size_t>(-scale), '0');
  } else {
    const auto places = static_cast<std::size_t>(scale);
    if (mantissa.size() <= places) mantissa.insert(0, places + 1 - mantissa.size(), '0');
    mantissa.insert(mantissa.size() - places, ".");
  }
  return negative ? "-" + mantissa : mantissa;
}

Json literal(std::string text, const std::string& type) {
  Json fields{{"text", std::move(text)}};
  if (!type.empty()) fields["type"] = type;
  return node("Literal", std::move(fields));
}

/// The bits of hexadecimal digits.
std::string binary(const std::string& digits) {
  std::string bits;
  for (const char digit : digits) {
    const int value = std::isdigit(static_cast<unsigned char>(digit)) != 0
                          ? digit - '0'
                          : std::tolower(static_cast<unsigned char>(digit)) - 'a' + 10;
    for (int bit = 3; bit >= 0; --bit) bits.push_back(((value >> bit) & 1) != 0 ? '1' : '0');
  }
  return bits;
}

Json constant(const Json& value) {
  if (value.value("isnull", false)) return node("Null", Json::object());
  if (value.contains("boolval")) {
    return literal(value["boolval"].value("boolval", false) ? "true" : "false", "bool");
  }
  if (value.contains("ival")) return number(std::to_string(value["ival"].value("ival", 0)));
  if (value.contains("fval")) return number(plain_number(value["fval"].value("fval", "")));
  if (value.contains("sval")) return literal(value["sval"].value("sval", ""), "");
  const std::string bits = value.value("/bsval/bsval"_json_pointer, std::string());
  if (bits.starts_with("b")) return literal(bits.substr(1), "bit");
  if (bits.starts_with("x")) return literal(binary(bits.substr(1)), "bit");
  return node("A_Const", value);
}

Json array_of(Json elements) { return node("A_ArrayExpr", {{"elements", std::move(elements)}}); }

Json all_of(const char* op, Json parts) {
  return node("BoolExpr", {{"boolop", op}, {"args", std::move(parts)}});
}

Json comparison(std::string_view op, const Json& left, const Json& right) {
  return node("A_Expr", {{"kind", "AEXPR_OP"},
                         {"name", Json::array({{{"String", {{"sval", op}}}}})},
                         {"lexpr", left},
                         {"rexpr", right}});
}

Json cast(Json value, const Json& type);

/// The cast of an array is one of its elements. (parse_expr.c, transformArrayExpr)
Json cast_elements(Json array, Json type) {
  if (!array.contains("elements")) return array_of(Json::array());
  type.erase("arrayBounds");
  for (Json& element : array["elements"]) element = cast(std::move(element), type);
  return node("A_ArrayExpr", std::move(array));
}

Json cast(Json value, const Json& type) {
  const std::string name = type_name(type);
  if (fields_of(value, "Null") != nullptr || name == kNoType) return value;
  if (const Json* found = fields_of(value, "Literal")) {
    const std::string text = (*found)["text"];
    const std::string was = found->value("type", "");
    if (was.empty() || (is_string_type(was) && is_string_type(name))) {
      if (is_numeric_type(name) && is_number(text)) return number(text);
      return literal(text, name);
    }
    if (was == name) return value;
  }
  if (type.contains("arrayBounds")) {
    if (Json* array = fields_of(value, "A_ArrayExpr"))
      return cast_elements(std::move(*array), type);
  }
  if (const Json* inner = fields_of(value, "TypeCast")) {
    if ((*inner)["typeName"] == type) return value;
  }
  return node("TypeCast", {{"arg", std::move(value)}, {"typeName", type}});
}

/// Rows are compared column by column. (parse_expr.c, make_row_comparison_op)
Json row_comparison(Json fields) {
  const Json* left = fields_of(fields["lexpr"], "RowExpr");
  const Json* right = fields_of(fields["rexpr"], "RowExpr");
  const std::string op = text_of(fields["name"].back());
  const bool equal = op == "=";
  if (left == nullptr || right == nullptr || (!equal && op != "<>") || !left->contains("args") ||
      !right->contains("args") || (*left)["args"].size() != (*right)["args"].size()) {
    return node("A_Expr", std::move(fields));
  }
  Json parts = Json::array();
  for (std::size_t i = 0; i < (*left)["args"].size(); ++i) {
    parts.push_back(comparison(op, (*left)["args"][i], (*right)["args"][i]));
  }
  return all_of(equal ? "AND_EXPR" : "OR_EXPR", std::move(parts));
}

Json in_list(Json fields) {
  const bool negated = text_of(fields["name"].back()) == "<>";
  const Json* list = fields_of(fields["rexpr"], "List");
  if (list == nullptr || !list->contains("items")) return node("A_Expr", std::move(fields));
  Json items = (*list)["items"];
  if (items.size() == 1) {
    return row_comparison({{"kind", "AEXPR_OP"},
                           {"name", fields["name"]},
                           {"lexpr", fields["lexpr"]},
                           {"rexpr", items.front()}});
  }
  fields["kind"] = negated ? "AEXPR_OP_ALL" : "AEXPR_OP_ANY";
  fields["rexpr"] = array_of(std::move(items));
  return node("A_Expr", std::move(fields));
}

Json between(const Json& fields, bool negated) {
  const Json& items = fields.at("rexpr").at("List").at("items");
  const Json& left = fields.at("lexpr");
  return all_of(negated ? "OR_EXPR" : "AND_EXPR",
                Json::array({comparison(negated ? "<" : ">=", left, items.at(0)),
                             comparison(negated ? ">" : "<=", left, items.at(1))}));
}

Json operation(Json fields) {
  const std::string kind = fields.value("kind", "");
  strip_schema(fields["name"]);
  if (kind == "AEXPR_IN") return in_list(std::move(fields));
  if (kind == "AEXPR_BETWEEN" || kind == "AEXPR_NOT_BETWEEN") {
    return between(fields, kind == "AEXPR_NOT_BETWEEN");
  }
  if (kind == "AEXPR_NOT_DISTINCT") {
    fields["kind"] = "AEXPR_DISTINCT";
    return all_of("NOT_EXPR", Json::array({node("A_Expr", std::move(fields))}));
  }
  if (kind == "AEXPR_LIKE" || kind == "AEXPR_ILIKE" || kind == "AEXPR_SIMILAR") {
    fields["kind"] = "AEXPR_OP";
  }
  return fields["kind"] == "AEXPR_OP" && fields.contains("lexpr")
             ? row_comparison(std::move(fields))
             : node("A_Expr", std::move(fields));
}

/// `(a AND b) AND c` is one AND of three.
Json flattened(Json fields) {
  const std::string op = fields.value("boolop", "");
  if (op == "NOT_EXPR" || !fields.contains("args")) return node("BoolExpr", std::move(fields));
  Json parts = Json::array();
  for (Json& part : fields["args"]) {
    Json* inner = fields_of(part, "BoolExpr");
    if (inner != nullptr && inner->value("boolop", "") == op) {
      for (Json& deeper : (*inner)["args"]) parts.push_back(std::move(deeper));
    } else {
      parts.push_back(std::move(part));
    }
  }
  return all_of(op.c_str(), std::move(parts));
}

/// `t.*` as a value is the row that `t` is. Where the whole list of columns is meant, the catalog
/// has written it out.
Json column_reference(Json fields) {
  Json& names = fields["fields"];
  if (names.size() > 1 && names.back().contains("A_Star")) names.erase(names.size() - 1);
  return node("ColumnRef", std::move(fields));
}

/// `(t).a` is `t.a`.
Json selection(Json fields) {
  Json* column = fields_of(fields["arg"], "ColumnRef");
  const Json& steps = fields["indirection"];
  const bool names = std::all_of(steps.begin(), steps.end(),
                                 [](const Json& step) { return step.contains("String"); });
  if (column == nullptr || !names) return node("A_Indirection", std::move(fields));
  for (const Json& step : steps) (*column)["fields"].push_back(step);
  return node("ColumnRef", std::move(*column));
}

Json normal(Json tree);

Json normal_node(const std::string& kind, Json fields) {
  if (kind == "A_Const") return constant(fields);
  if (kind == "A_Expr") return operation(std::move(fields));
  if (kind == "BoolExpr") return flattened(std::move(fields));
  if (kind == "TypeCast") return cast(std::move(fields["arg"]), fields["typeName"]);
  if (kind == "FuncCall") strip_schema(fields["funcname"]);
  if (kind == "RowExpr") fields.erase("row_format");
  if (kind == "CollateClause") strip_schema(fields["collname"]);
  if (kind == "ColumnRef") return column_reference(std::move(fields));
  if (kind == "A_Indirection") return selection(std::move(fields));
  if (kind == "RangeFunction")
    fields.erase("lateral");  // a function sees what stands before anyway
  if (kind == "DefElem") fields = normal_option(std::move(fields));
  if (kind == "DefineStmt" || kind == "CreatePublicationStmt" || kind == "CreateStatsStmt") {
    fields = normal_definition(std::move(fields));
  }
  if (kind == "CaseExpr" && fields.contains("defresult") &&
      fields_of(fields["defresult"], "Null") != nullptr) {
    fields.erase("defresult");
  }
  // `x IN (SELECT …)` is `x = ANY (SELECT …)`.
  if (kind == "SubLink" && fields.value("subLinkType", "") == "ANY_SUBLINK" &&
      fields.contains("operName") && text_of(fields["operName"].back()) == "=") {
    fields.erase("operName");
  }
  if (kind == "SelectStmt") fields = normal_select(std::move(fields));
  if (kind == "RangeVar" && fields.contains("alias") &&
      fields["alias"].value("aliasname", "") == fields.value("relname", "") &&
      !fields["alias"].contains("colnames")) {
    fields.erase("alias");
  }
  return node(kind.c_str(), std::move(fields));
}

/// Of a field whose kind of node is known, the tree has the fields alone.
Json normal_field(const std::string& name, Json value) {
  if (name == "typeName" || name == "typename") {
    value = normal(std::move(value));
    if (value.is_object() && value.contains("names")) strip_schema(value["names"]);
    return value;
  }
  const bool query =
      (name == "larg" || name == "rarg") && value.is_object() && value.contains("limitOption");
  if (!query) return normal(std::move(value));
  for (auto& [key, part] : value.items()) part = normal_field(key, std::move(part));
  return normal_select(std::move(value));
}

Json normal(Json tree) {
  if (tree.is_array()) {
    for (Json& item : tree) item = normal(std::move(item));
    return tree;
  }
  if (!tree.is_object()) return tree;
  for (const std::string_view place : kPlaces) tree.erase(std::string(place));
  // `t.*::t` is how the server writes the row that `t` is.
  if (const Json* cast_row = fields_of(tree, "TypeCast")) {
    const Json* column = fields_of((*cast_row)["arg"], "ColumnRef");
    if (column != nullptr && (*column)["fields"].back().contains("A_Star")) {
      return normal(Json((*cast_row)["arg"]));
    }
  }
  for (auto& [name, value] : tree.items()) value = normal_field(name, std::move(value));
  if (tree.size() != 1 || !tree.begin().value().is_object()) return tree;
  const std::string kind = tree.begin().key();
  if (kind.empty() || kind.front() < 'A' || kind.front() > 'Z') return tree;
  return normal_node(kind, std::move(tree.begin().value()));
}

}  // namespace

nlohmann::json normal_tree(std::string_view sql) {
  const PgQueryParseResult result = pg_query_parse(std::string(sql).c_str());
  Json tree;
  if (result.error == nullptr && result.parse_tree != nullptr) {
    tree = Json::parse(result.parse_tree, nullptr, false);
  }
  pg_query_free_parse_result(result);
  if (tree.is_discarded() || !tree.is_object()) return nullptr;
  Json statements = normal(std::move(tree["stmts"]));
  for (Json& statement : statements) {
    Json* query = statement.contains("stmt") ? fields_of(statement["stmt"], "SelectStmt") : nullptr;
    if (query != nullptr) drop_labels(*query);
  }
  return statements;
}

}  // namespace ashlar::postgres
