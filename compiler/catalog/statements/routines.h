#pragma once

// Functions, procedures and aggregates by name and argument types, and what the server refuses
// about them. Private to compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/objects.h"

namespace ashlar::catalog {

/// True of IN, INOUT and VARIADIC parameters: those that a call gives and a signature has.
[[nodiscard]] bool is_input(sql::ParameterMode mode);
/// The same type, or one of a schema that is not known under the same name.
[[nodiscard]] bool matches_type(const Type& a, const Type& b);
[[nodiscard]] bool matching_types(const std::vector<Type>& a, const std::vector<Type>& b);

/// The parameters as declared; defaults are bound.
[[nodiscard]] std::vector<FunctionParameter> parameters_of(
    Editor& editor, const std::vector<sql::Parameter>& written);
/// The types of the parameters that a call gives.
[[nodiscard]] std::vector<Type> input_types(const std::vector<FunctionParameter>& parameters);

/// `f(integer, text)`, as messages and hints print it.
[[nodiscard]] std::string routine_words(const Object& object);

/// The function of no arguments that a trigger calls; null where the catalog does not hold it, and
/// then the statement is refused if it surely does not exist, or does not return `result`.
enum class CalledFor { kTrigger, kEventTrigger };
struct CalledFunction {
  const Object* object = nullptr;
  bool refused = false;
};
[[nodiscard]] CalledFunction find_called(Editor& editor, const sql::QualifiedName& name,
                                         CalledFor purpose, Span where);

/// The routine that the reference means. Null where there is none, and then the statement is
/// refused if that is sure: unknown, ambiguous, or of another kind.
[[nodiscard]] const Object* require_routine(Editor& editor, const sql::ObjectRef& reference,
                                            Span where);

}  // namespace ashlar::catalog
