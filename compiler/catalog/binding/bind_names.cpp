// Binding of columns, relations, types and collations by name.

#include <algorithm>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

constexpr std::string_view kNoColumns = "cannot use column reference in ";

/// The item's own relation may have columns that the catalog has not seen.
bool is_certain(const Catalog& catalog, const ScopeItem& item) {
  if (!item.complete || catalog.is_doubtful()) return false;
  const Object* relation = catalog.get(item.row);
  return relation == nullptr ||
         !catalog.is_doubtful({NameSpace::kRelation, relation->schema, relation->name});
}

std::vector<std::string> names_of(const ScopeItem& item) {
  std::vector<std::string> names;
  for (const ScopeColumn& column : item.columns) names.push_back(column.name);
  return names;
}

}  // namespace

Typed Binder::column_use(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope) {
  if (use.parts.empty()) return {};
  if (place_ == Place::kDefault || place_ == Place::kPartitionBound) {
    if (sublinks_ == 0 && !use.star) {
      refuse(ProblemKind::kNotSupported, "0A000",
             std::string(kNoColumns) +
                 (place_ == Place::kDefault ? "DEFAULT expression" : "partition bound expression"),
             expr.span);
      return {};
    }
  }
  if (use.star) {
    const std::string_view schema = use.parts.size() > 1 ? use.parts.front().text : "";
    for (const Scope* level = &scope; level != nullptr; level = level->outer) {
      if (const ScopeItem* item = find_item(*level, schema, use.parts.back().text)) {
        note_qualifier(*item, use);
        return whole_row(expr, *item, {});
      }
    }
    return {};
  }
  return use.parts.size() == 1 ? plain_column(expr, use.parts.front(), scope)
                               : qualified_column(expr, use, scope);
}

Typed Binder::plain_column(const sql::Expr& expr, const sql::Name& name, const Scope& scope) {
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    const FoundColumn found = find_unqualified(*level, name.text);
    if (found.ambiguous) {
      if (is_complete(*level)) {
        refuse(ProblemKind::kAmbiguousName, "42702",
               "column reference `" + name.text + "` is ambiguous", name.span);
      }
      return {};
    }
    if (found.column != nullptr) {
      qualify(*found.item, scope, *level, name.span);
      return found_column(expr, *found.column, name.span);
    }
    if (!level->items.empty() && !system_column_type(name.text).empty()) {
      return {built_in(system_column_type(name.text)), {}};
    }
    if (!is_complete(*level)) return {};
  }
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    if (const ScopeItem* item = find_item(*level, {}, name.text)) {
      return whole_row(expr, *item, name.span);
    }
  }
  refuse_unknown_column(name, scope);
  return {};
}

/// Writes out whose column it is where another relation may get one of the name some day: the
/// server has it resolved once and for all.
void Binder::qualify(const ScopeItem& item, const Scope& scope, const Scope& level, Span where) {
  if (!item.qualifies || item.name.empty() || find_item(level, {}, item.name) != &item) return;
  const auto rivals = [&item](const Scope& other) {
    return std::any_of(other.items.begin(), other.items.end(), [&item](const ScopeItem& each) {
      return &each != &item && each.unqualified;
    });
  };
  bool alone = !rivals(level);
  for (const Scope* inner = &scope; inner != &level; inner = inner->outer) {
    if (find_item(*inner, {}, item.name) != nullptr) return;
    alone = alone && !rivals(*inner);
  }
  if (alone) return;
  SqlText words;
  words.text = postgres::quote_identifier(item.name);
  if (item.relation != 0) {
    words.sites.push_back({0, static_cast<std::uint32_t>(words.text.size()), Site::Kind::kQualifier,
                           item.relation, 0});
  }
  words.text += ".";
  edits_.replace({where.begin, where.begin}, std::move(words));
}

Typed Binder::qualified_column(const sql::Expr& expr, const sql::ColumnUse& use,
                               const Scope& scope) {
  const sql::Name& column = use.parts.back();
  const sql::Name& table = use.parts[use.parts.size() - 2];
  const std::string_view schema =
      use.parts.size() > 2 ? use.parts[use.parts.size() - 3].text : std::string_view();
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    const ScopeItem* item = find_item(*level, schema, table.text);
    if (item == nullptr) continue;
    note_qualifier(*item, use);
    if (const ScopeColumn* found = find_column(*item, column.text)) {
      return found_column(expr, *found, column.span);
    }
    if (!system_column_type(column.text).empty()) {
      return {built_in(system_column_type(column.text)), {}};
    }
    // `t.f` may also be `f(t)`. (parse_func.c, ParseFuncOrColumn)
    sql::QualifiedName function;
    function.name = column;
    if (is_certain(catalog(), *item) && catalog().find_functions(function).empty()) {
      refuse(ProblemKind::kUnknownColumn, "42703",
             "column `" + table.text + "." + column.text + "` does not exist", column.span,
             did_you_mean(column.text, names_of(*item)));
    }
    return {};
  }
  // A field of a parameter. (functions.c, sql_fn_post_column_ref)
  if (is_parameter(table.text)) return {};
  if (quiet_ == 0 && place_ != Place::kParameterDefault && !catalog().is_doubtful()) {
    std::vector<std::string> names;
    for (const Scope* level = &scope; level != nullptr; level = level->outer) {
      for (const ScopeItem& item : level->items) names.push_back(item.name);
    }
    refuse(ProblemKind::kUnknownRelation, "42P01",
           "missing FROM-clause entry for table `" + table.text + "`", table.span,
           did_you_mean(table.text, names));
  }
  return {};
}

Typed Binder::found_column(const sql::Expr& expr, const ScopeColumn& column, Span where) {
  const std::uint32_t near = where.begin;
  if (column.relation != 0 && column.number != 0) {
    if (column.renamed) {
      edits_.note_use(near, column.relation, column.number);
    } else {
      edits_.note(where, Site::Kind::kColumn, column.relation, column.number);
      named_[&expr] = {0, 0, Site::Kind::kColumn, column.relation, column.number};
    }
  }
  return {column.type, column.collation};
}

Typed Binder::whole_row(const sql::Expr& expr, const ScopeItem& item, Span where) {
  if (item.relation != 0 && !where.empty()) {
    edits_.note(where, Site::Kind::kQualifier, item.relation);
    named_[&expr] = {0, 0, Site::Kind::kQualifier, item.relation, 0};
  }
  const Object* relation = catalog().get(item.row);
  if (relation == nullptr) {
    // A function that gives one plain value stands for that value.
    if (item.columns.size() == 1 && item.complete && item.plain_value) {
      return {item.columns.front().type, item.columns.front().collation};
    }
    return {built_in("record"), {}};
  }
  Type type;
  type.schema = relation->schema;
  type.name = relation->name;
  type.id = relation->id;
  return {type, {}};
}

void Binder::note_qualifier(const ScopeItem& item, const sql::ColumnUse& use) {
  if (item.relation == 0) return;
  const std::size_t at = use.star ? use.parts.size() - 1 : use.parts.size() - 2;
  if (at == 0) {
    edits_.note(use.parts[0].span, Site::Kind::kQualifier, item.relation);
    return;
  }
  edits_.note({use.parts[at - 1].span.begin, use.parts[at].span.end}, Site::Kind::kRelation,
              item.relation);
}

void Binder::refuse_unknown_column(const sql::Name& name, const Scope& scope) {
  std::vector<std::string> names;
  for (const Scope* level = &scope; level != nullptr; level = level->outer) {
    for (const ScopeItem& item : level->items) {
      if (!is_certain(catalog(), item)) return;
      for (std::string& each : names_of(item)) names.push_back(std::move(each));
    }
  }
  if (catalog().is_doubtful()) return;
  refuse(ProblemKind::kUnknownColumn, "42703", "column `" + name.text + "` does not exist",
         name.span, did_you_mean(name.text, names));
}

void Binder::relation_name(const sql::QualifiedName& name, ObjectId id) {
  edits_.note(name.span, Site::Kind::kRelation, id);
}

Type Binder::type_name(const sql::TypeName& written) {
  Type type = resolve_type(catalog(), written);
  if (type.id != 0) {
    edits_.note(written.name.span, Site::Kind::kType, type.id);
    return type;
  }
  if (type.schema != "pg_catalog" && quiet_ == 0 &&
      is_surely_absent(catalog(), NameSpace::kType, written.name)) {
    refuse(ProblemKind::kUnknownType, "42704",
           "type `" + catalog::words_of(written.name) + "` does not exist", written.name.name.span,
           missing_type_help(catalog(), written.name));
  }
  // A type that is not known: nothing can be said about what is of it.
  if (type.schema != "pg_catalog") return {};
  return type;
}

void Binder::collation_name(const sql::QualifiedName& name, NameRef& into) {
  into.schema = name.schema.text == "pg_catalog" ? "" : name.schema.text;
  into.name = name.name.text;
  sql::ObjectRef reference;
  const auto find_in = [&](const std::string& schema) {
    return catalog().find({NameSpace::kOther, schema, "collation " + name.name.text});
  };
  const Object* found = name.schema.empty() ? nullptr : find_in(name.schema.text);
  if (name.schema.empty()) {
    for (const std::string& schema : catalog().search_path()) {
      if (found == nullptr) found = find_in(schema);
    }
  }
  if (found == nullptr) return;
  into.schema = found->schema;
  into.id = found->id;
  edits_.note(name.span, Site::Kind::kCollation, found->id);
}

}  // namespace ashlar::catalog
