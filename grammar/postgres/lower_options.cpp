// DefElem, the server's word for any `name = value` or `NAME value` clause.

#include <algorithm>

#include "grammar/postgres/lower_names.h"

namespace ashlar::postgres {
namespace {

std::string joined(const Lowering& in, const NodeList& list, std::string_view separator) {
  std::string text;
  for (const Node& item : list) {
    if (!text.empty()) text += separator;
    text += option_value(in, item);
  }
  return text;
}

}  // namespace

std::string option_value(const Lowering& in, const Node& argument) {
  if (argument.is("String")) return std::string(string_value(argument));
  if (argument.is("Integer")) return std::to_string(argument.integer("ival"));
  if (argument.is("Float")) return std::string(argument.text("fval"));
  if (argument.is("Boolean")) return argument.flag("boolval") ? "true" : "false";
  if (argument.is("BitString")) return std::string(argument.text("bsval"));
  if (argument.is("TypeName")) return std::string(slice(in.text, type_name(in, argument).span));
  if (argument.is("RoleSpec")) return role_name(argument);
  if (argument.is("A_Star")) return "*";
  if (argument.is("List")) return joined(in, items(argument), ", ");
  if (argument.is("TypeCast")) return option_value(in, argument.child("arg"));
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

namespace {

struct PlacedOptions {
  std::vector<sql::Option> options;
  std::vector<std::size_t> starts;  ///< the first token of each
};

PlacedOptions placed_options(const Lowering& in, const NodeList& list) {
  PlacedOptions placed;
  for (const Node& element : list) {
    sql::Option option;
    if (element.has("defnamespace")) {
      option.name = std::string(element.text("defnamespace")) + ".";
    }
    option.name += element.text("defname");
    option.value = option_value(in, element.child("arg"));
    const std::string_view change = element.text("defaction");
    if (change == "DEFELEM_SET") option.change = sql::Option::Change::kSet;
    if (change == "DEFELEM_DROP") option.change = sql::Option::Change::kDrop;
    placed.options.push_back(std::move(option));
    placed.starts.push_back(element.has("location") ? in.token(element) : in.tokens.size());
  }
  return placed;
}

/// Where the next option after `start` begins; `last` if none does.
std::size_t next_start(const std::vector<std::size_t>& starts, std::size_t start,
                       std::size_t last) {
  for (const std::size_t other : starts) {
    if (other > start) last = std::min(last, other);
  }
  return last;
}

}  // namespace

std::vector<sql::Option> options(const Lowering& in, const NodeList& list) {
  PlacedOptions placed = placed_options(in, list);
  for (std::size_t i = 0; i < placed.options.size(); ++i) {
    const std::size_t start = placed.starts[i];
    const std::size_t end = next_start(placed.starts, start, in.tokens.element_end(start));
    placed.options[i].span = in.tokens.between(start, end);
  }
  return std::move(placed.options);
}

std::vector<sql::Option> clause_options(const Lowering& in, const NodeList& list,
                                        std::size_t last) {
  PlacedOptions placed = placed_options(in, list);
  for (std::size_t i = 0; i < placed.options.size(); ++i) {
    const std::size_t start = placed.starts[i];
    placed.options[i].span = in.tokens.between(start, next_start(placed.starts, start, last));
  }
  return std::move(placed.options);
}

Node find_option(const NodeList& list, std::string_view name) {
  for (const Node& element : list) {
    if (element.text("defname") == name) return element;
  }
  return {};
}

}  // namespace ashlar::postgres
