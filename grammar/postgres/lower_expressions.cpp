// Scalar expressions, one function a kind of node (src/backend/parser/gram.y, a_expr and c_expr).

#include <unordered_map>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/tree_lowering.h"

namespace ashlar::postgres {
namespace {

/// Deeper trees than this are no part of any real schema; what walks them may recurse.
constexpr int kMaxDepth = 250;

template <typename Value, std::size_t kSize>
const Value* look_up(const std::pair<std::string_view, Value> (&table)[kSize],
                     std::string_view key) {
  for (const auto& [name, value] : table) {
    if (name == key) return &value;
  }
  return nullptr;
}

using OperationKind = sql::Operation::Kind;
constexpr std::pair<std::string_view, OperationKind> kOperations[] = {
    {"AEXPR_OP_ANY", OperationKind::kAny},
    {"AEXPR_OP_ALL", OperationKind::kAll},
    {"AEXPR_DISTINCT", OperationKind::kDistinct},
    {"AEXPR_NOT_DISTINCT", OperationKind::kNotDistinct},
    {"AEXPR_NULLIF", OperationKind::kNullIf},
    {"AEXPR_IN", OperationKind::kIn},
    {"AEXPR_LIKE", OperationKind::kLike},
    {"AEXPR_ILIKE", OperationKind::kLike},
    {"AEXPR_SIMILAR", OperationKind::kLike},
    {"AEXPR_BETWEEN", OperationKind::kBetween},
    {"AEXPR_BETWEEN_SYM", OperationKind::kBetween},
    {"AEXPR_NOT_BETWEEN", OperationKind::kNotBetween},
    {"AEXPR_NOT_BETWEEN_SYM", OperationKind::kNotBetween},
};

constexpr std::pair<std::string_view, sql::Test::Kind> kBooleanTests[] = {
    {"IS_TRUE", sql::Test::Kind::kTrue},       {"IS_NOT_TRUE", sql::Test::Kind::kNotTrue},
    {"IS_FALSE", sql::Test::Kind::kFalse},     {"IS_NOT_FALSE", sql::Test::Kind::kNotFalse},
    {"IS_UNKNOWN", sql::Test::Kind::kUnknown}, {"IS_NOT_UNKNOWN", sql::Test::Kind::kNotUnknown},
};

using SublinkKind = sql::Sublink::Kind;
constexpr std::pair<std::string_view, SublinkKind> kSublinks[] = {
    {"EXISTS_SUBLINK", SublinkKind::kExists},
    {"ARRAY_SUBLINK", SublinkKind::kArray},
    {"ANY_SUBLINK", SublinkKind::kAny},
    {"ALL_SUBLINK", SublinkKind::kAll},
};

}  // namespace

TreeLowering::LowerExpression TreeLowering::find_lowering(std::string_view kind) {
  static const std::unordered_map<std::string_view, LowerExpression> kLowerings = {
      {"A_Const", &TreeLowering::constant},
      {"ColumnRef", &TreeLowering::column_use},
      {"ParamRef", &TreeLowering::parameter_use},
      {"FuncCall", &TreeLowering::function_use},
      {"A_Expr", &TreeLowering::operation},
      {"BoolExpr", &TreeLowering::logic},
      {"NullTest", &TreeLowering::null_test},
      {"BooleanTest", &TreeLowering::boolean_test},
      {"TypeCast", &TreeLowering::cast},
      {"CaseExpr", &TreeLowering::case_choice},
      {"CoalesceExpr", &TreeLowering::coalesce},
      {"MinMaxExpr", &TreeLowering::greatest_or_least},
      {"A_ArrayExpr", &TreeLowering::array_constructor},
      {"RowExpr", &TreeLowering::row_constructor},
      {"SubLink", &TreeLowering::sublink},
      {"A_Indirection", &TreeLowering::indirection},
      {"CollateClause", &TreeLowering::collate},
      {"SQLValueFunction", &TreeLowering::value_function},
      {"SelectStmt", &TreeLowering::query_operand},
      {"CurrentOfExpr", &TreeLowering::special_form},
      {"GroupingFunc", &TreeLowering::special_form},
      {"JsonArrayAgg", &TreeLowering::special_form},
      {"JsonArrayConstructor", &TreeLowering::special_form},
      {"JsonArrayQueryConstructor", &TreeLowering::special_form},
      {"JsonFuncExpr", &TreeLowering::special_form},
      {"JsonIsPredicate", &TreeLowering::special_form},
      {"JsonObjectAgg", &TreeLowering::special_form},
      {"JsonObjectConstructor", &TreeLowering::special_form},
      {"JsonParseExpr", &TreeLowering::special_form},
      {"JsonScalarExpr", &TreeLowering::special_form},
      {"JsonSerializeExpr", &TreeLowering::special_form},
      {"MergeSupportFunc", &TreeLowering::special_form},
      {"SetToDefault", &TreeLowering::special_form},
      {"XmlExpr", &TreeLowering::special_form},
      {"XmlSerialize", &TreeLowering::special_form},
  };
  const auto found = kLowerings.find(kind);
  return found == kLowerings.end() ? nullptr : found->second;
}

sql::Expr TreeLowering::expression(const Node& node) {
  if (++depth_ > kMaxDepth) too_deep_ = true;
  sql::Expr expr;
  if (!too_deep_) {
    const LowerExpression lower = find_lowering(node.kind());
    expr = lower == nullptr ? special_form(node) : (this->*lower)(node);
  }
  --depth_;
  return expr;
}

sql::Exprs TreeLowering::expressions(const NodeList& list) {
  sql::Exprs exprs;
  exprs.reserve(list.size());
  for (const Node& node : list) exprs.push_back(expression(node));
  return exprs;
}

sql::ExprPtr TreeLowering::shared(const Node& node) {
  if (!node) return nullptr;
  return std::make_shared<const sql::Expr>(expression(node));
}

sql::QualifiedName TreeLowering::operator_name(std::size_t at, const NodeList& names) const {
  sql::QualifiedName name;
  const std::vector<std::string_view> parts = string_values(names);
  if (parts.empty()) return name;
  name.name.text = parts.back();
  if (parts.size() > 1) name.schema.text = parts[parts.size() - 2];
  // OPERATOR ( schema . op )
  std::size_t last = at;
  const bool bracketed = tokens_.word(at, "OPERATOR") && tokens_.symbol(at + 1, "(");
  if (bracketed) {
    last = at + 2 + 2 * (parts.size() - 1);
    if (parts.size() > 1) name.schema = name_at(in_, last - 2, name.schema.text);
  }
  // The scanner knows `!=` as `<>` only.
  const bool spelled = tokens_.symbol(last, name.name.text) ||
                       (name.name.text == "<>" && tokens_.symbol(last, "!="));
  if (!spelled) return name;
  name.name.span = tokens_.span(last);
  name.span = bracketed ? Span{tokens_.span(at).begin, tokens_.span(last + 1).end} : name.name.span;
  return name;
}

sql::Expr TreeLowering::constant(const Node& node) {
  using Kind = sql::Constant::Kind;
  sql::Constant constant;
  if (node.has("ival")) {
    constant = {Kind::kInteger, std::to_string(node.child("ival").integer("ival"))};
  } else if (node.has("sval")) {
    constant = {Kind::kString, std::string(node.child("sval").text("sval"))};
  } else if (node.has("fval")) {
    constant = {Kind::kFloat, std::string(node.child("fval").text("fval"))};
  } else if (node.has("boolval")) {
    constant = {Kind::kBoolean, node.child("boolval").flag("boolval") ? "true" : "false"};
  } else if (node.has("bsval")) {
    constant = {Kind::kBitString, std::string(node.child("bsval").text("bsval"))};
  }
  Extent extent = start(node);
  if (!extent.empty()) {
    // The sign of a number is a token of its own (gram.y, doNegate).
    std::size_t& last = extent.last;
    if (tokens_.symbol(extent.first, "-")) {
      while (tokens_.symbol(last, "(") || tokens_.symbol(last, "-")) ++last;
      ++last;
    }
    // A string may go on behind a line end.
    while (tokens_.is_string(last) && tokens_.is_string(extent.first)) ++last;
    if (tokens_.word(last, "UESCAPE") && tokens_.is_string(last + 1)) last += 2;
  }
  return place(std::move(constant), extent);
}

sql::Expr TreeLowering::column_use(const Node& node) {
  sql::ColumnUse use;
  Extent extent = start(node);
  std::size_t at = extent.first;
  for (const Node& field : node.list("fields")) {
    if (field.is("A_Star")) {
      use.star = true;
    } else {
      const std::string_view text = string_value(field);
      use.parts.push_back(extent.empty() ? sql::Name{std::string(text), {}}
                                         : name_at(in_, at, text));
    }
    at += 2;
  }
  if (!extent.empty()) extent.last = at - 1;
  return place(std::move(use), extent);
}

sql::Expr TreeLowering::parameter_use(const Node& node) {
  return place(sql::ParameterUse{static_cast<std::uint32_t>(node.integer("number"))}, start(node));
}

sql::Expr TreeLowering::operation(const Node& node) {
  sql::Operation operation;
  if (const auto* kind = look_up(kOperations, node.text("kind"))) operation.kind = *kind;
  Extent extent = start(node);
  const NodeList names = node.list("name");
  operation.name = operator_name(extent.empty() ? tokens_.size() : extent.first, names);
  if (operation.kind == OperationKind::kIn && operation.name.name.text == "<>") {
    operation.kind = OperationKind::kNotIn;
  }
  if (const Node left = node.child("lexpr")) operation.operands.push_back(expression(left));
  const Node right = node.child("rexpr");
  if (right.is("List")) {
    for (const Node& item : items(right)) operation.operands.push_back(expression(item));
  } else if (right) {
    operation.operands.push_back(expression(right));
  }
  if (!operation.name.span.empty()) {
    cover(extent, this->extent(operation.name.span));
  }
  cover(extent, operation.operands);
  return place(std::move(operation), extent);
}

sql::Expr TreeLowering::logic(const Node& node) {
  sql::Logic logic;
  const std::string_view op = node.text("boolop");
  if (op == "OR_EXPR") logic.kind = sql::Logic::Kind::kOr;
  if (op == "NOT_EXPR") logic.kind = sql::Logic::Kind::kNot;
  logic.operands = expressions(node.list("args"));
  Extent extent = start(node);
  cover(extent, logic.operands);
  return place(std::move(logic), extent);
}

sql::Expr TreeLowering::null_test(const Node& node) {
  sql::Test test;
  if (node.text("nulltesttype") == "IS_NOT_NULL") test.kind = sql::Test::Kind::kNotNull;
  test.operand = shared(node.child("arg"));
  // a IS [ NOT ] NULL, a ISNULL, a NOTNULL
  Extent extent = start(node);
  if (tokens_.word(extent.first, "IS")) extent.last += tokens_.word(extent.last, "NOT") ? 2 : 1;
  if (test.operand) cover(extent, this->extent(*test.operand));
  return place(std::move(test), extent);
}

sql::Expr TreeLowering::boolean_test(const Node& node) {
  sql::Test test;
  if (const auto* kind = look_up(kBooleanTests, node.text("booltesttype"))) test.kind = *kind;
  if (node.text("booltesttype").empty()) test.kind = sql::Test::Kind::kTrue;
  test.operand = shared(node.child("arg"));
  Extent extent = start(node);
  if (!extent.empty()) extent.last += tokens_.word(extent.last, "NOT") ? 2 : 1;
  if (test.operand) cover(extent, this->extent(*test.operand));
  return place(std::move(test), extent);
}

sql::Expr TreeLowering::cast(const Node& node) {
  sql::Cast cast;
  cast.operand = shared(node.child("arg"));
  const Node type = node.child("typeName");
  cast.type = type_name(in_, type);
  Extent extent = start(node);
  // CAST ( a AS t ): the bracket closes it.
  if (tokens_.word(extent.first, "CAST") && tokens_.symbol(extent.last, "(")) ++extent.last;
  cover(extent, this->extent(cast.type.span));
  if (cast.operand) {
    const Extent operand = this->extent(*cast.operand);
    cover(extent, operand);
    // INTERVAL '1' DAY TO SECOND (3): the fields stand behind the literal.
    if (cast.type.name.name.text == "interval" && type.has("typmods") &&
        extent.last == operand.last) {
      std::string fields;
      while (is_one_of(tokens_, extent.last,
                       {"YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "TO"})) {
        fields += (fields.empty() ? "" : " ") + sql::identifier_text(tokens_.text(extent.last++));
      }
      if (!fields.empty()) cast.type.modifiers = {fields};
      if (!fields.empty() && tokens_.symbol(extent.last, "(")) {
        const std::size_t close = tokens_.closing(extent.last);
        cast.type.modifiers.emplace_back(slice(in_.text, tokens_.between(extent.last + 1, close)));
        extent.last = close + 1;
      }
    }
  }
  return place(std::move(cast), extent);
}

sql::Expr TreeLowering::case_choice(const Node& node) {
  sql::Case choice;
  Extent extent = start(node);
  choice.subject = shared(node.child("arg"));
  for (const Node& when : node.list("args")) {
    choice.conditions.push_back(expression(when.child("expr")));
    choice.results.push_back(expression(when.child("result")));
  }
  choice.otherwise = shared(node.child("defresult"));
  cover(extent, choice.results);
  if (choice.otherwise) cover(extent, this->extent(*choice.otherwise));
  extent.last = tokens_.find_outer_word(extent.last, "END") + 1;
  return place(std::move(choice), extent);
}

sql::Expr TreeLowering::choice(const Node& node, sql::Choice::Kind kind) {
  sql::Choice choice;
  choice.kind = kind;
  choice.operands = expressions(node.list("args"));
  Extent extent = start(node);
  if (tokens_.symbol(extent.last, "(")) ++extent.last;
  return place(std::move(choice), extent);
}

sql::Expr TreeLowering::coalesce(const Node& node) {
  return choice(node, sql::Choice::Kind::kCoalesce);
}

sql::Expr TreeLowering::greatest_or_least(const Node& node) {
  return choice(node, node.text("op") == "IS_LEAST" ? sql::Choice::Kind::kLeast
                                                    : sql::Choice::Kind::kGreatest);
}

sql::Expr TreeLowering::array_constructor(const Node& node) {
  sql::ArrayConstructor array;
  array.elements = expressions(node.list("elements"));
  // ARRAY [ … ], or only [ … ] inside of one.
  Extent extent = start(node);
  if (tokens_.word(extent.first, "ARRAY")) ++extent.last;
  return place(std::move(array), extent);
}

sql::Expr TreeLowering::row_constructor(const Node& node) {
  sql::RowConstructor row;
  row.fields = expressions(node.list("args"));
  Extent extent = start(node);
  if (tokens_.word(extent.first, "ROW")) ++extent.last;
  cover(extent, row.fields);
  return place(std::move(row), extent);
}

sql::Expr TreeLowering::sublink(const Node& node) {
  sql::Sublink link;
  if (const auto* kind = look_up(kSublinks, node.text("subLinkType"))) link.kind = *kind;
  link.test = shared(node.child("testexpr"));
  Extent extent = start(node);
  std::size_t open = extent.first;
  if (node.has("operName")) {
    link.name = operator_name(open, node.list("operName"));
    if (tokens_.word(open, "OPERATOR")) open = tokens_.closing(open + 1);
  }
  open = tokens_.find_symbol(open, "(");
  const std::size_t close = tokens_.closing(open);
  link.query = select(node.child("subselect"), {open + 1, close});
  cover(extent, {open, close + 1});
  if (link.test) cover(extent, this->extent(*link.test));
  return place(std::move(link), extent);
}

sql::Expr TreeLowering::indirection(const Node& node) {
  sql::Indirection result;
  result.base = shared(node.child("arg"));
  Extent extent = result.base ? this->extent(*result.base) : Extent{};
  std::size_t& at = extent.last;
  at = skip_closing(at);
  for (const Node& item : node.list("indirection")) {
    sql::Indirection::Step step;
    if (item.is("A_Indices")) {
      step.slice = item.flag("is_slice");
      step.lower = shared(item.child("lidx"));
      step.upper = shared(item.child("uidx"));
      at = tokens_.symbol(at, "[") ? tokens_.closing(at) + 1 : at;
    } else {
      step.star = item.is("A_Star");
      if (!step.star) step.field = name_at(in_, at + 1, string_value(item));
      at += 2;
    }
    result.steps.push_back(std::move(step));
  }
  return place(std::move(result), extent);
}

sql::Expr TreeLowering::collate(const Node& node) {
  sql::Collate collate;
  collate.operand = shared(node.child("arg"));
  const std::vector<std::string_view> parts = string_values(node.list("collname"));
  Extent extent = start(node);
  if (!extent.empty()) {
    collate.collation = qualified_at(in_, extent.first + 1, parts);
    extent.last = after_name(extent.first + 1, parts.size());
  }
  if (collate.operand) cover(extent, this->extent(*collate.operand));
  return place(std::move(collate), extent);
}

sql::Expr TreeLowering::value_function(const Node& node) {
  Extent extent = start(node);
  sql::ValueFunction function{sql::identifier_text(tokens_.text(extent.first))};
  if (node.has("typmod") && tokens_.symbol(extent.last, "(")) ++extent.last;
  return place(std::move(function), extent);
}

sql::Expr TreeLowering::query_operand(const Node& node) {
  // JSON_ARRAY (SELECT …): the bracket before the query is not known; its places inside are.
  sql::Sublink link;
  link.query = select(node, {});
  return place(std::move(link), {});
}

sql::Expr TreeLowering::special_form(const Node& node) {
  sql::SpecialForm form;
  form.node = node.kind();
  form.op = node.text("op");
  const Node constructor = node.child("constructor");
  Extent extent = start(node.has("location") ? node : constructor);
  gather_operands(node, form.operands, 0);
  Node output = node.child("output");
  if (constructor) output = constructor.child("output");
  if (const Node type = output ? output.child("typeName") : node.child("typeName")) {
    form.type = type_name(in_, type);
    cover(extent, this->extent(form.type->span));
  }
  const bool call = !extent.empty() && tokens_.symbol(extent.first + 1, "(");
  if (call && !node.is("JsonIsPredicate")) cover(extent, {extent.first, extent.first + 2});
  cover(extent, form.operands);
  // x IS [ NOT ] DOCUMENT, x IS [ NOT ] JSON …
  if (form.op == "IS_DOCUMENT" || node.is("JsonIsPredicate")) {
    const std::size_t last = skip_closing(extent.last);
    const std::size_t is = tokens_.word(extent.last - 1, "IS") ? extent.last - 1 : last;
    if (tokens_.word(is, "IS")) extent.last = is + (tokens_.word(is + 1, "NOT") ? 3 : 2);
  }
  return place(std::move(form), extent);
}

}  // namespace ashlar::postgres
