#include <gmock/gmock.h>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using sql::ObjectKind;
using ::testing::ElementsAre;
using testing::Parsed;

TEST(LowerCreateSchema, ElementsAreStatements) {
  const Parsed p(
      "CREATE SCHEMA s CREATE TABLE t (a int, \"B\" text) CREATE VIEW v AS SELECT a FROM t "
      "GRANT SELECT (a) ON t TO joe");
  const auto& schema = p.as<sql::CreateSchema>();
  ASSERT_EQ(schema.statements.size(), 3U);
  const auto* table = std::get_if<sql::CreateTable>(&schema.statements[0]->node);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(p.text(table->name), "t");
  EXPECT_EQ(p.text(table->columns.at(1).name), "\"B\"");
  const auto* view = std::get_if<sql::CreateView>(&schema.statements[1]->node);
  ASSERT_NE(view, nullptr);
  EXPECT_EQ(p.text(view->query.span), "SELECT a FROM t");
  const auto* grant = std::get_if<sql::Grant>(&schema.statements[2]->node);
  ASSERT_NE(grant, nullptr);
  EXPECT_EQ(p.text(grant->privileges.at(0).columns.at(0)), "a");
  EXPECT_EQ(p.text(schema.statements[2]->span), "GRANT SELECT (a) ON t TO joe");
}

TEST(LowerSecurityLabel, ProviderObjectAndText) {
  const Parsed p(
      "SECURITY LABEL FOR selinux ON COLUMN s.t.c IS 'x'; SECURITY LABEL ON FUNCTION f(integer) "
      "IS NULL");
  const auto& label = p.as<sql::SecurityLabel>(0);
  EXPECT_EQ(label.provider, "selinux");
  EXPECT_EQ(label.object.kind, ObjectKind::kColumn);
  EXPECT_EQ(p.text(label.object.name), "s.t");
  EXPECT_EQ(p.text(label.object.part), "c");
  EXPECT_EQ(label.text, "x");
  EXPECT_EQ(p.as<sql::SecurityLabel>(1).provider, "");
  EXPECT_EQ(p.as<sql::SecurityLabel>(1).text, std::nullopt);
  EXPECT_EQ(p.as<sql::SecurityLabel>(1).object.arguments.size(), 1U);
}

TEST(LowerOwned, ReassignAndDrop) {
  const Parsed p("REASSIGN OWNED BY a, current_user TO b; DROP OWNED BY c CASCADE");
  EXPECT_FALSE(p.as<sql::OwnedObjects>(0).drop);
  EXPECT_THAT(p.as<sql::OwnedObjects>(0).roles, ElementsAre("a", "current_user"));
  EXPECT_EQ(p.as<sql::OwnedObjects>(0).new_owner, "b");
  EXPECT_TRUE(p.as<sql::OwnedObjects>(1).drop);
  EXPECT_EQ(p.as<sql::OwnedObjects>(1).behavior, sql::DropBehavior::kCascade);
}

TEST(LowerPublication, ColumnsConditionsAndSchemas) {
  const Parsed p(
      "CREATE PUBLICATION p FOR TABLE ONLY a, s.b (x, y) WHERE (x > 0), TABLES IN SCHEMA c, "
      "CURRENT_SCHEMA; ALTER PUBLICATION p SET TABLE a (z); ALTER PUBLICATION p DROP TABLE a;"
      "ALTER PUBLICATION p SET (publish = 'insert')");
  const auto& publication = p.as<sql::CreatePublication>(0);
  ASSERT_EQ(publication.parts.size(), 2U);
  EXPECT_TRUE(publication.parts[0].only);
  EXPECT_FALSE(publication.parts[1].only);
  EXPECT_THAT(p.texts(publication.parts[1].columns), ElementsAre("x", "y"));
  EXPECT_EQ(p.text(publication.parts[1].where->span), "x > 0");
  ASSERT_EQ(publication.schemas.size(), 2U);
  EXPECT_EQ(p.text(publication.schemas[0]), "c");
  EXPECT_TRUE(publication.schemas[1].text.empty());
  const auto& set = p.as<sql::AlterOther>(1);
  ASSERT_TRUE(set.publication.has_value());
  EXPECT_EQ(set.publication->action, sql::PublicationChange::Action::kSet);
  EXPECT_THAT(p.texts(set.publication->parts.at(0).columns), ElementsAre("z"));
  ASSERT_TRUE(p.as<sql::AlterOther>(2).publication.has_value());
  EXPECT_EQ(p.as<sql::AlterOther>(2).publication->action, sql::PublicationChange::Action::kDrop);
  EXPECT_FALSE(p.as<sql::AlterOther>(3).publication.has_value());
  EXPECT_EQ(p.as<sql::AlterOther>(3).options.at(0).value, "insert");
}

}  // namespace
}  // namespace ashlar
