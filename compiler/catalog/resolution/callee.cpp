#include "compiler/catalog/resolution/callee.h"

#include <algorithm>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/resolve_rules.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

/// The user's functions of the name that take as many arguments.
std::vector<const Object*> candidates_of(const Catalog& catalog, const sql::FunctionUse& use,
                                         std::size_t count) {
  std::vector<const Object*> candidates = catalog.find_functions(use.name);
  std::erase_if(candidates, [&](const Object* candidate) {
    const auto& function = std::get<Function>(candidate->data);
    std::size_t required = function.arguments.size();
    bool variadic = false;
    for (const FunctionParameter& parameter : function.parameters) {
      if (!parameter.default_value.empty() && required > 0) --required;
      variadic = variadic || parameter.mode == sql::ParameterMode::kVariadic;
    }
    if (variadic) return count + 1 < required;
    return count < required || count > function.arguments.size();
  });
  return candidates;
}

bool takes(const Function& function, const std::vector<Type>& types) {
  if (function.arguments.size() < types.size()) return false;
  return std::equal(types.begin(), types.end(), function.arguments.begin(), same_type);
}

Callee callee_of(const Object& object) {
  const auto& function = std::get<Function>(object.data);
  Callee callee;
  callee.id = object.id;
  callee.kind = function.kind == sql::ObjectKind::kAggregate   ? 'a'
                : function.kind == sql::ObjectKind::kProcedure ? 'p'
                : function.window                              ? 'w'
                                                               : 'f';
  switch (function.volatility) {
    case sql::Volatility::kVolatile:
      callee.volatility = 'v';
      break;
    case sql::Volatility::kStable:
      callee.volatility = 's';
      break;
    case sql::Volatility::kImmutable:
      callee.volatility = 'i';
      break;
  }
  callee.arguments = function.arguments;
  if (function.returns.has_value()) {
    callee.returns_set = function.returns->set_of;
    callee.result = *function.returns;
    callee.result.set_of = false;
    callee.result.modifiers.clear();
    const bool known = callee.result.id != 0 || callee.result.schema == "pg_catalog";
    if (!known || is_polymorphic(callee.result)) callee.result = {};
  }
  return callee;
}

/// What the name and the number of arguments tell where the types leave doubts.
Callee guess(const Catalog& catalog, const sql::FunctionUse& use, const std::vector<Type>& types) {
  const std::string& schema = use.name.schema.text;
  const bool built_in_too = schema.empty() || schema == "pg_catalog";
  const std::vector<const Object*> candidates = candidates_of(catalog, use, types.size());
  const bool shadowed = built_in_too && is_builtin_function(use.name.name.text);
  if (!candidates.empty()) {
    if (candidates.size() == 1 && !shadowed) return callee_of(*candidates.front());
    for (const Object* candidate : candidates) {
      if (takes(std::get<Function>(candidate->data), types)) return callee_of(*candidate);
    }
    return {};
  }
  if (!shadowed) return {};
  Callee callee;
  const auto facts = builtin_functions(use.name.name.text);
  const auto all = [&](auto member) {
    return std::all_of(facts.begin(), facts.end(), [&](const BuiltinFunction& fact) {
      return fact.*member == facts.front().*member;
    });
  };
  if (all(&BuiltinFunction::kind)) callee.kind = facts.front().kind;
  if (all(&BuiltinFunction::volatility)) callee.volatility = facts.front().volatility;
  if (all(&BuiltinFunction::returns_set)) callee.returns_set = facts.front().returns_set;
  if (all(&BuiltinFunction::result) && !facts.front().result.starts_with("any") &&
      facts.front().result != "internal") {
    callee.result = type_of_fact(facts.front().result);
  }
  // nextval and its kin take a relation by name.
  if (all(&BuiltinFunction::arguments) && facts.front().arguments.starts_with("regclass")) {
    callee.arguments.push_back(built_in("regclass"));
  } else {
    const bool first = std::all_of(facts.begin(), facts.end(), [](const BuiltinFunction& fact) {
      return fact.arguments.starts_with("regclass");
    });
    if (first) callee.arguments.push_back(built_in("regclass"));
  }
  return callee;
}

/// As in pg_proc: `int4`, `_int4`.
std::string fact_name(const Type& type) {
  return (type.array_dimensions > 0 ? "_" : "") + type.name;
}

/// The volatility of the built-in function with these arguments; 0 where it is not told apart.
char volatility_of(std::string_view name, const std::vector<Type>& arguments) {
  std::string list;
  for (const Type& argument : arguments) list += (list.empty() ? "" : " ") + fact_name(argument);
  const auto facts = builtin_functions(name);
  const bool one = std::all_of(facts.begin(), facts.end(), [&](const BuiltinFunction& fact) {
    return fact.volatility == facts.front().volatility;
  });
  if (one && !facts.empty()) return facts.front().volatility;
  for (const BuiltinFunction& fact : facts) {
    if (fact.arguments == list) return fact.volatility;
  }
  return 0;
}

Callee callee_of(const Catalog& catalog, const sql::FunctionUse& use,
                 const ResolvedCall& resolved) {
  Callee callee;
  const Object* function = catalog.get(resolved.function);
  if (function != nullptr && std::holds_alternative<Function>(function->data)) {
    callee = callee_of(*function);
  } else if (function != nullptr) {
    // What makes a range.
    callee.id = function->id;
    callee.volatility = 'i';
  } else if (!resolved.is_cast) {
    callee.volatility = volatility_of(use.name.name.text, resolved.arguments);
  }
  callee.answer = Answer::kFound;
  callee.kind = resolved.kind;
  callee.returns_set = resolved.returns_set;
  callee.result = resolved.result;
  callee.arguments = resolved.arguments;
  return callee;
}

}  // namespace

Type type_of_fact(std::string_view name) {
  if (!information_schema_domain(name).empty()) {
    Type domain = built_in(name);
    domain.schema = "information_schema";
    return domain;
  }
  return name.starts_with("_") ? built_in(name.substr(1), 1) : built_in(name);
}

Callee find_callee(const Catalog& catalog, const sql::FunctionUse& use,
                   const std::vector<Type>& types) {
  CallArguments arguments{types, {}, use.variadic};
  for (const sql::Name& name : use.argument_names) arguments.names.push_back(name.text);
  if (!arguments.names.empty()) arguments.names.resize(types.size());
  const ResolvedCall resolved = resolve_call(catalog, use.name, arguments);
  if (resolved.answer == Answer::kFound) return callee_of(catalog, use, resolved);
  Callee callee = guess(catalog, use, types);
  callee.answer = resolved.answer;
  return callee;
}

std::vector<OutputColumn> builtin_result_columns(const sql::FunctionUse& use) {
  std::vector<OutputColumn> columns;
  std::string_view list;
  for (const BuiltinFunction& fact : builtin_functions(use.name.name.text)) {
    const auto inputs = static_cast<std::size_t>(
        std::count(fact.arguments.begin(), fact.arguments.end(), ' ') + !fact.arguments.empty());
    if (inputs != use.arguments.size()) continue;
    if (!list.empty() && list != fact.columns) return {};
    list = fact.columns;
  }
  for (const BuiltinColumn& column : split_columns(list)) {
    columns.push_back({std::string(column.name), type_of_fact(column.type), {}});
  }
  return columns;
}

bool is_plain_builtin(const sql::FunctionUse& use) {
  const auto facts = builtin_functions(use.name.name.text);
  return !facts.empty() && std::all_of(facts.begin(), facts.end(), [](const BuiltinFunction& fact) {
    return fact.result != "record" && fact.result != "void";
  });
}

}  // namespace ashlar::catalog
