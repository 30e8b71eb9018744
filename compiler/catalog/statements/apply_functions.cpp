// CREATE and ALTER FUNCTION and PROCEDURE (functioncmds.c, pg_proc.c).

#include <algorithm>
#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/routine_bodies.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/routines.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

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

/// The path as SET … FROM CURRENT keeps it. Other settings are not followed.
std::string current_value(const Editor& editor, const std::string& name) {
  if (name != "search_path") return {};
  if (editor.has_default_path()) return "'$user', 'public'";
  std::string text;
  for (const std::string& schema : editor.catalog().search_path()) {
    if (!text.empty()) text += ", ";
    text += postgres::quote_literal(schema);
  }
  return text.empty() ? "''" : text;
}

void set_setting(Editor& editor, Settings& settings, const std::string& name, std::string value) {
  if (value == "FROM CURRENT") {
    value = current_value(editor, name);
    if (value.empty()) {
      editor.note_not_modelled("SET " + name + " FROM CURRENT");
      return;
    }
  }
  const auto at = std::find_if(settings.begin(), settings.end(),
                               [&name](const Setting& setting) { return setting.name == name; });
  if (at != settings.end()) {
    at->value = std::move(value);
  } else {
    settings.push_back({name, std::move(value)});
  }
}

/// Unsafe is what nothing says.
std::string parallel_safety(const std::string& written) {
  return written == "unsafe" ? std::string() : written;
}

/// What nobody says is not kept. (functioncmds.c, CreateFunction)
std::string cost_of(const std::string& written, const std::string& language) {
  const bool compiled = language == "internal" || language == "c";
  return written == (compiled ? "1" : "100") ? std::string() : written;
}
std::string rows_of(const std::string& written) {
  return written == "1000" ? std::string() : written;
}

/// A support function by name, which takes one `internal`.
std::string support_name(const Catalog& catalog, const sql::QualifiedName& name) {
  if (name.name.empty()) return {};
  for (const Object* candidate : catalog.find_functions(name))
    return sql_name(catalog, candidate->id);
  std::string text = postgres::quote_identifier(name.name.text);
  if (name.schema.empty()) return text;
  return postgres::quote_identifier(name.schema.text) + "." + text;
}

SqlText atomic_body(Editor& editor, const sql::CreateFunction& statement,
                    const std::vector<FunctionParameter>& parameters) {
  if (statement.atomic_body.empty()) return {};
  Body body;
  body.whole = statement.atomic_body;
  body.statements = &statement.statements;
  if (statement.returned.has_value()) body.expression = &*statement.returned;
  body.parameters = &parameters;
  body.function_name = statement.name.name.text;
  return bind_body(editor, body);
}

Function function_of(Editor& editor, const sql::CreateFunction& statement) {
  const Catalog& catalog = editor.catalog();
  Function function;
  function.kind = statement.procedure ? sql::ObjectKind::kProcedure : sql::ObjectKind::kFunction;
  function.parameters = parameters_of(editor, statement.parameters);
  function.arguments = input_types(function.parameters);
  if (statement.returns.has_value()) {
    function.returns = resolve_type(catalog, *statement.returns);
    function.returns->modifiers.clear();
    function.returns->set_of = statement.returns->set_of;
  }
  function.language = statement.language;
  function.volatility = statement.volatility;
  function.strict = statement.strict;
  function.security_definer = statement.security_definer;
  function.leakproof = statement.leakproof;
  function.window = statement.window;
  function.parallel = parallel_safety(statement.parallel);
  function.cost = cost_of(statement.cost, statement.language);
  function.rows = rows_of(statement.rows);
  function.support = support_name(catalog, statement.support);
  for (const sql::TypeName& type : statement.transforms) {
    function.transforms.push_back(resolve_type(catalog, type));
  }
  for (const sql::Option& setting : statement.settings) {
    set_setting(editor, function.settings, setting.name, setting.value);
  }
  if (statement.body.has_value()) function.body = *statement.body;
  if (statement.link_symbol.has_value()) function.link_symbol = *statement.link_symbol;
  function.atomic_body = atomic_body(editor, statement, function.parameters);
  function.inlines_to_constant = statement.language == "sql" && !statement.procedure &&
                                 statement.body.has_value() && is_constant_body(*statement.body);
  return function;
}

void depend_function(Editor& editor, ObjectId id, const sql::CreateFunction& statement) {
  const Catalog& catalog = editor.catalog();
  for (const sql::Parameter& parameter : statement.parameters) {
    depend_on_type(editor, id, 0, resolve_type(catalog, parameter.type));
  }
  if (statement.returns.has_value()) {
    depend_on_type(editor, id, 0, resolve_type(catalog, *statement.returns));
  }
  for (const sql::TypeName& type : statement.transforms) {
    depend_on_type(editor, id, 0, resolve_type(catalog, type));
  }
  if (const Object* language =
          find_other_in(catalog, {}, sql::ObjectKind::kLanguage, statement.language, {})) {
    editor.depend({id, 0, language->id, 0, DependencyKind::kNormal});
  }
  for (const Object* support : catalog.find_functions(statement.support)) {
    editor.depend({id, 0, support->id, 0, DependencyKind::kNormal});
  }
  if (const auto* function = catalog.get_as<Function>(id)) {
    const Function copy = *function;
    depend_on_text(editor, id, 0, copy.atomic_body);
    for (const FunctionParameter& parameter : copy.parameters) {
      depend_on_text(editor, id, 0, parameter.default_value);
    }
  }
}

/// The languages of the server itself; an extension may have brought any other.
bool refuse_unknown_language(Editor& editor, const sql::CreateFunction& statement) {
  const std::string& language = statement.language;
  const Catalog& catalog = editor.catalog();
  if (language == "sql" || language == "plpgsql" || language == "c" || language == "internal") {
    return false;
  }
  if (catalog.is_doubtful() || statement.language_span.empty() ||
      find_other_in(catalog, {}, sql::ObjectKind::kLanguage, language, {}) != nullptr) {
    return false;
  }
  bool extension = false;
  catalog.for_each_object([&](const Object& object) {
    if (std::holds_alternative<Extension>(object.data)) extension = true;
  });
  if (extension) return false;
  refuse(editor, ProblemKind::kUnknownObject, "42704", "language `" + language + "` does not exist",
         statement.language_span,
         "an extension of the name may bring it: `CREATE EXTENSION " + language + "`");
  return true;
}

bool refuse_unknown_types(Editor& editor, const sql::CreateFunction& statement) {
  for (const sql::Parameter& parameter : statement.parameters) {
    if (refuse_missing_type(editor, parameter.type)) return true;
  }
  // A result type that is missing becomes a shell. (functioncmds.c, compute_return_type)
  const bool makes_shell = statement.language == "c" || statement.language == "internal";
  return statement.returns.has_value() && !makes_shell &&
         refuse_missing_type(editor, *statement.returns);
}

/// C functions may return a type that is yet to be defined: it becomes a shell. (functioncmds.c,
/// compute_return_type)
void add_missing_shell(Editor& editor, const sql::CreateFunction& statement) {
  if (statement.language != "c" && statement.language != "internal") return;
  if (!statement.returns.has_value()) return;
  const sql::QualifiedName& name = statement.returns->name;
  if (name.name.empty() || name.name.text.find('%') != std::string::npos) return;
  if (resolve_type(editor.catalog(), *statement.returns).id != 0) return;
  if (!is_surely_absent(editor.catalog(), NameSpace::kType, name)) return;
  std::string schema = editor.catalog().creation_schema(name);
  if (!schema.empty()) editor.add(std::move(schema), name.name.text, OtherType{}, name.span);
}

bool is_output(sql::ParameterMode mode) {
  return mode == sql::ParameterMode::kOut || mode == sql::ParameterMode::kInOut ||
         mode == sql::ParameterMode::kTable;
}

/// What a call gives back: the declared type, or what the OUT parameters say.
std::vector<FunctionParameter> outputs(const Function& function) {
  std::vector<FunctionParameter> found;
  for (const FunctionParameter& parameter : function.parameters) {
    if (is_output(parameter.mode)) found.push_back(parameter);
  }
  return found;
}

bool same_result(const Function& a, const Function& b) {
  const std::vector<FunctionParameter> of_a = outputs(a);
  const std::vector<FunctionParameter> of_b = outputs(b);
  if (of_a.size() != of_b.size()) return false;
  // One output is the result itself, whose name does not matter.
  for (std::size_t i = 0; i < of_a.size(); ++i) {
    if (!matches_type(of_a[i].type, of_b[i].type)) return false;
    if (of_a.size() > 1 && of_a[i].name != of_b[i].name) return false;
  }
  if (a.returns.has_value() != b.returns.has_value()) return !of_a.empty();
  if (!a.returns.has_value()) return true;
  return matches_type(*a.returns, *b.returns) && a.returns->set_of == b.returns->set_of;
}

std::vector<const FunctionParameter*> inputs(const Function& function) {
  std::vector<const FunctionParameter*> found;
  for (const FunctionParameter& parameter : function.parameters) {
    if (is_input(parameter.mode)) found.push_back(&parameter);
  }
  return found;
}

/// What CREATE OR REPLACE may not change. (pg_proc.c, ProcedureCreate)
bool refuse_routine_replacement(Editor& editor, const Object& present, const Function& after,
                                const sql::CreateFunction& statement) {
  const auto& before = std::get<Function>(present.data);
  const Span where = statement.name.name.span;
  const bool procedure = before.kind == sql::ObjectKind::kProcedure;
  const std::string drop = std::string("drop it first: `DROP ") +
                           (procedure ? "PROCEDURE " : "FUNCTION ") + routine_words(present) + "`";
  if (editor.catalog().is_doubtful({NameSpace::kFunction, present.schema, present.name})) {
    return false;
  }
  if (before.kind != after.kind) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "cannot change routine kind of `" + present.name + "`", where);
    return true;
  }
  if (!procedure && !same_result(before, after)) {
    const Span result = statement.returns.has_value() ? statement.returns->span : where;
    refuse(editor, ProblemKind::kInvalidDefinition, "42P13",
           "cannot change return type of existing function", result, drop);
    return true;
  }
  const auto old_inputs = inputs(before);
  const auto new_inputs = inputs(after);
  bool lost_default = false;
  for (std::size_t i = 0; i < old_inputs.size() && i < new_inputs.size(); ++i) {
    const std::string& name = old_inputs[i]->name;
    if (!name.empty() && name != new_inputs[i]->name) {
      refuse(editor, ProblemKind::kInvalidDefinition, "42P13",
             "cannot change name of input parameter `" + name + "`", where, drop);
      return true;
    }
    lost_default |= !old_inputs[i]->default_value.empty() && new_inputs[i]->default_value.empty();
  }
  if (!lost_default) return false;
  refuse(editor, ProblemKind::kInvalidDefinition, "42P13",
         "cannot remove parameter defaults from existing function", where, drop);
  return true;
}

bool refuse_parameters(Editor& editor, const sql::CreateFunction& statement) {
  std::vector<std::string> inputs_seen;
  std::vector<std::string> outputs_seen;
  bool defaulted = false;
  for (const sql::Parameter& parameter : statement.parameters) {
    const std::string& name = parameter.name.text;
    const auto seen = [&name](const std::vector<std::string>& names) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    const bool input = is_input(parameter.mode);
    const bool output = is_output(parameter.mode);
    // What only goes in may bear the name of what only comes out. (functioncmds.c,
    // interpret_function_parameter_list)
    if (!name.empty() && ((input && seen(inputs_seen)) || (output && seen(outputs_seen)))) {
      refuse(editor, ProblemKind::kInvalidDefinition, "42P13",
             "parameter name `" + name + "` used more than once", parameter.name.span);
      return true;
    }
    if (input) inputs_seen.push_back(name);
    if (output) outputs_seen.push_back(name);
    if (!input) continue;
    if (parameter.default_value.has_value()) {
      defaulted = true;
    } else if (defaulted && parameter.mode != sql::ParameterMode::kVariadic) {
      refuse(editor, ProblemKind::kInvalidDefinition, "42P13",
             "input parameters after one with a default value must also have defaults",
             parameter.type.span);
      return true;
    }
  }
  return false;
}

bool truth(const std::string& value) { return value == "true"; }

void alter(Editor& editor, ObjectId id, const sql::Option& option) {
  auto* function = editor.edit<Function>(id);
  const std::string& name = option.name;
  const std::string& value = option.value;
  if (name == "volatility") {
    function->volatility = value == "immutable" ? sql::Volatility::kImmutable
                           : value == "stable"  ? sql::Volatility::kStable
                                                : sql::Volatility::kVolatile;
  } else if (name == "strict") {
    function->strict = truth(value);
  } else if (name == "security") {
    function->security_definer = truth(value);
  } else if (name == "leakproof") {
    function->leakproof = truth(value);
  } else if (name == "parallel") {
    function->parallel = parallel_safety(value);
  } else if (name == "cost") {
    function->cost = cost_of(value, function->language);
  } else if (name == "rows") {
    function->rows = rows_of(value);
  } else if (name == "support") {
    const std::string words = editor.text(option.span);  // SUPPORT name
    function->support =
        support_name(editor.catalog(), name_in_text(words.substr(std::min<std::size_t>(
                                           words.size(), std::string_view("SUPPORT").size()))));
  } else if (name == "reset all") {
    function->settings.clear();
  } else if (name.starts_with("reset ")) {
    std::erase_if(function->settings, [&name](const Setting& setting) {
      return setting.name == std::string_view(name).substr(6);
    });
  } else if (name.starts_with("set ")) {
    set_setting(editor, function->settings, name.substr(4), value);
  }
}

}  // namespace

void perform(Editor& editor, const sql::CreateFunction& statement, Span where) {
  if (!statement.name.schema.empty() && refuse_unknown_schema(editor, statement.name.schema))
    return;
  std::string schema = editor.catalog().creation_schema(statement.name);
  if (schema.empty()) return;
  if (refuse_unknown_language(editor, statement) || refuse_unknown_types(editor, statement) ||
      refuse_parameters(editor, statement)) {
    return;
  }
  add_missing_shell(editor, statement);
  Function function = function_of(editor, statement);
  const std::string& name = statement.name.name.text;
  const NameKey key{NameSpace::kFunction, schema, name + signature(function)};
  ObjectId id = 0;
  if (const Object* present = editor.catalog().find(key)) {
    if (!statement.or_replace) {
      if (editor.catalog().is_doubtful({NameSpace::kFunction, schema, name})) return;
      editor.refuse({ProblemKind::kDuplicateFunction, "42723",
                     "function `" + name + "` already exists with same argument types",
                     statement.name.name.span, "`CREATE OR REPLACE` replaces it",
                     made_here(name, present->origin)});
      return;
    }
    if (refuse_routine_replacement(editor, *present, function, statement)) return;
    id = present->id;
    *editor.edit<Function>(id) = std::move(function);
    editor.forget_own_dependencies(id);
  } else {
    id = editor.add(std::move(schema), name, std::move(function), where);
  }
  depend_function(editor, id, statement);
  // It may call itself.
  refuse_sql_body(editor, statement, Function(*editor.catalog().get_as<Function>(id)));
}

void perform(Editor& editor, const sql::AlterFunction& statement, Span where) {
  const Object* object = require_routine(editor, statement.function, where);
  if (object == nullptr) return;
  const ObjectId id = object->id;
  if (std::get<Function>(object->data).kind == sql::ObjectKind::kAggregate) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "`" + object->name + "` is an aggregate function",
           span_of(statement.function.name.name, where));
    return;
  }
  for (const sql::Option& option : statement.options) alter(editor, id, option);
}

}  // namespace ashlar::catalog
