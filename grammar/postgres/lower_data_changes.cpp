// INSERT, UPDATE, DELETE and MERGE as parts of other statements: in WITH, in rules, in the bodies
// of functions.

#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/tree_lowering.h"

namespace ashlar::postgres {

sql::DataChangePtr TreeLowering::data_change(const Node& node, Extent within) {
  using Kind = sql::DataChange::Kind;
  constexpr int kMaxChangeDepth = 50;
  if (++depth_ > kMaxChangeDepth) too_deep_ = true;
  sql::DataChange change;
  if (!too_deep_) {
    if (!within.empty()) change.span = tokens_.between(within.first, within.last);
    if (const Node with = node.child("withClause")) {
      change.recursive = with.flag("recursive");
      read_with(with, within.first, change.with);
    }
    std::size_t at = within.first;
    change.table = relation_item(node.child("relation"), at);
    if (node.is("UpdateStmt")) {
      change.kind = Kind::kUpdate;
      read_update(node, at, change);
    } else if (node.is("DeleteStmt")) {
      change.kind = Kind::kDelete;
      read_delete(node, at, change);
    } else if (node.is("MergeStmt")) {
      change.kind = Kind::kMerge;
      read_merge(node, at, change);
    } else {
      read_insert(node, at, within, change);
    }
    if (const Node where = node.child("whereClause")) {
      change.conditions.push_back(expression(where));
    }
    // 18 has the list inside of a node of its own.
    const Node clause = node.child("returningClause");
    std::size_t end = at;
    change.returning =
        target_items(clause ? clause.list("exprs") : node.list("returningList"), end);
  }
  --depth_;
  return std::make_shared<const sql::DataChange>(std::move(change));
}

void TreeLowering::read_named_column(const Node& target, sql::DataChange& change) {
  change.columns.push_back(name_at(in_, in_.token(target), target.text("name")));
  change.in_part.push_back(!target.list("indirection").empty());
  for (const Node& step : target.list("indirection")) {
    if (step.is("A_Indices")) gather_operands(step, change.conditions, 0);
  }
}

void TreeLowering::read_insert(const Node& node, std::size_t at, Extent within,
                               sql::DataChange& change) {
  for (const Node& target : node.list("cols")) read_named_column(target, change);
  change.listed = change.columns.size();
  if (!change.columns.empty()) at = tokens_.closing(tokens_.find_symbol(at, "(")) + 1;
  while (at < within.last && !tokens_.symbol(at, "(") &&
         !is_one_of(tokens_, at, {"SELECT", "VALUES", "TABLE", "WITH"})) {
    ++at;
  }
  if (const Node query = node.child("selectStmt")) {
    // … ON CONFLICT … RETURNING …
    std::size_t end = std::min(tokens_.find_outer_word(at, "RETURNING"), within.last);
    if (node.has("onConflictClause")) {
      for (std::size_t on = tokens_.find_outer_word(at, "CONFLICT"); on < end;
           on = tokens_.find_outer_word(on + 1, "CONFLICT")) {
        if (tokens_.word(on - 1, "ON")) {
          end = on - 1;
          break;
        }
      }
    }
    change.query = select(query, {at, end});
  }
  if (const Node conflict = node.child("onConflictClause")) read_conflict(conflict, change);
}

void TreeLowering::read_conflict(const Node& node, sql::DataChange& change) {
  if (const Node infer = node.child("infer")) {
    // ( element, … ) [ WHERE … ], or ON CONSTRAINT name
    const std::size_t at = in_.token(infer);
    const std::string_view constraint = infer.text("conname");
    if (!constraint.empty()) change.conflict_constraint = name_at(in_, at + 2, constraint);
    std::size_t from = at + 1;
    for (const Node& element : infer.list("indexElems")) {
      if (const Node expr = element.child("expr")) {
        change.conditions.push_back(expression(expr));
        const Extent whole = extent(change.conditions.back());
        if (!whole.empty()) from = whole.last;
      } else {
        sql::ColumnUse use;
        use.parts.push_back(find_name(in_, from, element.text("name")));
        const Extent whole = extent(use.parts.back().span);
        change.conditions.push_back(place(std::move(use), whole));
        if (!whole.empty()) from = whole.last;
      }
    }
    if (const Node where = infer.child("whereClause")) {
      change.conditions.push_back(expression(where));
    }
  }
  read_assignments(node.list("targetList"), change);
  if (const Node where = node.child("whereClause")) change.conditions.push_back(expression(where));
}

std::size_t TreeLowering::read_assignments(const NodeList& list, sql::DataChange& change) {
  std::size_t end = 0;
  for (const Node& target : list) {
    read_named_column(target, change);
    sql::TargetItem assigned;
    const Node value = target.child("val");
    if (value.is("MultiAssignRef")) {
      // (a, b) = row: the row is in the tree once for each of them.
      if (value.integer("colno") == 1) {
        assigned.value = expression(value.child("source"));
      } else {
        assigned.value.node = sql::SpecialForm{"MultiAssignRef", {}, {}, {}};
      }
    } else {
      assigned.value = expression(value);
    }
    end = std::max(end, extent(assigned.value).last);
    assigned.label = change.columns.back();
    change.assigned.push_back(std::move(assigned));
  }
  return end;
}

void TreeLowering::read_update(const Node& node, std::size_t at, sql::DataChange& change) {
  at = std::max(at, read_assignments(node.list("targetList"), change));
  if (node.has("fromClause")) {
    change.from = from_items(node.list("fromClause"), tokens_.find_outer_word(at, "FROM") + 1);
  }
}

void TreeLowering::read_delete(const Node& node, std::size_t at, sql::DataChange& change) {
  if (node.has("usingClause")) {
    change.from = from_items(node.list("usingClause"), tokens_.find_outer_word(at, "USING") + 1);
  }
}

void TreeLowering::read_merge(const Node& node, std::size_t at, sql::DataChange& change) {
  at = tokens_.find_outer_word(at, "USING") + 1;
  change.from.push_back(from_item(node.child("sourceRelation"), at));
  change.conditions.push_back(expression(node.child("joinCondition")));
  for (const Node& when : node.list("mergeWhenClauses")) {
    if (const Node condition = when.child("condition")) {
      change.conditions.push_back(expression(condition));
    }
    if (!when.has("values")) {
      read_assignments(when.list("targetList"), change);
      continue;
    }
    for (const Node& target : when.list("targetList")) read_named_column(target, change);
    for (const Node& value : when.list("values")) {
      change.assigned.push_back({expression(value), {}});
    }
  }
}

}  // namespace ashlar::postgres
