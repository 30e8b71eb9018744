#pragma once

// The checks of all rules, one function a rule, each in a file of its name. Only table.cpp and
// those files include this. Layer: compiler/rules, private.

#include "compiler/rules/rules.h"

namespace ashlar::rules {

// naming/: the conventions of `[naming]`.
void check_naming_check(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_column(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_enum(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_exclusion(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_foreign_key(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_function(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_index(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_primary_key(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_schema(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_sequence(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_table(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_trigger(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_unique(const RevisionContext& context, Diagnostics& diagnostics);
void check_naming_view(const RevisionContext& context, Diagnostics& diagnostics);

// identifiers/: names that PostgreSQL changes or that need quotes.
void check_identifier_quoted(const RevisionContext& context, Diagnostics& diagnostics);
void check_identifier_truncated(const RevisionContext& context, Diagnostics& diagnostics);

// loss/: what is gone for good.
void check_delete_without_where(const StatementContext& context, Diagnostics& diagnostics);
void check_disable_rls(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_cascade_removes_dependents(const StatementContext& context,
                                           Diagnostics& diagnostics);
void check_drop_column_data_loss(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_column_drops_index(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_constraint(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_database(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_extension(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_foreign_key(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_matview(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_policy(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_schema_data_loss(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_sequence(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_table_data_loss(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_type(const StatementContext& context, Diagnostics& diagnostics);
void check_irreversible_without_reason(const RevisionContext& context, Diagnostics& diagnostics);
void check_truncate_cascade_reaches(const StatementContext& context, Diagnostics& diagnostics);
void check_truncate_data_loss(const StatementContext& context, Diagnostics& diagnostics);
void check_update_without_where(const StatementContext& context, Diagnostics& diagnostics);

// locks/: what a statement keeps others from doing.
void check_create_index_blocks_writes(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_index_blocks(const StatementContext& context, Diagnostics& diagnostics);
void check_reindex_blocks(const StatementContext& context, Diagnostics& diagnostics);

// history/: transactions, sessions and the shape of a revision.
void check_concurrently_in_transaction(const StatementContext& context, Diagnostics& diagnostics);
void check_data_and_schema_mixed(const RevisionContext& context, Diagnostics& diagnostics);
void check_enum_value_used_in_same_transaction(const StatementContext& context,
                                               Diagnostics& diagnostics);
void check_not_modelled(const StatementContext& context, Diagnostics& diagnostics);
void check_session_state_leak(const RevisionContext& context, Diagnostics& diagnostics);
void check_transaction_control(const RevisionContext& context, Diagnostics& diagnostics);

}  // namespace ashlar::rules
