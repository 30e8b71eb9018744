#include "compiler/catalog/spelled.h"

#include <optional>
#include <vector>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/statements/editor.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"

namespace ashlar::catalog {
namespace {

class Speller {
 public:
  Speller(Binder& binder, const Catalog& catalog, ObjectId owner)
      : binder_(binder), catalog_(catalog), owner_(owner) {}

  void operator()(const sql::AlterTable& alter) const {
    for (const auto& action : alter.actions) {
      const auto* add = std::get_if<sql::AddConstraint>(&action.node);
      if (add == nullptr) continue;
      const sql::Constraint& constraint = add->constraint;
      const bool domain = catalog_.get_as<DomainType>(owner_) != nullptr;
      expression(constraint.expression, domain ? Place::kDomainCheck : Place::kCheck);
      elements(constraint.elements);
      expression(constraint.predicate, Place::kIndexPredicate);
    }
  }
  void operator()(const sql::CreateIndex& index) const {
    elements(index.elements);
    expression(index.predicate, Place::kIndexPredicate);
  }
  void operator()(const sql::CreateStatistics& statistics) const { elements(statistics.elements); }
  void operator()(const sql::CreatePolicy& policy) const {
    expression(policy.using_expression, Place::kPolicy);
    expression(policy.with_check, Place::kPolicy);
  }
  void operator()(const sql::CreateTrigger& trigger) const {
    expression(trigger.when, Place::kTriggerWhen);
  }
  void operator()(const sql::CreateRule& rule) const {
    expression(rule.where, Place::kTriggerWhen);
    statements(rule.actions, scope_for(catalog_, {Place::kTriggerWhen, owner_, {}}));
  }
  /// The body, in which the parameters of the function `owner` may stand.
  void operator()(const sql::CreateFunction& function) const {
    Scope scope;
    if (const auto* own = catalog_.get_as<Function>(owner_)) {
      binder_.know_parameters(own->parameters);
      ScopeItem item;
      item.name = catalog_.get(owner_)->name;
      for (const FunctionParameter& parameter : own->parameters) {
        if (parameter.name.empty()) continue;
        item.columns.push_back({parameter.name, parameter.type, {}, 0, 0, false, false});
      }
      scope.items.push_back(std::move(item));
    }
    if (function.returned.has_value() && function.returned->tree != nullptr) {
      binder_.expression(*function.returned->tree, scope);
    }
    statements(function.statements, scope);
  }
  template <typename Other>
  void operator()(const Other& /*statement*/) const {}

 private:
  void expression(const std::optional<sql::Expression>& expression, Place place) const {
    if (!expression.has_value() || expression->tree == nullptr) return;
    binder_.expression(*expression->tree, scope_for(catalog_, {place, owner_, {}}));
  }

  void statements(const std::vector<sql::InnerStatement>& inner, const Scope& scope) const {
    for (const sql::InnerStatement& statement : inner) {
      if (statement.data_change != nullptr) {
        binder_.change(*statement.data_change, &scope);
      } else if (statement.query.tree != nullptr) {
        binder_.query(*statement.query.tree, &scope);
      }
    }
  }

  void elements(const std::vector<sql::IndexElement>& elements) const {
    for (const sql::IndexElement& element : elements) {
      expression(element.expression, Place::kIndexKey);
    }
  }

  Binder& binder_;
  const Catalog& catalog_;
  ObjectId owner_;
};

}  // namespace

std::string spelled(const Catalog& catalog, const std::string& statement, ObjectId owner) {
  const Sources none;
  ApplyContext context{&none, 0, 0};
  context.text = &statement;
  Editor editor(catalog, context);
  editor.set_search_path(std::vector<std::string>{"public"}, Editor::SettingScope::kSession);
  Binder binder(editor, statement);
  binder.be_quiet();
  binder.spell_casts();
  binder.mark_needless_casts();
  if (const sql::SelectPtr query = postgres::parse_query(statement)) {
    binder.query(*query, nullptr);
    return binder.text().text;
  }
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> parsed =
      postgres::parse_text(statement, 0, diagnostics);
  if (!diagnostics.empty()) return statement;
  for (const postgres::ParsedStatement& one : parsed) {
    std::visit(Speller(binder, editor.catalog(), owner), one.statement.node);
  }
  return binder.text().text;
}

}  // namespace ashlar::catalog
