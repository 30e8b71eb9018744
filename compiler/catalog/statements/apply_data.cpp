// Statements that read or write rows: they change nothing that the catalog holds, but name it.

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

/// With a tree all that it names is looked at; without one the table alone.
template <typename Change>
void judge(Editor& editor, const Change& statement, Span where) {
  if (statement.tree != nullptr) {
    judge_change(editor, *statement.tree);
  } else {
    refuse_unknown_relation(editor, statement.table, where);
  }
}

void require_relations(Editor& editor, const std::vector<sql::QualifiedName>& names, Span where) {
  for (const sql::QualifiedName& name : names) {
    if (name.name.empty() || editor.catalog().find_relation(name) != nullptr) continue;
    refuse_unknown_relation(editor, name, where);
  }
}

}  // namespace

void perform(Editor& editor, const sql::Insert& statement, Span where) {
  judge(editor, statement, where);
}
void perform(Editor& editor, const sql::Update& statement, Span where) {
  judge(editor, statement, where);
}
void perform(Editor& editor, const sql::Delete& statement, Span where) {
  judge(editor, statement, where);
}
void perform(Editor& editor, const sql::Merge& statement, Span where) {
  require_relations(editor, {statement.table}, where);
}
void perform(Editor& editor, const sql::Copy& statement, Span where) {
  require_relations(editor, {statement.table}, where);
}
void perform(Editor& editor, const sql::Truncate& statement, Span where) {
  require_relations(editor, statement.tables, where);
}
void perform(Editor& editor, const sql::LockTable& statement, Span where) {
  require_relations(editor, statement.tables, where);
}
void perform(Editor& editor, const sql::Vacuum& statement, Span where) {
  require_relations(editor, statement.tables, where);
}

}  // namespace ashlar::catalog
