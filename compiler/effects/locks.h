#pragma once

// Locks, rewrites, scans and index builds: one function a statement, in files by family. What is
// said without a source is from the manual's section 13.3.1 (Explicit Locking) or from
// AlterTableGetLockLevel of src/backend/commands/tablecmds.c; tests/server measures all of it.
// Private to compiler/effects.

#include "compiler/effects/draft.h"

namespace ashlar::effects {

inline constexpr LockMode kStrongest = LockMode::kAccessExclusive;

// locks_alter_table.cpp
void forecast_locks(const sql::AlterTable& statement, Draft& draft);
// locks_create.cpp
void forecast_locks(const sql::CreateTable& statement, Draft& draft);
void forecast_locks(const sql::CreateIndex& statement, Draft& draft);
void forecast_locks(const sql::CreateView& statement, Draft& draft);
void forecast_locks(const sql::CreateTrigger& statement, Draft& draft);
void forecast_locks(const sql::CreateRule& statement, Draft& draft);
void forecast_locks(const sql::CreatePolicy& statement, Draft& draft);
void forecast_locks(const sql::AlterPolicy& statement, Draft& draft);
void forecast_locks(const sql::CreateStatistics& statement, Draft& draft);
void forecast_locks(const sql::CreatePublication& statement, Draft& draft);
// locks_alter.cpp
void forecast_locks(const sql::AlterSequence& statement, Draft& draft);
void forecast_locks(const sql::AlterDomain& statement, Draft& draft);
void forecast_locks(const sql::Rename& statement, Draft& draft);
void forecast_locks(const sql::SetSchema& statement, Draft& draft);
void forecast_locks(const sql::AlterOwner& statement, Draft& draft);
void forecast_locks(const sql::Comment& statement, Draft& draft);
void forecast_locks(const sql::AlterExtension& statement, Draft& draft);
// locks_drop.cpp
void forecast_locks(const sql::Drop& statement, Draft& draft);
// locks_data.cpp
void forecast_locks(const sql::Insert& statement, Draft& draft);
void forecast_locks(const sql::Update& statement, Draft& draft);
void forecast_locks(const sql::Delete& statement, Draft& draft);
void forecast_locks(const sql::Merge& statement, Draft& draft);
void forecast_locks(const sql::Select& statement, Draft& draft);
void forecast_locks(const sql::Copy& statement, Draft& draft);
void forecast_locks(const sql::Truncate& statement, Draft& draft);
// locks_maintenance.cpp
void forecast_locks(const sql::RefreshMaterializedView& statement, Draft& draft);
void forecast_locks(const sql::Vacuum& statement, Draft& draft);
void forecast_locks(const sql::Cluster& statement, Draft& draft);
void forecast_locks(const sql::Reindex& statement, Draft& draft);
void forecast_locks(const sql::LockTable& statement, Draft& draft);

// Used by several families.

/// What dropping objects and columns locks: they themselves, the tables of their parts, the tables
/// that foreign keys reference, a partition's parent and its default partition. (heap.c,
/// dependency.c)
void lock_dropped(Draft& draft);
/// A foreign key being added: both tables, their partitions too.
void lock_foreign_key(Draft& draft, const sql::QualifiedName& referenced);
/// How the tables that reference a partitioned one are locked when it gets a partition: since 15
/// they get a trigger's worth of it. (tablecmds.c, CloneFkReferenced)
[[nodiscard]] LockMode mode_of_referencing(const Draft& draft);

}  // namespace ashlar::effects
