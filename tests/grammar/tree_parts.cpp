// Walks a tree for the names and spans in it.

#include <variant>

#include "grammar/text/overload.h"
#include "tests/grammar/tree_outline.h"

namespace ashlar::testing {
namespace {

class Collector {
 public:
  explicit Collector(TreeParts& parts) : parts_(parts) {}

  void add(const sql::Name& name) {
    if (!name.empty()) parts_.names.push_back(name);
  }
  void add(const sql::QualifiedName& name) {
    add(name.schema);
    add(name.name);
    parts_.spans.push_back(name.span);
  }
  void add(const sql::TypeName& type) { parts_.spans.push_back(type.span); }
  void add(const sql::ExprPtr& expr) {
    if (expr) add(*expr);
  }
  void add(const sql::SelectPtr& query) {
    if (query) add(*query);
  }
  template <typename T>
  void add(const std::vector<T>& items) {
    for (const T& item : items) add(item);
  }
  template <typename T>
  void add(const std::optional<T>& item) {
    if (item) add(*item);
  }
  void add(const sql::SortItem& item) {
    add(item.value);
    add(item.using_operator);
  }
  void add(const sql::Window& window) {
    add(window.name);
    add(window.base);
    add(window.partition_by);
    add(window.order_by);
    add(window.frame);
  }
  void add(const sql::Alias& alias) {
    add(alias.name);
    add(alias.columns);
  }
  void add(const sql::ColumnShape& shape) {
    add(shape.name);
    add(shape.type);
  }
  void add(const sql::TargetItem& item) {
    add(item.value);
    add(item.label);
  }
  void add(const sql::Indirection::Step& step) {
    add(step.field);
    add(step.lower);
    add(step.upper);
  }
  void add(const sql::Expr& expr);
  void add(const sql::FromItem& item);
  void add(const sql::CommonTable& table);
  void add(const sql::SelectTree& query);
  void add(const sql::DataChange& change);

 private:
  TreeParts& parts_;
};

void Collector::add(const sql::Expr& expr) {
  parts_.spans.push_back(expr.span);
  std::visit(
      Overload{[](const sql::Constant&) {}, [](const sql::ParameterUse&) {},
               [](const sql::ValueFunction&) {}, [&](const sql::ColumnUse& c) { add(c.parts); },
               [&](const sql::FunctionUse& f) {
                 add(f.name);
                 add(f.arguments);
                 add(f.argument_names);
                 add(f.order_by);
                 add(f.filter);
                 add(f.over);
               },
               // What `!=` spells is `<>`: the name is looked at by the tests of it.
               [&](const sql::Operation& o) {
                 if (o.name.name.text != "<>") add(o.name);
                 add(o.operands);
               },
               [&](const sql::Logic& l) { add(l.operands); },
               [&](const sql::Test& t) { add(t.operand); },
               [&](const sql::Cast& c) {
                 add(c.operand);
                 add(c.type);
               },
               [&](const sql::Case& c) {
                 add(c.subject);
                 add(c.conditions);
                 add(c.results);
                 add(c.otherwise);
               },
               [&](const sql::Choice& c) { add(c.operands); },
               [&](const sql::ArrayConstructor& a) { add(a.elements); },
               [&](const sql::RowConstructor& r) { add(r.fields); },
               [&](const sql::Sublink& s) {
                 add(s.test);
                 add(s.name);
                 add(s.query);
               },
               [&](const sql::Indirection& i) {
                 add(i.base);
                 add(i.steps);
               },
               [&](const sql::Collate& c) {
                 add(c.operand);
                 add(c.collation);
               },
               [&](const sql::SpecialForm& s) {
                 add(s.operands);
                 add(s.type);
               }},
      expr.node);
}

void Collector::add(const sql::FromItem& item) {
  std::visit(Overload{[&](const sql::RelationItem& i) {
                        add(i.name);
                        add(i.alias);
                      },
                      [&](const sql::SubqueryItem& i) {
                        add(i.query);
                        add(i.alias);
                      },
                      [&](const sql::FunctionItem& i) {
                        add(i.calls);
                        add(i.alias);
                        add(i.columns);
                      },
                      [&](const sql::TableFunctionItem& i) {
                        add(i.operands);
                        add(i.columns);
                        add(i.alias);
                      },
                      [&](const sql::JoinItem& i) {
                        add(*i.left);
                        add(*i.right);
                        add(i.using_columns);
                        add(i.using_alias);
                        add(i.on);
                        add(i.alias);
                      }},
             item.node);
  add(item.sample);
}

void Collector::add(const sql::CommonTable& table) {
  add(table.name);
  add(table.columns);
  add(table.query);
  if (table.data_change) add(*table.data_change);
  add(table.added_columns);
}

void Collector::add(const sql::SelectTree& query) {
  parts_.spans.push_back(query.span);
  add(query.with);
  add(query.left);
  add(query.right);
  add(query.values);
  add(query.distinct_on);
  add(query.targets);
  add(query.from);
  add(query.where);
  add(query.group_by);
  add(query.having);
  add(query.windows);
  add(query.order_by);
  add(query.limit);
  add(query.offset);
}

void Collector::add(const sql::DataChange& change) {
  parts_.spans.push_back(change.span);
  add(change.with);
  add(sql::FromItem{change.table, {}});
  add(change.columns);
  add(change.assigned);
  add(change.from);
  add(change.query);
  add(change.conditions);
  add(change.conflict_constraint);
  add(change.returning);
}

}  // namespace

void collect(const sql::Expr& expr, TreeParts& parts) { Collector(parts).add(expr); }
void collect(const sql::SelectTree& query, TreeParts& parts) { Collector(parts).add(query); }
void collect(const sql::DataChange& change, TreeParts& parts) { Collector(parts).add(change); }

}  // namespace ashlar::testing
