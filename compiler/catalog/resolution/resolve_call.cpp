// Which function a call means (src/backend/parser/parse_func.c, func_get_detail;
// src/backend/catalog/namespace.c, FuncnameGetCandidates).

#include <algorithm>
#include <string_view>
#include <utility>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/resolve_rules.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/routines.h"

namespace ashlar::catalog {
namespace {

/// A function of the name, a built-in or the catalog's.
struct Routine {
  std::vector<Type> inputs;
  std::vector<std::string> names;  ///< of the inputs; may be shorter
  Type result;
  bool returns_set = false;
  bool variadic = false;
  std::size_t defaults = 0;
  char kind = 'f';
  ObjectId id = 0;
  const BuiltinFunction* built_in = nullptr;
  std::size_t path = 0;  ///< how far along the search path its schema stands
};

/// How a routine takes the arguments of the call.
struct Fit {
  Candidate candidate;
  bool variadic = false;
  bool ambiguous = false;  ///< another routine takes them just as well
};

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(separator));
    parts.emplace_back(part);
    text.remove_prefix(std::min(part.size() + 1, text.size()));
  }
  return parts;
}

Routine routine_of(const BuiltinFunction& function) {
  Routine routine;
  for (const std::string& name : split(function.arguments, ' ')) {
    routine.inputs.push_back(fact_type(name));
  }
  routine.names = split(function.names, ',');
  routine.result = fact_type(function.result);
  routine.returns_set = function.returns_set;
  routine.variadic = function.variadic;
  routine.defaults = static_cast<std::size_t>(function.defaults);
  routine.kind = function.kind;
  routine.built_in = &function;
  return routine;
}

/// What OUT parameters say where there is no RETURNS: the type of the one, or a row.
Type result_of(const Function& function) {
  std::vector<const FunctionParameter*> out;
  for (const FunctionParameter& parameter : function.parameters) {
    const bool is_out = parameter.mode == sql::ParameterMode::kOut ||
                        parameter.mode == sql::ParameterMode::kInOut ||
                        parameter.mode == sql::ParameterMode::kTable;
    if (is_out) out.push_back(&parameter);
  }
  if (out.size() == 1) return out.front()->type;
  if (out.size() > 1) return builtin("record");
  return function.returns ? *function.returns : Type{};
}

Routine routine_of(const Object& object) {
  const auto& function = std::get<Function>(object.data);
  Routine routine;
  routine.inputs = function.arguments;
  routine.result = result_of(function);
  routine.returns_set = function.returns.has_value() && function.returns->set_of;
  routine.id = object.id;
  if (function.kind == sql::ObjectKind::kProcedure) routine.kind = 'p';
  if (function.kind == sql::ObjectKind::kAggregate) routine.kind = 'a';
  if (function.window) routine.kind = 'w';
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.mode == sql::ParameterMode::kTable) routine.returns_set = true;
    if (!is_input(parameter.mode)) continue;
    routine.names.push_back(parameter.name);
    if (parameter.mode == sql::ParameterMode::kVariadic) routine.variadic = true;
    if (!parameter.default_value.empty()) ++routine.defaults;
  }
  routine.result.set_of = false;
  return routine;
}

/// The functions that a range type, or its multirange type, brings under its own name.
/// (typecmds.c, makeRangeConstructors and makeMultirangeConstructors)
void add_constructors(const Catalog& catalog, const Object& type, std::size_t path,
                      std::vector<Routine>& routines) {
  Type made;
  made.schema = type.schema;
  made.name = type.name;
  made.id = type.id;
  const auto add = [&](std::vector<Type> inputs, bool variadic) {
    Routine routine;
    routine.inputs = std::move(inputs);
    routine.result = made;
    routine.variadic = variadic;
    routine.id = type.id;
    routine.path = path;
    routines.push_back(std::move(routine));
  };
  if (const auto* range = std::get_if<RangeType>(&type.data)) {
    add({range->subtype, range->subtype}, false);
    add({range->subtype, range->subtype, builtin("text")}, false);
    return;
  }
  const auto* other = std::get_if<OtherType>(&type.data);
  const Object* range = other == nullptr ? nullptr : catalog.get(other->range);
  if (range == nullptr) return;
  Type of;
  of.schema = range->schema;
  of.name = range->name;
  of.id = range->id;
  add({}, false);
  add({of}, false);
  add({array_type(of)}, true);
}

std::vector<Routine> find_routines(const Catalog& catalog, const sql::QualifiedName& name) {
  std::vector<Routine> routines;
  const std::vector<std::string>& path = catalog.search_path();
  const auto place = [&](const std::string& schema) {
    return static_cast<std::size_t>(std::find(path.begin(), path.end(), schema) - path.begin());
  };
  // pg_catalog comes first unless the path names it.
  const std::size_t system = place("pg_catalog");
  const bool listed = system < path.size();
  if (name.schema.empty() || name.schema.text == "pg_catalog") {
    for (const BuiltinFunction& function : builtin_functions(name.name.text)) {
      routines.push_back(routine_of(function));
      routines.back().path = listed ? system + 1 : 0;
    }
  }
  for (const Object* object : catalog.find_functions(name)) {
    routines.push_back(routine_of(*object));
    routines.back().path = name.schema.empty() ? place(object->schema) + 1 : 0;
  }
  const std::vector<std::string> schemas =
      name.schema.empty() ? path : std::vector<std::string>{name.schema.text};
  for (const std::string& schema : schemas) {
    const Object* type = catalog.find({NameSpace::kType, schema, name.name.text});
    if (type == nullptr) continue;
    add_constructors(catalog, *type, name.schema.empty() ? place(schema) + 1 : 0, routines);
  }
  return routines;
}

/// The array's element, also of the polymorphic arrays; `any` stays.
Type variadic_element(const Catalog& catalog, const Type& array) {
  if (is_builtin(array, "any")) return array;
  if (is_builtin(array, "anyarray")) return builtin("anyelement");
  if (is_builtin(array, "anycompatiblearray")) return builtin("anycompatible");
  return element_type(catalog, array);
}

std::optional<Fit> fit_positions(const Catalog& catalog, const Routine& routine,
                                 const CallArguments& call) {
  const std::size_t count = call.types.size();
  const std::size_t inputs = routine.inputs.size();
  Fit fit;
  fit.variadic = routine.variadic && !call.variadic && inputs <= count;
  if (inputs > count && count + routine.defaults < inputs) return std::nullopt;
  if (inputs < count && !fit.variadic) return std::nullopt;
  const std::size_t fixed = fit.variadic ? inputs - 1 : count;
  fit.candidate.arguments.assign(routine.inputs.begin(),
                                 routine.inputs.begin() + static_cast<std::ptrdiff_t>(fixed));
  if (fit.variadic) {
    fit.candidate.arguments.resize(count, variadic_element(catalog, routine.inputs.back()));
  }
  return fit;
}

/// MatchNamedCall: positions first, then names; what no argument names must have a default.
std::optional<Fit> fit_names(const Routine& routine, const CallArguments& call) {
  const std::size_t inputs = routine.inputs.size();
  if (call.types.size() > inputs) return std::nullopt;
  std::vector<bool> given(inputs, false);
  Fit fit;
  for (std::size_t i = 0; i < call.types.size(); ++i) {
    std::size_t at = i;
    if (i < call.names.size() && !call.names[i].empty()) {
      at = static_cast<std::size_t>(
          std::find(routine.names.begin(), routine.names.end(), call.names[i]) -
          routine.names.begin());
    }
    if (at >= inputs || given[at]) return std::nullopt;
    given[at] = true;
    fit.candidate.arguments.push_back(routine.inputs[at]);
  }
  for (std::size_t i = 0; i + routine.defaults < inputs; ++i) {
    if (!given[i]) return std::nullopt;
  }
  return fit;
}

bool same_arguments(const Fit& a, const Fit& b) {
  return std::equal(a.candidate.arguments.begin(), a.candidate.arguments.end(),
                    b.candidate.arguments.begin(), b.candidate.arguments.end(), same_type);
}

/// Adds a fit unless another with the same arguments hides it.
void add_fit(const std::vector<Routine>& routines, std::vector<Fit>& fits, Fit fit) {
  const auto same = std::find_if(fits.begin(), fits.end(),
                                 [&](const Fit& other) { return same_arguments(fit, other); });
  if (same == fits.end()) {
    fits.push_back(std::move(fit));
    return;
  }
  const std::size_t here = routines[fit.candidate.source].path;
  const std::size_t there = routines[same->candidate.source].path;
  if (here != there) {
    if (here < there) *same = std::move(fit);
  } else if (fit.variadic != same->variadic) {
    if (same->variadic) *same = std::move(fit);
  } else {
    // Defaults make no difference: f(integer) and f(integer, integer DEFAULT 1) are both f(1).
    same->ambiguous = true;
  }
}

/// The type that a function of one argument may be a cast to (FuncNameAsType).
std::optional<Type> type_of_name(const Catalog& catalog, const sql::QualifiedName& name) {
  const std::string& word = name.name.text;
  if ((name.schema.empty() || name.schema.text == "pg_catalog") && is_builtin_type(word)) {
    return builtin(word);
  }
  const Object* object = catalog.find_type(name);
  if (object == nullptr) return std::nullopt;
  Type type;
  type.schema = object->schema;
  type.name = object->name;
  type.id = object->id;
  if (traits_of(catalog, type).complex) return std::nullopt;
  return type;
}

/// A call is taken for a cast where no work of a function is in it: func_get_detail.
bool is_cast_call(const Catalog& catalog, const Type& from, const Type& to) {
  if (is_unknown(from)) return true;
  const Type source = base_type(catalog, from);
  const Type target = base_type(catalog, to);
  if (same_type(source, target)) return true;
  if (source.schema == "pg_catalog" && source.array_dimensions == 0) {
    if (const BuiltinCast* cast = builtin_cast(source.name, target.name)) {
      return target.schema == "pg_catalog" && cast->method != 'f';
    }
  }
  const TypeTraits source_traits = traits_of(catalog, source);
  const bool row = source_traits.complex || is_builtin(source, "record");
  if (traits_of(catalog, target).category == 'S') return !row;
  return source_traits.category == 'S';
}

ResolvedCall found(Coercion& coercion, const Routine& routine, const Fit& fit,
                   const CallArguments& call) {
  ResolvedCall resolved;
  if (fit.ambiguous) {
    resolved.answer = Answer::kAmbiguous;
    return resolved;
  }
  resolved.answer = Answer::kFound;
  resolved.function = routine.id;
  resolved.built_in = routine.built_in;
  resolved.returns_set = routine.returns_set;
  resolved.kind = routine.kind;
  resolved.arguments = fit.candidate.arguments;
  resolved.result = coercion.make_concrete(call.types, resolved.arguments, routine.result);
  // Untyped literals alone tell no polymorphic type: the server refuses that (42804).
  const bool concrete = (is_known(resolved.result) || !is_polymorphic(routine.result)) &&
                        std::all_of(resolved.arguments.begin(), resolved.arguments.end(), is_known);
  if (!concrete) resolved.answer = Answer::kInDoubt;
  return resolved;
}

/// No function takes the arguments: is the catalog sure?
ResolvedCall not_found(const Catalog& catalog, const sql::QualifiedName& name, Coercion& coercion) {
  ResolvedCall resolved;
  const std::string& word = name.name.text;
  std::vector<std::string> schemas = catalog.search_path();
  if (!name.schema.empty()) schemas = {name.schema.text};
  const auto may_be_in = [&](const std::string& schema) {
    if (catalog.is_doubtful({NameSpace::kFunction, schema, word})) return true;
    if (name.schema.empty() || schema == "pg_catalog") return false;
    return is_system_schema(schema) || catalog.find_schema(schema) == nullptr;
  };
  const bool doubtful = coercion.in_doubt() || may_hold_unseen(catalog, NameSpace::kFunction) ||
                        std::any_of(schemas.begin(), schemas.end(), may_be_in);
  resolved.answer = doubtful ? Answer::kInDoubt : Answer::kNone;
  return resolved;
}

}  // namespace

ResolvedCall resolve_call(const Catalog& catalog, const sql::QualifiedName& name,
                          const CallArguments& arguments) {
  const std::vector<Routine> routines = find_routines(catalog, name);
  const bool named = !arguments.names.empty();
  std::vector<Fit> fits;
  for (std::size_t i = 0; i < routines.size(); ++i) {
    std::optional<Fit> fit =
        named ? fit_names(routines[i], arguments) : fit_positions(catalog, routines[i], arguments);
    if (!fit) continue;
    fit->candidate.source = i;
    add_fit(routines, fits, std::move(*fit));
  }
  Coercion coercion(catalog);
  const auto take = [&](const Fit& fit) {
    return found(coercion, routines[fit.candidate.source], fit, arguments);
  };
  const auto exact = std::find_if(fits.begin(), fits.end(), [&](const Fit& fit) {
    return std::equal(arguments.types.begin(), arguments.types.end(),
                      fit.candidate.arguments.begin(), same_type);
  });
  const bool all_known = std::all_of(arguments.types.begin(), arguments.types.end(), is_known);
  if (exact != fits.end() && all_known) return take(*exact);
  if (arguments.types.size() == 1 && !named && all_known) {
    const std::optional<Type> target = type_of_name(catalog, name);
    if (target && is_cast_call(catalog, arguments.types.front(), *target)) {
      ResolvedCall cast;
      cast.answer = Answer::kFound;
      cast.is_cast = true;
      cast.result = *target;
      return cast;
    }
  }
  // One function, whatever the types: its result may be known all the same.
  if (!all_known && fits.size() == 1 && !may_hold_unseen(catalog, NameSpace::kFunction)) {
    return take(fits.front());
  }
  if (!all_known) return {};
  std::vector<Candidate> candidates;
  candidates.reserve(fits.size());
  for (const Fit& fit : fits) candidates.push_back(fit.candidate);
  candidates = matching(coercion, arguments.types, std::move(candidates));
  if (coercion.in_doubt()) return {};
  if (candidates.empty()) return not_found(catalog, name, coercion);
  std::optional<Candidate> best;
  if (candidates.size() == 1) {
    best = std::move(candidates.front());
  } else {
    best = select_candidate(coercion, arguments.types, std::move(candidates));
  }
  if (coercion.in_doubt()) return {};
  if (!best) {
    ResolvedCall ambiguous;
    if (!may_hold_unseen(catalog, NameSpace::kFunction)) ambiguous.answer = Answer::kAmbiguous;
    return ambiguous;
  }
  const auto chosen = std::find_if(fits.begin(), fits.end(), [&](const Fit& fit) {
    return fit.candidate.source == best->source;
  });
  return take(*chosen);
}

}  // namespace ashlar::catalog
