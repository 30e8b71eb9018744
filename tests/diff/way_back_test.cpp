// The way back of every statement of the scripts that the server tests run: the migration from the
// schema after it to the one before must bring just that, but for the order of columns.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"
#include "tests/diff/failure.h"
#include "tests/diff/scripts.h"

namespace ashlar::diff {
namespace {

/// Statements whose way back is not found yet. Those that attach an index have none on the server
/// either: it cannot leave a partitioned one.
const std::set<std::string>& without_way_back() {
  static const std::set<std::string> kStatements = {
      "ALTER TABLE middle DISABLE TRIGGER one",
      "ALTER INDEX branch_a_idx ATTACH PARTITION leaf_1_a_idx",
      "DROP TABLE happenings_2027",
      "DROP TABLE events_2025",
      "DROP TYPE feeling CASCADE",
      // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one long statement
      "CREATE TYPE hollow (input = hollow_in, output = hollow_out, internallength = variable, "
      "alignment = int4, storage = extended, category = 'S')",
      "ALTER TYPE hollow SET (receive = hollow_receive, storage = main)",
      "ALTER TABLE grandchild NO INHERIT second_base",
      "ALTER TABLE happenings DROP CONSTRAINT events_pkey",
      "ALTER INDEX ix_only ATTACH PARTITION ix_1",
      "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey",
      "GRANT SELECT ON t TO pg_write_all_data",
      "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT INSERT ON TABLES TO pg_read_all_data WITH GRANT "
      "OPTION",
      "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON SEQUENCES TO pg_monitor",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON TYPES TO pg_monitor",
      "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO pg_monitor",
      "ALTER DEFAULT PRIVILEGES FOR ROLE pg_read_all_data GRANT SELECT ON TABLES TO PUBLIC",
      "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM pg_monitor",
      "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC",
      "ALTER EXTENSION citext ADD FUNCTION g()",
      "ALTER OPERATOR FAMILY points USING btree ADD OPERATOR 3 === (point_2d, point_2d)",
      "DROP OPERATOR FAMILY points USING btree CASCADE",
  };
  return kStatements;
}

class WayBack : public ::testing::TestWithParam<std::string> {};

TEST_P(WayBack, OfEveryStatementIsFound) {
  Sources sources;
  const FileId file = sources.add({GetParam(), text_of_script(GetParam())});
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> statements =
      postgres::parse_text(sources[file].text, file, diagnostics);
  ASSERT_TRUE(diagnostics.empty());
  catalog::Catalog now = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  std::size_t found = 0;
  std::string failures;
  for (const postgres::ParsedStatement& parsed : statements) {
    const catalog::Applied applied = catalog::apply(now, parsed.statement, context);
    const bool sure = applied.problems.empty() && !applied.after.has_doubts() && !now.has_doubts();
    if (sure) {
      const std::string failure =
          failure_of(catalog::fresh_session(now), catalog::fresh_session(applied.after));
      const std::string text(slice(sources[file].text, parsed.statement.span));
      const bool expected = without_way_back().contains(text);
      if (failure.empty()) ++found;
      if (failure.empty() && expected) failures += fmt::format("{}\n  has a way back now\n", text);
      if (!failure.empty() && !expected) failures += fmt::format("{}\n{}", text, failure);
    }
    now = applied.after;
  }
  EXPECT_EQ(failures, "") << found << " of " << statements.size() << " statements have a way back";
}

INSTANTIATE_TEST_SUITE_P(Scripts, WayBack, ::testing::ValuesIn(names_of_scripts()),
                         [](const auto& script) {
                           return script.param.substr(0, script.param.find('.'));
                         });

}  // namespace
}  // namespace ashlar::diff
