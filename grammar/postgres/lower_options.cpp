// DefElem, the server's word for any `name = value` or `NAME value` clause.

#include <algorithm>

#include "grammar/postgres/lower_names.h"

namespace ashlar::postgres {
namespace {

std::string joined(const NodeList& list, std::string_view separator) {
  std::string text;
  for (const Node& item : list) {
    if (!text.empty()) text += separator;
    text += option_value(item);
  }
  return text;
}

}  // namespace

std::string option_value(const Node& argument) {
  if (argument.is("String")) return std::string(string_value(argument));
  if (argument.is("Integer")) return std::to_string(argument.integer("ival"));
  if (argument.is("Float")) return std::string(argument.text("fval"));
  if (argument.is("Boolean")) return argument.flag("boolval") ? "true" : "false";
  if (argument.is("BitString")) return std::string(argument.text("bsval"));
  if (argument.is("TypeName")) return joined(argument.list("names"), ".");
  if (argument.is("RoleSpec")) return role_name(argument);
  if (argument.is("A_Star")) return "*";
  if (argument.is("List")) return joined(items(argument), ", ");
  if (argument.is("A_Const")) {
    for (const std::string_view field : {"ival", "fval", "sval", "boolval", "bsval"}) {
      const Node value = argument.child(field);
      if (!value) continue;
      if (field == "ival") return std::to_string(value.integer("ival"));
      if (field == "boolval") return value.flag("boolval") ? "true" : "false";
      return std::string(value.text(field));
    }
  }
  return {};
}

std::vector<sql::Option> options(const Lowering& in, const NodeList& list) {
  std::vector<sql::Option> result;
  std::vector<std::size_t> starts;
  for (const Node& element : list) {
    sql::Option option;
    if (element.has("defnamespace")) {
      option.name = std::string(element.text("defnamespace")) + ".";
    }
    option.name += element.text("defname");
    option.value = option_value(element.child("arg"));
    result.push_back(std::move(option));
    starts.push_back(in.token(element));
  }
  // An option ends where the next begins, or where its list does.
  for (std::size_t i = 0; i < result.size(); ++i) {
    std::size_t end = in.tokens.element_end(starts[i]);
    for (const std::size_t other : starts) {
      if (other > starts[i]) end = std::min(end, other);
    }
    result[i].span = in.tokens.between(starts[i], end);
  }
  return result;
}

Node find_option(const NodeList& list, std::string_view name) {
  for (const Node& element : list) {
    if (element.text("defname") == name) return element;
  }
  return {};
}

}  // namespace ashlar::postgres
