#pragma once

// The schema that statements meet whose effects are forecast and measured: effects/fixture.sql, on
// a server and as a catalog.

#include <map>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {

/// A file of SQL and its statements.
struct Script {
  Sources sources;
  FileId file = 0;
  std::vector<postgres::ParsedStatement> statements;

  [[nodiscard]] std::string text(const sql::Statement& statement) const {
    return std::string(slice(sources[file].text, statement.span));
  }
};

/// Reads a file of effects/; a mistake in it fails the test.
void read_script(const std::string& name, Script& script);

/// Runs the script in the session, and gives the catalog that it makes. The script must live as
/// long as that.
[[nodiscard]] catalog::Catalog build(const Script& script, Session& session);

struct Relation {
  std::string name;  ///< with its schema
  char kind = 'r';   ///< pg_class.relkind
  std::string filenode;
  std::string table;  ///< of an index: its table's oid
};
using Relations = std::map<std::string, Relation>;  ///< by oid

/// The relations that are no part of the system.
[[nodiscard]] Relations relations(Session& session);

/// A lock mode of pg_locks as a digit that sorts by strength; empty for those of readers, which a
/// forecast leaves out.
[[nodiscard]] std::string mode_order(const std::string& mode);

}  // namespace ashlar::server_tests
