#pragma once

// User mappings: whose a foreign server is, and as whom (src/backend/commands/foreigncmds.c).
// Private to compiler/catalog.

#include <string>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

void create_user_mapping(Editor& editor, const sql::CreateOther& statement, Span where);
void alter_user_mapping(Editor& editor, const sql::AlterOther& statement);

/// The role's mapping to the server of that name; null where there is none.
[[nodiscard]] const Object* find_user_mapping(const Catalog& catalog, const std::string& role,
                                              const std::string& server);

}  // namespace ashlar::catalog
