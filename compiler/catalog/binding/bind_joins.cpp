// Joins by columns of one name: USING and NATURAL. (parse_clause.c, transformFromClauseItem;
// src/backend/utils/adt/ruleutils.c, set_using_names)

#include <algorithm>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/resolution/resolve.h"
#include "compiler/catalog/statements/columns.h"

namespace ashlar::catalog {
namespace {

/// Where a part of FROM begins and ends, as far as that is simple; empty where it is not.
Span place_of(const sql::FromItem& item) {
  if (const auto* relation = std::get_if<sql::RelationItem>(&item.node)) {
    if (!relation->alias.columns.empty()) return {};
    const Span& alias = relation->alias.name.span;
    return {relation->name.span.begin,
            relation->alias.name.empty() ? relation->name.span.end : alias.end};
  }
  const auto* subquery = std::get_if<sql::SubqueryItem>(&item.node);
  if (subquery == nullptr || subquery->query == nullptr || !subquery->alias.columns.empty()) {
    return {};
  }
  if (subquery->alias.name.empty()) return {};
  return {subquery->query->span.begin, subquery->alias.name.span.end};
}

}  // namespace

std::vector<sql::Name> Binder::joined_names(const sql::JoinItem& item, const FromShape& left,
                                            const FromShape& right, Scope& scope) {
  if (!item.natural) return item.using_columns;
  std::vector<sql::Name> names;
  for (const StarRef& ref : left.columns) {
    const std::string& name = scope.items[ref.item].columns[ref.column].name;
    const bool shared =
        std::any_of(right.columns.begin(), right.columns.end(), [&](const StarRef& other) {
          return scope.items[other.item].columns[other.column].name == name;
        });
    if (shared) names.push_back({name, {}});
  }
  if (left.complete && right.complete) spell_natural(item, names, scope);
  return names;
}

void Binder::spell_natural(const sql::JoinItem& item, const std::vector<sql::Name>& names,
                           Scope& scope) {
  const Span right = place_of(*item.right);
  if (right.empty()) return;
  if (tokens_.empty()) tokens_ = postgres::scan(words_, whole_.begin);
  const auto word = [&](const postgres::Token& token) {
    return sql::identifier_text(
        slice(words_, {token.span.begin - whole_.begin, token.span.end - whole_.begin}));
  };
  Span natural;
  Span join;
  for (const postgres::Token& token : tokens_) {
    if (token.span.begin >= right.begin) break;
    if (word(token) == "natural") natural = token.span;
    if (word(token) == "join") join = token.span;
  }
  if (natural.empty() || join.begin < natural.begin) return;
  if (names.empty() && item.kind == sql::JoinItem::Kind::kInner) {
    edits_.replace({natural.begin, join.end}, {"CROSS JOIN", {}});
    return;
  }
  std::string list;
  for (const sql::Name& name : names) {
    list += (list.empty() ? "" : ", ") + postgres::quote_identifier(name.text);
  }
  edits_.replace(natural, {});
  scope.behind_joins.emplace_back(right.end, names.empty() ? " ON true" : " USING (" + list + ")");
}

void Binder::keep_joined_names(Scope& scope) {
  for (ScopeItem& item : scope.items) {
    if (item.kept.empty()) continue;
    SqlText words;
    for (const ScopeColumn& column : item.columns) {
      if (std::find(item.kept.begin(), item.kept.end(), column.number) == item.kept.end()) continue;
      words.text += (words.text.empty() ? "" : "\n") + std::to_string(column.number) + " ";
      words.text += column.name;
    }
    if (item.has_alias) words.text.insert(0, "+");
    words.sites.push_back({0, static_cast<std::uint32_t>(words.text.size()),
                           Site::Kind::kColumnAliases, item.row, 0});
    edits_.replace({item.alias_at, item.alias_at}, std::move(words));
    item.kept.clear();
  }
  for (auto& [at, words] : scope.behind_joins) edits_.replace({at, at}, {std::move(words), {}});
  scope.behind_joins.clear();
}

void Binder::merge_columns(const sql::JoinItem& item, const std::vector<sql::Name>& names,
                           const std::array<FromShape, 2>& sides, Scope& scope, FromShape& joined) {
  const auto& [left, right] = sides;
  const auto find = [&](const FromShape& side, const std::string& name) -> const StarRef* {
    for (const StarRef& ref : side.columns) {
      if (scope.items[ref.item].columns[ref.column].name == name) return &ref;
    }
    return nullptr;
  };
  ScopeItem merged;
  merged.name = item.using_alias.text;
  merged.qualifies = !merged.name.empty();
  std::vector<StarRef> gone;
  for (const sql::Name& name : names) {
    const StarRef* from_left = find(left, name.text);
    const StarRef* from_right = find(right, name.text);
    ScopeColumn column{name.text, {}, {}, 0, 0, true, false};
    for (const StarRef* side : {from_left, from_right}) {
      if (side == nullptr) continue;
      ScopeColumn& own = scope.items[side->item].columns[side->column];
      if (own.relation != 0 && own.number != 0) {
        edits_.note_use(name.span.empty() ? whole_.begin : name.span.begin, own.relation,
                        own.number);
      }
      if (column.relation == 0) {
        column.relation = own.relation;
        column.number = own.number;
        column.collation = own.collation;
      }
      own.merged = true;
      ScopeItem& from = scope.items[side->item];
      if (own.relation != 0 && own.number != 0 && !own.renamed && from.alias_at != 0) {
        from.kept.push_back(own.number);
        own.renamed = true;
      }
      gone.push_back(*side);
    }
    if (from_left != nullptr && from_right != nullptr) {
      use_operator("=", scope.items[from_left->item].columns[from_left->column].type,
                   scope.items[from_right->item].columns[from_right->column].type,
                   name.span.empty() ? whole_.begin : name.span.begin);
      column.type =
          common_type(catalog(), {scope.items[from_left->item].columns[from_left->column].type,
                                  scope.items[from_right->item].columns[from_right->column].type})
              .type;
    } else if ((from_left == nullptr && left.complete) ||
               (from_right == nullptr && right.complete)) {
      refuse(ProblemKind::kUnknownColumn, "42703",
             "column `" + name.text + "` specified in USING clause does not exist in " +
                 (from_left == nullptr && left.complete ? "left" : "right") + " table",
             name.span);
    }
    merged.columns.push_back(std::move(column));
  }
  const std::size_t index = scope.items.size();
  for (std::size_t i = 0; i < merged.columns.size(); ++i) joined.columns.push_back({index, i});
  for (const FromShape& side : sides) {
    for (const StarRef& ref : side.columns) {
      const bool taken = std::any_of(gone.begin(), gone.end(), [&](const StarRef& each) {
        return each.item == ref.item && each.column == ref.column;
      });
      if (!taken) joined.columns.push_back(ref);
    }
  }
  scope.items.push_back(std::move(merged));
}

}  // namespace ashlar::catalog
