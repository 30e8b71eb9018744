// From the schema before each statement of the server's scripts to the one after it, and back, as
// if the two had no history in common: each is read anew from what it is printed as.

#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

#include "compiler/catalog/apply.h"
#include "compiler/diff/migrate.h"
#include "compiler/schema/schema.h"
#include "grammar/postgres/parser.h"
#include "tests/diff/scripts.h"

namespace ashlar::diff {
namespace {

catalog::Catalog loaded(const std::string& schema) {
  Sources sources;
  const FileId file = sources.add({"schema.sql", schema});
  Diagnostics diagnostics;
  catalog::Catalog catalog = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  for (const postgres::ParsedStatement& parsed :
       postgres::parse_text(sources[file].text, file, diagnostics)) {
    catalog = catalog::apply(std::move(catalog), parsed.statement, context).after;
  }
  return catalog::fresh_session(std::move(catalog));
}

/// What is left of the way from one to the other; empty: nothing.
std::string left_over(const catalog::Catalog& from, const catalog::Catalog& to) {
  const Migration migration = migrate(from, to, Kinship::kStrangers);
  std::string text;
  for (const Difference& difference : migration.left) {
    if (!difference.order_only) {
      text += fmt::format("  {}: {}\n", difference.object, difference.words);
    }
  }
  if (text.empty()) return text;
  for (const std::string& statement : migration.statements) text += "    " + statement + ";\n";
  return text;
}

/// Statements of which one direction, or both, is not found yet. Most change something that a
/// partition or a child has from its parent, or give a type that others stand on another name.
const std::set<std::string>& not_yet() {
  static const std::set<std::string> kStatements = {
      "ALTER TABLE base ADD CONSTRAINT n_limit CHECK (n < 1000) NOT VALID",
      "ALTER TABLE base VALIDATE CONSTRAINT n_limit",
      "ALTER TABLE grandchild NO INHERIT second_base",
      "ALTER TABLE base RENAME COLUMN name TO title",
      "ALTER TABLE events RENAME TO happenings",
      // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one long statement
      "CREATE TABLE happenings_2027 PARTITION OF happenings FOR VALUES FROM ('2027-01-01') TO "
      "('2028-01-01') PARTITION BY LIST (at)",
      "CREATE TABLE happenings_2027_a PARTITION OF happenings_2027 FOR VALUES IN ('2027-02-02')",
      "DROP TABLE happenings_2027",
      "DROP TABLE events_2025",
      "ALTER TABLE happenings DROP CONSTRAINT events_pkey",
      "ALTER INDEX ix_only ATTACH PARTITION ix_1",
      "GRANT SELECT ON t TO pg_write_all_data",
      "REVOKE GRANT OPTION FOR SELECT ON t FROM pg_read_all_data CASCADE",
      "ALTER SCHEMA s RENAME TO z",
      "ALTER EXTENSION citext SET SCHEMA public",
      "ALTER TYPE app.feeling SET SCHEMA public",
      "DROP TYPE feeling CASCADE",
      "ALTER TYPE period RENAME TO timespan",
      "ALTER TYPE app.tint SET SCHEMA public",
      // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one long statement
      "CREATE TYPE hollow (input = hollow_in, output = hollow_out, internallength = variable, "
      "alignment = int4, storage = extended, category = 'S')",
      "ALTER TYPE hollow SET (receive = hollow_receive, storage = main)",
      "DROP TYPE hollow CASCADE",
      "ALTER TYPE point_2d RENAME TO place",
      "ALTER TABLE hashed RENAME COLUMN id TO k",
      "CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
      "ALTER SEQUENCE whole RENAME TO halves",
      "ALTER TABLE middle DISABLE TRIGGER one",
      "CREATE OR REPLACE TRIGGER own AFTER INSERT ON top FOR EACH ROW EXECUTE FUNCTION g()",
      "ALTER INDEX branch_a_idx ATTACH PARTITION leaf_1_a_idx",
  };
  return kStatements;
}

bool is_expected(const std::string& statement) {
  return statement.starts_with("ALTER DEFAULT PRIVILEGES") || not_yet().contains(statement);
}

class Strangers : public ::testing::TestWithParam<std::string> {};

TEST_P(Strangers, FindTheirWay) {
  Sources sources;
  const FileId file = sources.add({GetParam(), text_of_script(GetParam())});
  Diagnostics diagnostics;
  const auto statements = postgres::parse_text(sources[file].text, file, diagnostics);
  ASSERT_TRUE(diagnostics.empty());
  catalog::Catalog now = catalog::Catalog::empty_database();
  const catalog::ApplyContext context{&sources, file, 1};
  // All of them take half a minute: ASHLAR_STRANGERS_ALL=1.
  const bool all = std::getenv("ASHLAR_STRANGERS_ALL") != nullptr;
  std::string failures;
  std::size_t count = 0;
  for (const postgres::ParsedStatement& parsed : statements) {
    const catalog::Applied applied = catalog::apply(now, parsed.statement, context);
    const bool sure = applied.problems.empty() && !applied.after.has_doubts() && !now.has_doubts();
    const std::string text(slice(sources[file].text, parsed.statement.span));
    if (sure && !is_expected(text) && (all || ++count % 4 == 0)) {
      const catalog::Catalog before = loaded(schema::schema_sql(catalog::fresh_session(now)));
      const catalog::Catalog after =
          loaded(schema::schema_sql(catalog::fresh_session(applied.after)));
      const std::string there = left_over(before, after);
      const std::string back = left_over(after, before);
      if (!there.empty()) failures += fmt::format("{}\n there\n{}", text, there);
      if (!back.empty()) failures += fmt::format("{}\n back\n{}", text, back);
    }
    now = applied.after;
  }
  EXPECT_EQ(failures, "");
}

INSTANTIATE_TEST_SUITE_P(Scripts, Strangers, ::testing::ValuesIn(names_of_scripts()),
                         [](const auto& script) {
                           return script.param.substr(0, script.param.find('.'));
                         });

}  // namespace
}  // namespace ashlar::diff
