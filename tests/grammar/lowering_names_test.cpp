// Types, expressions, references and the names of query columns.

#include <gmock/gmock.h>
#include <ostream>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Parsed;

struct TypeCase {
  std::string_view written;
  std::string_view schema;
  std::string_view name;
  std::string_view name_text;
  std::vector<std::string> modifiers;
  std::uint32_t dimensions;
};

void PrintTo(const TypeCase& type, std::ostream* out) { *out << type.written; }

class LowerType : public ::testing::TestWithParam<TypeCase> {};

TEST_P(LowerType, IsSpelledByTheGrammar) {
  const TypeCase& expected = GetParam();
  const Parsed p("CREATE TABLE t (c " + std::string(expected.written) + " NOT NULL, d int)");
  const sql::TypeName type = p.as<sql::CreateTable>().columns.at(0).type.value();
  EXPECT_EQ(type.name.schema.text, expected.schema);
  EXPECT_EQ(type.name.name.text, expected.name);
  EXPECT_EQ(p.text(type.name.name), expected.name_text);
  EXPECT_EQ(type.modifiers, expected.modifiers);
  EXPECT_EQ(type.array_dimensions, expected.dimensions);
  EXPECT_EQ(p.text(type.span), expected.written);
}

const TypeCase kTypes[] = {
    {"int", "pg_catalog", "int4", "int", {}, 0},
    {"integer", "pg_catalog", "int4", "integer", {}, 0},
    {"INT4", "", "int4", "INT4", {}, 0},
    {"bigint", "pg_catalog", "int8", "bigint", {}, 0},
    {"smallint", "pg_catalog", "int2", "smallint", {}, 0},
    {"real", "pg_catalog", "float4", "real", {}, 0},
    {"float", "pg_catalog", "float8", "float", {}, 0},
    {"float(3)", "pg_catalog", "float4", "float", {}, 0},
    {"double precision", "pg_catalog", "float8", "double precision", {}, 0},
    {"numeric", "pg_catalog", "numeric", "numeric", {}, 0},
    {"numeric(8, 2)", "pg_catalog", "numeric", "numeric", {"8", "2"}, 0},
    {"decimal(5)", "pg_catalog", "numeric", "decimal", {"5"}, 0},
    {"boolean", "pg_catalog", "bool", "boolean", {}, 0},
    {"text", "", "text", "text", {}, 0},
    {"serial", "", "serial", "serial", {}, 0},
    {"bigserial", "", "bigserial", "bigserial", {}, 0},
    {"varchar", "pg_catalog", "varchar", "varchar", {}, 0},
    {"varchar(10)", "pg_catalog", "varchar", "varchar", {"10"}, 0},
    {"character varying(10)", "pg_catalog", "varchar", "character varying", {"10"}, 0},
    {"char", "pg_catalog", "bpchar", "char", {"1"}, 0},
    {"character(3)", "pg_catalog", "bpchar", "character", {"3"}, 0},
    {"national character varying(3)",
     "pg_catalog",
     "varchar",
     "national character varying",
     {"3"},
     0},
    {"nchar(3)", "pg_catalog", "bpchar", "nchar", {"3"}, 0},
    {"bit", "pg_catalog", "bit", "bit", {"1"}, 0},
    {"bit varying(5)", "pg_catalog", "varbit", "bit varying", {"5"}, 0},
    {"timestamp", "pg_catalog", "timestamp", "timestamp", {}, 0},
    {"timestamp(3) with time zone",
     "pg_catalog",
     "timestamptz",
     "timestamp(3) with time zone",
     {"3"},
     0},
    {"timestamp without time zone",
     "pg_catalog",
     "timestamp",
     "timestamp without time zone",
     {},
     0},
    {"timestamptz(6)", "", "timestamptz", "timestamptz", {"6"}, 0},
    {"time(0)", "pg_catalog", "time", "time", {"0"}, 0},
    {"time with time zone", "pg_catalog", "timetz", "time with time zone", {}, 0},
    {"interval", "pg_catalog", "interval", "interval", {}, 0},
    {"interval(3)", "pg_catalog", "interval", "interval", {"3"}, 0},
    {"interval year", "pg_catalog", "interval", "interval year", {"year"}, 0},
    {"interval day to second(3)",
     "pg_catalog",
     "interval",
     "interval day to second",
     {"day to second", "3"},
     0},
    {"pg_catalog.int4", "pg_catalog", "int4", "int4", {}, 0},
    {"int[]", "pg_catalog", "int4", "int", {}, 1},
    {"int[3][4]", "pg_catalog", "int4", "int", {}, 2},
    {"text ARRAY", "", "text", "text", {}, 1},
    {"text ARRAY[5]", "", "text", "text", {}, 1},
    {"varchar(5)[]", "pg_catalog", "varchar", "varchar", {"5"}, 1},
    {"\"My\".\"Type\"", "My", "Type", "\"Type\"", {}, 0},
    {"geometry(Point, 4326)", "", "geometry", "geometry", {"Point", "4326"}, 0},
    {"public.vector(3)", "public", "vector", "vector", {"3"}, 0},
    {"jsonb", "", "jsonb", "jsonb", {}, 0},
};

INSTANTIATE_TEST_SUITE_P(Types, LowerType, ::testing::ValuesIn(kTypes));

TEST(LowerName, FoldsUnquotedAndKeepsQuoted) {
  const Parsed p(R"(CREATE TABLE MiXed ("a ""b""" int, ÄÖ int, U&"d\0061t" int))");
  const auto& table = p.as<sql::CreateTable>();
  EXPECT_EQ(table.name.name.text, "mixed");
  EXPECT_EQ(p.text(table.name), "MiXed");
  EXPECT_EQ(table.columns.at(0).name.text, "a \"b\"");
  EXPECT_EQ(p.text(table.columns[0].name), "\"a \"\"b\"\"\"");
  EXPECT_EQ(table.columns.at(1).name.text, "ÄÖ");
  EXPECT_EQ(p.text(table.columns[1].name), "ÄÖ");
  EXPECT_EQ(table.columns.at(2).name.text, "dat");
  EXPECT_EQ(p.text(table.columns[2].name), "U&\"d\\0061t\"");
}

TEST(LowerName, LongerThanTheServerKeepsHasItsWholeSpan) {
  const std::string name(70, 'n');
  const Parsed p("CREATE TABLE " + name + " (a int)");
  EXPECT_EQ(p.as<sql::CreateTable>().name.name.text, name.substr(0, 63));
  EXPECT_EQ(p.text(p.as<sql::CreateTable>().name), name);
}

TEST(LowerExpression, ConstantsAndPlainColumns) {
  const Parsed p(
      "CREATE TABLE t (a int DEFAULT -1, b text DEFAULT 'x'::text, c bool DEFAULT true,"
      " d int DEFAULT NULL, e int DEFAULT f(), g date DEFAULT CAST('x' AS date), h int DEFAULT 1 + "
      "1,"
      " CHECK (a), CHECK (t.a))");
  const auto& table = p.as<sql::CreateTable>();
  for (const std::size_t i : {0U, 1U, 2U, 3U, 5U}) {
    EXPECT_TRUE(table.columns.at(i).default_value->is_constant) << i;
  }
  EXPECT_FALSE(table.columns.at(4).default_value->is_constant);
  EXPECT_FALSE(table.columns.at(6).default_value->is_constant);
  EXPECT_EQ(table.constraints.at(0).expression->plain_column, "a");
  EXPECT_EQ(table.constraints.at(1).expression->plain_column, "");
}

TEST(LowerExpression, GathersReferences) {
  const Parsed p(
      "ALTER TABLE t ADD CHECK (s.f(a, t.b) > 0 AND c::s.ty IS NULL AND nextval('q'::regclass) > 1"
      " AND x AT TIME ZONE 'utc' > now() AND EXTRACT(year FROM y) > 1 AND u = CURRENT_USER)");
  const auto& references = p.action<sql::AddConstraint>().constraint.expression->references;
  std::vector<std::string> columns;
  for (const auto& column : references.columns) columns.push_back(p.text(column.span));
  EXPECT_THAT(columns, ElementsAre("a", "t.b", "c", "x", "y", "u"));
  EXPECT_THAT(references.columns.at(1).parts, ElementsAre("t", "b"));
  ASSERT_EQ(references.functions.size(), 6U);
  EXPECT_EQ(p.text(references.functions[0].name), "s.f");
  EXPECT_EQ(p.text(references.functions[0].span), "s.f(a, t.b)");
  EXPECT_EQ(references.functions[0].argument_count, 2U);
  EXPECT_EQ(references.functions[1].first_literal, "q");
  EXPECT_EQ(references.functions[2].name.name.text, "timezone");
  EXPECT_EQ(references.functions[3].name.name.text, "now");
  EXPECT_EQ(references.functions[4].name.name.text, "extract");
  EXPECT_EQ(references.functions[5].name.name.text, "current_user");
  ASSERT_EQ(references.types.size(), 2U);
  EXPECT_EQ(p.text(references.types[0].span), "s.ty");
  EXPECT_EQ(references.types[1].name.name.text, "regclass");
}

TEST(LowerExpression, HashForgetsPlacesAndBlanksOnly) {
  const auto hash = [](const std::string& text) {
    const Parsed p("ALTER TABLE t ADD CHECK (" + text + ")");
    return p.action<sql::AddConstraint>().constraint.expression->tree_hash;
  };
  EXPECT_EQ(hash("a>0 and b = 'x'"), hash("( (A > 0)\n AND /* c */ \"b\"='x')"));
  EXPECT_EQ(hash("a IN (1, 2)"), hash("a in(1,2)"));
  EXPECT_NE(hash("a > 0"), hash("a > 1"));
  EXPECT_NE(hash("a > 0"), hash("b > 0"));
  EXPECT_NE(hash("a > 0"), hash("a >= 0"));
  EXPECT_NE(hash("f(a, b)"), hash("f(b, a)"));
  EXPECT_NE(hash("a = ''"), hash("a IS NULL"));
  EXPECT_NE(hash("'ab' = 'c'"), hash("'a' = 'bc'"));
}

std::vector<std::string> relations(const Parsed& p, std::size_t index = 0) {
  std::vector<std::string> names;
  for (const auto& name : p.as<sql::Select>(index).query.references.relations) {
    names.push_back(p.text(name));
  }
  return names;
}

TEST(LowerQuery, TellsTablesFromNamesOfWith) {
  EXPECT_THAT(relations(Parsed("WITH q AS (SELECT * FROM t) SELECT * FROM q, s.q, u")),
              ElementsAre("t", "s.q", "u"));
  EXPECT_THAT(relations(Parsed("WITH t AS (SELECT * FROM t) SELECT * FROM t")), ElementsAre("t"));
  EXPECT_THAT(relations(Parsed("WITH RECURSIVE t AS (SELECT 1 UNION SELECT * FROM t) TABLE t")),
              IsEmpty());
  EXPECT_THAT(relations(Parsed("WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) TABLE b")),
              ElementsAre("b"));
  EXPECT_THAT(relations(Parsed("SELECT (WITH q AS (SELECT 1) SELECT 1 FROM q), x FROM q")),
              ElementsAre("q"));
  EXPECT_THAT(relations(Parsed(
                  "WITH q AS (SELECT 1) SELECT 1 WHERE EXISTS (SELECT 1 FROM q JOIN r USING (a))")),
              ElementsAre("r"));
  EXPECT_THAT(relations(Parsed("(WITH q AS (SELECT 1) SELECT * FROM q) UNION SELECT * FROM q")),
              ElementsAre("q"));
}

TEST(LowerQuery, NamesOfColumns) {
  const auto columns = [](const std::string& sql) {
    return Parsed(sql).as<sql::Select>().query.output_columns;
  };
  EXPECT_THAT(columns("SELECT a, t.b, c AS d, *, t.*, f(x), s.g(), 1, 'x'::text, x::int, CASE WHEN "
                      "a THEN 1 END, CASE WHEN a THEN 1 ELSE b END"),
              ElementsAre("a", "b", "d", "", "", "f", "g", "?column?", "text", "x", "case", "b"));
  EXPECT_THAT(
      columns("SELECT EXISTS (SELECT 1), ARRAY(SELECT 1), (SELECT x FROM t), (SELECT 1 AS y),"
              " ARRAY[1], ROW(1), coalesce(a), greatest(a, 1), least(a), nullif(a, b),"
              " current_date, current_user, a[1], (r).f, a COLLATE \"C\", a = 1 AND b"),
      ElementsAre("exists", "array", "x", "y", "array", "row", "coalesce", "greatest", "least",
                  "nullif", "current_date", "current_user", "a", "f", "a", "?column?"));
  EXPECT_THAT(columns("VALUES (1, 2), (3, 4)"), ElementsAre("column1", "column2"));
  EXPECT_THAT(columns("SELECT a FROM t UNION SELECT b FROM u ORDER BY 1"), ElementsAre("a"));
  EXPECT_THAT(columns("TABLE t"), ElementsAre(""));
}

TEST(LowerQuery, ColumnsOfUsingAreReferences) {
  const Parsed p("SELECT 1 FROM a JOIN b USING (id)");
  ASSERT_EQ(p.as<sql::Select>().query.references.columns.size(), 1U);
  EXPECT_THAT(p.as<sql::Select>().query.references.columns[0].parts, ElementsAre("id"));
}

TEST(IdentifierText, FoldsAndUnquotes) {
  EXPECT_EQ(sql::identifier_text("Foo_1"), "foo_1");
  EXPECT_EQ(sql::identifier_text("\"Foo\""), "Foo");
  EXPECT_EQ(sql::identifier_text("\"a\"\"b\""), "a\"b");
  EXPECT_EQ(sql::identifier_text("\"\""), "");
  EXPECT_EQ(sql::identifier_text("\""), "\"");
  EXPECT_EQ(sql::identifier_text("U&\"A b\""), "A b");
}

}  // namespace
}  // namespace ashlar
