#include "tests/grammar/tree_outline.h"

#include <string_view>
#include <variant>

#include "grammar/text/overload.h"

namespace ashlar::testing {
namespace {

std::string dotted(const sql::QualifiedName& name) {
  return name.schema.empty() ? name.name.text : name.schema.text + "." + name.name.text;
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string list(const sql::Exprs& exprs) {
  std::vector<std::string> items;
  items.reserve(exprs.size());
  for (const sql::Expr& expr : exprs) items.push_back(outline(expr));
  return joined(items);
}

std::string list(const std::vector<sql::Name>& names) {
  std::vector<std::string> items;
  items.reserve(names.size());
  for (const sql::Name& name : names) items.push_back(name.text);
  return joined(items);
}

std::string type(const sql::TypeName& name) {
  std::string text = dotted(name.name);
  if (!name.modifiers.empty()) text += "(" + joined(name.modifiers) + ")";
  for (std::uint32_t i = 0; i < name.array_dimensions; ++i) text += "[]";
  return text;
}

std::string sorted(const std::vector<sql::SortItem>& items) {
  std::vector<std::string> texts;
  for (const sql::SortItem& item : items) {
    texts.push_back(outline(*item.value) + (item.using_operator.name.empty()
                                                ? ""
                                                : " using " + dotted(item.using_operator)));
  }
  return joined(texts);
}

std::string window(const sql::Window& window) {
  std::string text = window.name.text + "(" + window.base.text;
  if (!window.partition_by.empty()) text += " by " + list(window.partition_by);
  if (!window.order_by.empty()) text += " order " + sorted(window.order_by);
  if (!window.frame.empty()) text += " frame " + list(window.frame);
  return text + ")";
}

constexpr std::string_view kOperations[] = {"",      " any",     " all",        " distinct",
                                            " same", "if",       " in",         " not in",
                                            " like", " between", " not between"};
constexpr std::string_view kTests[] = {"null",  "not null",  "true",    "not true",
                                       "false", "not false", "unknown", "not unknown"};
constexpr std::string_view kLogic[] = {"and", "or", "not"};
constexpr std::string_view kChoices[] = {"coalesce", "greatest", "least"};
constexpr std::string_view kSublinks[] = {"exists", "scalar", "array", "any", "all"};

template <std::size_t kSize, typename Kind>
std::string word(const std::string_view (&words)[kSize], Kind kind) {
  return std::string(words[static_cast<std::size_t>(kind)]);
}

std::string call(const sql::FunctionUse& use) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < use.arguments.size(); ++i) {
    const bool named = !use.argument_names.empty() && !use.argument_names[i].empty();
    const bool variadic = use.variadic && i + 1 == use.arguments.size();
    items.push_back((variadic ? "variadic " : "") +
                    (named ? use.argument_names[i].text + " => " : "") + outline(use.arguments[i]));
  }
  if (use.star) items.emplace_back("*");
  std::string text = dotted(use.name) + "(" + (use.distinct ? "distinct " : "") + joined(items);
  if (!use.order_by.empty()) {
    text += (use.within_group ? " within " : " order ") + sorted(use.order_by);
  }
  if (use.filter) text += " filter " + outline(*use.filter);
  if (use.over) text += " over " + window(*use.over);
  return text + ")";
}

std::string steps(const sql::Indirection& use) {
  std::string text = outline(*use.base);
  for (const auto& step : use.steps) {
    if (step.star) {
      text += ".*";
    } else if (!step.field.empty()) {
      text += "." + step.field.text;
    } else {
      text += "[" + (step.lower ? outline(*step.lower) : "") + (step.slice ? ":" : "") +
              (step.upper ? outline(*step.upper) : "") + "]";
    }
  }
  return text;
}

std::string case_text(const sql::Case& use) {
  std::string text = "case(" + (use.subject ? outline(*use.subject) : std::string());
  for (std::size_t i = 0; i < use.conditions.size(); ++i) {
    text += " when " + outline(use.conditions[i]) + " then " + outline(use.results[i]);
  }
  return text + (use.otherwise ? " else " + outline(*use.otherwise) : "") + ")";
}

std::string targets(const std::vector<sql::TargetItem>& items) {
  std::vector<std::string> texts;
  for (const sql::TargetItem& item : items) {
    texts.push_back(outline(item.value) + (item.label.empty() ? "" : " as " + item.label.text));
  }
  return joined(texts);
}

std::string alias(const sql::Alias& alias) {
  if (alias.name.empty()) return {};
  return " as " + alias.name.text + (alias.columns.empty() ? "" : "(" + list(alias.columns) + ")");
}

std::string shapes(const std::vector<sql::ColumnShape>& columns) {
  std::vector<std::string> texts;
  for (const sql::ColumnShape& column : columns) {
    texts.push_back(column.name.text + " " + (column.ordinality ? "#" : type(column.type)));
  }
  return columns.empty() ? "" : " {" + joined(texts) + "}";
}

std::string from_item(const sql::FromItem& item);

std::string join(const sql::JoinItem& join) {
  constexpr std::string_view kJoins[] = {"join", "left join", "right join", "full join"};
  std::string text = "(" + from_item(*join.left) + (join.natural ? " natural " : " ") +
                     word(kJoins, join.kind) + " " + from_item(*join.right);
  if (!join.using_columns.empty()) text += " using " + list(join.using_columns);
  if (!join.using_alias.empty()) text += " as " + join.using_alias.text;
  if (join.on) text += " on " + outline(*join.on);
  return text + ")" + alias(join.alias);
}

std::string from_item(const sql::FromItem& item) {
  std::string text = std::visit(
      Overload{[](const sql::RelationItem& i) {
                 return (i.only ? "only " : "") + dotted(i.name) + alias(i.alias);
               },
               [](const sql::SubqueryItem& i) {
                 return (i.lateral ? "lateral " : "") + outline(*i.query) + alias(i.alias);
               },
               [](const sql::FunctionItem& i) {
                 return (i.lateral ? "lateral " : "") + ("rows(" + list(i.calls) + ")") +
                        (i.ordinality ? " #" : "") + alias(i.alias) + shapes(i.columns);
               },
               [](const sql::TableFunctionItem& i) {
                 return "table(" + list(i.operands) + ")" + alias(i.alias) + shapes(i.columns);
               },
               [](const sql::JoinItem& i) { return join(i); }},
      item.node);
  if (!item.sample.empty()) text += " sample(" + list(item.sample) + ")";
  return text;
}

std::string from_list(const std::vector<sql::FromItem>& items) {
  std::vector<std::string> texts;
  for (const sql::FromItem& item : items) texts.push_back(from_item(item));
  return joined(texts);
}

std::string with_list(const std::vector<sql::CommonTable>& tables, bool recursive) {
  std::string text = recursive ? "with recursive " : "with ";
  for (const sql::CommonTable& table : tables) {
    text += table.name.text;
    if (!table.columns.empty()) text += "(" + list(table.columns) + ")";
    text += "=" + (table.query ? outline(*table.query) : outline(*table.data_change));
    if (!table.added_columns.empty()) text += " plus " + list(table.added_columns);
    text += " ";
  }
  return text;
}

}  // namespace

std::string outline(const sql::Expr& expr) {
  return std::visit(
      Overload{
          [](const sql::Constant& c) {
            if (c.kind == sql::Constant::Kind::kNull) return std::string("null");
            return c.kind == sql::Constant::Kind::kString ? "'" + c.text + "'" : c.text;
          },
          [](const sql::ColumnUse& c) {
            std::string text;
            for (const sql::Name& part : c.parts) text += (text.empty() ? "" : ".") + part.text;
            return text + (c.star ? (text.empty() ? "*" : ".*") : "");
          },
          [](const sql::ParameterUse& p) { return "$" + std::to_string(p.number); },
          [](const sql::FunctionUse& f) { return call(f); },
          [](const sql::Operation& o) {
            return dotted(o.name) + word(kOperations, o.kind) + "(" + list(o.operands) + ")";
          },
          [](const sql::Logic& l) { return word(kLogic, l.kind) + "(" + list(l.operands) + ")"; },
          [](const sql::Test& t) {
            return "is " + word(kTests, t.kind) + "(" + outline(*t.operand) + ")";
          },
          [](const sql::Cast& c) {
            return "cast(" + outline(*c.operand) + ", " + type(c.type) + ")";
          },
          [](const sql::Case& c) { return case_text(c); },
          [](const sql::Choice& c) {
            return word(kChoices, c.kind) + "(" + list(c.operands) + ")";
          },
          [](const sql::ArrayConstructor& a) { return "array[" + list(a.elements) + "]"; },
          [](const sql::RowConstructor& r) { return "row(" + list(r.fields) + ")"; },
          [](const sql::Sublink& s) {
            return word(kSublinks, s.kind) + dotted(s.name) + "(" +
                   (s.test ? outline(*s.test) + "; " : "") + outline(*s.query) + ")";
          },
          [](const sql::Indirection& i) { return steps(i); },
          [](const sql::Collate& c) {
            return "collate(" + outline(*c.operand) + ", " + dotted(c.collation) + ")";
          },
          [](const sql::ValueFunction& v) { return v.name; },
          [](const sql::SpecialForm& s) {
            return s.node + (s.op.empty() ? "" : ":" + s.op) + "(" + list(s.operands) + ")" +
                   (s.type ? " as " + type(*s.type) : "");
          }},
      expr.node);
}

std::string outline(const sql::SelectTree& query) {
  std::string text;
  if (!query.with.empty()) text += with_list(query.with, query.recursive);
  if (query.operation != sql::SetOperation::kNone) {
    constexpr std::string_view kSets[] = {"", "union", "intersect", "except"};
    text += word(kSets, query.operation) + (query.all ? " all(" : "(") + outline(*query.left) +
            "; " + outline(*query.right) + ")";
  } else if (!query.values.empty()) {
    text += "values";
    for (const sql::Exprs& row : query.values) text += "(" + list(row) + ")";
  } else {
    text += "select(" + std::string(query.distinct ? "distinct " : "");
    if (!query.distinct_on.empty()) text += "on " + list(query.distinct_on) + " ";
    text += targets(query.targets);
    if (!query.from.empty()) text += "; from " + from_list(query.from);
    if (query.where) text += "; where " + outline(*query.where);
    if (!query.group_by.empty()) text += "; group " + list(query.group_by);
    if (query.having) text += "; having " + outline(*query.having);
    for (const sql::Window& w : query.windows) text += "; window " + window(w);
    text += ")";
  }
  if (!query.order_by.empty()) text += " order " + sorted(query.order_by);
  if (query.limit) text += " limit " + outline(*query.limit);
  if (query.offset) text += " offset " + outline(*query.offset);
  return text;
}

std::string outline(const sql::DataChange& change) {
  constexpr std::string_view kKinds[] = {"insert", "update", "delete", "merge"};
  std::string text;
  if (!change.with.empty()) text += with_list(change.with, change.recursive);
  text += word(kKinds, change.kind) + "(" + from_item({change.table, {}});
  if (!change.columns.empty()) text += "; columns " + list(change.columns);
  if (!change.assigned.empty()) text += "; set " + targets(change.assigned);
  if (!change.from.empty()) text += "; from " + from_list(change.from);
  if (change.query) text += "; " + outline(*change.query);
  if (!change.conditions.empty()) text += "; if " + list(change.conditions);
  if (!change.conflict_constraint.empty()) text += "; on " + change.conflict_constraint.text;
  if (!change.returning.empty()) text += "; returning " + targets(change.returning);
  return text + ")";
}

}  // namespace ashlar::testing
