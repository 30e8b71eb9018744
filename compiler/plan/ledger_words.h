#pragma once

// What the ledger is told of a plan's steps. In: a plan whose revisions and steps say what runs.
// Out: the same plan with each step's number in its revision, its checksum and the ledger's words.
// Layer: compiler/plan.

#include "compiler/plan/plan.h"

namespace ashlar::plan {

/// The steps of a revision stand together, in the order of `plan.revisions`.
void add_ledger_words(Plan& plan);

}  // namespace ashlar::plan
