// Extents: what a node of the tree covers, made from the places that the parser gives.

#include "grammar/postgres/tree_lowering.h"

#include <algorithm>
#include <utility>

#include "grammar/postgres/lower_trees.h"

namespace ashlar::postgres {

bool is_one_of(const Tokens& tokens, std::size_t at,
               std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return tokens.word(at, word); });
}

Extent TreeLowering::extent(Span span) const {
  if (span.empty()) return {};
  return {tokens_.at(span.begin), tokens_.at(span.end)};
}

void TreeLowering::cover(Extent& whole, Extent part) {
  if (part.empty()) return;
  if (whole.empty()) {
    whole = part;
    return;
  }
  whole.first = std::min(whole.first, part.first);
  whole.last = std::max(whole.last, part.last);
}

void TreeLowering::cover(Extent& whole, const sql::Exprs& parts) const {
  for (const sql::Expr& part : parts) cover(whole, extent(part));
}

namespace {

bool opens(const Tokens& tokens, std::size_t at) {
  return tokens.symbol(at, "(") || tokens.symbol(at, "[");
}
bool closes(const Tokens& tokens, std::size_t at) {
  return tokens.symbol(at, ")") || tokens.symbol(at, "]");
}

/// The last bracket before `at` that is open there; 0 if none is.
std::size_t opening_before(const Tokens& tokens, std::size_t at) {
  std::size_t depth = 0;
  while (at > 0) {
    --at;
    if (closes(tokens, at)) ++depth;
    if (opens(tokens, at) && depth-- == 0) break;
  }
  return at;
}

}  // namespace

Extent TreeLowering::balanced(Extent extent) const {
  extent.last = std::min(extent.last, tokens_.size());
  for (std::size_t at = extent.first; at < extent.last;) {
    if (opens(tokens_, at)) {
      at = std::min(tokens_.closing(at) + 1, tokens_.size());
      extent.last = std::max(extent.last, at);
      continue;
    }
    // All between here and the extent's first token is balanced.
    if (closes(tokens_, at)) extent.first = opening_before(tokens_, extent.first);
    ++at;
  }
  return extent;
}

sql::Expr TreeLowering::place(sql::Expr::Node node, Extent extent) const {
  sql::Expr expr{std::move(node), {}};
  if (!extent.empty()) {
    extent = balanced(extent);
    expr.span = tokens_.between(extent.first, extent.last);
  }
  return expr;
}

Extent TreeLowering::start(const Node& node) const {
  const std::size_t at = in_.token(node);
  return at < tokens_.size() ? Extent{at, at + 1} : Extent{};
}

std::size_t TreeLowering::after_brackets(std::size_t at) const {
  while (tokens_.symbol(at, "(")) ++at;
  return at;
}

std::size_t TreeLowering::skip_closing(std::size_t at) const {
  while (tokens_.symbol(at, ")")) ++at;
  return at;
}

sql::ExprPtr expression_tree(const Lowering& in, const Node& node) {
  TreeLowering lowering(in);
  sql::Expr tree = lowering.expression(node);
  if (!lowering.complete()) return nullptr;
  return std::make_shared<const sql::Expr>(std::move(tree));
}

sql::SelectPtr query_tree(const Lowering& in, const Node& node, std::size_t first,
                          std::size_t last) {
  if (!node.is("SelectStmt")) return nullptr;
  TreeLowering lowering(in);
  sql::SelectPtr tree = lowering.select(node, {first, last});
  return lowering.complete() ? tree : nullptr;
}

sql::DataChangePtr data_change_tree(const Lowering& in, const Node& node, std::size_t first,
                                    std::size_t last) {
  const bool changes_data = node.is("InsertStmt") || node.is("UpdateStmt") ||
                            node.is("DeleteStmt") || node.is("MergeStmt");
  if (!changes_data) return nullptr;
  TreeLowering lowering(in);
  sql::DataChangePtr tree = lowering.data_change(node, {first, last});
  return lowering.complete() ? tree : nullptr;
}

}  // namespace ashlar::postgres
