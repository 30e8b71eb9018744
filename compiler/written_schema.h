#pragma once

// The schema that SQL files write down: schema.sql, a folder of such, a dump of pg_dump's. In:
// texts. Out: the catalog that they build in an empty database, whatever the order of their
// statements. Layer: compiler.

#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "grammar/text/diagnostic.h"
#include "grammar/text/source.h"

namespace ashlar::pipeline {

/// `-- migrate:renamed-from OLD` before a statement that makes something, or before a column.
struct Rename {
  std::string from;  ///< as SQL writes it: `users`, `app.users`, `users.mail`
  std::string to;    ///< what it is called now, likewise
};

struct WrittenSchema {
  catalog::Catalog catalog;
  std::vector<Rename> renames;
  /// Errors: what the grammar cannot read and what the server would refuse, so that it is not in
  /// the catalog. Notes: what the catalog does not follow.
  Diagnostics findings;
};

/// Each file is read in a session of its own. A statement that names what only a later one makes
/// waits for it. What psql alone understands is an error, but for the marks of pg_dump; rows that
/// are loaded by COPY are passed over.
[[nodiscard]] WrittenSchema read_schema(const Sources& sources, const std::vector<FileId>& files);

}  // namespace ashlar::pipeline
