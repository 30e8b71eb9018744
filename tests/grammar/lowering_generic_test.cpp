#include <gmock/gmock.h>
#include <ostream>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using sql::ObjectKind;
using ::testing::ElementsAre;
using testing::Parsed;

/// One object named by a statement: its kind and the words that its names cover.
struct Case {
  std::string_view sql;
  ObjectKind kind;
  std::string_view name;
  std::string_view part = {};
  std::vector<std::string> arguments = {};
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.sql; }

void expect_object(const Parsed& p, const sql::ObjectRef& object, const Case& expected) {
  EXPECT_EQ(object.kind, expected.kind);
  EXPECT_EQ(p.text(object.name), expected.name);
  EXPECT_EQ(p.text(object.part), expected.part);
  std::vector<std::string> arguments;
  for (const sql::TypeName& type : object.arguments) arguments.push_back(p.text(type.span));
  EXPECT_EQ(arguments, expected.arguments);
}

class LowerDrop : public ::testing::TestWithParam<Case> {};

TEST_P(LowerDrop, NamesItsObject) {
  const Parsed p(std::string(GetParam().sql));
  const auto& drop = p.as<sql::Drop>();
  EXPECT_EQ(drop.kind, GetParam().kind);
  ASSERT_FALSE(drop.objects.empty());
  expect_object(p, drop.objects.back(), GetParam());
  EXPECT_EQ(drop.if_exists, GetParam().sql.find("IF EXISTS") != std::string_view::npos);
}

const Case kDrops[] = {
    {"DROP TABLE a, IF_, \"S\".\"T\" CASCADE", ObjectKind::kTable, "\"S\".\"T\""},
    {"DROP TABLE IF EXISTS a.b", ObjectKind::kTable, "a.b"},
    {"DROP FOREIGN TABLE f", ObjectKind::kForeignTable, "f"},
    {"DROP INDEX CONCURRENTLY IF EXISTS s.i", ObjectKind::kIndex, "s.i"},
    {"DROP INDEX \"concurrently\".i, index", ObjectKind::kIndex, "index"},
    {"DROP SEQUENCE s", ObjectKind::kSequence, "s"},
    {"DROP VIEW s.v", ObjectKind::kView, "s.v"},
    {"DROP MATERIALIZED VIEW IF EXISTS m", ObjectKind::kMaterializedView, "m"},
    {"DROP SCHEMA a, \"B\"", ObjectKind::kSchema, "\"B\""},
    {"DROP TYPE a, s.t", ObjectKind::kType, "s.t"},
    {"DROP TYPE double precision", ObjectKind::kType, "double precision"},
    {"DROP DOMAIN IF EXISTS d", ObjectKind::kDomain, "d"},
    {"DROP FUNCTION f", ObjectKind::kFunction, "f"},
    {"DROP FUNCTION a(int, out x text), s.g(a int, varchar)",
     ObjectKind::kFunction,
     "s.g",
     "",
     {"int", "varchar"}},
    {"DROP PROCEDURE p(int)", ObjectKind::kProcedure, "p", "", {"int"}},
    {"DROP ROUTINE r", ObjectKind::kRoutine, "r"},
    {"DROP AGGREGATE s.a(*)", ObjectKind::kAggregate, "s.a"},
    {"DROP AGGREGATE a(int ORDER BY text)", ObjectKind::kAggregate, "a", "", {"int", "text"}},
    {"DROP OPERATOR s.+ (int, NONE)", ObjectKind::kOperator, "s.+", "", {"int", ""}},
    {"DROP OPERATOR === (a, b)", ObjectKind::kOperator, "===", "", {"a", "b"}},
    {"DROP OPERATOR CLASS s.c USING btree", ObjectKind::kOperatorClass, "s.c", "btree"},
    {"DROP OPERATOR FAMILY f USING gist", ObjectKind::kOperatorFamily, "f", "gist"},
    {"DROP CAST IF EXISTS (s.a AS text)", ObjectKind::kCast, "", "", {"s.a", "text"}},
    {"DROP TRIGGER IF EXISTS tr ON s.t", ObjectKind::kTrigger, "s.t", "tr"},
    {"DROP RULE \"R\" ON t", ObjectKind::kRule, "t", "\"R\""},
    {"DROP POLICY p ON s.t", ObjectKind::kPolicy, "s.t", "p"},
    {"DROP TRANSFORM FOR int LANGUAGE sql", ObjectKind::kTransform, "sql", "", {"int"}},
    {"DROP LANGUAGE l", ObjectKind::kLanguage, "l"},
    {"DROP PROCEDURAL LANGUAGE IF EXISTS l", ObjectKind::kLanguage, "l"},
    {"DROP EXTENSION IF EXISTS a, \"uuid-ossp\"", ObjectKind::kExtension, "\"uuid-ossp\""},
    {"DROP EVENT TRIGGER e", ObjectKind::kEventTrigger, "e"},
    {"DROP FOREIGN DATA WRAPPER f", ObjectKind::kForeignDataWrapper, "f"},
    {"DROP SERVER s", ObjectKind::kForeignServer, "s"},
    {"DROP TEXT SEARCH CONFIGURATION s.c", ObjectKind::kTextSearchConfiguration, "s.c"},
    {"DROP TEXT SEARCH DICTIONARY d", ObjectKind::kTextSearchDictionary, "d"},
    {"DROP TEXT SEARCH PARSER p", ObjectKind::kTextSearchParser, "p"},
    {"DROP TEXT SEARCH TEMPLATE t", ObjectKind::kTextSearchTemplate, "t"},
    {"DROP STATISTICS s.x", ObjectKind::kStatistics, "s.x"},
    {"DROP PUBLICATION p", ObjectKind::kPublication, "p"},
    {"DROP SUBSCRIPTION IF EXISTS s", ObjectKind::kSubscription, "s"},
    {"DROP COLLATION c", ObjectKind::kCollation, "c"},
    {"DROP CONVERSION c", ObjectKind::kConversion, "c"},
    {"DROP ACCESS METHOD a", ObjectKind::kAccessMethod, "a"},
    {"DROP ROLE a, b", ObjectKind::kRole, "b"},
    {"DROP USER IF EXISTS \"U\"", ObjectKind::kRole, "\"U\""},
    {"DROP DATABASE IF EXISTS d WITH (FORCE)", ObjectKind::kDatabase, "d"},
    {"DROP TABLESPACE t", ObjectKind::kTablespace, "t"},
    {"DROP USER MAPPING IF EXISTS FOR u SERVER s", ObjectKind::kUserMapping, "s", "u"},
};

INSTANTIATE_TEST_SUITE_P(Kinds, LowerDrop, ::testing::ValuesIn(kDrops));

TEST(LowerDropFlags, CascadeConcurrentlyAndArguments) {
  const Parsed p(
      "DROP TABLE a, b CASCADE; DROP INDEX CONCURRENTLY i; DROP FUNCTION f, f(); DROP TABLE c");
  EXPECT_EQ(p.as<sql::Drop>(0).behavior, sql::DropBehavior::kCascade);
  EXPECT_EQ(p.as<sql::Drop>(0).objects.size(), 2U);
  EXPECT_TRUE(p.as<sql::Drop>(1).concurrently);
  EXPECT_FALSE(p.as<sql::Drop>(2).objects.at(0).has_arguments);
  EXPECT_TRUE(p.as<sql::Drop>(2).objects.at(1).has_arguments);
  EXPECT_EQ(p.as<sql::Drop>(3).behavior, sql::DropBehavior::kRestrict);
  EXPECT_FALSE(p.as<sql::Drop>(3).concurrently);
}

class LowerComment : public ::testing::TestWithParam<Case> {};

TEST_P(LowerComment, NamesItsObject) {
  const Parsed p("COMMENT ON " + std::string(GetParam().sql) + " IS 'it''s'");
  const auto& comment = p.as<sql::Comment>();
  EXPECT_EQ(comment.text, "it's");
  expect_object(p, comment.object, GetParam());
}

const Case kComments[] = {
    {"TABLE s.t", ObjectKind::kTable, "s.t"},
    {"COLUMN s.t.\"C\"", ObjectKind::kColumn, "s.t", "\"C\""},
    {"COLUMN t.c", ObjectKind::kColumn, "t", "c"},
    {"CONSTRAINT ck ON s.t", ObjectKind::kConstraint, "s.t", "ck"},
    {"CONSTRAINT ck ON DOMAIN s.d", ObjectKind::kDomainConstraint, "s.d", "ck"},
    {"INDEX i", ObjectKind::kIndex, "i"},
    {"FUNCTION s.f(int, text)", ObjectKind::kFunction, "s.f", "", {"int", "text"}},
    {"AGGREGATE a(*)", ObjectKind::kAggregate, "a"},
    {"OPERATOR + (int, int)", ObjectKind::kOperator, "+", "", {"int", "int"}},
    {"OPERATOR CLASS c USING btree", ObjectKind::kOperatorClass, "c", "btree"},
    {"TYPE s.t", ObjectKind::kType, "s.t"},
    {"DOMAIN d", ObjectKind::kDomain, "d"},
    {"TRIGGER tr ON t", ObjectKind::kTrigger, "t", "tr"},
    {"RULE r ON t", ObjectKind::kRule, "t", "r"},
    {"POLICY p ON t", ObjectKind::kPolicy, "t", "p"},
    {"SCHEMA s", ObjectKind::kSchema, "s"},
    {"EXTENSION e", ObjectKind::kExtension, "e"},
    {"MATERIALIZED VIEW m", ObjectKind::kMaterializedView, "m"},
    {"FOREIGN TABLE f", ObjectKind::kForeignTable, "f"},
    {"DATABASE d", ObjectKind::kDatabase, "d"},
    {"ROLE r", ObjectKind::kRole, "r"},
    {"LARGE OBJECT 5", ObjectKind::kLargeObject, "5"},
    {"CAST (int AS s.t)", ObjectKind::kCast, "", "", {"int", "s.t"}},
    {"TRANSFORM FOR int LANGUAGE sql", ObjectKind::kTransform, "sql", "", {"int"}},
    {"TEXT SEARCH DICTIONARY s.d", ObjectKind::kTextSearchDictionary, "s.d"},
    {"PROCEDURAL LANGUAGE l", ObjectKind::kLanguage, "l"},
    {"SERVER s", ObjectKind::kForeignServer, "s"},
};

INSTANTIATE_TEST_SUITE_P(Kinds, LowerComment, ::testing::ValuesIn(kComments));

TEST(LowerCommentText, NullAndEmpty) {
  const Parsed p("COMMENT ON TABLE t IS NULL; COMMENT ON TABLE t IS ''");
  EXPECT_FALSE(p.as<sql::Comment>(0).text.has_value());
  // The server's grammar keeps them apart; both remove the comment.
  EXPECT_EQ(p.as<sql::Comment>(1).text.value_or(""), "");
}

struct RenameCase {
  std::string_view sql;
  ObjectKind kind;
  std::string_view name;
  std::string_view part;
  ObjectKind relation_kind = ObjectKind::kTable;
};
void PrintTo(const RenameCase& c, std::ostream* out) { *out << c.sql; }

class LowerRename : public ::testing::TestWithParam<RenameCase> {};

TEST_P(LowerRename, NamesOldAndNew) {
  const Parsed p(std::string(GetParam().sql));
  const auto& rename = p.as<sql::Rename>();
  EXPECT_EQ(rename.object.kind, GetParam().kind);
  EXPECT_EQ(p.text(rename.object.name), GetParam().name);
  EXPECT_EQ(p.text(rename.object.part), GetParam().part);
  EXPECT_EQ(rename.new_name.text, "New");
  EXPECT_EQ(p.text(rename.new_name), "\"New\"");
  EXPECT_EQ(rename.relation_kind, GetParam().relation_kind);
}

const RenameCase kRenames[] = {
    {"ALTER TABLE s.t RENAME TO \"New\"", ObjectKind::kTable, "s.t", ""},
    {"ALTER TABLE t RENAME COLUMN a TO \"New\"", ObjectKind::kColumn, "t", "a"},
    {"ALTER TABLE t RENAME a TO \"New\"", ObjectKind::kColumn, "t", "a"},
    {"ALTER VIEW v RENAME COLUMN \"A\" TO \"New\"", ObjectKind::kColumn, "v", "\"A\"",
     ObjectKind::kView},
    {"ALTER MATERIALIZED VIEW v RENAME a TO \"New\"", ObjectKind::kColumn, "v", "a",
     ObjectKind::kMaterializedView},
    {"ALTER FOREIGN TABLE v RENAME a TO \"New\"", ObjectKind::kColumn, "v", "a",
     ObjectKind::kForeignTable},
    {"ALTER TABLE t RENAME CONSTRAINT a TO \"New\"", ObjectKind::kConstraint, "t", "a"},
    {"ALTER INDEX s.i RENAME TO \"New\"", ObjectKind::kIndex, "s.i", ""},
    {"ALTER SEQUENCE s RENAME TO \"New\"", ObjectKind::kSequence, "s", ""},
    {"ALTER VIEW v RENAME TO \"New\"", ObjectKind::kView, "v", ""},
    {"ALTER MATERIALIZED VIEW m RENAME TO \"New\"", ObjectKind::kMaterializedView, "m", ""},
    {"ALTER FOREIGN TABLE f RENAME TO \"New\"", ObjectKind::kForeignTable, "f", ""},
    {"ALTER DOMAIN s.d RENAME CONSTRAINT a TO \"New\"", ObjectKind::kDomainConstraint, "s.d", "a",
     ObjectKind::kDomain},
    {"ALTER DOMAIN d RENAME TO \"New\"", ObjectKind::kDomain, "d", ""},
    {"ALTER TYPE s.t RENAME TO \"New\"", ObjectKind::kType, "s.t", ""},
    {"ALTER TYPE t RENAME ATTRIBUTE a TO \"New\" CASCADE", ObjectKind::kAttribute, "t", "a",
     ObjectKind::kType},
    {"ALTER SCHEMA s RENAME TO \"New\"", ObjectKind::kSchema, "s", ""},
    {"ALTER FUNCTION s.f(int) RENAME TO \"New\"", ObjectKind::kFunction, "s.f", ""},
    {"ALTER PROCEDURE f RENAME TO \"New\"", ObjectKind::kProcedure, "f", ""},
    {"ALTER AGGREGATE a(int) RENAME TO \"New\"", ObjectKind::kAggregate, "a", ""},
    {"ALTER TRIGGER tr ON s.t RENAME TO \"New\"", ObjectKind::kTrigger, "s.t", "tr"},
    {"ALTER POLICY IF EXISTS p ON t RENAME TO \"New\"", ObjectKind::kPolicy, "t", "p"},
    {"ALTER RULE r ON t RENAME TO \"New\"", ObjectKind::kRule, "t", "r"},
    {"ALTER ROLE a RENAME TO \"New\"", ObjectKind::kRole, "a", ""},
    {"ALTER USER a RENAME TO \"New\"", ObjectKind::kRole, "a", ""},
    {"ALTER DATABASE a RENAME TO \"New\"", ObjectKind::kDatabase, "a", ""},
    {"ALTER TABLESPACE a RENAME TO \"New\"", ObjectKind::kTablespace, "a", ""},
    {"ALTER COLLATION s.a RENAME TO \"New\"", ObjectKind::kCollation, "s.a", ""},
    {"ALTER OPERATOR CLASS a USING btree RENAME TO \"New\"", ObjectKind::kOperatorClass, "a",
     "btree"},
    {"ALTER TEXT SEARCH PARSER a RENAME TO \"New\"", ObjectKind::kTextSearchParser, "a", ""},
    {"ALTER LANGUAGE a RENAME TO \"New\"", ObjectKind::kLanguage, "a", ""},
    {"ALTER STATISTICS a RENAME TO \"New\"", ObjectKind::kStatistics, "a", ""},
    {"ALTER SERVER a RENAME TO \"New\"", ObjectKind::kForeignServer, "a", ""},
    {"ALTER FOREIGN DATA WRAPPER a RENAME TO \"New\"", ObjectKind::kForeignDataWrapper, "a", ""},
    {"ALTER EVENT TRIGGER a RENAME TO \"New\"", ObjectKind::kEventTrigger, "a", ""},
    {"ALTER PUBLICATION a RENAME TO \"New\"", ObjectKind::kPublication, "a", ""},
    {"ALTER SUBSCRIPTION a RENAME TO \"New\"", ObjectKind::kSubscription, "a", ""},
};

INSTANTIATE_TEST_SUITE_P(Kinds, LowerRename, ::testing::ValuesIn(kRenames));

TEST(LowerRenameFlags, IfExistsCascadeAndNamesLikeKeywords) {
  const Parsed p(
      "ALTER TABLE IF EXISTS t RENAME TO \"to\"; ALTER TYPE t RENAME ATTRIBUTE a TO b CASCADE;"
      "ALTER TABLE t RENAME rename TO \"a b\"");
  EXPECT_TRUE(p.as<sql::Rename>(0).if_exists);
  EXPECT_EQ(p.text(p.as<sql::Rename>(0).new_name), "\"to\"");
  EXPECT_EQ(p.as<sql::Rename>(1).behavior, sql::DropBehavior::kCascade);
  EXPECT_EQ(p.as<sql::Rename>(1).new_name.text, "b");
  EXPECT_EQ(p.text(p.as<sql::Rename>(2).object.part), "rename");
}

TEST(LowerSetSchema, ForRelationsAndObjects) {
  const Parsed p(
      "ALTER TABLE IF EXISTS a.t SET SCHEMA \"B\"; ALTER FUNCTION f(int) SET SCHEMA b;"
      "ALTER EXTENSION e SET SCHEMA x; ALTER TYPE t SET SCHEMA y; ALTER VIEW v SET SCHEMA z");
  EXPECT_EQ(p.text(p.as<sql::SetSchema>(0).object.name), "a.t");
  EXPECT_EQ(p.text(p.as<sql::SetSchema>(0).new_schema), "\"B\"");
  EXPECT_TRUE(p.as<sql::SetSchema>(0).if_exists);
  EXPECT_EQ(p.as<sql::SetSchema>(1).object.arguments.size(), 1U);
  EXPECT_EQ(p.text(p.as<sql::SetSchema>(2).object.name), "e");
  EXPECT_EQ(p.as<sql::SetSchema>(3).object.kind, ObjectKind::kType);
  EXPECT_EQ(p.text(p.as<sql::SetSchema>(3).object.name), "t");
  EXPECT_EQ(p.as<sql::SetSchema>(4).object.kind, ObjectKind::kView);
}

TEST(LowerAlterOwner, OfEveryMake) {
  const Parsed p(
      "ALTER FUNCTION s.f OWNER TO joe; ALTER SCHEMA s OWNER TO CURRENT_USER;"
      "ALTER OPERATOR +(int, int) OWNER TO joe; ALTER LARGE OBJECT 5 OWNER TO joe;"
      "ALTER DATABASE d OWNER TO SESSION_USER");
  EXPECT_EQ(p.text(p.as<sql::AlterOwner>(0).object.name), "s.f");
  EXPECT_EQ(p.as<sql::AlterOwner>(0).owner, "joe");
  EXPECT_EQ(p.as<sql::AlterOwner>(1).owner, "current_user");
  EXPECT_EQ(p.text(p.as<sql::AlterOwner>(2).object.name), "+");
  EXPECT_EQ(p.text(p.as<sql::AlterOwner>(3).object.name), "5");
  EXPECT_EQ(p.as<sql::AlterOwner>(4).owner, "session_user");
}

TEST(LowerGrant, ObjectsPrivilegesAndGrantees) {
  const Parsed p(
      "GRANT SELECT (a, \"B\"), UPDATE ON t, s.u TO PUBLIC, joe WITH GRANT OPTION;"
      "REVOKE GRANT OPTION FOR USAGE ON SCHEMA s, \"T\" FROM joe CASCADE;"
      "GRANT ALL ON ALL TABLES IN SCHEMA a, b TO joe; GRANT EXECUTE ON FUNCTION f(int), s.g TO joe;"
      "GRANT ALL PRIVILEGES ON DATABASE d TO CURRENT_ROLE; GRANT USAGE ON FOREIGN SERVER s TO joe;"
      "GRANT USAGE ON SEQUENCE s.q TO joe; GRANT USAGE ON TYPE s.t TO joe;"
      "GRANT ALL (a) ON TABLE t TO joe; GRANT SELECT ON LARGE OBJECT 5 TO joe;"
      "GRANT USAGE ON FOREIGN DATA WRAPPER w TO joe");
  const auto& grant = p.as<sql::Grant>(0);
  EXPECT_TRUE(grant.grant);
  EXPECT_TRUE(grant.grant_option);
  ASSERT_EQ(grant.privileges.size(), 2U);
  EXPECT_EQ(grant.privileges[0].name, "select");
  EXPECT_THAT(p.texts(grant.privileges[0].columns), ElementsAre("a", "\"B\""));
  EXPECT_EQ(grant.privileges[1].name, "update");
  EXPECT_EQ(p.text(grant.objects.at(1).name), "s.u");
  EXPECT_THAT(grant.grantees, ElementsAre("public", "joe"));
  const auto& revoke = p.as<sql::Grant>(1);
  EXPECT_FALSE(revoke.grant);
  EXPECT_TRUE(revoke.grant_option);
  EXPECT_EQ(revoke.kind, ObjectKind::kSchema);
  EXPECT_EQ(p.text(revoke.objects.at(1).name), "\"T\"");
  EXPECT_EQ(revoke.behavior, sql::DropBehavior::kCascade);
  EXPECT_EQ(kind_name(p.statements()[1].statement), "revoke");
  EXPECT_THAT(p.texts(p.as<sql::Grant>(2).all_in_schemas), ElementsAre("a", "b"));
  EXPECT_EQ(p.as<sql::Grant>(2).privileges.at(0).name, "all");
  EXPECT_EQ(p.text(p.as<sql::Grant>(3).objects.at(0).name), "f");
  EXPECT_EQ(p.text(p.as<sql::Grant>(3).objects.at(1).name), "s.g");
  EXPECT_EQ(p.text(p.as<sql::Grant>(4).objects.at(0).name), "d");
  EXPECT_THAT(p.as<sql::Grant>(4).grantees, ElementsAre("current_role"));
  EXPECT_EQ(p.text(p.as<sql::Grant>(5).objects.at(0).name), "s");
  EXPECT_EQ(p.text(p.as<sql::Grant>(6).objects.at(0).name), "s.q");
  EXPECT_EQ(p.text(p.as<sql::Grant>(7).objects.at(0).name), "s.t");
  EXPECT_EQ(p.as<sql::Grant>(8).privileges.at(0).name, "all");
  EXPECT_THAT(p.texts(p.as<sql::Grant>(8).privileges[0].columns), ElementsAre("a"));
  EXPECT_EQ(p.text(p.as<sql::Grant>(8).objects.at(0).name), "t");
  EXPECT_EQ(p.text(p.as<sql::Grant>(9).objects.at(0).name), "5");
  EXPECT_EQ(p.text(p.as<sql::Grant>(10).objects.at(0).name), "w");
}

TEST(LowerGrantRole, GrantAndRevoke) {
  const Parsed p("GRANT a, \"B\" TO c WITH ADMIN OPTION; REVOKE a FROM c, d");
  EXPECT_TRUE(p.as<sql::GrantRole>(0).grant);
  EXPECT_THAT(p.as<sql::GrantRole>(0).roles, ElementsAre("a", "B"));
  EXPECT_THAT(p.as<sql::GrantRole>(0).grantees, ElementsAre("c"));
  EXPECT_FALSE(p.as<sql::GrantRole>(1).grant);
  EXPECT_THAT(p.as<sql::GrantRole>(1).grantees, ElementsAre("c", "d"));
}

TEST(LowerDefaultPrivileges, SchemasRolesAndGrant) {
  const Parsed p(
      "ALTER DEFAULT PRIVILEGES FOR ROLE joe IN SCHEMA a, \"B\" REVOKE SELECT, INSERT ON TABLES"
      " FROM PUBLIC CASCADE");
  const auto& change = p.as<sql::AlterDefaultPrivileges>();
  EXPECT_THAT(p.texts(change.schemas), ElementsAre("a", "\"B\""));
  EXPECT_THAT(change.roles, ElementsAre("joe"));
  EXPECT_FALSE(change.grant.grant);
  EXPECT_EQ(change.grant.kind, ObjectKind::kTable);
  EXPECT_EQ(change.grant.privileges.at(1).name, "insert");
  EXPECT_THAT(change.grant.grantees, ElementsAre("public"));
  EXPECT_TRUE(change.grant.objects.empty());
}

}  // namespace
}  // namespace ashlar
