// count(), string_agg() and their kin.

#include <algorithm>
#include <array>

#include "compiler/catalog/procedures/evaluator.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {
namespace {

constexpr std::array<std::string_view, 14> kAggregates{
    "array_agg",  "avg",       "bool_and", "bool_or", "count",           "every",
    "json_agg",   "jsonb_agg", "max",      "min",     "json_object_agg", "jsonb_object_agg",
    "string_agg", "sum"};

}  // namespace

bool is_aggregate(const sql::FunctionUse& use) {
  const std::string& schema = use.name.schema.text;
  return (schema.empty() || schema == "pg_catalog") && !use.over.has_value() &&
         std::find(kAggregates.begin(), kAggregates.end(), use.name.name.text) != kAggregates.end();
}

bool has_aggregate(const sql::Expr& expression) {
  const auto list = [](const sql::Exprs& expressions) {
    return std::any_of(expressions.begin(), expressions.end(), has_aggregate);
  };
  const auto one = [](const sql::ExprPtr& each) { return each != nullptr && has_aggregate(*each); };
  return std::visit(
      Overload{
          [&](const sql::FunctionUse& node) { return is_aggregate(node) || list(node.arguments); },
          [&](const sql::Operation& node) { return list(node.operands); },
          [&](const sql::Logic& node) { return list(node.operands); },
          [&](const sql::Test& node) { return one(node.operand); },
          [&](const sql::Cast& node) { return one(node.operand); },
          [&](const sql::Case& node) {
            return one(node.subject) || list(node.conditions) || list(node.results) ||
                   one(node.otherwise);
          },
          [&](const sql::Choice& node) { return list(node.operands); },
          [&](const sql::ArrayConstructor& node) { return list(node.elements); },
          [&](const sql::RowConstructor& node) { return list(node.fields); },
          [&](const sql::Indirection& node) { return one(node.base); },
          [&](const sql::Collate& node) { return one(node.operand); },
          [](const auto&) { return false; },
      },
      expression.node);
}

Value Evaluator::aggregate(const sql::FunctionUse& use, const Scope& scope) {
  const Group* group = nullptr;
  for (const Scope* at = &scope; at != nullptr && group == nullptr; at = at->outer) {
    group = at->group;
  }
  if (group == nullptr) return unknown();
  bool certain = group->complete;
  std::vector<Value> values;
  Value separator = text("");
  for (const Scope& row : group->rows) {
    if (use.filter != nullptr) {
      const Value met = evaluate(*use.filter, row);
      certain = certain && met.certain;
      if (truth(met) != true) continue;
    }
    Value value = use.arguments.empty() ? boolean(true) : evaluate(use.arguments.front(), row);
    if (use.arguments.size() > 1) separator = evaluate(use.arguments[1], row);
    certain = certain && value.certain;
    const bool kept = !is_null(value) || use.name.name.text == "array_agg";
    const bool repeated =
        use.distinct && std::any_of(values.begin(), values.end(), [&](const Value& other) {
          return compare(other, value) == std::strong_ordering::equal;
        });
    if (kept && !repeated) values.push_back(std::move(value));
  }
  const std::string& name = use.name.name.text;
  if (name == "count") {
    return weaken(integer(static_cast<std::int64_t>(values.size())), certain);
  }
  if (values.empty()) return weaken(null(), certain);
  if (name == "string_agg") {
    std::string result;
    for (const Value& value : values) {
      if (&value != &values.front()) result += as_text(catalog(), separator);
      result += as_text(catalog(), value);
      if (result.size() > std::size_t{1} << 20U) return unknown();
    }
    return weaken(text(std::move(result)), certain);
  }
  if (name == "array_agg") return weaken(array(std::move(values)), certain);
  Value best = values.front();
  for (const Value& value : values) {
    if (is_unknown(value)) return unknown();
    if (name == "bool_or" || name == "bool_and" || name == "every") {
      const bool decisive = name == "bool_or";
      if (truth(value) == decisive) best = value;
      continue;
    }
    if (name == "sum") {
      if (&value != &values.front()) best = binary(catalog(), "+", best, value);
      continue;
    }
    if (name != "max" && name != "min") return unknown();
    const auto order = compare(value, best);
    if (!order.has_value()) return unknown();
    if ((*order == std::strong_ordering::greater) == (name == "max")) best = value;
  }
  return weaken(std::move(best), certain);
}

}  // namespace ashlar::catalog::procedures
