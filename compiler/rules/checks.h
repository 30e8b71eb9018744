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
void check_validate_in_add_transaction(const StatementContext& context, Diagnostics& diagnostics);
void check_toggle_trigger_blocks_writes(const StatementContext& context, Diagnostics& diagnostics);
void check_set_not_null_scan(const StatementContext& context, Diagnostics& diagnostics);
void check_refresh_matview_concurrently_needs_unique(const StatementContext& context,
                                                     Diagnostics& diagnostics);
void check_refresh_matview_blocks_reads(const StatementContext& context, Diagnostics& diagnostics);
void check_primary_key_using_index_scan(const StatementContext& context, Diagnostics& diagnostics);
void check_multiple_access_exclusive_tables(const StatementContext& context,
                                            Diagnostics& diagnostics);
void check_merge_alter_table(const StatementContext& context, Diagnostics& diagnostics);
void check_invalid_index_kept_by_if_not_exists(const StatementContext& context,
                                               Diagnostics& diagnostics);
void check_full_scan_under_lock(const StatementContext& context, Diagnostics& diagnostics);
void check_fk_locks_referenced_table(const StatementContext& context, Diagnostics& diagnostics);
void check_explicit_lock_blocks(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_trigger_blocks(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_partition_locks_parent(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_fk_locks_referenced_table(const StatementContext& context,
                                          Diagnostics& diagnostics);
void check_detach_partition_blocks(const StatementContext& context, Diagnostics& diagnostics);
void check_create_trigger_blocks_writes(const StatementContext& context, Diagnostics& diagnostics);
void check_create_partition_locks_parent(const StatementContext& context, Diagnostics& diagnostics);
void check_attach_partition_scan(const StatementContext& context, Diagnostics& diagnostics);
void check_attach_partition_default_scan(const StatementContext& context, Diagnostics& diagnostics);
void check_add_unique_index_build(const StatementContext& context, Diagnostics& diagnostics);
void check_add_primary_key_index_build(const StatementContext& context, Diagnostics& diagnostics);
void check_add_fk_scan(const StatementContext& context, Diagnostics& diagnostics);
void check_add_exclusion_index_build(const StatementContext& context, Diagnostics& diagnostics);
void check_add_check_scan(const StatementContext& context, Diagnostics& diagnostics);
void check_access_exclusive_held_during_slow_statement(const StatementContext& context,
                                                       Diagnostics& diagnostics);
void check_create_index_blocks_writes(const StatementContext& context, Diagnostics& diagnostics);
void check_drop_index_blocks(const StatementContext& context, Diagnostics& diagnostics);
void check_reindex_blocks(const StatementContext& context, Diagnostics& diagnostics);

// history/: transactions, sessions and the shape of a revision.
void check_unanalysable_dynamic_sql(const StatementContext& context, Diagnostics& diagnostics);
void check_concurrently_in_transaction(const StatementContext& context, Diagnostics& diagnostics);
void check_data_and_schema_mixed(const RevisionContext& context, Diagnostics& diagnostics);
void check_down_not_inverse(const RevisionContext& context, Diagnostics& diagnostics);
void check_enum_add_in_transaction_fails(const StatementContext& context, Diagnostics& diagnostics);
void check_enum_value_used_in_same_transaction(const StatementContext& context,
                                               Diagnostics& diagnostics);
void check_non_idempotent_effect(const StatementContext& context, Diagnostics& diagnostics);
void check_not_modelled(const StatementContext& context, Diagnostics& diagnostics);
void check_session_state_leak(const RevisionContext& context, Diagnostics& diagnostics);
void check_transaction_control(const RevisionContext& context, Diagnostics& diagnostics);

// rewrites/: what writes a whole table anew.
void check_add_column_constrained_domain(const StatementContext& context, Diagnostics& diagnostics);
void check_add_column_default_rewrite(const StatementContext& context, Diagnostics& diagnostics);
void check_add_column_identity(const StatementContext& context, Diagnostics& diagnostics);
void check_add_column_serial(const StatementContext& context, Diagnostics& diagnostics);
void check_add_column_stored_generated(const StatementContext& context, Diagnostics& diagnostics);
void check_add_column_volatile_default(const StatementContext& context, Diagnostics& diagnostics);
void check_cluster_rewrite(const StatementContext& context, Diagnostics& diagnostics);
void check_set_logged_rewrite(const StatementContext& context, Diagnostics& diagnostics);
void check_type_change_index_rebuild(const StatementContext& context, Diagnostics& diagnostics);
void check_type_change_rewrite(const StatementContext& context, Diagnostics& diagnostics);
void check_vacuum_full_rewrite(const StatementContext& context, Diagnostics& diagnostics);

// clients/: what breaks those that use the database.
void check_drop_not_null_breaks_clients(const StatementContext& context, Diagnostics& diagnostics);
void check_rename_column_breaks_clients(const StatementContext& context, Diagnostics& diagnostics);
void check_rename_enum_value_breaks_clients(const StatementContext& context,
                                            Diagnostics& diagnostics);
void check_rename_table_breaks_clients(const StatementContext& context, Diagnostics& diagnostics);
void check_rls_enabled_without_policy(const StatementContext& context, Diagnostics& diagnostics);

// failures/: what may fail on the rows that are there.
void check_add_column_not_null_no_default(const StatementContext& context,
                                          Diagnostics& diagnostics);
void check_type_narrowing_may_fail(const StatementContext& context, Diagnostics& diagnostics);
void check_unique_may_fail_on_duplicates(const StatementContext& context, Diagnostics& diagnostics);

// practice/: habits, judged by what an up section leaves behind.
void check_fk_missing_index(const RevisionContext& context, Diagnostics& diagnostics);
void check_redundant_index(const RevisionContext& context, Diagnostics& diagnostics);
void check_style_int_primary_key(const RevisionContext& context, Diagnostics& diagnostics);
void check_style_prefer_identity(const RevisionContext& context, Diagnostics& diagnostics);
void check_style_prefer_jsonb(const RevisionContext& context, Diagnostics& diagnostics);
void check_style_prefer_text(const RevisionContext& context, Diagnostics& diagnostics);
void check_style_prefer_timestamptz(const RevisionContext& context, Diagnostics& diagnostics);
void check_table_without_primary_key(const RevisionContext& context, Diagnostics& diagnostics);

}  // namespace ashlar::rules
