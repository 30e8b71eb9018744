#include "compiler/catalog/procedures/join.h"

#include <algorithm>
#include <utility>

#include "grammar/text/overload.h"

namespace ashlar::catalog::procedures {
namespace {

/// More relations than this, and the query counts as not understood.
constexpr std::size_t kMaxLeaves = 24;

std::string alias_of(const sql::Alias& alias, const std::string& otherwise) {
  return alias.name.empty() ? otherwise : alias.name.text;
}

/// Reads FROM into leaves, and the conditions of joins into conjuncts.
class FromReader {
 public:
  FromReader(Evaluator& evaluator, const Scope& outer) : evaluator_(evaluator), outer_(outer) {}

  void read(const sql::FromItem& item) {
    std::visit([this](const auto& node) { add(node); }, item.node);
    if (!item.sample.empty()) complete_ = false;
  }
  void read_condition(const sql::Expr& expression) { split(expression, conjuncts_); }

  std::vector<Leaf> leaves_;
  std::vector<const sql::Expr*> conjuncts_;
  bool complete_ = true;

 private:
  static void split(const sql::Expr& expression, std::vector<const sql::Expr*>& to) {
    const auto* logic = std::get_if<sql::Logic>(&expression.node);
    if (logic == nullptr || logic->kind != sql::Logic::Kind::kAnd) {
      to.push_back(&expression);
      return;
    }
    for (const sql::Expr& operand : logic->operands) split(operand, to);
  }

  void take(Leaf leaf, const sql::Alias& alias) {
    for (std::size_t i = 0; i < alias.columns.size() && i < leaf.columns.size(); ++i) {
      leaf.columns[i] = alias.columns[i].text;
    }
    leaves_.push_back(std::move(leaf));
  }

  void add(const sql::RelationItem& item) {
    const std::string& name = item.name.name.text;
    Leaf leaf;
    leaf.alias = alias_of(item.alias, name);
    for (const Scope* at = &outer_; at != nullptr && item.name.schema.empty(); at = at->outer) {
      if (at->common == nullptr || !at->common->contains(name)) continue;
      leaf.rows = at->common->find(name)->second;
      leaf.columns = leaf.rows.columns;
      return take(std::move(leaf), item.alias);
    }
    // A table of the user's own may hide a catalog only by its schema: pg_catalog comes first.
    leaf.relation = find_virtual_relation(item.name.schema.text, name);
    if (leaf.relation != nullptr) {
      leaf.columns.assign(leaf.relation->columns.begin(), leaf.relation->columns.end());
    } else {
      leaf.rows.complete = false;
    }
    take(std::move(leaf), item.alias);
  }

  void add(const sql::SubqueryItem& item) {
    Leaf leaf;
    leaf.alias = alias_of(item.alias, {});
    if (item.query == nullptr) {
      leaf.rows.complete = false;
    } else if (item.lateral) {
      leaf.lateral = item.query.get();
      for (const sql::TargetItem& target : item.query->targets) {
        leaf.columns.push_back(output_name(target));
      }
    } else {
      leaf.rows = evaluator_.query(*item.query, &outer_);
      leaf.columns = leaf.rows.columns;
    }
    take(std::move(leaf), item.alias);
  }

  void add(const sql::FunctionItem& item) {
    Leaf leaf;
    leaf.rows.complete = false;
    if (item.calls.size() == 1) {
      if (const auto* use = std::get_if<sql::FunctionUse>(&item.calls.front().node)) {
        const std::string& name = use->name.name.text;
        leaf.alias = alias_of(item.alias, name);
        leaf.columns = {leaf.alias};
        std::vector<Value> arguments;
        for (const sql::Expr& argument : use->arguments) {
          arguments.push_back(evaluator_.evaluate(argument, outer_));
        }
        if (auto values = call_set(name, arguments)) {
          leaf.rows.complete = true;
          for (Value& value : *values) {
            const bool certain = value.certain;
            leaf.rows.rows.push_back({{std::move(value)}, true, certain});
          }
        } else {
          // A function of the user's own may do more than give rows.
          (void)evaluator_.evaluate(item.calls.front(), outer_);
        }
      }
    }
    if (item.ordinality) leaf.rows = {{}, {}, false};
    take(std::move(leaf), item.alias);
  }

  void add(const sql::TableFunctionItem& item) {
    Leaf leaf;
    leaf.alias = alias_of(item.alias, {});
    leaf.rows.complete = false;
    take(std::move(leaf), item.alias);
  }

  void add(const sql::JoinItem& item) {
    if (item.left == nullptr || item.right == nullptr) {
      complete_ = false;
      return;
    }
    read(*item.left);
    const std::size_t first = leaves_.size();
    read(*item.right);
    if (item.kind == sql::JoinItem::Kind::kInner && !item.natural && item.using_columns.empty()) {
      if (item.on != nullptr) split(*item.on, conjuncts_);
      return;
    }
    if (item.kind == sql::JoinItem::Kind::kLeft && !item.natural && item.using_columns.empty() &&
        leaves_.size() == first + 1) {
      leaves_[first].optional = true;
      if (item.on != nullptr) split(*item.on, leaves_[first].on);
      return;
    }
    // Other joins: what comes out of them is not told.
    complete_ = false;
    for (Leaf& leaf : leaves_) {
      leaf.relation = nullptr;
      leaf.lateral = nullptr;
      leaf.optional = false;
      leaf.on.clear();
      leaf.rows = {{}, {}, false};
    }
  }

  Evaluator& evaluator_;
  const Scope& outer_;
};

/// The leaf that a column belongs to, or none.
std::optional<std::size_t> leaf_of(const std::vector<Leaf>& leaves, const sql::ColumnUse& use) {
  if (use.parts.empty()) return std::nullopt;
  const std::string& name = use.parts.back().text;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const auto& columns = leaves[i].columns;
    if (use.parts.size() > 1) {
      if (leaves[i].alias == use.parts[use.parts.size() - 2].text) return i;
      continue;
    }
    if (std::find(columns.begin(), columns.end(), name) != columns.end()) return i;
  }
  return std::nullopt;
}

/// Joins leaf after leaf.
class Joiner {
 public:
  Joiner(Evaluator& evaluator, const Scope& outer, Joined& joined,
         std::vector<const sql::Expr*> conjuncts)
      : evaluator_(evaluator), outer_(outer), joined_(joined), conjuncts_(std::move(conjuncts)) {
    for (const sql::Expr* conjunct : conjuncts_) {
      needs_.push_back(leaves_of(joined_.leaves, *conjunct));
    }
  }

  void run() {
    Tuple start;
    start.values.resize(joined_.leaves.size());
    joined_.tuples = {start};
    filter(0);
    while (bound_ != all()) {
      const std::size_t next = choose();
      bind(next);
      filter(std::uint64_t{1} << next);
    }
  }

 private:
  [[nodiscard]] std::uint64_t all() const {
    return (std::uint64_t{1} << joined_.leaves.size()) - 1;
  }

  /// The next leaf: as written where that matters, else the one that conditions narrow down.
  [[nodiscard]] std::size_t choose() const {
    const auto& leaves = joined_.leaves;
    const bool fixed = std::any_of(leaves.begin(), leaves.end(), [](const Leaf& leaf) {
      return leaf.optional || leaf.lateral != nullptr;
    });
    std::size_t best = leaves.size();
    std::size_t best_score = 0;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      if ((bound_ >> i & 1U) != 0) continue;
      const std::size_t score = 1 + restrictions_on(i).size();
      if (best == leaves.size() || (!fixed && score > best_score)) {
        best = i;
        best_score = score;
      }
    }
    return best;
  }

  /// Conditions `column of the leaf = something known by now`.
  struct KnownEquality {
    std::string column;
    const sql::Expr* value = nullptr;
  };
  [[nodiscard]] std::vector<KnownEquality> restrictions_on(std::size_t leaf) const {
    std::vector<KnownEquality> found;
    const auto look = [&](const sql::Expr& condition) {
      const auto* operation = std::get_if<sql::Operation>(&condition.node);
      if (operation == nullptr || operation->kind != sql::Operation::Kind::kPlain ||
          operation->name.name.text != "=" || operation->operands.size() != 2) {
        return;
      }
      for (const std::size_t side : {0U, 1U}) {
        const auto* use = std::get_if<sql::ColumnUse>(&operation->operands[side].node);
        const sql::Expr& other = operation->operands[1 - side];
        if (use == nullptr || leaf_of(joined_.leaves, *use) != leaf) continue;
        if ((leaves_of(joined_.leaves, other) & ~bound_) != 0) continue;
        found.push_back({use->parts.back().text, &other});
      }
    };
    for (const sql::Expr* conjunct : conjuncts_) look(*conjunct);
    for (const sql::Expr* condition : joined_.leaves[leaf].on) look(*condition);
    return found;
  }

  [[nodiscard]] RowSet rows_for(std::size_t index, const Scope& scope,
                                const std::vector<KnownEquality>& known) {
    const Leaf& leaf = joined_.leaves[index];
    if (leaf.lateral != nullptr) return evaluator_.query(*leaf.lateral, &scope);
    if (leaf.relation == nullptr) return leaf.rows;
    Restriction restriction;
    for (const KnownEquality& equality : known) {
      const Value value = evaluator_.evaluate(*equality.value, scope);
      if (value.certain && !is_null(value)) restriction.emplace(equality.column, value);
    }
    RowSet rows = rows_of(evaluator_.catalog(), *leaf.relation, restriction);
    const std::size_t read = restriction.empty() ? evaluator_.catalog().size() / 32 : 0;
    if (!evaluator_.around().spend(static_cast<std::uint32_t>(1 + read + rows.rows.size() / 4))) {
      return {{}, {}, false};
    }
    return rows;
  }

  void bind(std::size_t index) {
    const std::vector<KnownEquality> known = restrictions_on(index);
    const Leaf& leaf = joined_.leaves[index];
    // Where nothing but constants narrows it down, one reading serves every row before it.
    const bool once = leaf.lateral == nullptr &&
                      std::all_of(known.begin(), known.end(), [&](const KnownEquality& equality) {
                        return leaves_of(joined_.leaves, *equality.value) == 0;
                      });
    bound_ |= std::uint64_t{1} << index;
    std::optional<RowSet> shared;
    if (once) shared = rows_for(index, outer_, known);
    std::vector<Tuple> result;
    for (const Tuple& tuple : joined_.tuples) {
      RowSet own;
      if (!once) own = rows_for(index, scope_of(joined_, tuple, outer_), known);
      const RowSet& rows = once ? *shared : own;
      joined_.complete = joined_.complete && rows.complete;
      extend(index, tuple, rows, result);
    }
    joined_.tuples = std::move(result);
  }

  void extend(std::size_t index, const Tuple& tuple, const RowSet& rows,
              std::vector<Tuple>& result) {
    const Leaf& leaf = joined_.leaves[index];
    bool any = false;
    bool certain = rows.complete;
    for (const Row& row : rows.rows) {
      if (!evaluator_.around().spend(1)) {
        joined_.complete = false;
        return;
      }
      Tuple next = tuple;
      next.values[index] = std::make_shared<const std::vector<Value>>(row.values);
      next.present = next.present && row.present;
      next.certain = next.certain && row.certain;
      bool kept = true;
      for (const sql::Expr* condition : leaf.on) kept = kept && meets(*condition, next);
      if (!kept) continue;
      any = any || next.present;
      certain = certain && next.certain;
      result.push_back(std::move(next));
    }
    if (!leaf.optional || any) return;
    // The row of a LEFT JOIN without a partner.
    Tuple alone = tuple;
    alone.certain = alone.certain && certain;
    result.push_back(std::move(alone));
  }

  /// False: the condition surely keeps the row out.
  bool meets(const sql::Expr& condition, Tuple& tuple) {
    const Value met = evaluator_.evaluate(condition, scope_of(joined_, tuple, outer_));
    const bool yes = truth(met) == true;
    if (!yes && met.certain) return false;
    tuple.present = tuple.present && yes;
    tuple.certain = tuple.certain && met.certain;
    return true;
  }

  /// Tries the conditions that can be tried now; `fresh` is the leaf that has just been bound.
  void filter(std::uint64_t fresh) {
    for (std::size_t i = 0; i < conjuncts_.size(); ++i) {
      const bool ready = (needs_[i] & ~bound_) == 0;
      const bool is_new = fresh == 0 ? needs_[i] == 0 : (needs_[i] & fresh) != 0;
      if (!ready || !is_new) continue;
      std::erase_if(joined_.tuples, [&](Tuple& tuple) { return !meets(*conjuncts_[i], tuple); });
    }
  }

  Evaluator& evaluator_;
  const Scope& outer_;
  Joined& joined_;
  std::vector<const sql::Expr*> conjuncts_;
  std::vector<std::uint64_t> needs_;
  std::uint64_t bound_ = 0;
};

}  // namespace

std::uint64_t leaves_of(const std::vector<Leaf>& leaves, const sql::Expr& expression) {
  const std::uint64_t all = (std::uint64_t{1} << leaves.size()) - 1;
  const auto list = [&](const sql::Exprs& expressions) {
    std::uint64_t mask = 0;
    for (const sql::Expr& each : expressions) mask |= leaves_of(leaves, each);
    return mask;
  };
  const auto one = [&](const sql::ExprPtr& each) {
    return each == nullptr ? std::uint64_t{0} : leaves_of(leaves, *each);
  };
  return std::visit(Overload{
                        [](const sql::Constant&) { return std::uint64_t{0}; },
                        [&](const sql::ColumnUse& node) {
                          if (node.star) return all;
                          const auto leaf = leaf_of(leaves, node);
                          return leaf.has_value() ? std::uint64_t{1} << *leaf : std::uint64_t{0};
                        },
                        [](const sql::ParameterUse&) { return std::uint64_t{0}; },
                        [&](const sql::FunctionUse& node) { return list(node.arguments); },
                        [&](const sql::Operation& node) { return list(node.operands); },
                        [&](const sql::Logic& node) { return list(node.operands); },
                        [&](const sql::Test& node) { return one(node.operand); },
                        [&](const sql::Cast& node) { return one(node.operand); },
                        [&](const sql::Case& node) {
                          return one(node.subject) | list(node.conditions) | list(node.results) |
                                 one(node.otherwise);
                        },
                        [&](const sql::Choice& node) { return list(node.operands); },
                        [&](const sql::ArrayConstructor& node) { return list(node.elements); },
                        [&](const sql::RowConstructor& node) { return list(node.fields); },
                        // A subquery may speak of anything.
                        [&](const sql::Sublink&) { return all; },
                        [&](const sql::Indirection& node) { return one(node.base); },
                        [&](const sql::Collate& node) { return one(node.operand); },
                        [](const sql::ValueFunction&) { return std::uint64_t{0}; },
                        [&](const sql::SpecialForm&) { return all; },
                    },
                    expression.node);
}

Scope scope_of(const Joined& joined, const Tuple& tuple, const Scope& outer) {
  Scope scope;
  scope.outer = &outer;
  for (std::size_t i = 0; i < joined.leaves.size(); ++i) {
    const Leaf& leaf = joined.leaves[i];
    scope.bindings.push_back({leaf.alias, &leaf.columns, tuple.values[i].get()});
  }
  return scope;
}

void append_star_names(const Joined& joined, const sql::ColumnUse& star,
                       std::vector<std::string>& to) {
  for (const Leaf& leaf : joined.leaves) {
    if (!star.parts.empty() && star.parts.back().text != leaf.alias) continue;
    to.insert(to.end(), leaf.columns.begin(), leaf.columns.end());
  }
}

void append_star(const Joined& joined, const sql::ColumnUse& star, const Scope& scope,
                 std::vector<Value>& to) {
  for (std::size_t i = 0; i < joined.leaves.size(); ++i) {
    const Leaf& leaf = joined.leaves[i];
    if (!star.parts.empty() && star.parts.back().text != leaf.alias) continue;
    const auto* values = i < scope.bindings.size() ? scope.bindings[i].values : nullptr;
    for (std::size_t column = 0; column < leaf.columns.size(); ++column) {
      to.push_back(values != nullptr && column < values->size() ? (*values)[column] : null());
    }
  }
}

Joined join(Evaluator& evaluator, const sql::SelectTree& select, const Scope& outer) {
  Joined joined;
  FromReader reader(evaluator, outer);
  for (const sql::FromItem& item : select.from) reader.read(item);
  if (select.where != nullptr) reader.read_condition(*select.where);
  joined.leaves = std::move(reader.leaves_);
  joined.complete = reader.complete_;
  if (joined.leaves.size() > kMaxLeaves) {
    joined.complete = false;
    return joined;
  }
  Joiner(evaluator, outer, joined, std::move(reader.conjuncts_)).run();
  return joined;
}

}  // namespace ashlar::catalog::procedures
