#include "tests/server/effects_fixture.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <utility>

#include "compiler/catalog/apply.h"

namespace ashlar::server_tests {

namespace fs = std::filesystem;

void read_script(const std::string& name, Script& script) {
  std::ifstream file(fs::path(ASHLAR_SOURCE_DIR) / "tests/server/effects" / name);
  std::stringstream text;
  text << file.rdbuf();
  script.file = script.sources.add({name, text.str()});
  Diagnostics diagnostics;
  script.statements =
      postgres::parse_text(script.sources[script.file].text, script.file, diagnostics);
  ASSERT_TRUE(diagnostics.empty()) << name << ": " << diagnostics.front().message;
}

catalog::Catalog build(const Script& script, Session& session) {
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&script.sources, script.file, 1};
  for (const postgres::ParsedStatement& parsed : script.statements) {
    session.run(script.text(parsed.statement));
    catalog = catalog::apply(std::move(catalog), parsed.statement, context).after;
  }
  return catalog;
}

Relations relations(Session& session) {
  Relations found;
  for (const std::vector<std::string>& row :
       session.run("SELECT c.oid, n.nspname || '.' || c.relname, c.relkind, c.relfilenode, "
                   "coalesce(x.indrelid::text, '') FROM pg_class c "
                   "JOIN pg_namespace n ON n.oid = c.relnamespace "
                   "LEFT JOIN pg_index x ON x.indexrelid = c.oid "
                   "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')")) {
    found[row[0]] = {row[1], row[2][0], row[3], row[4]};
  }
  return found;
}

std::string mode_order(const std::string& mode) {
  static const std::map<std::string, std::string> kOrder{
      {"RowExclusiveLock", "1"}, {"ShareUpdateExclusiveLock", "2"},
      {"ShareLock", "3"},        {"ShareRowExclusiveLock", "4"},
      {"ExclusiveLock", "5"},    {"AccessExclusiveLock", "6"}};
  const auto at = kOrder.find(mode);
  return at == kOrder.end() ? "" : at->second;
}

}  // namespace ashlar::server_tests
