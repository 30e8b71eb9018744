#include <gmock/gmock.h>
#include <ostream>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using sql::ObjectKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Parsed;

TEST(LowerCreateSchema, NameOwnerAndElements) {
  const Parsed p(
      "CREATE SCHEMA IF NOT EXISTS \"S\" AUTHORIZATION joe; CREATE SCHEMA AUTHORIZATION joe;"
      "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1 "
      "GRANT CREATE ON SCHEMA s TO joe WITH GRANT OPTION");
  EXPECT_EQ(p.text(p.as<sql::CreateSchema>(0).name), "\"S\"");
  EXPECT_TRUE(p.as<sql::CreateSchema>(0).if_not_exists);
  EXPECT_EQ(p.as<sql::CreateSchema>(0).owner, "joe");
  EXPECT_TRUE(p.as<sql::CreateSchema>(1).name.empty());
  const auto& elements = p.as<sql::CreateSchema>(2).elements;
  ASSERT_EQ(elements.size(), 3U);
  EXPECT_EQ(p.text(elements[0]), "CREATE TABLE t (a int)");
  EXPECT_EQ(p.text(elements[1]), "CREATE VIEW v AS SELECT 1");
  EXPECT_EQ(p.text(elements[2]), "GRANT CREATE ON SCHEMA s TO joe WITH GRANT OPTION");
}

TEST(LowerSequence, OptionsAndOwner) {
  const Parsed p(
      "CREATE TEMP SEQUENCE IF NOT EXISTS s.q AS bigint INCREMENT BY -2 NO MAXVALUE CYCLE OWNED BY"
      " s.t.\"C\"; ALTER SEQUENCE IF EXISTS q RESTART WITH 5 OWNED BY NONE; ALTER SEQUENCE q CACHE "
      "3");
  const auto& create = p.as<sql::CreateSequence>(0);
  EXPECT_EQ(p.text(create.name), "s.q");
  EXPECT_EQ(create.persistence, sql::Persistence::kTemporary);
  EXPECT_TRUE(create.if_not_exists);
  ASSERT_EQ(create.options.size(), 4U);
  EXPECT_EQ(create.options[0].name, "as");
  EXPECT_EQ(create.options[0].value, "bigint");
  EXPECT_EQ(create.options[1].value, "-2");
  EXPECT_EQ(p.text(create.options[1].span), "INCREMENT BY -2");
  EXPECT_EQ(create.options[2].name, "maxvalue");
  EXPECT_EQ(create.options[2].value, "");
  EXPECT_EQ(p.text(create.options[2].span), "NO MAXVALUE");
  EXPECT_EQ(create.options[3].value, "true");
  EXPECT_EQ(p.text(create.owned_by_table.value()), "s.t");
  EXPECT_EQ(p.text(create.owned_by_column), "\"C\"");
  const auto& alter = p.as<sql::AlterSequence>(1);
  EXPECT_TRUE(alter.if_exists);
  EXPECT_TRUE(alter.changes_owner);
  EXPECT_FALSE(alter.owned_by_table.has_value());
  EXPECT_EQ(alter.options.at(0).name, "restart");
  EXPECT_FALSE(p.as<sql::AlterSequence>(2).changes_owner);
}

TEST(LowerCreateView, QueryAndCheckOption) {
  const Parsed p(
      "CREATE OR REPLACE TEMP VIEW s.v (a, \"B\") WITH (security_barrier) AS"
      " SELECT x, y FROM s.t WHERE x > 0 WITH LOCAL CHECK OPTION;"
      "CREATE RECURSIVE VIEW r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r, u;"
      "CREATE VIEW w AS SELECT 1 WITH CHECK OPTION");
  const auto& view = p.as<sql::CreateView>(0);
  EXPECT_EQ(p.text(view.name), "s.v");
  EXPECT_TRUE(view.or_replace);
  EXPECT_EQ(view.persistence, sql::Persistence::kTemporary);
  EXPECT_THAT(p.texts(view.columns), ElementsAre("a", "\"B\""));
  EXPECT_EQ(view.options.at(0).name, "security_barrier");
  EXPECT_EQ(p.text(view.query.span), "SELECT x, y FROM s.t WHERE x > 0");
  EXPECT_EQ(view.check_option, "local");
  EXPECT_EQ(p.text(view.query.references.relations.at(0)), "s.t");
  const auto& recursive = p.as<sql::CreateView>(1);
  ASSERT_EQ(recursive.query.references.relations.size(), 1U);
  EXPECT_EQ(p.text(recursive.query.references.relations[0]), "u");
  EXPECT_EQ(p.as<sql::CreateView>(2).check_option, "cascaded");
  EXPECT_EQ(p.text(p.as<sql::CreateView>(2).query.span), "SELECT 1");
}

TEST(LowerEnum, ValuesAndChanges) {
  const Parsed p(
      "CREATE TYPE s.mood AS ENUM ('sad', 'it''s'); CREATE TYPE e AS ENUM ();"
      "ALTER TYPE s.mood ADD VALUE IF NOT EXISTS 'glad' BEFORE 'sad'; ALTER TYPE e ADD VALUE 'x';"
      "ALTER TYPE e ADD VALUE 'y' AFTER 'x'; ALTER TYPE e RENAME VALUE 'a' TO 'b'");
  const auto& create = p.as<sql::CreateEnum>(0);
  EXPECT_EQ(p.text(create.name), "s.mood");
  ASSERT_EQ(create.values.size(), 2U);
  EXPECT_EQ(create.values[1].text, "it's");
  EXPECT_THAT(p.texts(create.values), ElementsAre("'sad'", "'it''s'"));
  EXPECT_THAT(p.as<sql::CreateEnum>(1).values, IsEmpty());
  const auto& before = p.as<sql::AlterEnum>(2);
  EXPECT_EQ(p.text(before.name), "s.mood");
  EXPECT_EQ(p.text(before.new_value), "'glad'");
  EXPECT_EQ(p.text(before.neighbor), "'sad'");
  EXPECT_FALSE(before.after);
  EXPECT_TRUE(before.if_not_exists);
  EXPECT_TRUE(p.as<sql::AlterEnum>(3).neighbor.empty());
  EXPECT_TRUE(p.as<sql::AlterEnum>(4).after);
  const auto& rename = p.as<sql::AlterEnum>(5);
  EXPECT_EQ(p.text(rename.old_value), "'a'");
  EXPECT_EQ(p.text(rename.new_value), "'b'");
}

TEST(LowerComposite, Attributes) {
  const Parsed p("CREATE TYPE s.c AS (a int, \"B\" varchar(5) COLLATE \"C\")");
  const auto& type = p.as<sql::CreateComposite>();
  EXPECT_EQ(p.text(type.name), "s.c");
  ASSERT_EQ(type.attributes.size(), 2U);
  EXPECT_EQ(p.text(type.attributes[1].name), "\"B\"");
  EXPECT_EQ(p.text(type.attributes[1].type->span), "varchar(5)");
  EXPECT_EQ(p.text(type.attributes[1].collation), "\"C\"");
}

TEST(LowerDomain, CreateAndAlter) {
  const Parsed p(
      "CREATE DOMAIN s.d AS varchar(10) COLLATE \"C\" DEFAULT 'x' || 'y' NOT NULL"
      " CONSTRAINT ck CHECK (value <> '') CHECK (length(value) > 1);"
      "ALTER DOMAIN s.d SET DEFAULT 1 + 2; ALTER DOMAIN d DROP DEFAULT; ALTER DOMAIN d SET NOT "
      "NULL;"
      "ALTER DOMAIN d DROP NOT NULL; ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID;"
      "ALTER DOMAIN d DROP CONSTRAINT IF EXISTS \"C\" CASCADE; ALTER DOMAIN d VALIDATE CONSTRAINT "
      "c");
  const auto& domain = p.as<sql::CreateDomain>(0);
  EXPECT_EQ(p.text(domain.name), "s.d");
  EXPECT_EQ(p.text(domain.type.span), "varchar(10)");
  EXPECT_EQ(p.text(domain.collation), "\"C\"");
  EXPECT_EQ(p.text(domain.default_value->span), "'x' || 'y'");
  EXPECT_TRUE(domain.not_null);
  ASSERT_EQ(domain.constraints.size(), 2U);
  EXPECT_EQ(p.text(domain.constraints[0].name), "ck");
  EXPECT_EQ(p.text(domain.constraints[0].span), "CONSTRAINT ck CHECK (value <> '')");
  EXPECT_EQ(p.text(domain.constraints[1].expression->span), "length(value) > 1");
  using Change = sql::AlterDomain::Change;
  const auto change = [&p](std::size_t i) { return p.as<sql::AlterDomain>(i); };
  EXPECT_EQ(p.text(change(1).name), "s.d");
  EXPECT_EQ(change(1).change, Change::kDefault);
  EXPECT_EQ(p.text(change(1).default_value->span), "1 + 2");
  EXPECT_EQ(change(2).change, Change::kDropDefault);
  EXPECT_EQ(change(3).change, Change::kSetNotNull);
  EXPECT_EQ(change(4).change, Change::kDropNotNull);
  EXPECT_EQ(change(5).change, Change::kAddConstraint);
  EXPECT_TRUE(change(5).constraint->not_valid);
  EXPECT_EQ(p.text(change(5).constraint_name), "c");
  EXPECT_EQ(change(6).change, Change::kDropConstraint);
  EXPECT_EQ(p.text(change(6).constraint_name), "\"C\"");
  EXPECT_TRUE(change(6).if_exists);
  EXPECT_EQ(change(6).behavior, sql::DropBehavior::kCascade);
  EXPECT_EQ(change(7).change, Change::kValidateConstraint);
  EXPECT_EQ(p.text(change(7).constraint_name), "c");
}

struct DefinedCase {
  std::string_view sql;
  ObjectKind kind;
  std::string_view name;
};
void PrintTo(const DefinedCase& c, std::ostream* out) { *out << c.sql; }

class LowerDefined : public ::testing::TestWithParam<DefinedCase> {};

TEST_P(LowerDefined, KindAndName) {
  const Parsed p(std::string(GetParam().sql));
  EXPECT_EQ(p.as<sql::CreateDefined>().kind, GetParam().kind);
  EXPECT_EQ(p.text(p.as<sql::CreateDefined>().name), GetParam().name);
}

const DefinedCase kDefined[] = {
    {"CREATE TYPE s.r AS RANGE (subtype = float8)", ObjectKind::kType, "s.r"},
    {"CREATE TYPE shell", ObjectKind::kType, "shell"},
    {"CREATE TYPE b (INPUT = i, OUTPUT = o)", ObjectKind::kType, "b"},
    {"CREATE OPERATOR s.=== (LEFTARG = int, PROCEDURE = f)", ObjectKind::kOperator, "s.==="},
    {"CREATE OPERATOR === (LEFTARG = int, PROCEDURE = f)", ObjectKind::kOperator, "==="},
    {"CREATE COLLATION IF NOT EXISTS s.c (locale = 'x')", ObjectKind::kCollation, "s.c"},
    {"CREATE COLLATION c FROM \"C\"", ObjectKind::kCollation, "c"},
    {"CREATE TEXT SEARCH CONFIGURATION s.c (COPY = simple)", ObjectKind::kTextSearchConfiguration,
     "s.c"},
    {"CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple)", ObjectKind::kTextSearchDictionary, "d"},
    {"CREATE TEXT SEARCH PARSER p (START = f)", ObjectKind::kTextSearchParser, "p"},
    {"CREATE TEXT SEARCH TEMPLATE t (LEXIZE = f)", ObjectKind::kTextSearchTemplate, "t"},
};

INSTANTIATE_TEST_SUITE_P(Kinds, LowerDefined, ::testing::ValuesIn(kDefined));

TEST(LowerDefinedParts, AggregateArgumentsAndOptions) {
  const Parsed p(
      "CREATE OR REPLACE AGGREGATE s.agg(int, b text) (SFUNC = s.f, STYPE = double precision,"
      " INITCOND = '0'); CREATE COLLATION IF NOT EXISTS c (locale = 'x')");
  const auto& aggregate = p.as<sql::CreateDefined>(0);
  EXPECT_TRUE(aggregate.or_replace);
  EXPECT_EQ(p.text(aggregate.name), "s.agg");
  ASSERT_EQ(aggregate.arguments.size(), 2U);
  EXPECT_EQ(p.text(aggregate.arguments[1].span), "text");
  ASSERT_EQ(aggregate.options.size(), 3U);
  EXPECT_EQ(aggregate.options[0].name, "sfunc");
  EXPECT_EQ(aggregate.options[0].value, "s.f");
  EXPECT_EQ(aggregate.options[1].value, "double precision");
  EXPECT_EQ(p.text(aggregate.options[1].span), "STYPE = double precision");
  EXPECT_EQ(aggregate.options[2].value, "0");
  EXPECT_TRUE(p.as<sql::CreateDefined>(1).if_not_exists);
}

TEST(LowerFunction, ParametersAndAttributes) {
  const Parsed p(
      "CREATE OR REPLACE FUNCTION s.f(IN \"X\" int DEFAULT 1 + 1, y text = 'a', INOUT z int[],"
      " q OUT bool, VARIADIC v int[]) RETURNS record LANGUAGE plpgsql STABLE STRICT SECURITY "
      "DEFINER"
      " SET search_path TO a, 'b' SET x = 1 COST 5 AS $body$ begin end $body$");
  const auto& function = p.as<sql::CreateFunction>();
  EXPECT_EQ(p.text(function.name), "s.f");
  EXPECT_TRUE(function.or_replace);
  EXPECT_FALSE(function.procedure);
  ASSERT_EQ(function.parameters.size(), 5U);
  EXPECT_EQ(p.text(function.parameters[0].name), "\"X\"");
  EXPECT_EQ(p.text(function.parameters[0].type.span), "int");
  EXPECT_EQ(p.text(function.parameters[0].default_value->span), "1 + 1");
  EXPECT_EQ(p.text(function.parameters[1].default_value->span), "'a'");
  EXPECT_EQ(function.parameters[2].mode, sql::ParameterMode::kInOut);
  EXPECT_EQ(function.parameters[3].mode, sql::ParameterMode::kOut);
  EXPECT_EQ(function.parameters[4].mode, sql::ParameterMode::kVariadic);
  EXPECT_EQ(function.parameters[4].type.array_dimensions, 1U);
  EXPECT_EQ(p.text(function.returns->span), "record");
  EXPECT_EQ(function.language, "plpgsql");
  EXPECT_EQ(function.volatility, sql::Volatility::kStable);
  EXPECT_TRUE(function.strict);
  EXPECT_TRUE(function.security_definer);
  ASSERT_EQ(function.settings.size(), 2U);
  EXPECT_EQ(function.settings[0].name, "search_path");
  EXPECT_EQ(function.settings[0].value, "'a', 'b'");
  EXPECT_EQ(p.text(function.settings[0].span), "SET search_path TO a, 'b'");
  EXPECT_EQ(function.settings[1].value, "'1'");
  EXPECT_EQ(function.cost, "5");
  EXPECT_EQ(p.text(function.language_span), "plpgsql");
  EXPECT_EQ(function.body, " begin end ");
  EXPECT_EQ(p.text(function.body_span), "$body$ begin end $body$");
}

TEST(LowerFunction, ReturnsTableSetAndCopiedType) {
  const Parsed p(
      "CREATE FUNCTION f() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'select 1';"
      "CREATE FUNCTION g() RETURNS SETOF s.t LANGUAGE sql IMMUTABLE AS 'select 1';"
      "CREATE FUNCTION h(a s.t.c%TYPE) RETURNS t.c%TYPE LANGUAGE sql AS 'select 1'");
  const auto& table = p.as<sql::CreateFunction>(0);
  EXPECT_TRUE(table.returns->set_of);
  EXPECT_EQ(table.returns->name.name.text, "record");
  EXPECT_EQ(p.text(table.returns->span), "TABLE (a int, b text)");
  ASSERT_EQ(table.parameters.size(), 2U);
  EXPECT_EQ(table.parameters[0].mode, sql::ParameterMode::kTable);
  EXPECT_EQ(p.text(table.parameters[1].name), "b");
  const auto& set = p.as<sql::CreateFunction>(1);
  EXPECT_TRUE(set.returns->set_of);
  EXPECT_EQ(p.text(set.returns->span), "SETOF s.t");
  EXPECT_EQ(p.text(set.returns->name), "s.t");
  EXPECT_EQ(set.volatility, sql::Volatility::kImmutable);
  const auto& copied = p.as<sql::CreateFunction>(2);
  EXPECT_EQ(p.text(copied.returns->span), "t.c%TYPE");
  EXPECT_EQ(copied.returns->name.name.text, "t.c%type");
  EXPECT_EQ(p.text(copied.parameters.at(0).type.span), "s.t.c%TYPE");
}

TEST(LowerFunction, SqlBodiesAndProcedures) {
  const Parsed p(
      "CREATE FUNCTION f() RETURNS int RETURN 1 + s.g(2);"
      "CREATE PROCEDURE p(a int) BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END FROM s.t;"
      " INSERT INTO u VALUES (1); END; CREATE FUNCTION c() RETURNS int LANGUAGE c AS 'file', "
      "'sym'");
  const auto& returns = p.as<sql::CreateFunction>(0);
  EXPECT_FALSE(returns.body.has_value());
  EXPECT_EQ(p.text(returns.references.functions.at(0).name), "s.g");
  EXPECT_EQ(p.text(returns.returned->span), "1 + s.g(2)");
  EXPECT_EQ(p.text(returns.atomic_body), "RETURN 1 + s.g(2)");
  const auto& procedure = p.as<sql::CreateFunction>(1);
  EXPECT_TRUE(procedure.procedure);
  EXPECT_FALSE(procedure.returns.has_value());
  EXPECT_FALSE(procedure.body.has_value());
  EXPECT_EQ(p.text(procedure.references.relations.at(0)), "s.t");
  EXPECT_EQ(kind_name(p.statements()[1].statement), "create_procedure");
  EXPECT_EQ(p.as<sql::CreateFunction>(2).body, "file");
  EXPECT_EQ(p.text(p.as<sql::CreateFunction>(2).body_span), "'file'");
  EXPECT_EQ(p.as<sql::CreateFunction>(2).link_symbol, "sym");
  ASSERT_EQ(procedure.statements.size(), 2U);
  EXPECT_EQ(p.text(procedure.statements[0].query.span),
            "SELECT CASE WHEN true THEN 1 END FROM s.t");
  EXPECT_EQ(p.text(procedure.statements[1].query.span), "INSERT INTO u VALUES (1)");
  EXPECT_EQ(p.text(procedure.statements[1].query.references.relations.at(0)), "u");
}

TEST(LowerAlterFunction, OptionsAndObject) {
  const Parsed p(
      "ALTER FUNCTION s.f(int) IMMUTABLE SET x TO 1 RESET y; ALTER PROCEDURE p SECURITY DEFINER");
  const auto& change = p.as<sql::AlterFunction>(0);
  EXPECT_EQ(p.text(change.function.name), "s.f");
  EXPECT_EQ(p.text(change.function.arguments.at(0).span), "int");
  ASSERT_EQ(change.options.size(), 3U);
  EXPECT_EQ(change.options[0].value, "immutable");
  EXPECT_EQ(change.options[1].name, "set x");
  EXPECT_EQ(change.options[1].value, "'1'");
  EXPECT_EQ(change.options[2].name, "reset y");
  EXPECT_EQ(p.as<sql::AlterFunction>(1).function.kind, ObjectKind::kProcedure);
}

TEST(LowerTrigger, EveryClause) {
  const Parsed p(
      "CREATE OR REPLACE TRIGGER \"Tr\" BEFORE INSERT OR UPDATE OF a, \"B\" OR TRUNCATE ON s.t"
      " REFERENCING OLD TABLE AS o FOR EACH ROW WHEN (new.a > 0) EXECUTE FUNCTION s.f('x');"
      "CREATE CONSTRAINT TRIGGER c AFTER DELETE ON t FROM s.u DEFERRABLE FOR EACH ROW"
      " EXECUTE PROCEDURE f(); CREATE TRIGGER i INSTEAD OF UPDATE ON v EXECUTE FUNCTION f()");
  const auto& trigger = p.as<sql::CreateTrigger>(0);
  EXPECT_EQ(p.text(trigger.name), "\"Tr\"");
  EXPECT_EQ(p.text(trigger.table), "s.t");
  EXPECT_EQ(p.text(trigger.function), "s.f");
  EXPECT_TRUE(trigger.or_replace);
  EXPECT_TRUE(trigger.row);
  EXPECT_EQ(trigger.timing, sql::CreateTrigger::Timing::kBefore);
  EXPECT_THAT(trigger.events, ElementsAre("insert", "update", "truncate"));
  EXPECT_THAT(p.texts(trigger.update_columns), ElementsAre("a", "\"B\""));
  EXPECT_EQ(p.text(trigger.when->span), "new.a > 0");
  const auto& constraint = p.as<sql::CreateTrigger>(1);
  EXPECT_TRUE(constraint.constraint);
  EXPECT_EQ(p.text(constraint.name), "c");
  EXPECT_EQ(p.text(constraint.constraint_from), "s.u");
  EXPECT_EQ(constraint.timing, sql::CreateTrigger::Timing::kAfter);
  EXPECT_EQ(p.text(constraint.function), "f");
  EXPECT_EQ(p.as<sql::CreateTrigger>(2).timing, sql::CreateTrigger::Timing::kInsteadOf);
  EXPECT_FALSE(p.as<sql::CreateTrigger>(2).row);
}

TEST(LowerEventTrigger, NameEventFunction) {
  const Parsed p(
      "CREATE EVENT TRIGGER \"E\" ON ddl_command_end WHEN TAG IN ('x') EXECUTE FUNCTION s.f()");
  const auto& trigger = p.as<sql::CreateEventTrigger>();
  EXPECT_EQ(p.text(trigger.name), "\"E\"");
  EXPECT_EQ(trigger.event, "ddl_command_end");
  EXPECT_EQ(p.text(trigger.function), "s.f");
  EXPECT_EQ(trigger.tags, std::vector<std::string>{"x"});
}

TEST(LowerFunction, BehaviourOfEveryKind) {
  const Parsed p(
      "CREATE FUNCTION f(a int) RETURNS SETOF int LANGUAGE c LEAKPROOF WINDOW PARALLEL RESTRICTED"
      " COST 0.5 ROWS 7 SUPPORT s.g TRANSFORM FOR TYPE hstore, FOR TYPE s.u"
      " SET x FROM CURRENT SET y TO DEFAULT AS 'o'");
  const auto& function = p.as<sql::CreateFunction>();
  EXPECT_TRUE(function.leakproof);
  EXPECT_TRUE(function.window);
  EXPECT_EQ(function.parallel, "restricted");
  EXPECT_EQ(function.cost, "0.5");
  EXPECT_EQ(function.rows, "7");
  EXPECT_EQ(p.text(function.support), "s.g");
  ASSERT_EQ(function.transforms.size(), 2U);
  EXPECT_EQ(p.text(function.transforms[1].span), "s.u");
  ASSERT_EQ(function.settings.size(), 1U);
  EXPECT_EQ(function.settings[0].value, "FROM CURRENT");
}

struct Mentioned {
  const char* sql;
  std::vector<const char*> words;
};
class LowerMentions : public ::testing::TestWithParam<Mentioned> {};

TEST_P(LowerMentions, HaveTheirPlaces) {
  const Parsed p(GetParam().sql);
  ASSERT_EQ(p.statements().size(), 1U);
  const auto& node = p.statements()[0].statement.node;
  std::vector<sql::ObjectRef> mentions;
  if (const auto* defined = std::get_if<sql::CreateDefined>(&node)) mentions = defined->mentions;
  if (const auto* created = std::get_if<sql::CreateOther>(&node)) mentions = created->mentions;
  if (const auto* altered = std::get_if<sql::AlterOther>(&node)) mentions = altered->mentions;
  std::vector<std::string> words;
  for (const sql::ObjectRef& mention : mentions) words.push_back(p.text(mention.name));
  EXPECT_EQ(words, std::vector<std::string>(GetParam().words.begin(), GetParam().words.end()));
}

const Mentioned kMentioned[] = {
    {"CREATE AGGREGATE a(int) (sfunc = s.f, stype = \"T\", sortop = OPERATOR(s.<), initcond = '0')",
     {"s.f", "\"T\"", "s.<"}},
    {"CREATE OPERATOR === (leftarg = t, rightarg = t, function = f, negator = !==, restrict = "
     "eqsel)",
     {"t", "t", "f", "!==", "eqsel"}},
    {"CREATE TYPE r AS RANGE (subtype = s.t, subtype_opclass = o, canonical = c)",
     {"s.t", "o", "c"}},
    {"CREATE COLLATION c FROM s.d", {"s.d"}},
    {"CREATE TEXT SEARCH DICTIONARY d (template = s.t, start = x)", {"s.t"}},
    {"CREATE CAST (a AS b) WITH FUNCTION s.f(a) AS ASSIGNMENT", {"s.f", "a"}},
    {"CREATE TRANSFORM FOR t LANGUAGE l (FROM SQL WITH FUNCTION f(internal),"
     " TO SQL WITH FUNCTION g(internal))",
     {"f", "internal", "g", "internal"}},
    {"CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM s.f", {"s.f"}},
    {"CREATE OPERATOR CLASS o DEFAULT FOR TYPE t USING btree FAMILY m AS OPERATOR 1 <,"
     " FUNCTION 1 (t, t) s.f(t, t), STORAGE u",
     {"t", "m", "<", "s.f", "t", "t", "t", "t", "u"}},
    {"ALTER OPERATOR FAMILY m USING btree ADD OPERATOR 2 = (t, u)", {"=", "t", "u"}},
    {"ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR word WITH s.d, e", {"s.d", "e"}},
};
INSTANTIATE_TEST_SUITE_P(Definitions, LowerMentions, ::testing::ValuesIn(kMentioned));

TEST(LowerRule, ReferencesOfConditionAndActions) {
  const Parsed p(
      "CREATE OR REPLACE RULE \"R\" AS ON UPDATE TO s.t WHERE old.a > f(1) DO INSTEAD"
      " (INSERT INTO u SELECT * FROM w; DELETE FROM x); SELECT 1");
  const auto& rule = p.as<sql::CreateRule>(0);
  EXPECT_EQ(p.text(rule.name), "\"R\"");
  EXPECT_EQ(p.text(rule.table), "s.t");
  EXPECT_TRUE(rule.or_replace);
  EXPECT_EQ(p.text(rule.references.functions.at(0).name), "f");
  ASSERT_EQ(rule.references.relations.size(), 3U);
  EXPECT_EQ(p.text(rule.references.relations[0]), "w");
  EXPECT_EQ(p.text(rule.references.relations[1]), "u");
  EXPECT_EQ(rule.event, "update");
  EXPECT_TRUE(rule.instead);
  EXPECT_EQ(p.text(rule.where->span), "old.a > f(1)");
  ASSERT_EQ(rule.actions.size(), 2U);
  EXPECT_EQ(p.text(rule.actions[1].query.span), "DELETE FROM x");
  EXPECT_EQ(p.statements().size(), 2U);
}

TEST(LowerPolicy, CreateAndAlter) {
  const Parsed p(
      "CREATE POLICY \"P\" ON s.t AS RESTRICTIVE FOR SELECT TO a, PUBLIC USING (o = current_user)"
      " WITH CHECK ((b > 0)); CREATE POLICY q ON t; ALTER POLICY \"P\" ON s.t TO b USING (true)");
  const auto& policy = p.as<sql::CreatePolicy>(0);
  EXPECT_EQ(p.text(policy.name), "\"P\"");
  EXPECT_EQ(p.text(policy.table), "s.t");
  EXPECT_EQ(policy.command, "select");
  EXPECT_FALSE(policy.permissive);
  EXPECT_THAT(policy.roles, ElementsAre("a", "public"));
  EXPECT_EQ(p.text(policy.using_expression->span), "o = current_user");
  EXPECT_EQ(p.text(policy.with_check->span), "(b > 0)");
  EXPECT_TRUE(p.as<sql::CreatePolicy>(1).permissive);
  EXPECT_EQ(p.as<sql::CreatePolicy>(1).command, "all");
  EXPECT_THAT(p.as<sql::CreatePolicy>(1).roles, ElementsAre("public"));
  const auto& alter = p.as<sql::AlterPolicy>(2);
  EXPECT_EQ(p.text(alter.name), "\"P\"");
  EXPECT_THAT(alter.roles, ElementsAre("b"));
  EXPECT_EQ(p.text(alter.using_expression->span), "true");
  EXPECT_FALSE(alter.with_check.has_value());
}

TEST(LowerExtension, CreateAndAlter) {
  const Parsed p(
      "CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA \"S\" VERSION '1.1' CASCADE;"
      "ALTER EXTENSION e UPDATE TO '2'; ALTER EXTENSION e ADD TABLE s.t;"
      "ALTER EXTENSION e DROP FUNCTION f(int)");
  const auto& extension = p.as<sql::CreateExtension>(0);
  EXPECT_EQ(p.text(extension.name), "\"uuid-ossp\"");
  EXPECT_EQ(p.text(extension.schema), "\"S\"");
  EXPECT_EQ(extension.version, "1.1");
  EXPECT_TRUE(extension.cascade);
  EXPECT_TRUE(extension.if_not_exists);
  EXPECT_EQ(p.as<sql::AlterExtension>(1).version, "2");
  EXPECT_EQ(p.text(p.as<sql::AlterExtension>(2).member->name), "s.t");
  EXPECT_TRUE(p.as<sql::AlterExtension>(2).add);
  EXPECT_EQ(p.as<sql::AlterExtension>(3).member->kind, ObjectKind::kFunction);
  EXPECT_FALSE(p.as<sql::AlterExtension>(3).add);
}

TEST(LowerStatistics, KindsAndElements) {
  const Parsed p(
      "CREATE STATISTICS IF NOT EXISTS s.st (ndistinct, mcv) ON a, (b + 1), lower(c) FROM s.t");
  const auto& statistics = p.as<sql::CreateStatistics>();
  EXPECT_EQ(p.text(statistics.name), "s.st");
  EXPECT_EQ(p.text(statistics.table), "s.t");
  EXPECT_THAT(statistics.kinds, ElementsAre("ndistinct", "mcv"));
  ASSERT_EQ(statistics.elements.size(), 3U);
  EXPECT_EQ(p.text(statistics.elements[0].column), "a");
  EXPECT_EQ(p.text(statistics.elements[1].expression->span), "b + 1");
  EXPECT_EQ(p.text(statistics.elements[2].span), "lower(c)");
}

TEST(LowerPublication, Tables) {
  const Parsed p(
      "CREATE PUBLICATION p FOR TABLE a, s.b (x) WHERE (x > 0), TABLES IN SCHEMA c"
      " WITH (publish = 'insert'); CREATE PUBLICATION q FOR ALL TABLES");
  const auto& publication = p.as<sql::CreatePublication>(0);
  EXPECT_EQ(p.text(publication.name), "p");
  ASSERT_EQ(publication.tables.size(), 2U);
  EXPECT_EQ(p.text(publication.tables[1]), "s.b");
  EXPECT_EQ(publication.options.at(0).value, "insert");
  EXPECT_TRUE(p.as<sql::CreatePublication>(1).all_tables);
}

class LowerOther : public ::testing::TestWithParam<DefinedCase> {};

TEST_P(LowerOther, KindAndName) {
  const Parsed p(std::string(GetParam().sql));
  if (GetParam().sql.starts_with("CREATE")) {
    EXPECT_EQ(p.as<sql::CreateOther>().kind, GetParam().kind);
    EXPECT_EQ(p.text(p.as<sql::CreateOther>().name), GetParam().name);
  } else {
    EXPECT_EQ(p.as<sql::AlterOther>().object.kind, GetParam().kind);
    EXPECT_EQ(p.text(p.as<sql::AlterOther>().object.name), GetParam().name);
  }
}

const DefinedCase kOthers[] = {
    {"CREATE ROLE \"R\" LOGIN", ObjectKind::kRole, "\"R\""},
    {"CREATE USER \"user\"", ObjectKind::kRole, "\"user\""},
    {"CREATE DATABASE d OWNER joe", ObjectKind::kDatabase, "d"},
    {"CREATE TABLESPACE t LOCATION '/x'", ObjectKind::kTablespace, "t"},
    {"CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", ObjectKind::kSubscription, "s"},
    {"CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER w", ObjectKind::kForeignServer, "s"},
    {"CREATE FOREIGN DATA WRAPPER w", ObjectKind::kForeignDataWrapper, "w"},
    {"CREATE USER MAPPING FOR joe SERVER s", ObjectKind::kUserMapping, "s"},
    {"CREATE CAST (int AS s.t) WITHOUT FUNCTION", ObjectKind::kCast, "int AS s.t"},
    {"CREATE OR REPLACE TRUSTED PROCEDURAL LANGUAGE l HANDLER h", ObjectKind::kLanguage, "l"},
    {"CREATE DEFAULT CONVERSION s.c FOR 'a' TO 'b' FROM f", ObjectKind::kConversion, "s.c"},
    {"CREATE OPERATOR CLASS s.c FOR TYPE int USING btree AS OPERATOR 1 <",
     ObjectKind::kOperatorClass, "s.c"},
    {"CREATE OPERATOR FAMILY f USING btree", ObjectKind::kOperatorFamily, "f"},
    {"CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION f(internal))",
     ObjectKind::kTransform, "int LANGUAGE sql"},
    {"CREATE ACCESS METHOD m TYPE INDEX HANDLER h", ObjectKind::kAccessMethod, "m"},
    {"ALTER DATABASE d SET x = 1", ObjectKind::kDatabase, "d"},
    {"ALTER DATABASE d WITH CONNECTION LIMIT 5", ObjectKind::kDatabase, "d"},
    {"ALTER DATABASE d REFRESH COLLATION VERSION", ObjectKind::kDatabase, "d"},
    {"ALTER ROLE r NOLOGIN", ObjectKind::kRole, "r"},
    {"ALTER ROLE r SET x TO 1", ObjectKind::kRole, "r"},
    {"ALTER ROLE ALL RESET ALL", ObjectKind::kRole, ""},
    {"ALTER TABLESPACE t SET (seq_page_cost = 1)", ObjectKind::kTablespace, "t"},
    {"ALTER PUBLICATION p ADD TABLE t", ObjectKind::kPublication, "p"},
    {"ALTER SUBSCRIPTION s DISABLE", ObjectKind::kSubscription, "s"},
    {"ALTER SERVER s OPTIONS (SET a 'b')", ObjectKind::kForeignServer, "s"},
    {"ALTER FOREIGN DATA WRAPPER w NO HANDLER", ObjectKind::kForeignDataWrapper, "w"},
    {"ALTER USER MAPPING FOR joe SERVER s OPTIONS (a 'b')", ObjectKind::kUserMapping, "s"},
    {"ALTER EVENT TRIGGER e DISABLE", ObjectKind::kEventTrigger, "e"},
    {"ALTER OPERATOR s.+ (int, int) SET (RESTRICT = f)", ObjectKind::kOperator, "s.+"},
    {"ALTER OPERATOR FAMILY s.f USING btree DROP OPERATOR 1 (int, int)",
     ObjectKind::kOperatorFamily, "s.f"},
    {"ALTER TEXT SEARCH CONFIGURATION s.c ADD MAPPING FOR w WITH d",
     ObjectKind::kTextSearchConfiguration, "s.c"},
    {"ALTER TEXT SEARCH DICTIONARY d (a = b)", ObjectKind::kTextSearchDictionary, "d"},
    {"ALTER COLLATION c REFRESH VERSION", ObjectKind::kCollation, "c"},
    {"ALTER STATISTICS s.x SET STATISTICS 5", ObjectKind::kStatistics, "s.x"},
    {"ALTER TYPE s.t SET (RECEIVE = f)", ObjectKind::kType, "s.t"},
    {"ALTER FUNCTION s.f(int) DEPENDS ON EXTENSION e", ObjectKind::kFunction, "s.f"},
    {"ALTER INDEX i DEPENDS ON EXTENSION e", ObjectKind::kIndex, "i"},
    {"ALTER TRIGGER tr ON s.t DEPENDS ON EXTENSION e", ObjectKind::kTrigger, "s.t"},
};

INSTANTIATE_TEST_SUITE_P(Kinds, LowerOther, ::testing::ValuesIn(kOthers));

TEST(LowerOtherOptions, AsTheTreeNamesThem) {
  const Parsed p(
      "CREATE ROLE r LOGIN PASSWORD 'x' IN ROLE a, b; CREATE USER MAPPING FOR joe SERVER s;"
      "ALTER ROLE r IN DATABASE d SET search_path TO a, b; ALTER DATABASE d RESET ALL;"
      "ALTER FUNCTION f DEPENDS ON EXTENSION e; CREATE SERVER IF NOT EXISTS s FOREIGN DATA WRAPPER "
      "w");
  const auto& role = p.as<sql::CreateOther>(0);
  ASSERT_EQ(role.options.size(), 3U);
  EXPECT_EQ(role.options[0].name, "canlogin");
  EXPECT_EQ(role.options[0].value, "true");
  EXPECT_EQ(role.options[2].value, "a, b");
  EXPECT_EQ(p.text(role.options[1].span), "PASSWORD 'x'");
  EXPECT_EQ(p.as<sql::CreateOther>(1).options.at(0).value, "joe");
  EXPECT_EQ(p.as<sql::AlterOther>(2).options.at(0).name, "set search_path");
  EXPECT_EQ(p.as<sql::AlterOther>(2).options[0].value, "a, b");
  EXPECT_EQ(p.as<sql::AlterOther>(3).options.at(0).name, "reset all");
  EXPECT_EQ(p.as<sql::AlterOther>(4).options.at(0).value, "e");
  EXPECT_TRUE(p.as<sql::CreateOther>(5).if_not_exists);
}

}  // namespace
}  // namespace ashlar
