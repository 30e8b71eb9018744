// Functions and procedures.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_data.h"
#include "grammar/postgres/lower_inner_statements.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/parser.h"

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

/// The values of SET as SQL: the server takes a number as a string too.
std::string setting_value(const sql::SetVariable& set) {
  if (set.values.size() == 1 && set.values.front() == "from current") return "FROM CURRENT";
  std::string text;
  for (const std::string& value : set.values) {
    if (!text.empty()) text += ", ";
    text += quote_literal(value);
  }
  return text;
}

/// SET name = value, as an option of its own name; empty for TO DEFAULT, which sets nothing.
std::optional<sql::Option> setting(const Lowering& in, const Node& node, Span span) {
  const sql::SetVariable set = set_variable(in, node);
  if (set.reset) return std::nullopt;
  return sql::Option{set.name, setting_value(set), span};
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
    option.value = set.reset ? std::string() : setting_value(set);
  }
  return result;
}

void read_body(const Lowering& in, const Node& option, sql::CreateFunction& function) {
  // AS 'body', or AS 'object file', 'link symbol'
  const NodeList strings = items(option.child("arg"));
  function.body = string_value(strings.front());
  function.body_span = in.tokens.span(in.token(option) + 1);
  if (strings.size() > 1) function.link_symbol = string_value(strings.back());
}

/// What says how the routine behaves, beside its volatility.
void read_behaviour(const Lowering& in, const Node& option, sql::CreateFunction& function) {
  const std::string_view name = option.text("defname");
  const Node argument = option.child("arg");
  if (name == "strict") function.strict = argument.flag("boolval");
  if (name == "security") function.security_definer = argument.flag("boolval");
  if (name == "leakproof") function.leakproof = argument.flag("boolval");
  if (name == "window") function.window = argument.flag("boolval");
  if (name == "parallel") function.parallel = string_value(argument);
  if (name == "cost") function.cost = option_value(in, argument);
  if (name == "rows") function.rows = option_value(in, argument);
  if (name == "support") {
    function.support = qualified_at(in, in.token(option) + 1, string_values(items(argument)));
  }
  if (name == "transform") {
    for (const Node& type : items(argument)) function.transforms.push_back(type_name(in, type));
  }
}

void read_option(const Lowering& in, const Node& option, Span span, sql::CreateFunction& function) {
  const std::string_view name = option.text("defname");
  const Node argument = option.child("arg");
  if (name == "language") {
    function.language = string_value(argument);
    function.language_span = in.tokens.span(in.token(option) + 1);
  } else if (name == "as") {
    read_body(in, option, function);
  } else if (name == "volatility") {
    const std::string_view value = string_value(argument);
    if (value == "immutable") function.volatility = sql::Volatility::kImmutable;
    if (value == "stable") function.volatility = sql::Volatility::kStable;
  } else if (name == "set") {
    if (std::optional<sql::Option> set = setting(in, argument, span)) {
      function.settings.push_back(*std::move(set));
    }
  } else {
    read_behaviour(in, option, function);
  }
}

/// RETURN expression, or BEGIN ATOMIC statements END, from token `first` on.
void read_atomic_body(const Lowering& in, const Node& body, std::size_t first,
                      sql::CreateFunction& function) {
  function.atomic_body = in.tokens.between(first, in.tokens.size());
  function.references = digest(in, body).references;
  if (body.is("ReturnStmt")) {
    function.returned = expression(in, body.child("returnval"), first + 1, in.tokens.size());
    return;
  }
  // The tree has the list of statements in a list of its own.
  const NodeList statements = items(items(body).front());
  if (statements.empty()) return;
  function.statements = inner_statements(in, statements, first + 2, in.tokens.size() - 1);
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
  if (const Node body = node.child("sql_body")) {
    read_atomic_body(in, body, body_begin(in, node), function);
  }
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
