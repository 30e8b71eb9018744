#include "compiler/catalog/binding/read_again.h"

#include "compiler/catalog/binding/binder.h"
#include "grammar/sql/statements.h"

namespace ashlar::catalog {
namespace {

/// The tree of the expression in `ALTER TABLE a ADD CHECK (…)`; null where it cannot be read.
sql::ExprPtr tree_of(const std::string& words) {
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> parsed = postgres::parse_text(words, 0, diagnostics);
  if (!diagnostics.empty() || parsed.size() != 1) return nullptr;
  const auto* alter = std::get_if<sql::AlterTable>(&parsed.front().statement.node);
  if (alter == nullptr || alter->actions.size() != 1) return nullptr;
  const auto* add = std::get_if<sql::AddConstraint>(&alter->actions.front().node);
  if (add == nullptr || !add->constraint.expression.has_value()) return nullptr;
  return add->constraint.expression->tree;
}

}  // namespace

Reading read_again(const Editor& editor, const SqlText& text, ObjectId table) {
  const Object* owner = editor.catalog().get(table);
  const std::string words = "ALTER TABLE a ADD CHECK (" + render(editor.catalog(), text) + ")";
  const sql::ExprPtr tree = owner == nullptr ? nullptr : tree_of(words);
  if (tree == nullptr) return {};
  ScopeItem item;
  item.name = owner->name;
  item.relation = owner->id;
  item.row = owner->id;
  item.columns = scope_columns(*owner);
  Scope scope;
  scope.items.push_back(std::move(item));
  ApplyContext context = editor.context();
  context.text = &words;
  Editor reader(editor.catalog(), context);
  // Rendered names are those of a path of `public` alone.
  reader.set_search_path(std::vector<std::string>{"public"}, Editor::SettingScope::kSession);
  Binder binder(reader, words);
  const Typed value = binder.expression(*tree, scope);
  return {value.type, std::move(reader).finish().problems};
}

}  // namespace ashlar::catalog
