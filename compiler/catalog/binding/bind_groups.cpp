// GROUP BY and aggregates: what may stand outside of them. (src/backend/parser/parse_agg.c,
// check_ungrouped_columns_walker; pg_constraint.c, check_functional_grouping)

#include <algorithm>
#include <set>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/constraints.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

/// What a name means in this level: a column, or a whole row.
struct Meant {
  const ScopeItem* item = nullptr;
  const ScopeColumn* column = nullptr;
};

Meant meant_by(const sql::ColumnUse& use, const Scope& scope) {
  if (use.parts.empty() || use.parts.size() > 3) return {};
  const std::string& last = use.parts.back().text;
  if (use.parts.size() == 1 && !use.star) {
    const FoundColumn found = find_unqualified(scope, last);
    if (found.ambiguous) return {};
    if (found.column != nullptr) return {found.item, found.column};
    return {find_item(scope, {}, last), nullptr};
  }
  const std::size_t at = use.star ? use.parts.size() - 1 : use.parts.size() - 2;
  const ScopeItem* item =
      find_item(scope, at == 0 ? std::string_view() : use.parts[at - 1].text, use.parts[at].text);
  if (item == nullptr || use.star) return {item, nullptr};
  return {item, find_column(*item, last)};
}

/// An expression and all in it, subqueries aside; false from `visit` leaves out what is below.
template <typename Visit>
void walk(const sql::Expr& expr, Visit&& visit) {
  if (!visit(expr)) return;
  const auto all = [&](const sql::Exprs& exprs) {
    for (const sql::Expr& each : exprs) walk(each, visit);
  };
  const auto one = [&](const sql::ExprPtr& each) {
    if (each != nullptr) walk(*each, visit);
  };
  std::visit(Overload{
                 [&](const sql::FunctionUse& use) {
                   all(use.arguments);
                   one(use.filter);
                   for (const sql::SortItem& item : use.order_by) one(item.value);
                   if (!use.over.has_value()) return;
                   all(use.over->partition_by);
                   for (const sql::SortItem& item : use.over->order_by) one(item.value);
                 },
                 [&](const sql::Operation& use) { all(use.operands); },
                 [&](const sql::Logic& use) { all(use.operands); },
                 [&](const sql::Test& use) { one(use.operand); },
                 [&](const sql::Cast& use) { one(use.operand); },
                 [&](const sql::Case& use) {
                   one(use.subject);
                   all(use.conditions);
                   all(use.results);
                   one(use.otherwise);
                 },
                 [&](const sql::Choice& use) { all(use.operands); },
                 [&](const sql::ArrayConstructor& use) { all(use.elements); },
                 [&](const sql::RowConstructor& use) { all(use.fields); },
                 [&](const sql::Sublink& use) { one(use.test); },
                 [&](const sql::Indirection& use) {
                   one(use.base);
                   for (const sql::Indirection::Step& step : use.steps) {
                     one(step.lower);
                     one(step.upper);
                   }
                 },
                 [&](const sql::Collate& use) { one(use.operand); },
                 [&](const sql::SpecialForm& use) { all(use.operands); },
                 [](const auto&) {},
             },
             expr.node);
}

/// ROLLUP, CUBE or GROUPING SETS: then not every item groups always.
bool has_grouping_sets(std::string_view words) {
  const std::vector<postgres::Token> tokens = postgres::scan(words);
  return std::any_of(tokens.begin(), tokens.end(), [words](const postgres::Token& token) {
    const std::string word = sql::identifier_text(slice(words, token.span));
    return word == "rollup" || word == "cube" || word == "sets";
  });
}

const sql::ColumnUse* column_in(const sql::Expr& expr) {
  return std::get_if<sql::ColumnUse>(&expr.node);
}

/// The target that an item of GROUP BY names by its position or label; the item itself where it
/// does not; null where that is not sure.
const sql::Expr* grouped_expression(const sql::Expr& item, const sql::SelectTree& tree,
                                    const Scope& scope) {
  if (const auto* constant = std::get_if<sql::Constant>(&item.node)) {
    if (constant->kind != sql::Constant::Kind::kInteger || constant->text.size() > 4)
      return nullptr;
    const auto position = static_cast<std::size_t>(std::stoul("0" + constant->text));
    if (position == 0 || position > tree.targets.size()) return nullptr;
    for (std::size_t i = 0; i < position; ++i) {
      const auto* use = column_in(tree.targets[i].value);
      if (use != nullptr && use->star) return nullptr;
    }
    return &tree.targets[position - 1].value;
  }
  const auto* use = column_in(item);
  if (use == nullptr || use->parts.size() != 1 || meant_by(*use, scope).column != nullptr) {
    return &item;
  }
  for (const sql::TargetItem& target : tree.targets) {
    if (target.label.text == use->parts.front().text) return &target.value;
  }
  return nullptr;
}

}  // namespace

void Binder::check_groups(const sql::SelectTree& tree, const Scope& scope) {
  std::set<const ScopeColumn*> grouped;
  for (const sql::Expr& item : tree.group_by) {
    const sql::Expr* expr = grouped_expression(item, tree, scope);
    const auto* use = expr == nullptr ? nullptr : column_in(*expr);
    const Meant meant = use == nullptr ? Meant{} : meant_by(*use, scope);
    // Whether a longer expression is the same as one outside is not told here.
    if (meant.column == nullptr) return;
    grouped.insert(meant.column);
  }
  const bool joined = std::any_of(scope.items.begin(), scope.items.end(), [](const ScopeItem& i) {
    return !i.unqualified || std::any_of(i.columns.begin(), i.columns.end(),
                                         [](const ScopeColumn& column) { return column.merged; });
  });
  std::vector<const sql::Expr*> exprs;
  for (const sql::TargetItem& target : tree.targets) exprs.push_back(&target.value);
  if (tree.having != nullptr) exprs.push_back(tree.having.get());
  bool aggregated = !tree.group_by.empty() || tree.having != nullptr;
  for (const sql::Expr* expr : exprs) {
    walk(*expr, [&](const sql::Expr& each) {
      aggregated = aggregated || aggregates_.contains(&each);
      return true;
    });
  }
  if (!aggregated || joined || has_grouping_sets(written_at(tree.span))) return;
  for (const sql::Expr* expr : exprs) {
    walk(*expr, [&](const sql::Expr& each) {
      if (aggregates_.contains(&each)) return false;
      if (const auto* use = column_in(each)) ungrouped(each, *use, scope, grouped);
      return true;
    });
  }
}

void Binder::ungrouped(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope,
                       const std::set<const ScopeColumn*>& grouped) {
  const Meant meant = meant_by(use, scope);
  if (meant.item == nullptr || grouped.contains(meant.column)) return;
  const Object* key = primary_key(catalog(), meant.item->row);
  if (key != nullptr) {
    const auto& constraint = std::get<Constraint>(key->data);
    const bool whole =
        !constraint.deferrable &&
        std::all_of(
            constraint.columns.begin(), constraint.columns.end(), [&](std::uint32_t number) {
              return std::any_of(grouped.begin(), grouped.end(), [&](const ScopeColumn* column) {
                return column >= meant.item->columns.data() &&
                       column < meant.item->columns.data() + meant.item->columns.size() &&
                       column->number == number;
              });
            });
    if (whole) {
      edits_.note_use(expr.span.begin, key->id);
      return;
    }
  }
  // The server's own tables have keys too.
  if (use.star || meant.column == nullptr || !meant.item->complete || meant.item->row == 0) return;
  refuse(ProblemKind::kInvalidDefinition, "42803",
         "column `" + meant.item->name + "." + meant.column->name +
             "` must appear in the GROUP BY clause or be used in an aggregate function",
         expr.span);
}

}  // namespace ashlar::catalog
