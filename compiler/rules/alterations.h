#pragma once

// ALTER TABLE, one subcommand at a time, on relations that are older than the revision: nobody
// waits for a lock on a table that the revision itself makes. Layer: compiler/rules.

#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

struct Alteration {
  const sql::AlterTable* statement = nullptr;
  const sql::TableAction* action = nullptr;
  const catalog::Object* table = nullptr;  ///< before the statement
};

/// Those of the statement, in order; none where it is no ALTER TABLE, the relation is not known, or
/// the revision made it.
[[nodiscard]] std::vector<Alteration> alterations(const StatementContext& context);

/// What the subcommand would do if it stood alone: with it, several in one statement are told
/// apart.
[[nodiscard]] effects::Effects effects_of(const StatementContext& context,
                                          const Alteration& alteration);

/// Calls `visit(alteration, node)` for the subcommands of type `Node`.
template <typename Node, typename Visit>
void for_each_alteration(const StatementContext& context, Visit&& visit) {
  for (const Alteration& alteration : alterations(context)) {
    if (const auto* node = std::get_if<Node>(&alteration.action->node)) visit(alteration, *node);
  }
}

}  // namespace ashlar::rules
