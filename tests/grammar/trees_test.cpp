// Trees of expressions and queries: each construct in short words, and where its parts stand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/grammar/parsed.h"
#include "tests/grammar/tree_outline.h"

namespace ashlar::testing {
namespace {

/// All names of the tree spell themselves where their spans are, and no span leaves the text.
void expect_exact(const std::string& sql, const TreeParts& parts) {
  for (const Span span : parts.spans) EXPECT_LE(span.end, sql.size()) << sql;
  for (const sql::Name& name : parts.names) {
    if (name.span.empty()) continue;
    std::string spelled(slice(sql, name.span));
    if (spelled.size() > 1 && spelled.front() == '"') {
      spelled = spelled.substr(1, spelled.size() - 2);
    } else {
      for (char& c : spelled) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    EXPECT_EQ(spelled, name.text) << sql;
  }
}

struct Case {
  std::string sql;
  std::string outline;
  std::string words = {};  ///< that the span covers; empty: all of `sql`
};

class ExpressionTree : public ::testing::TestWithParam<Case> {};

TEST_P(ExpressionTree, HasItsPartsAndCoversItsWords) {
  const Case& param = GetParam();
  const std::string sql = "ALTER TABLE t ADD CHECK (" + param.sql + ")";
  const Parsed p(sql);
  const auto& expression = p.action<sql::AddConstraint>().constraint.expression;
  ASSERT_TRUE(expression.has_value());
  ASSERT_NE(expression->tree, nullptr);
  EXPECT_EQ(outline(*expression->tree), param.outline);
  EXPECT_EQ(p.text(expression->tree->span), param.words.empty() ? param.sql : param.words);
  TreeParts parts;
  collect(*expression->tree, parts);
  expect_exact(sql, parts);
}

INSTANTIATE_TEST_SUITE_P(
    Operands, ExpressionTree,
    ::testing::Values(
        Case{"a", "a"}, Case{"(a)", "a", "a"}, Case{"s.t.a", "s.t.a"}, Case{"\"A\".b", "A.b"},
        Case{"A", "a"}, Case{"1", "1"}, Case{"-1", "-1"}, Case{"- (2)", "-2"}, Case{"1.5", "1.5"},
        Case{"'it''s'", "'it's'"}, Case{"E'a\\n'", "'a\n'"}, Case{"$$x$$", "'x'"},
        Case{"true", "true"}, Case{"NULL", "null"}, Case{"B'101'", "b101"}, Case{"$1", "$1"},
        Case{"a::int", "cast(a, pg_catalog.int4)"}, Case{"a::s.b[]", "cast(a, s.b[])"},
        Case{"CAST(a AS varchar(10))", "cast(a, pg_catalog.varchar(10))"},
        Case{"date '2000-01-01'", "cast('2000-01-01', date)"},
        Case{"interval '1' day", "cast('1', pg_catalog.interval(day))"},
        Case{"interval '1' day to second (3)", "cast('1', pg_catalog.interval(day to second, 3))"},
        Case{"((a)::text)::s.d", "cast(cast(a, text), s.d)"}, Case{"(a + b) * c", "*(+(a, b), c)"},
        Case{"a + (b * (c))", "+(a, *(b, c))"}, Case{"((a) + (b))", "+(a, b)", "(a) + (b)"},
        Case{"- a", "-(a)"}, Case{"a OPERATOR(s.+) b", "s.+(a, b)"}, Case{"a != b", "<>(a, b)"},
        Case{"a COLLATE s.\"C\"", "collate(a, s.C)"},
        Case{"current_timestamp(3)", "current_timestamp"}, Case{"SESSION_USER", "session_user"}));

INSTANTIATE_TEST_SUITE_P(
    Operations, ExpressionTree,
    ::testing::Values(
        Case{"a AND b AND (c OR NOT d)", "and(a, b, or(c, not(d)))"},
        Case{"(a AND b) AND c", "and(a, b, c)"}, Case{"a IN (1, (2))", "= in(a, 1, 2)"},
        Case{"a NOT IN (1)", "<> not in(a, 1)"},
        Case{"a = ANY (ARRAY[1, 2])", "= any(a, array[1, 2])"},
        Case{"a <> ALL ('{1}'::int[])", "<> all(a, cast('{1}', pg_catalog.int4[]))"},
        Case{"a IS DISTINCT FROM b", "= distinct(a, b)"},
        Case{"a IS NOT DISTINCT FROM (b)", "= same(a, b)"}, Case{"NULLIF(a, b)", "=if(a, b)"},
        Case{"a LIKE 'x'", "~~ like(a, 'x')"}, Case{"a NOT ILIKE b", "!~~* like(a, b)"},
        Case{"a LIKE b ESCAPE c", "~~ like(a, pg_catalog.like_escape(b, c))"},
        Case{"a SIMILAR TO b", "~ like(a, pg_catalog.similar_to_escape(b))"},
        Case{"a BETWEEN 1 AND (b)", "BETWEEN between(a, 1, b)"},
        Case{"a NOT BETWEEN SYMMETRIC 1 AND 2", "NOT BETWEEN SYMMETRIC not between(a, 1, 2)"},
        Case{"a IS NULL", "is null(a)"}, Case{"(a) IS NOT NULL", "is not null(a)"},
        Case{"a ISNULL", "is null(a)"}, Case{"a NOTNULL", "is not null(a)"},
        Case{"a IS TRUE", "is true(a)"}, Case{"a IS NOT UNKNOWN", "is not unknown(a)"},
        Case{"CASE a WHEN 1 THEN b ELSE (c) END", "case(a when 1 then b else c)"},
        Case{"CASE WHEN a THEN CASE WHEN b THEN c END END",
             "case( when a then case( when b then c))"},
        Case{"COALESCE(a, 1)", "coalesce(a, 1)"}, Case{"GREATEST(a, b)", "greatest(a, b)"},
        Case{"LEAST(a)", "least(a)"}, Case{"ARRAY[[1], [a]]", "array[array[1], array[a]]"},
        Case{"ARRAY[]::text[]", "cast(array[], text[])"}, Case{"ROW(a, 1)", "row(a, 1)"},
        Case{"(a, b) = (1, 2)", "=(row(a, b), row(1, 2))"},
        Case{"(a).b[1][2:3].c", "a.b[1][2:3].c"}, Case{"a[1]", "a[1]"}, Case{"a[:]", "a[:]"},
        Case{"((a).b).c", "a.b.c"}, Case{"(f(a)).b", "f(a).b"}, Case{"t.a[1]", "t.a[1]"}));

INSTANTIATE_TEST_SUITE_P(
    Calls, ExpressionTree,
    ::testing::Values(Case{"f()", "f()"}, Case{"s.f(a, (b))", "s.f(a, b)"},
                      Case{"f(1, x => a, VARIADIC y => b)", "f(1, x => a, variadic y => b)"},
                      Case{"count(*) FILTER (WHERE a)", "count(* filter a)"},
                      Case{"string_agg(DISTINCT a, ',' ORDER BY b USING <)",
                           "string_agg(distinct a, ',' order b using <)"},
                      Case{"mode() WITHIN GROUP (ORDER BY a)", "mode( within a)"},
                      Case{"rank() OVER w", "rank( over w())"},
                      Case{"sum(a) OVER (w PARTITION BY b ORDER BY c ROWS 1 PRECEDING)",
                           "sum(a over (w by b order c frame 1))"},
                      Case{"extract(year FROM a)", "pg_catalog.extract('year', a)"},
                      Case{"a AT TIME ZONE 'utc'", "pg_catalog.timezone('utc', a)"},
                      Case{"substring(a FROM 1 FOR 2)", "pg_catalog.substring(a, 1, 2)"},
                      Case{"trim(BOTH ' ' FROM a)", "pg_catalog.btrim(a, ' ')"},
                      Case{"position('a' IN b)", "pg_catalog.position(b, 'a')"},
                      Case{"(a, b) OVERLAPS (c, d)", "pg_catalog.overlaps(a, b, c, d)"},
                      Case{"a IS NFC NORMALIZED", "pg_catalog.is_normalized(a, 'NFC')"},
                      Case{"COLLATION FOR (a)", "pg_catalog.pg_collation_for(a)"},
                      Case{"GROUPING(a)", "GroupingFunc(a)"},
                      Case{"xmlelement(name x, xmlattributes(a AS y), b)",
                           "XmlExpr:IS_XMLELEMENT(a, b)"},
                      Case{"xmlserialize(CONTENT a AS text)", "XmlSerialize(a) as text"},
                      Case{"a IS DOCUMENT", "XmlExpr:IS_DOCUMENT(a)"}));

INSTANTIATE_TEST_SUITE_P(
    Queries, ExpressionTree,
    ::testing::Values(Case{"EXISTS (SELECT 1)", "exists(select(1))"},
                      Case{"(SELECT 1)", "scalar(select(1))"},
                      Case{"((SELECT 1)) + 1", "+(scalar(select(1)), 1)"},
                      Case{"ARRAY(SELECT a FROM t)", "array(select(a; from t))"},
                      Case{"a IN (SELECT b FROM t)", "any(a; select(b; from t))"},
                      Case{"a NOT IN (SELECT 1)", "not(any(a; select(1)))"},
                      Case{"(a, b) = ANY (SELECT 1, 2)", "any=(row(a, b); select(1, 2))"},
                      Case{"a OPERATOR(s.<) ALL (VALUES (1))", "alls.<(a; values(1))"}));

class QueryTree : public ::testing::TestWithParam<Case> {};

TEST_P(QueryTree, HasItsPartsAndCoversItsWords) {
  const Case& param = GetParam();
  const std::string sql = "CREATE VIEW v AS " + param.sql;
  const Parsed p(sql);
  const auto& query = p.as<sql::CreateView>().query;
  ASSERT_NE(query.tree, nullptr);
  EXPECT_EQ(outline(*query.tree), param.outline);
  EXPECT_EQ(p.text(query.tree->span), param.words.empty() ? param.sql : param.words);
  TreeParts parts;
  collect(*query.tree, parts);
  expect_exact(sql, parts);
}

INSTANTIATE_TEST_SUITE_P(
    Parts, QueryTree,
    ::testing::Values(
        Case{"SELECT a AS x, (b) y, t.*, * FROM s.t WHERE a GROUP BY a, ROLLUP (b, c) HAVING d "
             "ORDER BY 1 LIMIT 2 OFFSET 3",
             "select(a as x, b as y, t.*, *; from s.t; where a; group a, b, c; having d) order 1 "
             "limit 2 offset 3"},
        Case{"SELECT DISTINCT a IS DISTINCT FROM b AS x FROM t",
             "select(distinct = distinct(a, b) as x; from t)"},
        Case{"SELECT DISTINCT ON (a, b) c FROM t", "select(distinct on a, b c; from t)"},
        Case{"SELECT rank() OVER w FROM t WINDOW w AS (x ORDER BY b)",
             "select(rank( over w()); from t; window w(x order b))"},
        Case{"TABLE t", "select(*; from t)"}, Case{"VALUES (1, a), (2, b)", "values(1, a)(2, b)"},
        Case{"((SELECT 1))", "select(1)", "SELECT 1"},
        Case{"SELECT a FROM t UNION ALL (SELECT b FROM u ORDER BY 1) ORDER BY 2",
             "union all(select(a; from t); select(b; from u) order 1) order 2"},
        Case{"SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4",
             "except(union(select(1); intersect(select(2); select(3))); select(4))"}));

INSTANTIATE_TEST_SUITE_P(
    With, QueryTree,
    ::testing::Values(
        Case{"WITH RECURSIVE c(x) AS NOT MATERIALIZED (SELECT 1 UNION ALL SELECT x FROM c) SEARCH "
             "DEPTH FIRST BY x SET o CYCLE x SET m TO 1 DEFAULT 2 USING p SELECT * FROM c",
             "with recursive c(x)=union all(select(1); select(x; from c)) plus o, m, p select(*; "
             "from c)"},
        Case{"WITH a AS (SELECT 1), b AS (VALUES (2)) SELECT 1 FROM a, b",
             "with a=select(1) b=values(2) select(1; from a, b)"}));

INSTANTIATE_TEST_SUITE_P(
    From, QueryTree,
    ::testing::Values(
        Case{"SELECT FROM ONLY (t) AS x (y), u z", "select(; from only t as x(y), u as z)"},
        Case{"SELECT 1 FROM t AS a TABLESAMPLE system (1) REPEATABLE (2), u",
             "select(1; from t as a sample(1, 2), u)"},
        Case{"SELECT 1 FROM (SELECT 1) s, LATERAL ((SELECT 2)) AS r (a, b), (VALUES (1)) q",
             "select(1; from select(1) as s, lateral select(2) as r(a, b), values(1) as q)"},
        Case{"SELECT 1 FROM ((SELECT 1) UNION (SELECT 2)) s",
             "select(1; from union(select(1); select(2)) as s)"},
        Case{
            "SELECT 1 FROM f(1) WITH ORDINALITY AS g (a, b), h() AS (x int, y text), LATERAL k() i",
            "select(1; from rows(f(1)) # as g(a, b), rows(h()) {x pg_catalog.int4, y text}, "
            "lateral rows(k()) as i)"},
        Case{"SELECT 1 FROM ROWS FROM (f(1) AS (a int), g()) WITH ORDINALITY z, t",
             "select(1; from rows(f(1), g()) # as z {a pg_catalog.int4}, t)"},
        Case{"SELECT 1 FROM xmltable('/a' PASSING b COLUMNS c int PATH 'd' DEFAULT 1, e FOR "
             "ORDINALITY) AS q, t",
             "select(1; from table(b, '/a', 'd', 1) as q {c pg_catalog.int4, e #}, t)"}));

INSTANTIATE_TEST_SUITE_P(
    Joins, QueryTree,
    ::testing::Values(
        Case{"SELECT 1 FROM a JOIN b ON (a.x = b.x) LEFT JOIN c USING (y, z) AS q, d",
             "select(1; from ((a join b on =(a.x, b.x)) left join c using y, z as q), d)"},
        Case{"SELECT 1 FROM (a NATURAL FULL JOIN (b AS x CROSS JOIN c)) AS j (m) RIGHT JOIN d ON e",
             "select(1; from ((a natural full join (b as x join c)) as j(m) right join d on e))"},
        Case{"SELECT 1 FROM a JOIN b JOIN c ON 1 ON 2",
             "select(1; from (a join (b join c on 1) on 2))"},
        Case{"SELECT 1 FROM ((SELECT 1) s JOIN ((SELECT 2)) t ON true) JOIN u ON f(s)",
             "select(1; from ((select(1) as s join select(2) as t on true) join u on f(s)))"},
        Case{"SELECT 1 FROM a, LATERAL (SELECT 1) s LEFT JOIN LATERAL f(a.x) g ON true",
             "select(1; from a, (lateral select(1) as s left join lateral rows(f(a.x)) as g on "
             "true))"}));

TEST(Trees, AreOfTheQueriesThatTheCatalogReads) {
  const Parsed p(
      "CREATE MATERIALIZED VIEW m AS SELECT 1 WITH NO DATA; CREATE TABLE t AS VALUES (1);"
      "SELECT a INTO u FROM t; SELECT 1; CREATE TABLE x AS EXECUTE y");
  EXPECT_EQ(outline(*p.as<sql::CreateTableAs>(0).query.tree), "select(1)");
  EXPECT_EQ(outline(*p.as<sql::CreateTableAs>(1).query.tree), "values(1)");
  EXPECT_EQ(outline(*p.as<sql::CreateTableAs>(2).query.tree), "select(a; from t)");
  EXPECT_EQ(outline(*p.as<sql::Select>(3).query.tree), "select(1)");
  EXPECT_EQ(p.as<sql::CreateTableAs>(4).query.tree, nullptr);
}

TEST(Trees, OfChangesOfDataAreThoseOfWith) {
  const std::pair<std::string, std::string> cases[] = {
      {"INSERT INTO s.t AS x (a, b[1]) SELECT 1, 2 FROM q ON CONFLICT (a, lower(b)) WHERE c DO "
       "UPDATE SET (a, b) = (SELECT 3, 4), d = excluded.d WHERE e RETURNING *, a AS f",
       "insert(s.t as x; columns a, b, a, b, d; set scalar(select(3, 4)) as a, MultiAssignRef() as "
       "b, excluded.d as d; select(1, 2; from q); if 1, a, lower(b), c, e; returning *, a as f)"},
      {"INSERT INTO t VALUES (1, DEFAULT) ON CONFLICT ON CONSTRAINT k DO NOTHING",
       "insert(t; values(1, SetToDefault()); on k)"},
      {"UPDATE ONLY t SET a = b IS DISTINCT FROM c, d.e = 1 FROM u, (SELECT 1) s WHERE f",
       "update(only t; columns a, d; set = distinct(b, c) as a, 1 as d; from u, select(1) as s; if "
       "f)"},
      {"DELETE FROM t AS x USING u JOIN v USING (a) WHERE x.a RETURNING 1",
       "delete(t as x; from (u join v using a); if x.a; returning 1)"},
      {"WITH q AS (SELECT 1) DELETE FROM t", "with q=select(1) delete(t)"},
  };
  for (const auto& [change, expected] : cases) {
    const std::string sql = "CREATE TABLE n AS WITH w AS (" + change + ") SELECT 1";
    const Parsed p(sql);
    const auto& tree = p.as<sql::CreateTableAs>().query.tree;
    ASSERT_NE(tree, nullptr) << sql;
    ASSERT_NE(tree->with.at(0).data_change, nullptr) << sql;
    EXPECT_EQ(outline(*tree->with[0].data_change), expected);
    EXPECT_EQ(p.text(tree->with[0].data_change->span), change);
    TreeParts parts;
    collect(*tree, parts);
    expect_exact(sql, parts);
  }
}

TEST(Trees, AreNotMadeOfWhatNestsTooDeeply) {
  const auto tree_of = [](int depth) {
    std::string value = "1";
    for (int i = 0; i < depth; ++i) value += " + 1";
    const Parsed p("ALTER TABLE t ALTER a SET DEFAULT " + value);
    return p.action<sql::SetColumnDefault>().value->tree;
  };
  EXPECT_NE(tree_of(200), nullptr);
  EXPECT_EQ(tree_of(300), nullptr);
}

TEST(Trees, StandInEveryExpressionOfTheStatement) {
  const Parsed p("CREATE INDEX ON t (lower(a), (b + 1)) WHERE c > 0");
  const auto& index = p.as<sql::CreateIndex>();
  EXPECT_EQ(outline(*index.elements[0].expression->tree), "lower(a)");
  EXPECT_EQ(outline(*index.elements[1].expression->tree), "+(b, 1)");
  EXPECT_EQ(outline(*index.predicate->tree), ">(c, 0)");
}

}  // namespace
}  // namespace ashlar::testing
