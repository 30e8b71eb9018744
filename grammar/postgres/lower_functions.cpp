// Functions and procedures.

#include <algorithm>
#include <string>
#include <utility>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_data.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"

namespace ashlar::postgres {
namespace {

constexpr std::pair<std::string_view, sql::ParameterMode> kModes[] = {
    {"FUNC_PARAM_OUT", sql::ParameterMode::kOut},
    {"FUNC_PARAM_INOUT", sql::ParameterMode::kInOut},
    {"FUNC_PARAM_VARIADIC", sql::ParameterMode::kVariadic},
    {"FUNC_PARAM_TABLE", sql::ParameterMode::kTable},
};

sql::ParameterMode parameter_mode(std::string_view name) {
  for (const auto& [spelling, mode] : kModes) {
    if (spelling == name) return mode;
  }
  return sql::ParameterMode::kIn;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

/// SET name = value, as an option of its own name.
sql::Option setting(const Lowering& in, const Node& node, Span span) {
  const sql::SetVariable set = set_variable(in, node);
  return {set.name, joined(set.values), span};
}

/// The options of ALTER FUNCTION; settings are named `set x` and `reset x`.
std::vector<sql::Option> routine_options(const Lowering& in, const NodeList& list) {
  std::vector<sql::Option> result = clause_options(in, list, in.tokens.size());
  std::size_t index = 0;
  for (const Node& element : list) {
    sql::Option& option = result[index++];
    const Node argument = element.child("arg");
    if (!argument.is("VariableSetStmt")) continue;
    const sql::SetVariable set = set_variable(in, argument);
    option.name = (set.reset ? "reset " : "set ") + set.name;
    option.value = joined(set.values);
  }
  return result;
}

void read_body(const Lowering& in, const Node& option, sql::CreateFunction& function) {
  // AS 'body', or AS 'object file', 'link symbol'
  function.body = string_value(items(option.child("arg")).front());
  function.body_span = in.tokens.span(in.token(option) + 1);
}

void read_option(const Lowering& in, const Node& option, Span span, sql::CreateFunction& function) {
  const std::string_view name = option.text("defname");
  const Node argument = option.child("arg");
  if (name == "language") {
    function.language = string_value(argument);
  } else if (name == "as") {
    read_body(in, option, function);
  } else if (name == "volatility") {
    const std::string_view value = string_value(argument);
    if (value == "immutable") function.volatility = sql::Volatility::kImmutable;
    if (value == "stable") function.volatility = sql::Volatility::kStable;
  } else if (name == "strict") {
    function.strict = argument.flag("boolval");
  } else if (name == "security") {
    function.security_definer = argument.flag("boolval");
  } else if (name == "set") {
    function.settings.push_back(setting(in, argument, span));
  }
}

/// The token at which RETURN … or BEGIN ATOMIC … starts; the end of the statement without one.
std::size_t body_begin(const Lowering& in, const Node& node) {
  if (!node.has("sql_body")) return in.tokens.size();
  std::size_t from = 2;
  for (const Node& option : node.list("options")) from = std::max(from, in.token(option) + 1);
  return std::min(in.tokens.find_outer_word(from, "RETURN"),
                  in.tokens.find_outer_word(from, "BEGIN"));
}

/// RETURNS TABLE (…): the tree has a type that the grammar made up at the place of TABLE.
sql::TypeName return_type(const Lowering& in, const Node& node) {
  const std::size_t at = in.token(node);
  if (!in.tokens.word(at, "TABLE")) return type_name(in, node);
  sql::TypeName type;
  type.set_of = true;
  const std::vector<std::string_view> parts = string_values(node.list("names"));
  type.name.name.text = parts.empty() ? "record" : std::string(parts.back());
  if (parts.size() > 1) type.name.schema.text = parts[parts.size() - 2];
  type.array_dimensions = static_cast<std::uint32_t>(node.list("arrayBounds").size());
  type.span = in.tokens.between(at, in.tokens.closing(at + 1) + 1);
  return type;
}

}  // namespace

sql::Parameter parameter(const Lowering& in, const Node& node) {
  sql::Parameter result;
  const Node type = node.child("argType");
  result.type = type_name(in, type);
  result.mode = parameter_mode(node.text("mode"));
  if (node.has("name")) {
    // [mode] name type, or name mode type: no mode can be a name.
    result.name.text = node.text("name");
    std::size_t at = in.tokens.at(result.type.span.begin);
    for (int steps = 0; steps < 3 && at > 0 && result.name.span.empty(); ++steps) {
      result.name = name_at(in, --at, node.text("name"));
    }
  }
  if (const Node value = node.child("defexpr")) {
    const std::size_t first = after_type(in, type) + 1;
    result.default_value = expression(in, value, first, in.tokens.element_end(first));
  }
  return result;
}

sql::StatementNode lower_create_function(const Lowering& in, const Node& node) {
  sql::CreateFunction function;
  function.procedure = node.flag("is_procedure");
  function.or_replace = node.flag("replace");
  function.name =
      qualified_at(in, after_create(in.tokens) + 1, string_values(node.list("funcname")));
  for (const Node& item : node.list("parameters")) {
    function.parameters.push_back(parameter(in, item));
  }
  if (const Node type = node.child("returnType")) function.returns = return_type(in, type);
  const NodeList list = node.list("options");
  const std::vector<sql::Option> placed = clause_options(in, list, body_begin(in, node));
  std::size_t index = 0;
  for (const Node& option : list) read_option(in, option, placed[index++].span, function);
  if (const Node body = node.child("sql_body")) function.references = digest(in, body).references;
  return function;
}

sql::StatementNode lower_alter_function(const Lowering& in, const Node& node) {
  sql::AlterFunction change;
  std::size_t at = 2;
  change.function = routine_ref(in, object_kind(node.text("objtype")), node.child("func"), at);
  change.options = routine_options(in, node.list("actions"));
  return change;
}

}  // namespace ashlar::postgres
