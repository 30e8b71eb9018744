// Queries: FROM, WHERE, GROUP BY, the targets, ORDER BY and LIMIT.

#include <algorithm>
#include <utility>

#include "compiler/catalog/procedures/evaluator.h"
#include "compiler/catalog/procedures/join.h"

namespace ashlar::catalog::procedures {
namespace {

/// One row of the result on its way: with what ORDER BY compares.
struct Projected {
  Row row;
  std::vector<Value> keys;
};

bool are_equal(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Value& x, const Value& y) {
    if (is_null(x) || is_null(y)) return is_null(x) && is_null(y);
    return compare(x, y) == std::strong_ordering::equal;
  });
}

bool is_sure(const RowSet& rows) {
  return rows.complete && std::all_of(rows.rows.begin(), rows.rows.end(),
                                      [](const Row& row) { return row.certain && row.present; });
}

/// Of rows that are equal only the first stays; one that is there for sure wins over guesses.
void remove_duplicates(RowSet& rows) {
  std::vector<Row> kept;
  for (Row& row : rows.rows) {
    const auto same_row = std::find_if(kept.begin(), kept.end(), [&](const Row& other) {
      return are_equal(other.values, row.values);
    });
    if (same_row == kept.end()) {
      kept.push_back(std::move(row));
      continue;
    }
    same_row->certain = (same_row->certain && same_row->present) || (row.certain && row.present);
    same_row->present = same_row->present || row.present;
  }
  rows.rows = std::move(kept);
}

/// LIMIT and OFFSET. Where some rows, or their order, are not sure, neither is which remain.
void cut(RowSet& rows, const std::optional<std::int64_t>& limit, std::int64_t offset) {
  const auto size = static_cast<std::int64_t>(rows.rows.size());
  const bool cuts = offset > 0 || (limit.has_value() && *limit < size);
  const bool sure = is_sure(rows) && (!cuts || limit == 0);
  std::vector<Row> kept;
  std::int64_t seen = 0;
  for (Row& row : rows.rows) {
    if (!row.present) {
      kept.push_back(std::move(row));
      continue;
    }
    const std::int64_t index = seen++;
    const bool inside = index >= offset && (!limit.has_value() || index - offset < *limit);
    if (!inside && sure) continue;
    row.present = inside;
    row.certain = row.certain && sure;
    kept.push_back(std::move(row));
  }
  rows.rows = std::move(kept);
}

/// Ascending: the tree does not tell DESC, so a LIMIT after it is a guess.
void sort_rows(std::vector<Projected>& rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const Projected& a, const Projected& b) {
    for (std::size_t i = 0; i < a.keys.size() && i < b.keys.size(); ++i) {
      const auto compared = compare(a.keys[i], b.keys[i]);
      if (!compared.has_value() || *compared == std::strong_ordering::equal) continue;
      return *compared == std::strong_ordering::less;
    }
    return false;
  });
}

/// The rows of a set operation, as far as it can be told.
RowSet combined(const sql::SelectTree& select, RowSet left, RowSet right) {
  if (select.operation == sql::SetOperation::kUnion) {
    left.complete = left.complete && right.complete;
    for (Row& row : right.rows) {
      row.values.resize(left.columns.size(), unknown());
      left.rows.push_back(std::move(row));
    }
    if (!select.all) remove_duplicates(left);
    return left;
  }
  const bool keep_common = select.operation == sql::SetOperation::kIntersect;
  const bool sure = is_sure(right);
  for (Row& row : left.rows) {
    const bool common = std::any_of(right.rows.begin(), right.rows.end(), [&](const Row& other) {
      return other.present && are_equal(other.values, row.values);
    });
    row.certain = row.certain && sure;
    row.present = row.present && common == keep_common;
  }
  std::erase_if(left.rows, [](const Row& row) { return row.certain && !row.present; });
  if (!select.all) remove_duplicates(left);
  return left;
}

/// The targets for one row of FROM (or one group).
void project(Evaluator& evaluator, const sql::SelectTree& select, const Joined& joined,
             const Scope& scope, bool present, bool certain, std::vector<Projected>& to) {
  Projected result;
  result.row.present = present;
  result.row.certain = certain;
  std::optional<std::vector<Value>> set;
  std::size_t set_at = 0;
  for (const sql::TargetItem& target : select.targets) {
    if (const auto* use = std::get_if<sql::ColumnUse>(&target.value.node);
        use != nullptr && use->star) {
      append_star(joined, *use, scope, result.row.values);
      continue;
    }
    const auto* call = std::get_if<sql::FunctionUse>(&target.value.node);
    if (call != nullptr && !set.has_value()) {
      const std::string& name = call->name.name.text;
      if (name == "unnest" || name == "generate_series") {
        std::vector<Value> arguments;
        for (const sql::Expr& argument : call->arguments) {
          arguments.push_back(evaluator.evaluate(argument, scope));
        }
        set = call_set(name, arguments);
        if (!set.has_value()) result.row.present = result.row.certain = false;
        set_at = result.row.values.size();
        result.row.values.push_back(unknown());
        continue;
      }
    }
    result.row.values.push_back(evaluator.evaluate(target.value, scope));
  }
  for (const sql::SortItem& item : select.order_by) {
    const auto* position =
        item.value == nullptr ? nullptr : std::get_if<sql::Constant>(&item.value->node);
    const auto index = position == nullptr ? std::nullopt : number(text(position->text));
    const bool by_position = index.has_value() && *index >= 1 &&
                             static_cast<std::size_t>(*index) <= result.row.values.size();
    result.keys.push_back(by_position ? result.row.values[static_cast<std::size_t>(*index - 1)]
                          : item.value == nullptr ? unknown()
                                                  : evaluator.evaluate(*item.value, scope));
  }
  if (!set.has_value()) {
    to.push_back(std::move(result));
    return;
  }
  for (const Value& value : *set) {
    Projected each = result;
    each.row.values[set_at] = value;
    to.push_back(std::move(each));
  }
}

/// The groups of GROUP BY, or the one of an aggregate without it.
std::vector<Group> grouped(Evaluator& evaluator, const sql::SelectTree& select,
                           const Joined& joined, const Scope& outer) {
  std::vector<Group> groups;
  std::vector<std::vector<Value>> keys;
  for (const Tuple& tuple : joined.tuples) {
    Scope scope = scope_of(joined, tuple, outer);
    std::vector<Value> key;
    for (const sql::Expr& by : select.group_by) key.push_back(evaluator.evaluate(by, scope));
    const auto at = std::find_if(keys.begin(), keys.end(), [&](const std::vector<Value>& other) {
      return are_equal(key, other);
    });
    const auto index = static_cast<std::size_t>(at - keys.begin());
    if (at == keys.end()) {
      keys.push_back(std::move(key));
      groups.push_back({{}, joined.complete});
    }
    // What is there as a guess only makes the aggregates no more than one.
    groups[index].complete = groups[index].complete && tuple.certain;
    if (tuple.present) groups[index].rows.push_back(std::move(scope));
  }
  if (select.group_by.empty() && groups.empty()) groups.push_back({{}, joined.complete});
  return groups;
}

}  // namespace

std::string output_name(const sql::TargetItem& target) {
  if (!target.label.empty()) return target.label.text;
  const sql::Expr* expression = &target.value;
  while (const auto* cast = std::get_if<sql::Cast>(&expression->node)) {
    expression = cast->operand.get();
  }
  if (const auto* use = std::get_if<sql::ColumnUse>(&expression->node)) {
    return use->parts.empty() ? std::string() : use->parts.back().text;
  }
  if (const auto* use = std::get_if<sql::FunctionUse>(&expression->node)) {
    return use->name.name.text;
  }
  if (const auto* choice = std::get_if<sql::Choice>(&expression->node)) {
    return choice->kind == sql::Choice::Kind::kCoalesce ? "coalesce" : "greatest";
  }
  if (std::holds_alternative<sql::Case>(expression->node)) return "case";
  const auto* sublink = std::get_if<sql::Sublink>(&expression->node);
  if (sublink == nullptr) return "?column?";
  if (sublink->kind == sql::Sublink::Kind::kExists) return "exists";
  const bool one = sublink->query != nullptr && sublink->query->targets.size() == 1;
  return one ? output_name(sublink->query->targets.front()) : "?column?";
}

Value exists(const RowSet& rows) {
  bool any = false;
  bool certain = rows.complete;
  for (const Row& row : rows.rows) {
    if (row.present && row.certain) return boolean(true);
    any = any || row.present;
    certain = certain && row.certain;
  }
  return boolean(any, certain && !any);
}

Value scalar(const RowSet& rows) {
  const Row* found = nullptr;
  bool certain = rows.complete;
  for (const Row& row : rows.rows) {
    certain = certain && row.certain;
    if (row.present && found == nullptr) found = &row;
  }
  if (found == nullptr) return weaken(null(), certain);
  if (found->values.empty()) return unknown();
  return weaken(found->values.front(), certain);
}

RowSet Evaluator::query(const sql::SelectTree& select, const Scope* outer) {
  Scope scope;
  scope.outer = outer;
  std::map<std::string, RowSet, std::less<>> common;
  scope.common = &common;
  for (const sql::CommonTable& table : select.with) {
    RowSet rows;
    rows.complete = false;
    if (table.query != nullptr && !select.recursive) rows = query(*table.query, &scope);
    for (std::size_t i = 0; i < table.columns.size() && i < rows.columns.size(); ++i) {
      rows.columns[i] = table.columns[i].text;
    }
    common[table.name.text] = std::move(rows);
  }
  RowSet result;
  if (select.operation != sql::SetOperation::kNone && select.left != nullptr &&
      select.right != nullptr) {
    result = combined(select, query(*select.left, &scope), query(*select.right, &scope));
  } else if (!select.values.empty()) {
    for (const sql::Exprs& values : select.values) {
      Row row;
      for (const sql::Expr& value : values) row.values.push_back(evaluate(value, scope));
      result.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < select.values.front().size(); ++i) {
      result.columns.push_back("column" + std::to_string(i + 1));
    }
  } else {
    result = plain_query(select, scope);
  }
  std::optional<std::int64_t> limit;
  std::int64_t offset = 0;
  if (select.limit != nullptr) limit = number(evaluate(*select.limit, scope));
  if (select.offset != nullptr) offset = number(evaluate(*select.offset, scope)).value_or(0);
  if (limit.has_value() || offset != 0) cut(result, limit, offset);
  return result;
}

RowSet Evaluator::plain_query(const sql::SelectTree& select, const Scope& scope) {
  const Joined joined = join(*this, select, scope);
  RowSet result;
  result.complete = joined.complete;
  for (const sql::TargetItem& target : select.targets) {
    const auto* use = std::get_if<sql::ColumnUse>(&target.value.node);
    if (use != nullptr && use->star) {
      append_star_names(joined, *use, result.columns);
    } else {
      result.columns.push_back(output_name(target));
    }
  }
  const bool aggregates =
      !select.group_by.empty() || select.having != nullptr ||
      std::any_of(select.targets.begin(), select.targets.end(),
                  [](const sql::TargetItem& target) { return has_aggregate(target.value); });
  std::vector<Projected> rows;
  if (aggregates) {
    const std::vector<Group> groups = grouped(*this, select, joined, scope);
    for (const Group& group : groups) {
      Scope inner = group.rows.empty() ? Scope{} : group.rows.front();
      if (group.rows.empty()) inner.outer = &scope;
      inner.group = &group;
      bool present = !group.rows.empty() || select.group_by.empty();
      bool certain = select.group_by.empty() || group.complete;
      if (select.having != nullptr) {
        const Value met = evaluate(*select.having, inner);
        present = present && truth(met) == true;
        certain = certain && met.certain;
        if (certain && !present) continue;
      }
      project(*this, select, joined, inner, present, certain, rows);
    }
    if (select.group_by.empty()) result.complete = true;
  } else {
    for (const Tuple& tuple : joined.tuples) {
      const Scope inner = scope_of(joined, tuple, scope);
      project(*this, select, joined, inner, tuple.present, tuple.certain, rows);
    }
  }
  if (!select.order_by.empty()) sort_rows(rows);
  for (Projected& row : rows) {
    row.row.values.resize(result.columns.size(), unknown());
    result.rows.push_back(std::move(row.row));
  }
  if (select.distinct) remove_duplicates(result);
  return result;
}

}  // namespace ashlar::catalog::procedures
