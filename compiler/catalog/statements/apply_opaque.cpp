// Statements that are read but not seen into. Those that change a schema are named in
// docs/not-modelled.md.

#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {

void perform(Editor& editor, const sql::OpaqueStatement& statement, Span) {
  if (statement.kind == "ImportForeignSchemaStmt") {
    editor.note_not_modelled("IMPORT FOREIGN SCHEMA");
    // Its tables are those of another server.
    editor.doubt_everything();
  } else if (statement.kind == "AlterTableMoveAllStmt") {
    editor.note_not_modelled("ALTER … ALL IN TABLESPACE");
  }
}

}  // namespace ashlar::catalog
