// `*` and `t.*` written out, as the server does when it makes a view. (parse_target.c,
// ExpandColumnRefStar)

#include "compiler/catalog/binding/binder.h"

namespace ashlar::catalog {
namespace {

void append_site(SqlText& text, std::string_view words, Site::Kind kind, ObjectId object,
                 std::uint32_t column) {
  const auto begin = static_cast<std::uint32_t>(text.text.size());
  text.text += words;
  if (object == 0) return;
  text.sites.push_back({begin, static_cast<std::uint32_t>(text.text.size()), kind, object, column});
}

}  // namespace

SqlText Binder::star_words(const std::vector<StarRef>& refs, const Scope& scope, bool qualify,
                           Labels labels) const {
  SqlText words;
  for (const StarRef& ref : refs) {
    const ScopeItem& item = scope.items[ref.item];
    const ScopeColumn& column = item.columns[ref.column];
    if (!words.text.empty()) words.text += ", ";
    if (qualify && !item.name.empty() && item.qualifies) {
      append_site(words, postgres::quote_identifier(item.name), Site::Kind::kQualifier,
                  item.relation, 0);
      words.text += ".";
    }
    const std::string name = postgres::quote_identifier(column.name);
    const bool follows = column.relation != 0 && column.number != 0 && !column.renamed;
    append_site(words, name, Site::Kind::kColumn, follows ? column.relation : 0, column.number);
    if (follows && labels == Labels::kAdded) {
      append_site(words, " AS " + name, Site::Kind::kAddedLabel, column.relation, column.number);
    }
    if (!follows && column.relation != 0 && column.number != 0) {
      append_site(words, "", Site::Kind::kUse, column.relation, column.number);
    }
  }
  return words;
}

void Binder::star_target(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope,
                         const std::vector<FromShape>& from, QueryShape& out) {
  std::vector<StarRef> refs;
  const Scope* level = &scope;
  bool complete = true;
  if (use.parts.empty()) {
    for (const FromShape& shape : from) {
      complete = complete && shape.complete;
      refs.insert(refs.end(), shape.columns.begin(), shape.columns.end());
    }
  } else {
    const std::string_view schema = use.parts.size() > 1 ? use.parts.front().text : "";
    const ScopeItem* item = nullptr;
    for (; level != nullptr && item == nullptr; level = item == nullptr ? level->outer : level) {
      item = find_item(*level, schema, use.parts.back().text);
    }
    if (item == nullptr) {
      out.complete = false;
      return;
    }
    complete = item->complete;
    const auto index = static_cast<std::size_t>(item - level->items.data());
    for (std::size_t i = 0; i < item->columns.size(); ++i) refs.push_back({index, i});
    if (!complete) note_qualifier(*item, use);
  }
  for (const StarRef& ref : refs) {
    const ScopeColumn& column = level->items[ref.item].columns[ref.column];
    out.columns.push_back({column.name, column.type, column.collation});
  }
  out.complete = out.complete && complete;
  if (!complete || refs.empty()) return;
  const bool qualify = !use.parts.empty() || from.size() > 1 ||
                       (from.size() == 1 && scope.items.size() - from.front().begin > 1);
  edits_.replace(expr.span, star_words(refs, *level, qualify, Labels::kAdded));
}

void Binder::row_target(const sql::Expr& expr, const sql::Indirection& use, const Scope& scope,
                        const std::vector<FromShape>& from, QueryShape& out) {
  if (use.base == nullptr || use.steps.size() != 1) {
    if (use.base != nullptr) expression(*use.base, scope);
    out.complete = false;
    return;
  }
  // A whole row is the same as `t.*`. (parse_target.c, ExpandRowReference)
  const auto* name = std::get_if<sql::ColumnUse>(&use.base->node);
  if (name != nullptr && name->parts.size() == 1) {
    const std::string& word = name->parts.front().text;
    bool column = false;
    bool item = false;
    for (const Scope* level = &scope; level != nullptr && !column; level = level->outer) {
      column = find_unqualified(*level, word).column != nullptr;
      item = item || find_item(*level, {}, word) != nullptr;
    }
    if (!column && item) {
      sql::ColumnUse star = *name;
      star.star = true;
      star_target(expr, star, scope, from, out);
      return;
    }
  }
  const Typed base = expression(*use.base, scope);
  const Object* row = catalog().get(base.type.id);
  if (row == nullptr || scope_columns(*row).empty()) {
    out.complete = false;
    return;
  }
  Binder reader(editor_, use.base->span);
  reader.be_quiet();
  reader.expression(*use.base, scope);
  const SqlText of_base = reader.text();
  SqlText words;
  for (const ScopeColumn& column : scope_columns(*row)) {
    if (!words.text.empty()) words.text += ", ";
    words.text += "(";
    for (Site site : of_base.sites) {
      site.begin += static_cast<std::uint32_t>(words.text.size());
      site.end += static_cast<std::uint32_t>(words.text.size());
      words.sites.push_back(site);
    }
    words.text += of_base.text + ").";
    const std::string field = postgres::quote_identifier(column.name);
    append_site(words, field, Site::Kind::kColumn, column.relation, column.number);
    append_site(words, " AS " + field, Site::Kind::kAddedLabel, column.relation, column.number);
    out.columns.push_back({column.name, column.type, column.collation});
  }
  edits_.replace(expr.span, std::move(words));
}

bool Binder::star_inside(const sql::Expr& expr, const Scope& scope) {
  const auto* use = std::get_if<sql::ColumnUse>(&expr.node);
  if (use == nullptr || !use->star || use->parts.empty()) return false;
  const std::string_view schema = use->parts.size() > 1 ? use->parts.front().text : "";
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    const ScopeItem* item = find_item(*level, schema, use->parts.back().text);
    if (item == nullptr) continue;
    if (!item->complete || item->columns.empty()) return false;
    std::vector<StarRef> refs;
    const auto index = static_cast<std::size_t>(item - level->items.data());
    for (std::size_t i = 0; i < item->columns.size(); ++i) refs.push_back({index, i});
    edits_.replace(expr.span, star_words(refs, *level, true, Labels::kNone));
    return true;
  }
  return false;
}

}  // namespace ashlar::catalog
