#pragma once

// Subcommands of ALTER TABLE and its kin that change neither columns nor constraints: storage,
// options, replica identity, row security, states of triggers and rules. Private to
// compiler/catalog.

#include "compiler/catalog/statements/alter_target.h"

namespace ashlar::catalog {

void set_column_property(Editor& editor, Target target, const sql::SetColumnProperty& action,
                         Span where);
void set_options(Editor& editor, ObjectId id, const sql::SetOptions& action);
void set_persistence(Editor& editor, ObjectId id, sql::Persistence persistence, Span where);
void set_tablespace(Editor& editor, ObjectId id, const sql::SetTablespace& action);
void set_access_method(Editor& editor, ObjectId id, const sql::SetAccessMethod& action);
void set_replica_identity(Editor& editor, ObjectId id, const sql::SetReplicaIdentity& action);
/// CLUSTER ON, SET WITHOUT CLUSTER; `CLUSTER t USING i` notes the index too.
void set_clustered(Editor& editor, ObjectId id, const sql::Name& index);
void set_row_security(Editor& editor, ObjectId id, sql::RowSecurity state);
void set_trigger_state(Editor& editor, Target target, const sql::SetTriggerState& action);
/// OF type, NOT OF, and what the catalog does not follow.
void run_other_action(Editor& editor, ObjectId id, const sql::OtherTableAction& action, Span where);

}  // namespace ashlar::catalog
