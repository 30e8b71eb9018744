// Expressions.

#include <algorithm>
#include <utility>

#include "compiler/catalog/procedures/evaluator.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {
namespace {

Value constant(const sql::Constant& constant) {
  switch (constant.kind) {
    case sql::Constant::Kind::kNull:
      return null();
    case sql::Constant::Kind::kBoolean:
      return boolean(constant.text == "true");
    case sql::Constant::Kind::kInteger:
    case sql::Constant::Kind::kFloat: {
      const auto value = number(text(constant.text));
      return value.has_value() ? integer(*value) : unknown();
    }
    case sql::Constant::Kind::kString:
      return text(constant.text);
    case sql::Constant::Kind::kBitString:
      return unknown();
  }
  return unknown();
}

Value negation(const Value& value) {
  if (is_null(value)) return value;
  const std::optional<bool> known = truth(value);
  return known.has_value() ? boolean(!*known, value.certain) : unknown();
}

std::string_view base_operator(std::string_view name) {
  return name == "!=" ? std::string_view("<>") : name;
}

}  // namespace

Value Evaluator::evaluate(const sql::Expr& expression, const Scope& scope) {
  if (!around_.spend(1)) return unknown();
  return std::visit(
      Overload{
          [](const sql::Constant& node) { return constant(node); },
          [&](const sql::ColumnUse& node) { return column(node, scope); },
          [&](const sql::ParameterUse& node) { return around_.parameter(node.number); },
          [&](const sql::FunctionUse& node) { return function(node, scope); },
          [&](const sql::Operation& node) { return operation(node, scope); },
          [&](const sql::Logic& node) { return logic(node, scope); },
          [&](const sql::Test& node) { return test(node, scope); },
          [&](const sql::Cast& node) {
            return cast(around_, evaluate(*node.operand, scope), node.type);
          },
          [&](const sql::Case& node) { return choose(node, scope); },
          [&](const sql::Choice& node) { return choose(node, scope); },
          [&](const sql::ArrayConstructor& node) {
            std::vector<Value> items;
            for (const sql::Expr& item : node.elements) items.push_back(evaluate(item, scope));
            return array(std::move(items));
          },
          [&](const sql::RowConstructor& node) {
            std::vector<Value> values;
            std::vector<std::string> names;
            for (const sql::Expr& item : node.fields) {
              values.push_back(evaluate(item, scope));
              names.push_back("f" + std::to_string(values.size()));
            }
            return record(std::move(names), std::move(values));
          },
          [&](const sql::Sublink& node) { return sublink(node, scope); },
          [&](const sql::Indirection& node) { return indirection(node, scope); },
          [&](const sql::Collate& node) { return evaluate(*node.operand, scope); },
          [&](const sql::ValueFunction& node) {
            if (node.name != "current_schema") return unknown();
            return call_builtin(around_, "current_schema", {}).value_or(unknown());
          },
          [](const sql::SpecialForm&) { return unknown(); },
      },
      expression.node);
}

Value Evaluator::column(const sql::ColumnUse& use, const Scope& scope) {
  if (use.star || use.parts.empty()) return unknown();
  std::vector<std::string> parts;
  for (const sql::Name& part : use.parts) parts.push_back(part.text);
  // The schema before a table tells nothing here.
  const std::string& name = parts.back();
  const std::string qualifier = parts.size() > 1 ? parts[parts.size() - 2] : std::string();
  for (const Scope* at = &scope; at != nullptr; at = at->outer) {
    for (const Binding& binding : at->bindings) {
      if (!qualifier.empty() && binding.alias != qualifier) continue;
      const auto& columns = *binding.columns;
      const auto found = std::find(columns.begin(), columns.end(), name);
      if (found == columns.end()) {
        if (parts.size() == 1 && binding.alias == name && binding.values != nullptr) {
          return record(columns, *binding.values);
        }
        continue;
      }
      if (binding.values == nullptr) return null();
      const auto index = static_cast<std::size_t>(found - columns.begin());
      return index < binding.values->size() ? (*binding.values)[index] : unknown();
    }
  }
  return around_.variable(parts).value_or(unknown());
}

Value Evaluator::logic(const sql::Logic& logic, const Scope& scope) {
  if (logic.kind == sql::Logic::Kind::kNot) {
    return negation(evaluate(logic.operands.front(), scope));
  }
  // One operand may decide: false AND x, true OR x.
  const bool decisive = logic.kind == sql::Logic::Kind::kOr;
  bool certain = true;
  bool guess = !decisive;
  bool is_all_known = true;
  bool any_null = false;
  for (const sql::Expr& operand : logic.operands) {
    const Value value = evaluate(operand, scope);
    const std::optional<bool> known = truth(value);
    if (known == decisive && value.certain) return boolean(decisive);
    certain = certain && value.certain;
    if (known == decisive) guess = decisive;
    any_null = any_null || is_null(value);
    is_all_known = is_all_known && (known.has_value() || is_null(value));
  }
  if (guess == decisive) return boolean(decisive, false);
  if (!is_all_known) return unknown();
  return any_null ? weaken(null(), certain) : boolean(guess, certain);
}

Value Evaluator::test(const sql::Test& test, const Scope& scope) {
  using Kind = sql::Test::Kind;
  const Value value = evaluate(*test.operand, scope);
  if (is_unknown(value)) return unknown();
  const std::optional<bool> known = truth(value);
  bool is_empty = is_null(value);
  if (const auto* row = std::get_if<std::shared_ptr<const Record>>(&value.data)) {
    const auto& fields = (*row)->values;
    // A row IS NOT NULL only where no field is NULL.
    if (test.kind == Kind::kNotNull) {
      const bool any = std::any_of(fields.begin(), fields.end(), is_null);
      const bool certain = std::all_of(fields.begin(), fields.end(),
                                       [](const Value& field) { return field.certain; });
      return boolean(!any, value.certain && certain);
    }
    is_empty = std::all_of(fields.begin(), fields.end(), is_null);
  }
  switch (test.kind) {
    case Kind::kNull:
    case Kind::kUnknown:
      return boolean(is_empty, value.certain);
    case Kind::kNotNull:
    case Kind::kNotUnknown:
      return boolean(!is_empty, value.certain);
    case Kind::kTrue:
      return boolean(known == true, value.certain);
    case Kind::kNotTrue:
      return boolean(known != true, value.certain);
    case Kind::kFalse:
      return boolean(known == false, value.certain);
    case Kind::kNotFalse:
      return boolean(known != false, value.certain);
  }
  return unknown();
}

Value Evaluator::choose(const sql::Case& choice, const Scope& scope) {
  const Value subject =
      choice.subject == nullptr ? boolean(true) : evaluate(*choice.subject, scope);
  bool certain = true;
  for (std::size_t i = 0; i < choice.conditions.size(); ++i) {
    const Value condition = evaluate(choice.conditions[i], scope);
    const Value met = choice.subject == nullptr ? condition : equal(subject, condition);
    if (is_unknown(met)) return unknown();
    certain = certain && met.certain;
    if (truth(met) == true) return weaken(evaluate(choice.results[i], scope), certain);
  }
  if (choice.otherwise == nullptr) return weaken(null(), certain);
  return weaken(evaluate(*choice.otherwise, scope), certain);
}

Value Evaluator::choose(const sql::Choice& choice, const Scope& scope) {
  bool certain = true;
  std::optional<Value> best;
  for (const sql::Expr& operand : choice.operands) {
    const Value value = evaluate(operand, scope);
    certain = certain && value.certain;
    if (is_null(value)) continue;
    if (choice.kind == sql::Choice::Kind::kCoalesce) return weaken(value, certain);
    if (!best.has_value()) {
      best = value;
      continue;
    }
    const auto order = compare(value, *best);
    if (!order.has_value()) return unknown();
    const bool greater = *order == std::strong_ordering::greater;
    if (greater == (choice.kind == sql::Choice::Kind::kGreatest)) best = value;
  }
  return weaken(best.value_or(null()), certain);
}

Value Evaluator::sublink(const sql::Sublink& sublink, const Scope& scope) {
  using Kind = sql::Sublink::Kind;
  if (sublink.query == nullptr) return unknown();
  const RowSet rows = query(*sublink.query, &scope);
  if (sublink.kind == Kind::kExists) return exists(rows);
  if (sublink.kind == Kind::kScalar) return scalar(rows);
  const bool all_certain = rows.complete && std::all_of(rows.rows.begin(), rows.rows.end(),
                                                        [](const Row& row) { return row.certain; });
  if (sublink.kind == Kind::kArray) {
    std::vector<Value> items;
    for (const Row& row : rows.rows) {
      if (row.present && !row.values.empty()) items.push_back(row.values.front());
    }
    return weaken(array(std::move(items)), all_certain);
  }
  if (sublink.test == nullptr) return unknown();
  const Value left = evaluate(*sublink.test, scope);
  const bool all = sublink.kind == Kind::kAll;
  const std::string_view op = sublink.name.name.empty() ? "=" : sublink.name.name.text;
  bool certain = all_certain;
  bool guess = all;
  for (const Row& row : rows.rows) {
    if (row.values.empty()) return unknown();
    const Value met = binary(catalog(), base_operator(op), left, row.values.front());
    const std::optional<bool> known = truth(met);
    if (known == !all && met.certain && row.certain && row.present) return boolean(!all);
    certain = certain && met.certain;
    if (row.present && known == !all) guess = !all;
  }
  return boolean(guess, certain);
}

Value Evaluator::operation(const sql::Operation& operation, const Scope& scope) {
  using Kind = sql::Operation::Kind;
  const auto operand = [&](std::size_t i) { return evaluate(operation.operands[i], scope); };
  const std::string_view name = base_operator(operation.name.name.text);
  switch (operation.kind) {
    case Kind::kPlain:
      if (operation.operands.size() == 2) return binary(catalog(), name, operand(0), operand(1));
      if (name == "-") return binary(catalog(), "-", integer(0), operand(0));
      return unknown();
    case Kind::kAny:
    case Kind::kAll:
      return any_of_array(operation, scope);
    case Kind::kDistinct:
    case Kind::kNotDistinct: {
      const Value a = operand(0);
      const Value b = operand(1);
      if (is_unknown(a) || is_unknown(b)) return unknown();
      const Value equals = is_null(a) || is_null(b)
                               ? boolean(is_null(a) && is_null(b), a.certain && b.certain)
                               : equal(a, b);
      return operation.kind == Kind::kDistinct ? negation(equals) : equals;
    }
    case Kind::kNullIf: {
      const Value a = operand(0);
      const Value equals = equal(a, operand(1));
      if (is_unknown(equals)) return unknown();
      return weaken(truth(equals) == true ? null() : a, equals.certain);
    }
    case Kind::kIn:
    case Kind::kNotIn:
      return in_list(operation, scope);
    case Kind::kLike:
      if (name == "~~") return like(operand(0), operand(1), Letters::kAsTheyAre);
      if (name == "!~~") return negation(like(operand(0), operand(1), Letters::kAsTheyAre));
      if (name == "~~*") return like(operand(0), operand(1), Letters::kFolded);
      if (name == "!~~*") return negation(like(operand(0), operand(1), Letters::kFolded));
      return unknown();
    case Kind::kBetween:
    case Kind::kNotBetween: {
      if (operation.operands.size() != 3) return unknown();
      const Value value = operand(0);
      const Value low = binary(catalog(), ">=", value, operand(1));
      const Value high = binary(catalog(), "<=", value, operand(2));
      if (!truth(low).has_value() || !truth(high).has_value()) return unknown();
      const Value within = boolean(*truth(low) && *truth(high), low.certain && high.certain);
      return operation.kind == Kind::kBetween ? within : negation(within);
    }
  }
  return unknown();
}

Value Evaluator::in_list(const sql::Operation& operation, const Scope& scope) {
  const Value value = evaluate(operation.operands.front(), scope);
  bool certain = true;
  bool found = false;
  bool any_null = false;
  for (std::size_t i = 1; i < operation.operands.size(); ++i) {
    const Value equals = equal(value, evaluate(operation.operands[i], scope));
    if (is_unknown(equals)) return unknown();
    if (truth(equals) == true && equals.certain) {
      return boolean(operation.kind == sql::Operation::Kind::kIn);
    }
    certain = certain && equals.certain;
    found = found || truth(equals) == true;
    any_null = any_null || is_null(equals);
  }
  const Value result = any_null && !found ? weaken(null(), certain) : boolean(found, certain);
  return operation.kind == sql::Operation::Kind::kIn ? result : negation(result);
}

Value Evaluator::any_of_array(const sql::Operation& operation, const Scope& scope) {
  if (operation.operands.size() != 2) return unknown();
  const Value value = evaluate(operation.operands[0], scope);
  Value list = evaluate(operation.operands[1], scope);
  if (std::holds_alternative<std::string>(list.data)) {
    sql::TypeName type;
    type.name.name.text = "text";
    type.array_dimensions = 1;
    list = cast(around_, list, type);
  }
  const auto* items = std::get_if<std::shared_ptr<const Array>>(&list.data);
  if (items == nullptr) return unknown();
  const bool all = operation.kind == sql::Operation::Kind::kAll;
  const std::string_view op = base_operator(operation.name.name.text);
  bool certain = list.certain;
  bool guess = all;
  for (const Value& item : (*items)->items) {
    const Value met = binary(catalog(), op, value, item);
    if (is_unknown(met)) return unknown();
    certain = certain && met.certain;
    if (truth(met) == !all) guess = !all;
  }
  return boolean(guess, certain);
}

Value Evaluator::function(const sql::FunctionUse& use, const Scope& scope) {
  if (use.over.has_value()) return unknown();
  if (is_aggregate(use)) return aggregate(use, scope);
  std::vector<Value> arguments;
  for (const sql::Expr& argument : use.arguments) arguments.push_back(evaluate(argument, scope));
  const std::string& schema = use.name.schema.text;
  if (schema.empty() || schema == "pg_catalog") {
    const std::string& name = use.name.name.text;
    if (name == "set_config" && arguments.size() == 3) {
      if (const auto* variable = std::get_if<std::string>(&arguments[0].data)) {
        around_.configure(*variable, arguments[1], truth(arguments[2]) == true);
      }
      return arguments[1];
    }
    if (const auto result = call_builtin(around_, name, arguments)) return *result;
  }
  return around_.call(use, std::move(arguments));
}

Value Evaluator::indirection(const sql::Indirection& indirection, const Scope& scope) {
  Value value = evaluate(*indirection.base, scope);
  for (const sql::Indirection::Step& step : indirection.steps) {
    if (const auto* row = std::get_if<std::shared_ptr<const Record>>(&value.data)) {
      const auto& names = (*row)->names;
      const auto at = std::find(names.begin(), names.end(), step.field.text);
      if (at == names.end()) return unknown();
      value = Value((*row)->values[static_cast<std::size_t>(at - names.begin())]);
      continue;
    }
    const auto* items = std::get_if<std::shared_ptr<const Array>>(&value.data);
    if (items == nullptr || step.slice || step.upper == nullptr) return unknown();
    const Value subscript = evaluate(*step.upper, scope);
    const auto at = number(subscript);
    if (!at.has_value()) return unknown();
    const auto size = static_cast<std::int64_t>((*items)->items.size());
    const bool inside = *at >= 1 && *at <= size;
    Value item = inside ? (*items)->items[static_cast<std::size_t>(*at - 1)] : null();
    value = weaken(std::move(item), value.certain && subscript.certain);
  }
  return value;
}

}  // namespace ashlar::catalog::procedures
