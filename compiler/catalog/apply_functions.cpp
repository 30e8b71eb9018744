// Functions and procedures, told apart by the types of their input arguments.

#include <algorithm>

#include "compiler/catalog/references.h"
#include "compiler/catalog/statements.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

bool is_input(const sql::Parameter& parameter) {
  switch (parameter.mode) {
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

/// `SELECT 1`, the way in which a whole body can be one constant. (optimizer/util/clauses.c,
/// inline_function)
bool is_constant_body(const std::string& body) {
  using Kind = postgres::Token::Kind;
  std::vector<postgres::Token> tokens = postgres::scan(body);
  if (!tokens.empty() && slice(body, tokens.back().span) == ";") tokens.pop_back();
  if (tokens.size() < 2 || tokens.size() > 3) return false;
  const std::string_view first = slice(body, tokens.front().span);
  const bool selects = first == "select" || first == "SELECT" || first == "Select";
  const bool constant = tokens.back().kind == Kind::kNumber || tokens.back().kind == Kind::kString;
  const bool sign = tokens.size() == 2 || slice(body, tokens[1].span) == "-";
  return selects && constant && sign;
}

Function function_of(const Catalog& catalog, const sql::CreateFunction& statement) {
  Function function;
  function.kind = statement.procedure ? sql::ObjectKind::kProcedure : sql::ObjectKind::kFunction;
  function.language = statement.language;
  function.volatility = statement.volatility;
  function.inlines_to_constant = statement.language == "sql" && !statement.procedure &&
                                 statement.body.has_value() && is_constant_body(*statement.body);
  for (const sql::Parameter& parameter : statement.parameters) {
    if (is_input(parameter)) function.arguments.push_back(resolve_type(catalog, parameter.type));
  }
  return function;
}

void depend_function(Editor& editor, ObjectId id, const sql::CreateFunction& statement) {
  for (const sql::Parameter& parameter : statement.parameters) {
    depend_on_type(editor, id, 0, resolve_type(editor.catalog(), parameter.type));
  }
  if (statement.returns.has_value()) {
    depend_on_type(editor, id, 0, resolve_type(editor.catalog(), *statement.returns));
  }
  depend_on_references(editor, id, 0, statement.references);
}

bool same_arguments(const std::vector<Type>& a, const std::vector<Type>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Type& x, const Type& y) {
    return x.schema == y.schema && x.name == y.name &&
           (x.array_dimensions > 0) == (y.array_dimensions > 0);
  });
}

}  // namespace

const Object* find_function(const Catalog& catalog, const sql::ObjectRef& reference) {
  const std::vector<const Object*> candidates = catalog.find_functions(reference.name);
  if (!reference.has_arguments) return candidates.size() == 1 ? candidates.front() : nullptr;
  std::vector<Type> arguments;
  for (const sql::TypeName& type : reference.arguments) {
    arguments.push_back(resolve_type(catalog, type));
  }
  for (const Object* candidate : candidates) {
    if (same_arguments(std::get<Function>(candidate->data).arguments, arguments)) return candidate;
  }
  return nullptr;
}

void perform(Editor& editor, const sql::CreateFunction& statement, Span where) {
  std::string schema = editor.catalog().creation_schema(statement.name);
  if (schema.empty()) return;
  Function function = function_of(editor.catalog(), statement);
  const std::string& name = statement.name.name.text;
  const NameKey key{NameSpace::kFunction, schema, name + signature(function)};
  ObjectId id = 0;
  if (const Object* present = editor.catalog().find(key)) {
    if (!statement.or_replace) return;
    id = present->id;
    *editor.edit<Function>(id) = std::move(function);
    editor.forget_own_dependencies(id);
  } else {
    id = editor.add(std::move(schema), name, std::move(function), where);
  }
  depend_function(editor, id, statement);
}

void perform(Editor& editor, const sql::AlterFunction& statement, Span) {
  const Object* object = find_function(editor.catalog(), statement.function);
  if (object == nullptr) return;
  auto* function = editor.edit<Function>(object->id);
  for (const sql::Option& option : statement.options) {
    if (option.name != "volatility") continue;
    if (option.value == "immutable") function->volatility = sql::Volatility::kImmutable;
    if (option.value == "stable") function->volatility = sql::Volatility::kStable;
    if (option.value == "volatile") function->volatility = sql::Volatility::kVolatile;
  }
}

}  // namespace ashlar::catalog
