#include "compiler/catalog/binding/bind.h"

#include <algorithm>
#include <variant>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/resolution/resolve.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/types.h"
#include "grammar/sql/statements.h"

namespace ashlar::catalog {
namespace {

bool has_columns(Place place) {
  switch (place) {
    case Place::kDefault:
    case Place::kPartitionBound:
    case Place::kParameterDefault:
      return false;
    case Place::kGenerated:
    case Place::kCheck:
    case Place::kDomainCheck:
    case Place::kIndexKey:
    case Place::kIndexPredicate:
    case Place::kPartitionKey:
    case Place::kStatistics:
    case Place::kPolicy:
    case Place::kTriggerWhen:
    case Place::kColumnConversion:
      return true;
  }
  return false;
}

/// `VALUE` of a domain's check.
ScopeItem value_item(const Object& domain) {
  ScopeItem item;
  ScopeColumn value;
  value.name = "value";
  if (const auto* type = std::get_if<DomainType>(&domain.data)) value.type = type->base;
  item.columns.push_back(std::move(value));
  item.qualifies = false;
  return item;
}

ScopeItem item_of(const Catalog& catalog, const Object& owner) {
  ScopeItem item;
  item.name = owner.name;
  item.schema = owner.schema;
  item.relation = owner.id;
  item.row = owner.id;
  item.columns = scope_columns(owner);
  const auto* view = std::get_if<View>(&owner.data);
  item.complete = (view == nullptr || !view->columns.empty()) &&
                  !catalog.is_doubtful({NameSpace::kRelation, owner.schema, owner.name});
  return item;
}

/// OLD and NEW of triggers and rules.
void add_old_and_new(const Catalog& catalog, const Object& owner, Scope& scope) {
  ScopeItem item = item_of(catalog, owner);
  item.relation = 0;
  item.unqualified = false;
  for (const char* name : {"old", "new"}) {
    item.name = name;
    scope.items.push_back(item);
  }
}

/// A function's parameters come after all columns. (functions.c, sql_fn_post_column_ref)
ScopeItem parameters_item(const Body& body) {
  ScopeItem item;
  item.name = body.function_name;
  for (const FunctionParameter& parameter : *body.parameters) {
    if (parameter.name.empty()) continue;
    item.columns.push_back({parameter.name, parameter.type, {}, 0, 0, false, false});
  }
  return item;
}

void require_type(Binder& binder, const sql::Expr& expr, const Typed& value,
                  const Placing& placing) {
  switch (placing.place) {
    case Place::kCheck:
    case Place::kDomainCheck:
      binder.require_boolean(expr, value, "CHECK");
      return;
    case Place::kIndexPredicate:
      binder.require_boolean(expr, value, "WHERE");
      return;
    case Place::kPolicy:
      binder.require_boolean(expr, value, "POLICY");
      return;
    case Place::kTriggerWhen:
      binder.require_boolean(expr, value, "WHEN");
      return;
    case Place::kDefault:
    case Place::kParameterDefault:
      binder.require_assignable(expr, value, placing.target, "default expression");
      return;
    case Place::kGenerated:
      binder.require_assignable(expr, value, placing.target, "generation expression");
      return;
    case Place::kIndexKey:
    case Place::kPartitionKey:
    case Place::kPartitionBound:
    case Place::kStatistics:
    case Place::kColumnConversion:
      return;
  }
}

/// CREATE RECURSIVE VIEW: the parser puts a WITH RECURSIVE around the words. (gram.y,
/// makeRecursiveViewSelect)
bool is_recursive_view(const sql::SelectTree& tree, std::string_view words) {
  if (!tree.recursive || tree.with.size() != 1) return false;
  const std::vector<postgres::Token> tokens = postgres::scan(words);
  return tokens.empty() || sql::identifier_text(slice(words, tokens.front().span)) != "with";
}

/// The words with that WITH RECURSIVE around them.
SqlText as_recursive(const sql::CommonTable& table, SqlText text) {
  std::string columns;
  for (const sql::Name& column : table.columns) {
    columns += (columns.empty() ? "" : ", ") + postgres::quote_identifier(column.text);
  }
  const std::string name = postgres::quote_identifier(table.name.text);
  const std::string before = "WITH RECURSIVE " + name + " (" + columns + ") AS (";
  for (Site& site : text.sites) {
    site.begin += static_cast<std::uint32_t>(before.size());
    site.end += static_cast<std::uint32_t>(before.size());
  }
  text.text = before + text.text + ") SELECT " + columns + " FROM " + name;
  return text;
}

}  // namespace

namespace {

bool is_null_literal(const sql::Expr& expr) {
  const auto* constant = std::get_if<sql::Constant>(&expr.node);
  return constant != nullptr && constant->kind == sql::Constant::Kind::kNull;
}

/// True where DEFAULT NULL leaves no default behind: the value is a constant of the column's very
/// type, with no call around it that checks a domain or brings a length
/// (src/backend/catalog/heap.c, AddRelationNewConstraints).
bool is_no_default(const Catalog& catalog, const sql::Expr& value, const Type& target) {
  const bool domain =
      target.array_dimensions == 0 && catalog.get_as<DomainType>(target.id) != nullptr;
  if (target.name.empty() || domain) return false;
  if (target.schema == "information_schema") return false;
  // The modifier of an interval is part of its input, not of a call.
  const bool plain = target.modifiers.empty() || target.name == "interval";
  if (is_null_literal(value)) return plain;
  const auto* cast = std::get_if<sql::Cast>(&value.node);
  if (cast == nullptr || !is_null_literal(*cast->operand)) return false;
  const Type type = resolve_type(catalog, cast->type);
  return type.modifiers.empty() && target.modifiers.empty() && same_type(type, target);
}

}  // namespace

Scope scope_for(const Catalog& catalog, const Placing& placing) {
  Scope scope;
  const Object* owner = catalog.get(placing.owner);
  if (owner == nullptr || !has_columns(placing.place)) return scope;
  if (placing.place == Place::kDomainCheck) {
    scope.items.push_back(value_item(*owner));
  } else if (placing.place == Place::kTriggerWhen) {
    add_old_and_new(catalog, *owner, scope);
  } else {
    scope.items.push_back(item_of(catalog, *owner));
  }
  return scope;
}

SqlText bind_expression(Editor& editor, const sql::Expression& expression, const Placing& placing) {
  return bind_typed(editor, expression, placing).text;
}

TypedText bind_typed(Editor& editor, const sql::Expression& expression, const Placing& placing) {
  if (expression.tree == nullptr) return {{editor.text(expression.span), {}}, {}};
  Binder binder(editor, expression.span);
  binder.restrict_to(placing.place);
  const Scope scope = scope_for(editor.catalog(), placing);
  Typed value = binder.expression(*expression.tree, scope);
  binder.coerce(*expression.tree, value, placing.target);
  require_type(binder, *expression.tree, value, placing);
  if (placing.place == Place::kDefault &&
      is_no_default(editor.catalog(), *expression.tree, placing.target)) {
    return {};
  }
  return {binder.text(), std::move(value.type)};
}

SqlText with_casts(Editor& editor, const SqlText& text, ObjectId table) {
  const std::string before = "ALTER TABLE a ADD CHECK (";
  const std::string words = before + render(editor.catalog(), text) + ")";
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> parsed = postgres::parse_text(words, 0, diagnostics);
  if (!diagnostics.empty() || parsed.size() != 1) return text;
  const auto* alter = std::get_if<sql::AlterTable>(&parsed.front().statement.node);
  if (alter == nullptr || alter->actions.size() != 1) return text;
  const auto* add = std::get_if<sql::AddConstraint>(&alter->actions.front().node);
  if (add == nullptr || !add->constraint.expression.has_value()) return text;
  const std::shared_ptr<const sql::Expr> tree = add->constraint.expression->tree;
  if (tree == nullptr) return text;
  // Rendered names are those of a path of `public` alone.
  Editor reader(editor.catalog(), editor.context());
  reader.set_search_path(std::vector<std::string>{"public"}, Editor::SettingScope::kSession);
  Binder binder(reader, words);
  binder.be_quiet();
  binder.spell_casts();
  binder.expression(*tree, scope_for(editor.catalog(), {Place::kCheck, table, {}}));
  SqlText spelled = binder.text();
  const auto cut = static_cast<std::uint32_t>(before.size());
  spelled.text = spelled.text.substr(cut, spelled.text.size() - cut - 1);
  for (Site& site : spelled.sites) {
    site.begin -= cut;
    site.end -= cut;
  }
  return spelled;
}

void spell_dependents(Editor& editor, ObjectId table, std::uint32_t column) {
  const auto names = [&](const SqlText& text) {
    const std::vector<std::uint32_t> columns = columns_in(text, table);
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  for (const Object* part : editor.catalog().parts_of(table)) {
    const ObjectId id = part->id;
    if (const auto* check = std::get_if<Constraint>(&part->data)) {
      if (!names(check->expression)) continue;
      SqlText spelled = with_casts(editor, SqlText(check->expression), table);
      editor.edit<Constraint>(id)->expression = std::move(spelled);
    } else if (const auto* found = std::get_if<Index>(&part->data)) {
      Index index = *found;
      bool touched = names(index.predicate);
      if (touched) index.predicate = with_casts(editor, index.predicate, table);
      for (IndexKey& key : index.keys) {
        if (!names(key.expression)) continue;
        key.expression = with_casts(editor, key.expression, table);
        touched = true;
      }
      if (touched) *editor.edit<Index>(id) = std::move(index);
    }
  }
}

SqlText bind_body(Editor& editor, const Body& body) {
  Binder binder(editor, body.whole);
  Scope scope;
  if (const Object* table = editor.catalog().get(body.rule_table)) {
    add_old_and_new(editor.catalog(), *table, scope);
  }
  if (body.parameters != nullptr) {
    binder.know_parameters(*body.parameters);
    scope.items.push_back(parameters_item(body));
  }
  if (body.expression != nullptr && body.expression->tree != nullptr) {
    // In a rule's condition columns mean those of the row that its event has. (parse_utilcmd.c,
    // transformRuleStmt)
    for (ScopeItem& item : scope.items) {
      if (body.rule_table == 0) break;
      item.unqualified = body.rule_event != (item.name == "old" ? "insert" : "delete");
    }
    binder.expression(*body.expression->tree, scope);
    for (ScopeItem& item : scope.items) {
      if (body.rule_table != 0) item.unqualified = false;
    }
  }
  if (body.statements == nullptr) return binder.text();
  for (const sql::InnerStatement& statement : *body.statements) {
    if (statement.data_change != nullptr) {
      binder.change(*statement.data_change, &scope);
    } else if (statement.query.tree != nullptr) {
      binder.query(*statement.query.tree, &scope);
    }
  }
  return binder.text();
}

void judge_query(Editor& editor, const sql::Query& query) {
  if (query.tree == nullptr) return;
  Binder binder(editor, query.span);
  binder.judge_changes();
  binder.query(*query.tree, nullptr);
}

void judge_change(Editor& editor, const sql::DataChange& change) {
  Binder binder(editor, change.span);
  binder.judge_changes();
  binder.change(change, nullptr);
}

BoundQuery bind_query(Editor& editor, const sql::Query& query) {
  if (query.tree == nullptr) return {{editor.text(query.span), {}}, {}, false};
  Binder binder(editor, query.span);
  QueryShape shape = binder.query(*query.tree, nullptr);
  SqlText text = binder.text();
  if (is_recursive_view(*query.tree, text.text)) {
    text = as_recursive(query.tree->with.front(), std::move(text));
  }
  return {std::move(text), std::move(shape.columns), shape.complete};
}

}  // namespace ashlar::catalog
