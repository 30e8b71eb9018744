#pragma once

// What a partition shares with its parent: indexes, foreign keys, row triggers; and INHERIT.
// Private to compiler/catalog.

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// Gives a new or attached partition its parent's indexes, row triggers and foreign keys.
void inherit_partition_parts(Editor& editor, ObjectId parent, ObjectId partition, Span where);

void attach_partition(Editor& editor, ObjectId parent, const sql::AttachPartition& action,
                      Span where);
void detach_partition(Editor& editor, ObjectId parent, const sql::DetachPartition& action,
                      Span where);
void set_inherit(Editor& editor, ObjectId child, const sql::SetInherit& action, Span where);

/// What becomes of a trigger of the name that the partition has already.
enum class IfTriggered { kLeave, kReplace };
/// Copies a row trigger of a partitioned table to a partition and all below it.
void copy_trigger(Editor& editor, ObjectId trigger, ObjectId partition, Span where,
                  IfTriggered if_triggered = IfTriggered::kLeave);

}  // namespace ashlar::catalog
