#pragma once

// TreeLowering: one walk over one expression or query. Its parts are in lower_expressions.cpp,
// lower_calls.cpp, lower_selects.cpp, lower_from_items.cpp and lower_data_changes.cpp.
// Layer: grammar/postgres, private.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/postgres/lowering.h"
#include "grammar/sql/expressions.h"

namespace ashlar::postgres {

/// Tokens [first, last) of the statement; empty where first >= last.
struct Extent {
  std::size_t first = 0;
  std::size_t last = 0;

  [[nodiscard]] bool empty() const { return first >= last; }
};

/// True where token `at` is one of these keywords, given in upper case.
[[nodiscard]] bool is_one_of(const Tokens& tokens, std::size_t at,
                             std::initializer_list<std::string_view> words);

class TreeLowering {
 public:
  explicit TreeLowering(const Lowering& in) : in_(in), tokens_(in.tokens) {}

  /// False after something nested too deeply: what was lowered is of no use then.
  [[nodiscard]] bool complete() const { return !too_deep_; }

  sql::Expr expression(const Node& node);
  sql::SelectPtr select(const Node& node, Extent within);
  sql::DataChangePtr data_change(const Node& node, Extent within);

 private:
  using LowerExpression = sql::Expr (TreeLowering::*)(const Node&);
  static LowerExpression find_lowering(std::string_view kind);

  // Extents.
  [[nodiscard]] Extent extent(Span span) const;
  [[nodiscard]] Extent extent(const sql::Expr& expr) const { return extent(expr.span); }
  static void cover(Extent& whole, Extent part);
  void cover(Extent& whole, const sql::Exprs& parts) const;
  [[nodiscard]] Extent balanced(Extent extent) const;
  [[nodiscard]] sql::Expr place(sql::Expr::Node node, Extent extent) const;
  /// The token that `node` is placed at; an empty extent where it has no place.
  [[nodiscard]] Extent start(const Node& node) const;
  /// `at` itself, or one past the brackets that open there.
  [[nodiscard]] std::size_t after_brackets(std::size_t at) const;
  [[nodiscard]] std::size_t skip_closing(std::size_t at) const;

  // Expressions.
  sql::Exprs expressions(const NodeList& list);
  sql::ExprPtr shared(const Node& node);
  sql::QualifiedName operator_name(std::size_t at, const NodeList& names) const;
  sql::Expr constant(const Node& node);
  sql::Expr column_use(const Node& node);
  sql::Expr parameter_use(const Node& node);
  sql::Expr operation(const Node& node);
  sql::Expr logic(const Node& node);
  sql::Expr null_test(const Node& node);
  sql::Expr boolean_test(const Node& node);
  sql::Expr cast(const Node& node);
  sql::Expr case_choice(const Node& node);
  sql::Expr coalesce(const Node& node);
  sql::Expr greatest_or_least(const Node& node);
  sql::Expr choice(const Node& node, sql::Choice::Kind kind);
  sql::Expr array_constructor(const Node& node);
  sql::Expr row_constructor(const Node& node);
  sql::Expr sublink(const Node& node);
  sql::Expr indirection(const Node& node);
  sql::Expr collate(const Node& node);
  sql::Expr value_function(const Node& node);
  sql::Expr special_form(const Node& node);
  sql::Expr query_operand(const Node& node);

  // Calls.
  sql::Expr function_use(const Node& node);
  sql::Expr argument(const Node& node, std::vector<sql::Name>& names, std::size_t index);
  std::size_t after_call(const Node& node, std::size_t at) const;
  std::vector<sql::SortItem> sort_items(const NodeList& list);
  sql::Window window(const Node& node);
  /// All expressions in a node of the XML and JSON kind, however deep they stand.
  void gather_operands(const Node& node, sql::Exprs& operands, int depth);
  void gather_operand(const Node& node, sql::Exprs& operands, int depth);

  // Queries.
  void read_simple_select(const Node& node, Extent within, sql::SelectTree& tree);
  void read_set_operation(const Node& node, Extent within, sql::SelectTree& tree);
  /// The common tables of WITH; returns the first token after them.
  std::size_t read_with(const Node& with, std::size_t at, std::vector<sql::CommonTable>& tables);
  sql::CommonTable common_table(const Node& node, std::size_t& end);
  /// A list of ResTarget with a value; `end` becomes one past the last of them.
  std::vector<sql::TargetItem> target_items(const NodeList& list, std::size_t& end);
  sql::Name label_after(std::size_t at, std::string_view text) const;

  // FROM. `at` is the item's first token, and becomes one past its last.
  std::vector<sql::FromItem> from_items(const NodeList& list, std::size_t at);
  sql::FromItem from_item(const Node& node, std::size_t& at);
  sql::RelationItem relation_item(const Node& node, std::size_t& at) const;
  sql::FromItem sampled_item(const Node& node, std::size_t& at);
  sql::SubqueryItem subquery_item(const Node& node, std::size_t& at);
  sql::FunctionItem function_item(const Node& node, std::size_t& at);
  sql::TableFunctionItem xml_table(const Node& node, std::size_t& at);
  sql::TableFunctionItem json_table(const Node& node, std::size_t& at);
  void read_json_columns(const NodeList& list, std::vector<sql::ColumnShape>& columns, int depth);
  sql::JoinItem join_item(const Node& node, std::size_t& at);
  sql::Alias alias(const Node& node, std::size_t& at) const;
  std::vector<sql::ColumnShape> column_shapes(const NodeList& list) const;
  /// The bracket of the subquery whose brackets begin at `at`.
  [[nodiscard]] std::size_t subquery_bracket(std::size_t at) const;

  // Changes of data.
  void read_insert(const Node& node, std::size_t at, Extent within, sql::DataChange& change);
  void read_update(const Node& node, std::size_t at, sql::DataChange& change);
  void read_delete(const Node& node, std::size_t at, sql::DataChange& change);
  void read_merge(const Node& node, std::size_t at, sql::DataChange& change);
  void read_conflict(const Node& node, sql::DataChange& change);
  /// A list of ResTarget of SET; returns one past the last of them.
  std::size_t read_assignments(const NodeList& list, sql::DataChange& change);
  void read_named_column(const Node& target, sql::DataChange& change);

  const Lowering& in_;
  const Tokens& tokens_;
  int depth_ = 0;
  bool too_deep_ = false;
};

}  // namespace ashlar::postgres
