#include "compiler/catalog/statements/routines.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

std::vector<Type> types_of(const Catalog& catalog, const std::vector<sql::TypeName>& written) {
  std::vector<Type> types;
  types.reserve(written.size());
  for (const sql::TypeName& type : written) types.push_back(resolve_type(catalog, type));
  return types;
}

/// All parameters but the columns of RETURNS TABLE.
std::vector<Type> all_types(const Function& function) {
  std::vector<Type> types;
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.mode != sql::ParameterMode::kTable) types.push_back(parameter.type);
  }
  return types;
}

bool may_be(const Function& function, sql::ObjectKind wanted) {
  using sql::ObjectKind;
  // DROP FUNCTION and its kin take no procedure; ROUTINE takes all. (parse_func.c,
  // LookupFuncWithArgs)
  if (wanted == ObjectKind::kProcedure) return function.kind == ObjectKind::kProcedure;
  if (wanted == ObjectKind::kAggregate) return function.kind == ObjectKind::kAggregate;
  if (wanted == ObjectKind::kFunction) return function.kind != ObjectKind::kProcedure;
  return true;
}

std::string_view kind_words(sql::ObjectKind kind) {
  if (kind == sql::ObjectKind::kProcedure) return "procedure";
  if (kind == sql::ObjectKind::kAggregate) return "aggregate function";
  return "function";
}

/// True where no function of the name and of unknown arguments can be anywhere.
bool is_surely_no_routine(const Catalog& catalog, const sql::QualifiedName& name) {
  if (!is_surely_absent(catalog, NameSpace::kFunction, name)) return false;
  for (const Object* candidate : catalog.find_functions(name)) {
    for (const Type& type : std::get<Function>(candidate->data).arguments) {
      // A type that the catalog does not hold may be the one that is meant.
      if (type.schema.empty()) return false;
    }
  }
  return true;
}

std::string wanted_words(const sql::ObjectRef& reference, const Catalog& catalog) {
  std::string text = words_of(reference.name);
  if (!reference.has_arguments) return text;
  text += "(";
  bool first = true;
  for (const Type& type : types_of(catalog, reference.arguments)) {
    if (!first) text += ", ";
    first = false;
    text += format_type_name(type);
  }
  return text + ")";
}

void refuse_unknown_routine(Editor& editor, const sql::ObjectRef& reference, Span where) {
  const Catalog& catalog = editor.catalog();
  const std::vector<const Object*> candidates = catalog.find_functions(reference.name);
  std::string help;
  if (candidates.size() == 1) {
    help = "did you mean `" + routine_words(*candidates.front()) + "`?";
  } else if (candidates.empty()) {
    help = missing_function_help(catalog, reference.name);
  }
  refuse(editor, ProblemKind::kUnknownFunction, "42883",
         std::string(kind_words(reference.kind)) + " `" + wanted_words(reference, catalog) +
             "` does not exist",
         span_of(reference.name.name, where), std::move(help));
}

/// The name alone means several.
bool is_ambiguous(const Catalog& catalog, const sql::ObjectRef& reference) {
  if (reference.has_arguments) return false;
  std::size_t count = 0;
  for (const Object* candidate : catalog.find_functions(reference.name)) {
    if (may_be(std::get<Function>(candidate->data), reference.kind)) ++count;
  }
  return count > 1;
}

}  // namespace

bool is_input(sql::ParameterMode mode) {
  switch (mode) {
    case sql::ParameterMode::kIn:
    case sql::ParameterMode::kInOut:
    case sql::ParameterMode::kVariadic:
      return true;
    case sql::ParameterMode::kOut:
    case sql::ParameterMode::kTable:
      return false;
  }
  return false;
}

bool matches_type(const Type& a, const Type& b) {
  // A type that the catalog does not hold has the schema that was written, if any.
  const bool schema = a.schema == b.schema || a.schema.empty() || b.schema.empty();
  return schema && a.name == b.name && (a.array_dimensions > 0) == (b.array_dimensions > 0);
}

bool matching_types(const std::vector<Type>& a, const std::vector<Type>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), matches_type);
}

std::vector<FunctionParameter> parameters_of(Editor& editor,
                                             const std::vector<sql::Parameter>& written) {
  std::vector<FunctionParameter> parameters;
  parameters.reserve(written.size());
  for (const sql::Parameter& each : written) {
    FunctionParameter parameter;
    parameter.name = each.name.text;
    parameter.type = resolve_type(editor.catalog(), each.type);
    parameter.type.modifiers.clear();
    parameter.mode = each.mode;
    if (each.default_value.has_value()) {
      parameter.default_value = bind_expression(editor, *each.default_value,
                                                {Place::kParameterDefault, 0, parameter.type});
    }
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

std::vector<Type> input_types(const std::vector<FunctionParameter>& parameters) {
  std::vector<Type> types;
  for (const FunctionParameter& parameter : parameters) {
    if (is_input(parameter.mode)) types.push_back(parameter.type);
  }
  return types;
}

std::string routine_words(const Object& object) {
  return object.name + signature(std::get<Function>(object.data));
}

const Object* find_function(const Catalog& catalog, const sql::ObjectRef& reference) {
  std::vector<const Object*> candidates = catalog.find_functions(reference.name);
  if (!reference.has_arguments) {
    std::erase_if(candidates, [&](const Object* candidate) {
      return !may_be(std::get<Function>(candidate->data), reference.kind);
    });
    return candidates.size() == 1 ? candidates.front() : nullptr;
  }
  const std::vector<Type> arguments = types_of(catalog, reference.arguments);
  for (const Object* candidate : candidates) {
    if (matching_types(std::get<Function>(candidate->data).arguments, arguments)) return candidate;
  }
  // Of procedures the list may have the OUT parameters too. (parse_func.c, LookupFuncWithArgs)
  if (reference.kind != sql::ObjectKind::kProcedure &&
      reference.kind != sql::ObjectKind::kRoutine) {
    return nullptr;
  }
  for (const Object* candidate : candidates) {
    const auto& function = std::get<Function>(candidate->data);
    if (function.kind == sql::ObjectKind::kProcedure &&
        matching_types(all_types(function), arguments)) {
      return candidate;
    }
  }
  return nullptr;
}

const Object* require_routine(Editor& editor, const sql::ObjectRef& reference, Span where) {
  const Catalog& catalog = editor.catalog();
  const Object* object = find_function(catalog, reference);
  if (object != nullptr) {
    const auto& function = std::get<Function>(object->data);
    if (may_be(function, reference.kind)) return object;
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "`" + routine_words(*object) + "` is not a" +
               (reference.kind == sql::ObjectKind::kAggregate ? "n " : " ") +
               std::string(kind_words(reference.kind)),
           span_of(reference.name.name, where),
           "it is a " + std::string(kind_words(function.kind)));
    return nullptr;
  }
  if (!reference.name.schema.empty() && refuse_unknown_schema(editor, reference.name.schema)) {
    return nullptr;
  }
  if (!is_surely_no_routine(catalog, reference.name)) return nullptr;
  if (is_ambiguous(catalog, reference)) {
    refuse(editor, ProblemKind::kAmbiguousName, "42725",
           std::string(kind_words(reference.kind)) + " name `" + words_of(reference.name) +
               "` is not unique",
           span_of(reference.name.name, where),
           "specify the argument list to select it unambiguously");
    return nullptr;
  }
  for (const sql::TypeName& type : reference.arguments) {
    if (refuse_missing_type(editor, type)) return nullptr;
  }
  refuse_unknown_routine(editor, reference, where);
  return nullptr;
}

CalledFunction find_called(Editor& editor, const sql::QualifiedName& name, CalledFor purpose,
                           Span where) {
  const Catalog& catalog = editor.catalog();
  for (const Object* candidate : catalog.find_functions(name)) {
    const auto& function = std::get<Function>(candidate->data);
    if (!function.arguments.empty()) continue;
    const std::string_view wanted = purpose == CalledFor::kTrigger ? "trigger" : "event_trigger";
    const bool known = function.returns.has_value() && !function.returns->set_of;
    if (known && function.returns->name != wanted && function.returns->schema == "pg_catalog") {
      refuse(editor, ProblemKind::kInvalidDefinition, "42P17",
             "function `" + candidate->name + "` must return type `" + std::string(wanted) + "`",
             span_of(name.name, where));
      return {nullptr, true};
    }
    return {candidate, false};
  }
  if (!name.schema.empty() && refuse_unknown_schema(editor, name.schema)) return {nullptr, true};
  if (!is_surely_no_routine(catalog, name)) return {};
  sql::ObjectRef reference;
  reference.kind = sql::ObjectKind::kFunction;
  reference.name = name;
  reference.has_arguments = true;
  refuse_unknown_routine(editor, reference, where);
  return {nullptr, true};
}

}  // namespace ashlar::catalog
