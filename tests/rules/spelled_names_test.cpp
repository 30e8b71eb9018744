#include "compiler/rules/names/spelled_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "grammar/postgres/parser.h"

namespace ashlar::rules {
namespace {

std::string letter(NameRole role) {
  switch (role) {
    case NameRole::kSchema:
      return "schema";
    case NameRole::kRelation:
      return "relation";
    case NameRole::kColumn:
      return "column";
    case NameRole::kConstraint:
      return "constraint";
    case NameRole::kTrigger:
      return "trigger";
    case NameRole::kType:
      return "type";
    case NameRole::kFunction:
      return "function";
    case NameRole::kLooseColumn:
      return "loose";
  }
  return "";
}

/// `role text` for each name that the statement spells, as it stands in the text.
std::vector<std::string> names_in(const std::string& sql) {
  Diagnostics diagnostics;
  std::vector<std::string> names;
  const auto statements = postgres::parse_text(sql, 0, diagnostics);
  EXPECT_TRUE(diagnostics.empty()) << sql;
  for (const auto& parsed : statements) {
    for (const SpelledName& spelled : spelled_names(parsed.statement, sql)) {
      if (spelled.name.span.empty()) continue;
      names.push_back(letter(spelled.role) + " " + std::string(slice(sql, spelled.name.span)));
    }
  }
  return names;
}

using testing::IsSupersetOf;

TEST(SpelledNames, OfCreateTable) {
  EXPECT_THAT(names_in("CREATE TABLE s.t (a mood DEFAULT f(), b int CONSTRAINT c REFERENCES u (x), "
                       "CONSTRAINT k UNIQUE (a, b), CHECK (a > b))"),
              IsSupersetOf({"relation t", "column a", "type mood", "function f", "constraint c",
                            "relation u", "column x", "constraint k", "column b"}));
}

TEST(SpelledNames, OfIndexes) {
  EXPECT_THAT(names_in("CREATE INDEX i ON t (a, lower(b)) INCLUDE (c) WHERE d > 0"),
              IsSupersetOf({"relation i", "relation t", "column a", "column b", "column c",
                            "column d", "function lower"}));
  EXPECT_THAT(names_in("DROP INDEX s.i, j"), IsSupersetOf({"relation i", "relation j"}));
  EXPECT_THAT(names_in("ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i"),
              IsSupersetOf({"relation t", "constraint k", "relation i"}));
  EXPECT_THAT(names_in("ALTER TABLE t CLUSTER ON i"), IsSupersetOf({"relation i"}));
  EXPECT_THAT(names_in("ALTER TABLE t REPLICA IDENTITY USING INDEX i"),
              IsSupersetOf({"relation i"}));
  EXPECT_THAT(names_in("CLUSTER t USING i"), IsSupersetOf({"relation t", "relation i"}));
  EXPECT_THAT(names_in("REINDEX INDEX i"), IsSupersetOf({"relation i"}));
  EXPECT_THAT(names_in("ALTER INDEX p ATTACH PARTITION i"),
              IsSupersetOf({"relation p", "relation i"}));
  EXPECT_THAT(names_in("COMMENT ON INDEX i IS 'x'"), IsSupersetOf({"relation i"}));
}

TEST(SpelledNames, OfConstraints) {
  EXPECT_THAT(names_in("ALTER TABLE t DROP CONSTRAINT c"), IsSupersetOf({"constraint c"}));
  EXPECT_THAT(names_in("ALTER TABLE t VALIDATE CONSTRAINT c"), IsSupersetOf({"constraint c"}));
  EXPECT_THAT(names_in("ALTER TABLE t ALTER CONSTRAINT c DEFERRABLE"),
              IsSupersetOf({"constraint c"}));
  EXPECT_THAT(names_in("ALTER TABLE t RENAME CONSTRAINT c TO d"),
              IsSupersetOf({"constraint c", "constraint d"}));
  EXPECT_THAT(names_in("COMMENT ON CONSTRAINT c ON t IS 'x'"),
              IsSupersetOf({"constraint c", "relation t"}));
}

TEST(SpelledNames, OfRenames) {
  EXPECT_THAT(names_in("ALTER TABLE t RENAME TO u"), IsSupersetOf({"relation t", "relation u"}));
  EXPECT_THAT(names_in("ALTER TABLE t RENAME a TO b"), IsSupersetOf({"column a", "column b"}));
  EXPECT_THAT(names_in("ALTER TYPE m RENAME TO n"), IsSupersetOf({"type m", "type n"}));
  EXPECT_THAT(names_in("ALTER TRIGGER x ON t RENAME TO y"),
              IsSupersetOf({"trigger x", "trigger y", "relation t"}));
  EXPECT_THAT(names_in("ALTER SCHEMA s RENAME TO r"), IsSupersetOf({"schema s", "schema r"}));
  EXPECT_THAT(names_in("ALTER FUNCTION f(m) RENAME TO g"),
              IsSupersetOf({"function f", "function g", "type m"}));
}

TEST(SpelledNames, OfData) {
  EXPECT_THAT(names_in("INSERT INTO t (a) SELECT b FROM u"),
              IsSupersetOf({"relation t", "column a", "relation u", "loose b"}));
  EXPECT_THAT(names_in("UPDATE t SET a = f(b) WHERE t.c = 1"),
              IsSupersetOf({"relation t", "column a", "function f", "loose b", "loose c"}));
  EXPECT_THAT(names_in("DELETE FROM t USING u WHERE t.a = u.b"),
              IsSupersetOf({"relation t", "relation u", "loose a", "loose b"}));
  EXPECT_THAT(names_in("TRUNCATE t, u"), IsSupersetOf({"relation t", "relation u"}));
}

TEST(SpelledNames, OfOthers) {
  EXPECT_THAT(names_in("CREATE VIEW v AS SELECT a FROM t"),
              IsSupersetOf({"relation v", "relation t", "loose a"}));
  EXPECT_THAT(names_in("CREATE TRIGGER x BEFORE UPDATE OF a ON t FOR EACH ROW "
                       "WHEN (OLD.b IS DISTINCT FROM NEW.b) EXECUTE FUNCTION f()"),
              IsSupersetOf({"trigger x", "relation t", "column a", "column b", "function f"}));
  EXPECT_THAT(names_in("CREATE POLICY p ON t USING (a = 1)"),
              IsSupersetOf({"relation t", "column a"}));
  EXPECT_THAT(names_in("GRANT SELECT (a) ON t TO r"), IsSupersetOf({"relation t", "column a"}));
  EXPECT_THAT(names_in("ALTER SEQUENCE s OWNED BY t.a"),
              IsSupersetOf({"relation s", "relation t", "column a"}));
}

}  // namespace
}  // namespace ashlar::rules
