// CREATE AGGREGATE (aggregatecmds.c).

#include <utility>

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

/// Names of old that the server still takes. (aggregatecmds.c, DefineAggregate)
std::string_view todays_name(std::string_view option) {
  if (option == "sfunc1") return "sfunc";
  if (option == "stype1") return "stype";
  if (option == "initcond1") return "initcond";
  return option;
}

/// The words after `=`; empty for a plain flag.
Span value_span(const Editor& editor, const sql::Option& option) {
  const std::string text = editor.text(option.span);
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return {};
  const std::vector<postgres::Token> tokens =
      postgres::scan(std::string_view(text).substr(equals + 1),
                     option.span.begin + static_cast<std::uint32_t>(equals) + 1);
  if (tokens.empty()) return {};
  return {tokens.front().span.begin, tokens.back().span.end};
}

/// `basetype = type` of the old style, where "ANY" is no argument at all.
void take_base_type(const Editor& editor, const sql::CreateDefined& statement,
                    Function& aggregate) {
  for (const sql::Option& option : statement.options) {
    if (option.name != "basetype" || !statement.parameters.empty()) continue;
    for (const sql::ObjectRef& mention : statement.mentions) {
      const Span value = value_span(editor, option);
      if (mention.name.span.begin < value.begin || mention.name.span.end > value.end) continue;
      if (mention.name.name.text == "any" || mention.name.name.text == "ANY") continue;
      sql::TypeName written;
      written.name = mention.name;
      FunctionParameter parameter;
      parameter.type = resolve_type(editor.catalog(), written);
      aggregate.parameters.push_back(std::move(parameter));
    }
  }
}

Function aggregate_of(Editor& editor, const sql::CreateDefined& statement) {
  Function aggregate;
  aggregate.kind = sql::ObjectKind::kAggregate;
  aggregate.language = "internal";
  aggregate.volatility = sql::Volatility::kImmutable;
  aggregate.parameters = parameters_of(editor, statement.parameters);
  take_base_type(editor, statement, aggregate);
  aggregate.arguments = input_types(aggregate.parameters);
  aggregate.direct_arguments = statement.direct_arguments;
  for (const sql::Option& option : statement.options) {
    if (option.name == "basetype") continue;
    if (option.name == "parallel") {
      const std::string parallel = sql::identifier_text(option.value);
      aggregate.parallel = parallel == "unsafe" ? "" : parallel;
      continue;
    }
    const Span value = value_span(editor, option);
    const SqlText text =
        value.empty() ? SqlText{} : located_text(editor, value, statement.mentions);
    aggregate.aggregate.push_back(
        {std::string(todays_name(option.name)), render(editor.catalog(), text)});
  }
  return aggregate;
}

void depend_aggregate(Editor& editor, ObjectId id, const sql::CreateDefined& statement) {
  for (const sql::Parameter& parameter : statement.parameters) {
    depend_on_type(editor, id, 0, resolve_type(editor.catalog(), parameter.type));
  }
  for (const sql::ObjectRef& mention : statement.mentions) {
    editor.depend({id, 0, mentioned_object(editor.catalog(), mention), 0, DependencyKind::kNormal});
  }
}

}  // namespace

void create_aggregate(Editor& editor, const sql::CreateDefined& statement, Span where) {
  std::string schema = editor.catalog().creation_schema(statement.name);
  if (schema.empty()) return;
  for (const sql::TypeName& type : statement.arguments) {
    if (refuse_missing_type(editor, type)) return;
  }
  Function aggregate = aggregate_of(editor, statement);
  const std::string& name = statement.name.name.text;
  const NameKey key{NameSpace::kFunction, schema, name + signature(aggregate)};
  ObjectId id = 0;
  if (const Object* present = editor.catalog().find(key)) {
    const bool same_kind = std::get<Function>(present->data).kind == sql::ObjectKind::kAggregate;
    if (!statement.or_replace || !same_kind) {
      if (editor.catalog().is_doubtful({NameSpace::kFunction, schema, name})) return;
      refuse(editor,
             statement.or_replace ? ProblemKind::kWrongObjectKind : ProblemKind::kDuplicateFunction,
             statement.or_replace ? "42809" : "42723",
             statement.or_replace
                 ? "cannot change routine kind of `" + name + "`"
                 : "function `" + name + "` already exists with same argument types",
             statement.name.name.span);
      return;
    }
    id = present->id;
    *editor.edit<Function>(id) = std::move(aggregate);
    editor.forget_own_dependencies(id);
  } else {
    id = editor.add(std::move(schema), name, std::move(aggregate), where);
  }
  depend_aggregate(editor, id, statement);
}

}  // namespace ashlar::catalog
