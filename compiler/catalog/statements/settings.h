#pragma once

// Options as the server keeps them: storage parameters (reloptions, attoptions) and the options of
// foreign data. Private to compiler/catalog.

#include <string>
#include <vector>

#include "compiler/catalog/statements/editor.h"

namespace ashlar::catalog {

/// WITH (…) and SET (…): those that stay keep their place, those that are set come last, in the
/// order in which they are written (src/backend/access/common/reloptions.c, transformRelOptions).
/// A name without a value means `true`.
void set_settings(Settings& settings, const std::vector<sql::Option>& options);
/// RESET (…).
void reset_settings(Settings& settings, const std::vector<sql::Option>& options);
/// OPTIONS (ADD a 'x', SET b 'y', DROP c) (src/backend/commands/foreigncmds.c,
/// transformGenericOptions). Refuses as the server does: 42704 for an option that is not there,
/// 42710 for one that is there already.
void change_foreign_options(Editor& editor, Settings& settings,
                            const std::vector<sql::Option>& options);

}  // namespace ashlar::catalog
