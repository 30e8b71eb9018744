// Statements taken apart for batches.

#include "grammar/postgres/keyset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ashlar::postgres {
namespace {

using testing::HasSubstr;

std::string with_condition(const Keyset& keyset) {
  if (!keyset.refusal.empty()) return "refused: " + keyset.refusal;
  return keyset.statement.head + "(C)" + keyset.statement.tail;
}

TEST(KeysetOf, PutsTheConditionWhereItBelongs) {
  EXPECT_EQ(with_condition(keyset_of("UPDATE t SET a = 1", "id")), "UPDATE t SET a = 1\nWHERE (C)");
  EXPECT_EQ(
      with_condition(keyset_of("UPDATE t SET a = (SELECT 1 WHERE b) WHERE x OR y -- why", "id")),
      "UPDATE t SET a = (SELECT 1 WHERE b) WHERE ( x OR y\n) AND (C)");
  EXPECT_EQ(with_condition(
                keyset_of("DELETE FROM s.t AS d USING u WHERE d.a = u.a RETURNING d.id", "id")),
            "DELETE FROM s.t AS d USING u WHERE ( d.a = u.a\n) AND (C)\nRETURNING d.id");
  EXPECT_EQ(
      with_condition(keyset_of("INSERT INTO n (a) SELECT a FROM t ORDER BY a "
                               "ON CONFLICT (a) WHERE a > 0 DO UPDATE SET a = 1 WHERE n.a > 2",
                               "id")),
      "INSERT INTO n (a) SELECT a FROM t\nWHERE (C)\nORDER BY a "
      "ON CONFLICT (a) WHERE a > 0 DO UPDATE SET a = 1 WHERE n.a > 2");
  EXPECT_EQ(
      with_condition(keyset_of("INSERT INTO n SELECT a FROM t WHERE a <> ' WHERE ' ON CONFLICT "
                               "DO NOTHING",
                               "id")),
      "INSERT INTO n SELECT a FROM t WHERE ( a <> ' WHERE '\n) AND (C)\nON CONFLICT DO NOTHING");
}

TEST(KeysetOf, NamesTheRelationOfTheKey) {
  const KeysetStatement own = keyset_of("UPDATE ONLY \"My\".t AS x SET a = 1", "Id").statement;
  EXPECT_EQ(own.source, "ONLY \"My\".t AS x");
  EXPECT_EQ(own.table, "\"My\".t");
  EXPECT_EQ(own.key, "x.id");
  const KeysetStatement joined =
      keyset_of("INSERT INTO n SELECT o.a FROM lines l JOIN orders o ON o.id = l.o", "o.id")
          .statement;
  EXPECT_EQ(joined.source, "orders AS o");
  EXPECT_EQ(joined.key, "o.id");
  EXPECT_EQ(keyset_of("DELETE FROM t", "\"Id\"").statement.key, "t.\"Id\"");
}

TEST(KeysetOf, RefusesWhatBatchesWouldChange) {
  const auto refusal = [](const char* sql, const char* key = "id") {
    return keyset_of(sql, key).refusal;
  };
  EXPECT_THAT(refusal("UPDATE t SET id = id + 1"), HasSubstr("the key itself"));
  EXPECT_THAT(refusal("UPDATE t SET a = 1", "u.id"), HasSubstr("table that is written, `t`"));
  EXPECT_THAT(refusal("WITH x AS (SELECT 1) DELETE FROM t"), HasSubstr("WITH"));
  EXPECT_THAT(refusal("INSERT INTO n VALUES (1)"), HasSubstr("no rows of another table"));
  EXPECT_THAT(refusal("INSERT INTO n SELECT a FROM t LIMIT 5"), HasSubstr("more than one pass"));
  EXPECT_THAT(refusal("INSERT INTO n SELECT a FROM t GROUP BY a"), HasSubstr("more than one pass"));
  EXPECT_THAT(refusal("INSERT INTO n SELECT a FROM t UNION SELECT b FROM u"),
              HasSubstr("more than one pass"));
  EXPECT_THAT(refusal("INSERT INTO n SELECT 1 + count(*) FROM t"), HasSubstr("gathers rows"));
  EXPECT_THAT(refusal("INSERT INTO n SELECT row_number() OVER () FROM t"),
              HasSubstr("gathers rows"));
  EXPECT_EQ(refusal("INSERT INTO n SELECT (SELECT count(*) FROM u) FROM t"), "");
  EXPECT_THAT(refusal("INSERT INTO t SELECT a FROM t"), HasSubstr("never end"));
  EXPECT_THAT(refusal("INSERT INTO n SELECT a FROM u LEFT JOIN t ON t.id = u.id", "t.id"),
              HasSubstr("not a table of its FROM"));
  EXPECT_THAT(refusal("CREATE TABLE t ()"), HasSubstr("only UPDATE"));
}

}  // namespace
}  // namespace ashlar::postgres
