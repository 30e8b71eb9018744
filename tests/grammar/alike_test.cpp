// What the server prints instead of what an author wrote is alike; what means something else is
// not.

#include "grammar/postgres/alike.h"

#include <gtest/gtest.h>
#include <string>

namespace ashlar::postgres {
namespace {

struct Pair {
  const char* written;
  const char* printed;
};

std::string query(const std::string& expression) { return "SELECT " + expression + " FROM t"; }

class SameExpression : public ::testing::TestWithParam<Pair> {};

TEST_P(SameExpression, IsAlike) {
  EXPECT_TRUE(alike(query(GetParam().written), query(GetParam().printed)));
  EXPECT_TRUE(alike(query(GetParam().printed), query(GetParam().written)));
}

INSTANTIATE_TEST_SUITE_P(
    Printed, SameExpression,
    ::testing::Values(
        Pair{"a", "t.a"}, Pair{"a IN (1, 2)", "(a = ANY (ARRAY[1, 2]))"},
        Pair{"a NOT IN (1, 2)", "(a <> ALL (ARRAY[1, 2]))"},
        Pair{"a BETWEEN 1 AND 2", "((a >= 1) AND (a <= 2))"},
        Pair{"a LIKE 'x'", "(a ~~ 'x'::text)"},
        Pair{"a IS NOT DISTINCT FROM b", "(NOT (a IS DISTINCT FROM b))"},
        Pair{"(a, b) = (1, 2)", "((a = 1) AND (b = 2))"}, Pair{"-1", "'-1'::integer"},
        Pair{"1e-3", "0.001"}, Pair{"9999999999", "'9999999999'::bigint"},
        Pair{"X'1F'", "'00011111'::\"bit\""}, Pair{"'t'::boolean", "true"},
        Pair{"NULL", "NULL::character varying"},
        Pair{"timestamp '2020-01-01'", "'2020-01-01 00:00:00'::timestamp without time zone"},
        Pair{"timestamptz '2020-01-01'", "'2020-01-01 00:00:00+02'::timestamp with time zone"},
        Pair{"interval '90 minutes'", "'01:30:00'::interval"},
        Pair{"'{\"b\":1,\"a\":2}'::jsonb", "'{\"a\": 2, \"b\": 1}'::jsonb"},
        Pair{"'{a, \"b\"}'::text[]", "'{a,b}'::text[]"},
        Pair{"ARRAY['a', 'b']::text[]", "ARRAY['a'::text, 'b'::text]"},
        Pair{"(ARRAY['a'::varchar, 'b'::varchar])::text[]",
             "ARRAY[('a'::character varying)::text, ('b'::character varying)::text]"},
        Pair{"CASE WHEN a THEN 'x' END", "CASE WHEN t.a THEN 'x'::text ELSE NULL::text END"},
        Pair{"a IN (SELECT b FROM u)", "(a = ANY (SELECT u.b FROM u))"},
        Pair{"position('a' in b)", "POSITION(('a'::text) IN (b))"}, Pair{"f(t)", "f(t.*)"},
        Pair{"CAST(a AS text)", "(a)::text"}, Pair{"a OPERATOR(public.+) b", "a + b"}));

class OtherExpression : public ::testing::TestWithParam<Pair> {};

TEST_P(OtherExpression, IsNotAlike) {
  EXPECT_FALSE(alike(query(GetParam().written), query(GetParam().printed)));
  EXPECT_FALSE(alike(query(GetParam().printed), query(GetParam().written)));
}

INSTANTIATE_TEST_SUITE_P(
    Changed, OtherExpression,
    ::testing::Values(Pair{"a", "b"}, Pair{"t.a", "u.a"}, Pair{"a IN (1, 2)", "a IN (1, 3)"},
                      Pair{"a IN (1, 2)", "a NOT IN (1, 2)"}, Pair{"a < 1", "a <= 1"},
                      Pair{"a BETWEEN 1 AND 2", "a NOT BETWEEN 1 AND 2"}, Pair{"'x'", "'X'"},
                      Pair{"'a b'", "'a  b'"}, Pair{"1.5", "1.50"}, Pair{"1", "2"},
                      Pair{"a / b", "a::numeric / b"}, Pair{"now()", "CURRENT_TIMESTAMP"},
                      Pair{"timestamp '2020-01-01'", "'2020-01-01 00:00:01'::timestamp"},
                      Pair{"timestamptz '2020-01-01 00:00+00'",
                           "timestamptz '2020-01-01 00:00+02'"},
                      Pair{"interval '1 month'", "interval '30 days'"},
                      Pair{"interval '1 day'", "interval '24 hours'"},
                      Pair{"'{\"a\":1}'::jsonb", "'{\"a\":2}'::jsonb"},
                      Pair{"'{\"a\":1}'::json", "'{\"a\": 1}'::json"}, Pair{"a AND b", "a OR b"},
                      Pair{"(a OR b) AND c", "a OR b AND c"}, Pair{"NULL", "''"},
                      Pair{"CASE WHEN a THEN 1 END", "CASE WHEN a THEN 1 ELSE 0 END"},
                      Pair{"f(a)", "f(a, NULL)"}, Pair{"count(a)", "count(DISTINCT a)"},
                      Pair{"'007'::text", "7"},
                      Pair{"'2020-01-01'::text", "timestamp '2020-01-01 00:00:00'"},
                      Pair{"'a'::text", "a::text"}, Pair{"'{a,b}'::text[]", "'{b,a}'::text[]"}));

TEST(Alike, QueriesSayTheSameInOtherWords) {
  EXPECT_TRUE(alike("SELECT a AS x, count(*) FROM t GROUP BY 1 ORDER BY x DESC",
                    "SELECT t.a, count(*) AS count FROM t GROUP BY t.a ORDER BY t.a DESC"));
  EXPECT_TRUE(alike("SELECT a FROM t UNION SELECT b FROM u ORDER BY a",
                    "SELECT t.a FROM t UNION SELECT u.b AS a FROM u ORDER BY 1"));
  EXPECT_TRUE(
      alike("WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
            "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT (n_1.i + 1) FROM n n_1) "
            "SELECT * FROM n"));
  EXPECT_TRUE(
      alike("SELECT x FROM t, unnest(t.a) x", "SELECT x.x FROM t, LATERAL unnest(t.a) x(x)"));
}

TEST(Alike, QueriesSayOtherThings) {
  EXPECT_FALSE(alike("SELECT a, b FROM t ORDER BY 1", "SELECT a, b FROM t ORDER BY 2"));
  EXPECT_FALSE(alike("SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a DESC"));
  EXPECT_FALSE(
      alike("SELECT a FROM t JOIN u ON t.i = u.i", "SELECT a FROM t LEFT JOIN u ON t.i = u.i"));
  EXPECT_FALSE(alike("SELECT a FROM t", "SELECT a FROM u"));
  EXPECT_FALSE(
      alike("SELECT a FROM t UNION SELECT a FROM u", "SELECT a FROM t UNION ALL SELECT a FROM u"));
  EXPECT_FALSE(alike("SELECT q.a FROM (SELECT x AS a, y AS b FROM t) q",
                     "SELECT q.a FROM (SELECT x AS b, y AS a FROM t) q"));
  EXPECT_FALSE(alike("SELECT t.a FROM t JOIN t t_1 ON t.b = t_1.c",
                     "SELECT t_1.a FROM t JOIN t t_1 ON t.b = t_1.c"));
  EXPECT_FALSE(alike("SELECT a FROM t LIMIT 1", "SELECT a FROM t"));
}

TEST(Alike, WhatDoesNotParseIsLikeNothing) { EXPECT_FALSE(alike("SELECT (", "SELECT (")); }

TEST(Alike, OptionsHaveNoOrder) {
  EXPECT_TRUE(alike("CREATE COLLATION x (locale = 'C')",
                    "CREATE COLLATION x (provider = libc, locale = \"C\")"));
  EXPECT_TRUE(alike("CREATE STATISTICS s (mcv, ndistinct) ON a, b FROM t",
                    "CREATE STATISTICS s (ndistinct, mcv) ON b, a FROM t"));
  EXPECT_FALSE(alike("CREATE COLLATION x (locale = 'C')", "CREATE COLLATION x (locale = 'de')"));
  EXPECT_FALSE(alike("CREATE PUBLICATION p FOR ALL TABLES", "CREATE PUBLICATION p"));
}

}  // namespace
}  // namespace ashlar::postgres
