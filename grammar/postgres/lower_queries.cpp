// Queries: what they mention, and the names of their columns as far as the text tells
// (FigureColname, src/backend/parser/parse_target.c).

#include "grammar/postgres/lower_queries.h"

#include <array>
#include <utility>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_names.h"

namespace ashlar::postgres {
namespace {

/// A name and how sure the server is of it: 0 none, 1 if nothing better comes, 2 for good.
struct ColumnName {
  std::string name;
  int strength = 0;
};

constexpr std::pair<std::string_view, std::string_view> kFixedNames[] = {
    {"GroupingFunc", "grouping"},
    {"A_ArrayExpr", "array"},
    {"RowExpr", "row"},
    {"CoalesceExpr", "coalesce"},
    {"XmlSerialize", "xmlserialize"},
    {"MergeSupportFunc", "merge_action"},
    {"JsonObjectConstructor", "json_object"},
    {"JsonArrayConstructor", "json_array"},
    {"JsonArrayQueryConstructor", "json_array"},
    {"JsonObjectAgg", "json_objectagg"},
    {"JsonArrayAgg", "json_arrayagg"},
    {"JsonParseExpr", "json"},
    {"JsonScalarExpr", "json_scalar"},
    {"JsonSerializeExpr", "json_serialize"},
};

constexpr std::pair<std::string_view, std::string_view> kXmlNames[] = {
    {"IS_XMLCONCAT", "xmlconcat"}, {"IS_XMLELEMENT", "xmlelement"}, {"IS_XMLFOREST", "xmlforest"},
    {"IS_XMLPARSE", "xmlparse"},   {"IS_XMLPI", "xmlpi"},           {"IS_XMLROOT", "xmlroot"},
};

constexpr std::pair<std::string_view, std::string_view> kJsonFunctionNames[] = {
    {"JSON_EXISTS_OP", "json_exists"},
    {"JSON_QUERY_OP", "json_query"},
    {"JSON_VALUE_OP", "json_value"},
};

constexpr std::pair<std::string_view, std::string_view> kValueNames[] = {
    {"SVFOP_CURRENT_DATE", "current_date"},
    {"SVFOP_CURRENT_TIME", "current_time"},
    {"SVFOP_CURRENT_TIME_N", "current_time"},
    {"SVFOP_CURRENT_TIMESTAMP", "current_timestamp"},
    {"SVFOP_CURRENT_TIMESTAMP_N", "current_timestamp"},
    {"SVFOP_LOCALTIME", "localtime"},
    {"SVFOP_LOCALTIME_N", "localtime"},
    {"SVFOP_LOCALTIMESTAMP", "localtimestamp"},
    {"SVFOP_LOCALTIMESTAMP_N", "localtimestamp"},
    {"SVFOP_CURRENT_ROLE", "current_role"},
    {"SVFOP_CURRENT_USER", "current_user"},
    {"SVFOP_USER", "user"},
    {"SVFOP_SESSION_USER", "session_user"},
    {"SVFOP_CURRENT_CATALOG", "current_catalog"},
    {"SVFOP_CURRENT_SCHEMA", "current_schema"},
};

template <std::size_t kSize>
std::string_view look_up(const std::pair<std::string_view, std::string_view> (&table)[kSize],
                         std::string_view key) {
  for (const auto& [name, value] : table) {
    if (name == key) return value;
  }
  return {};
}

/// The last name of a list of fields; a star has none.
std::string last_name(const NodeList& fields) {
  std::string name;
  for (const Node& field : fields) {
    if (field.is("String")) name = string_value(field);
  }
  return name;
}

ColumnName figure_name(const Node& node, int depth);

/// A type's name serves where the value below it has none.
ColumnName cast_name(const Node& node, int depth) {
  ColumnName inner = figure_name(node.child("arg"), depth + 1);
  if (inner.strength > 1) return inner;
  return {last_name(node.child("typeName").list("names")), 1};
}

ColumnName case_name(const Node& node, int depth) {
  ColumnName inner = figure_name(node.child("defresult"), depth + 1);
  return inner.strength > 1 ? inner : ColumnName{"case", 1};
}

ColumnName sublink_name(const Node& node, int depth) {
  const std::string_view type = node.text("subLinkType");
  if (type == "EXISTS_SUBLINK") return {"exists", 2};
  if (type == "ARRAY_SUBLINK") return {"array", 2};
  if (type != "EXPR_SUBLINK") return {};
  const Node select = leftmost_select(node.child("subselect"));
  const Node target = select.list("targetList").front();
  if (target.has("name")) return {std::string(target.text("name")), 2};
  return figure_name(target.child("val"), depth + 1);
}

ColumnName indirection_name(const Node& node, int depth) {
  std::string name = last_name(node.list("indirection"));
  return name.empty() ? figure_name(node.child("arg"), depth + 1) : ColumnName{std::move(name), 2};
}

ColumnName figure_name(const Node& node, int depth) {
  // Deeper than any real column; the name is unknown then.
  constexpr int kMaxDepth = 100;
  if (depth > kMaxDepth) return {{}, 2};
  const std::string_view kind = node.kind();
  if (kind == "ColumnRef") {
    std::string name = last_name(node.list("fields"));
    return {std::move(name), 2};
  }
  if (kind == "FuncCall") return {last_name(node.list("funcname")), 2};
  if (kind == "A_Expr" && node.text("kind") == "AEXPR_NULLIF") return {"nullif", 2};
  if (kind == "A_Indirection") return indirection_name(node, depth);
  if (kind == "TypeCast") return cast_name(node, depth);
  if (kind == "CollateClause") return figure_name(node.child("arg"), depth + 1);
  if (kind == "CaseExpr") return case_name(node, depth);
  if (kind == "SubLink") return sublink_name(node, depth);
  if (kind == "MinMaxExpr") return {node.text("op") == "IS_LEAST" ? "least" : "greatest", 2};
  std::string_view fixed = look_up(kFixedNames, kind);
  if (kind == "SQLValueFunction") fixed = look_up(kValueNames, node.text("op"));
  if (kind == "XmlExpr") fixed = look_up(kXmlNames, node.text("op"));
  if (kind == "JsonFuncExpr") fixed = look_up(kJsonFunctionNames, node.text("op"));
  return fixed.empty() ? ColumnName{} : ColumnName{std::string(fixed), 2};
}

bool is_star(const Node& node) {
  if (node.is("ColumnRef")) return node.list("fields").back().is("A_Star");
  return node.is("A_Indirection") && node.list("indirection").back().is("A_Star");
}

/// The names of the columns of RETURNING or of a select list.
std::vector<std::string> target_names(const NodeList& targets) {
  std::vector<std::string> names;
  for (const Node& target : targets) {
    const Node value = target.child("val");
    if (target.has("name")) {
      names.emplace_back(target.text("name"));
    } else if (is_star(value)) {
      names.emplace_back();
    } else {
      ColumnName name = figure_name(value, 0);
      names.push_back(name.strength == 0 ? "?column?" : std::move(name.name));
    }
  }
  return names;
}

std::vector<std::string> output_columns(const Node& node) {
  if (!node.is("SelectStmt")) return target_names(node.list("returningList"));
  const Node select = leftmost_select(node);
  const NodeList rows = select.list("valuesLists");
  if (rows.empty()) return target_names(select.list("targetList"));
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= items(rows.front()).size(); ++i) {
    names.push_back("column" + std::to_string(i));
  }
  return names;
}

}  // namespace

Node leftmost_select(Node select) {
  while (select.has("larg")) select = select.child("larg");
  return select;
}

LoweredQuery lower_query(const Lowering& in, const Node& node, std::size_t first,
                         std::size_t last) {
  LoweredQuery lowered;
  Digest digested = digest(in, node);
  lowered.query.span = in.tokens.between(first, last);
  lowered.query.references = std::move(digested.references);
  lowered.query.tree_hash = digested.tree_hash;
  lowered.query.output_columns = output_columns(node);
  lowered.writes = std::move(digested.writes);
  lowered.locks_rows = digested.locks_rows;
  return lowered;
}

}  // namespace ashlar::postgres
