// Statements that read or write rows: they change nothing that the catalog holds, but name it.

#include <set>

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

void add_tree(const Catalog& catalog, ObjectId table, std::set<ObjectId>& tables) {
  if (!tables.insert(table).second) return;
  for (const Object* child : catalog.children_of(table)) add_tree(catalog, child->id, tables);
}

/// Without CASCADE the tables that refer to those must be among them. (heap.c,
/// heap_truncate_check_FKs)
void refuse_referenced(Editor& editor, const sql::Truncate& statement, Span where) {
  const Catalog& catalog = editor.catalog();
  if (catalog.has_doubts()) return;
  std::set<ObjectId> tables;
  for (std::size_t i = 0; i < statement.tables.size(); ++i) {
    const Object* table = catalog.find_relation(statement.tables[i]);
    if (table == nullptr) continue;
    const bool only = i < statement.only.size() && statement.only[i];
    if (only) {
      tables.insert(table->id);
    } else {
      add_tree(catalog, table->id, tables);
    }
  }
  for (const ObjectId table : tables) {
    for (const Object* key : catalog.foreign_keys_to(table)) {
      const ObjectId referencing = std::get<Constraint>(key->data).table;
      if (tables.contains(referencing)) continue;
      editor.refuse(
          {ProblemKind::kDependentObjects,
           "0A000",
           "cannot truncate a table referenced in a foreign key constraint",
           where,
           "truncate the table that refers to it in the same statement, or use TRUNCATE "
           "… CASCADE",
           {{"table " + catalog.get(referencing)->name + " references " + catalog.get(table)->name,
             key->origin.where}}});
      return;
    }
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
  if (statement.behavior == sql::DropBehavior::kRestrict)
    refuse_referenced(editor, statement, where);
}
void perform(Editor& editor, const sql::LockTable& statement, Span where) {
  require_relations(editor, statement.tables, where);
}
void perform(Editor& editor, const sql::Vacuum& statement, Span where) {
  require_relations(editor, statement.tables, where);
}

}  // namespace ashlar::catalog
