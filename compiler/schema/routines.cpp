#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

using catalog::Function;
using catalog::FunctionParameter;
using postgres::quote_identifier;

std::string_view mode_text(sql::ParameterMode mode) {
  switch (mode) {
    case sql::ParameterMode::kIn:
    case sql::ParameterMode::kTable:
      return "";
    case sql::ParameterMode::kOut:
      return "OUT ";
    case sql::ParameterMode::kInOut:
      return "INOUT ";
    case sql::ParameterMode::kVariadic:
      return "VARIADIC ";
  }
  return "";
}

std::string parameter_text(const Catalog& catalog, const FunctionParameter& parameter) {
  std::string text(mode_text(parameter.mode));
  if (!parameter.name.empty()) text += quote_identifier(parameter.name) + " ";
  text += plain_type_text(catalog, parameter.type);
  if (!parameter.default_value.empty()) {
    text += " DEFAULT " + render(catalog, parameter.default_value);
  }
  return text;
}

/// Short lists on one line.
std::string list_text(const std::vector<std::string>& parts) {
  const std::string line = "(" + joined(parts) + ")";
  return line.size() <= 72 ? line : "(\n    " + joined(parts, ",\n    ") + "\n)";
}

std::string parameters_text(const Catalog& catalog, const Function& function) {
  std::vector<std::string> parts;
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.mode == sql::ParameterMode::kTable) continue;
    parts.push_back(parameter_text(catalog, parameter));
  }
  return list_text(parts);
}

std::string returns_text(const Catalog& catalog, const Function& function) {
  std::vector<std::string> columns;
  for (const FunctionParameter& parameter : function.parameters) {
    if (parameter.mode != sql::ParameterMode::kTable) continue;
    columns.push_back(quote_identifier(parameter.name) + " " +
                      plain_type_text(catalog, parameter.type));
  }
  if (!columns.empty()) return "\n    RETURNS TABLE " + list_text(columns);
  if (!function.returns.has_value()) return "";
  return fmt::format("\n    RETURNS {}{}", function.returns->set_of ? "SETOF " : "",
                     plain_type_text(catalog, *function.returns));
}

std::string_view volatility_text(sql::Volatility volatility) {
  switch (volatility) {
    case sql::Volatility::kVolatile:
      return "";
    case sql::Volatility::kStable:
      return " STABLE";
    case sql::Volatility::kImmutable:
      return " IMMUTABLE";
  }
  return "";
}

std::string attributes_text(const Catalog& catalog, const Function& function) {
  std::string text = "\n    LANGUAGE " + quote_identifier(function.language);
  if (!function.transforms.empty()) {
    std::vector<std::string> types;
    for (const catalog::Type& type : function.transforms) {
      types.push_back("FOR TYPE " + plain_type_text(catalog, type));
    }
    text += " TRANSFORM " + joined(types);
  }
  if (function.window) text += " WINDOW";
  text += volatility_text(function.volatility);
  if (function.leakproof) text += " LEAKPROOF";
  if (function.strict) text += " STRICT";
  if (function.security_definer) text += " SECURITY DEFINER";
  if (!function.parallel.empty() && function.parallel != "unsafe") {
    text += " PARALLEL " + upper(function.parallel);
  }
  if (!function.cost.empty()) text += " COST " + function.cost;
  if (!function.rows.empty()) text += " ROWS " + function.rows;
  if (!function.support.empty()) text += " SUPPORT " + function.support;
  for (const catalog::Setting& setting : function.settings) {
    text += fmt::format("\n    SET {} TO {}", setting.name, setting.value);
  }
  return text;
}

/// `$tag$body$tag$` with a tag that the body does not have; it must not end in `$` before it.
std::string dollar_quoted(const std::string& body) {
  std::string tag = "$$";
  for (int number = 0; body.find(tag) != std::string::npos || (body.ends_with('$') && tag == "$$");
       ++number) {
    tag = number == 0 ? "$body$" : fmt::format("$body{}$", number);
  }
  return tag + body + tag;
}

std::string body_text(const Catalog& catalog, const Function& function) {
  if (!function.atomic_body.empty()) return "\n" + render(catalog, function.atomic_body);
  if (!function.link_symbol.empty() || function.language == "c" ||
      function.language == "internal") {
    std::string text = "\n    AS " + postgres::quote_literal(function.body);
    if (!function.link_symbol.empty()) text += ", " + postgres::quote_literal(function.link_symbol);
    return text;
  }
  return "\n    AS " + dollar_quoted(function.body);
}

std::string routine_text(const Catalog& catalog, const Object& object, const Function& function) {
  const bool procedure = function.kind == sql::ObjectKind::kProcedure;
  std::string text = fmt::format("CREATE {} {}{}", procedure ? "PROCEDURE" : "FUNCTION",
                                 sql_name(catalog, object.id), parameters_text(catalog, function));
  if (!procedure) text += returns_text(catalog, function);
  text += attributes_text(catalog, function);
  text += body_text(catalog, function);
  // What ends a body is no comment, whatever stands before it on the line.
  return text + ";\n";
}

std::string aggregate_parameters(const Catalog& catalog, const Function& function) {
  if (function.parameters.empty()) return arguments_text(catalog, function);
  std::vector<std::string> parts;
  for (const FunctionParameter& parameter : function.parameters) {
    parts.push_back(parameter_text(catalog, parameter));
  }
  if (!function.direct_arguments.has_value()) return "(" + joined(parts) + ")";
  const auto direct =
      static_cast<std::ptrdiff_t>(std::min<std::size_t>(*function.direct_arguments, parts.size()));
  const std::vector<std::string> before(parts.begin(), parts.begin() + direct);
  const std::vector<std::string> after(parts.begin() + direct, parts.end());
  // With one VARIADIC "any" for both, the direct arguments stand on both sides.
  return fmt::format("({}{}ORDER BY {})", joined(before), before.empty() ? "" : " ",
                     joined(after.empty() ? before : after));
}

std::string aggregate_text(const Catalog& catalog, const Object& object, const Function& function) {
  std::vector<std::string> parts;
  for (const catalog::Setting& setting : function.aggregate) {
    parts.push_back(setting.value.empty() ? upper(setting.name)
                                          : upper(setting.name) + " = " + setting.value);
  }
  if (!function.parallel.empty()) parts.push_back("PARALLEL = " + upper(function.parallel));
  return statement(fmt::format("CREATE AGGREGATE {}{} (\n    {}\n)", sql_name(catalog, object.id),
                               aggregate_parameters(catalog, function), joined(parts, ",\n    ")));
}

/// The types that hang on this function are only declared when it is made.
bool serves_type(const Catalog& catalog, ObjectId function, ObjectId type) {
  const std::vector<catalog::Dependency> dependencies = catalog.dependencies_of(type);
  return std::any_of(dependencies.begin(), dependencies.end(), [function](const auto& dependency) {
    return dependency.referenced == function;
  });
}

}  // namespace

void add_function(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& function = std::get<Function>(object.data);
  Entry entry;
  const bool aggregate = function.kind == sql::ObjectKind::kAggregate;
  entry.rank = aggregate ? Rank::kOperator : Rank::kRoutine;
  entry.schema = object.schema;
  entry.name = object.name;
  entry.part_name = arguments_text(catalog, function);
  entry.text = aggregate ? aggregate_text(catalog, object, function)
                         : routine_text(catalog, object, function);
  entry.text += annotations_text(catalog, object);
  entry.makes = {object.id};
  std::vector<ObjectId> needs;
  need_dependencies(catalog, object, needs);
  for (const catalog::Type& type : function.arguments) need_type(type, needs);
  for (const FunctionParameter& parameter : function.parameters) {
    need_type(parameter.type, needs);
    need_sites(parameter.default_value, needs);
  }
  if (function.returns.has_value()) need_type(*function.returns, needs);
  need_sites(function.atomic_body, needs);
  for (const ObjectId id : needs) {
    entry.needs.push_back(serves_type(catalog, object.id, id) ? id | kShell : id);
  }
  entries.push_back(std::move(entry));
}

}  // namespace ashlar::schema
