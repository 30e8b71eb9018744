#include <gmock/gmock.h>

#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using ::testing::ElementsAre;
using testing::Parsed;

TEST(LowerAlterTable, NamesTheTableAndCutsActionsAtCommas) {
  const Parsed p("ALTER TABLE IF EXISTS ONLY \"App\".t ADD a int DEFAULT f(1, 2), DROP b");
  const auto& alter = p.as<sql::AlterTable>();
  EXPECT_EQ(alter.kind, sql::ObjectKind::kTable);
  EXPECT_TRUE(alter.if_exists);
  EXPECT_TRUE(alter.only);
  EXPECT_EQ(alter.name.schema.text, "App");
  EXPECT_EQ(p.text(alter.name.schema), "\"App\"");
  EXPECT_EQ(p.text(alter.name), "\"App\".t");
  ASSERT_EQ(alter.actions.size(), 2U);
  EXPECT_EQ(p.text(alter.actions[0].span), "ADD a int DEFAULT f(1, 2)");
  EXPECT_EQ(p.text(alter.actions[1].span), "DROP b");
}

TEST(LowerAlterTable, TableInBracketsOfOnlyOrWithStar) {
  const Parsed p("ALTER TABLE ONLY (s.t) DROP a; ALTER TABLE t * DROP b");
  EXPECT_EQ(p.text(p.as<sql::AlterTable>(0).actions.at(0).span), "DROP a");
  EXPECT_TRUE(p.as<sql::AlterTable>(0).only);
  EXPECT_EQ(p.text(p.as<sql::AlterTable>(1).actions.at(0).span), "DROP b");
  EXPECT_FALSE(p.as<sql::AlterTable>(1).only);
}

TEST(LowerAlterTable, OtherRelationsHaveTheirKind) {
  const Parsed p(
      "ALTER INDEX i SET (fillfactor = 70); ALTER VIEW v ALTER c SET DEFAULT 1;"
      "ALTER SEQUENCE s OWNER TO o; ALTER MATERIALIZED VIEW m CLUSTER ON i;"
      "ALTER FOREIGN TABLE f ADD c int; ALTER TYPE t ADD ATTRIBUTE a int");
  EXPECT_EQ(p.as<sql::AlterTable>(0).kind, sql::ObjectKind::kIndex);
  EXPECT_EQ(p.as<sql::AlterTable>(1).kind, sql::ObjectKind::kView);
  EXPECT_EQ(p.as<sql::AlterTable>(2).kind, sql::ObjectKind::kSequence);
  EXPECT_EQ(p.as<sql::AlterTable>(3).kind, sql::ObjectKind::kMaterializedView);
  EXPECT_EQ(p.as<sql::AlterTable>(4).kind, sql::ObjectKind::kForeignTable);
  EXPECT_EQ(p.as<sql::AlterTable>(5).kind, sql::ObjectKind::kType);
  EXPECT_FALSE(p.as<sql::AlterTable>(5).only);
}

TEST(LowerAlterTable, AddColumn) {
  const Parsed p("ALTER TABLE t ADD COLUMN IF NOT EXISTS \"A b\" numeric(8,2) NOT NULL DEFAULT 0");
  const auto& add = p.action<sql::AddColumn>();
  EXPECT_TRUE(add.if_not_exists);
  EXPECT_EQ(add.column.name.text, "A b");
  EXPECT_EQ(p.text(add.column.name), "\"A b\"");
  EXPECT_EQ(p.text(add.column.span), "\"A b\" numeric(8,2) NOT NULL DEFAULT 0");
  EXPECT_TRUE(add.column.not_null);
  EXPECT_EQ(p.text(add.column.default_value.value().span), "0");
}

TEST(LowerAlterTable, DropColumnBehindEveryLead) {
  const Parsed p(
      "ALTER TABLE t DROP a, DROP COLUMN b CASCADE, DROP COLUMN IF EXISTS c RESTRICT,"
      " DROP IF EXISTS \"column\", DROP if, DROP IF EXISTS exists, DROP attribute");
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(0).column), "a");
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(1).column), "b");
  EXPECT_EQ(p.action<sql::DropColumn>(1).behavior, sql::DropBehavior::kCascade);
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(2).column), "c");
  EXPECT_TRUE(p.action<sql::DropColumn>(2).if_exists);
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(3).column), "\"column\"");
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(4).column), "if");
  EXPECT_FALSE(p.action<sql::DropColumn>(4).if_exists);
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(5).column), "exists");
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(6).column), "attribute");
}

TEST(LowerAlterTable, AttributesOfTypes) {
  const Parsed p(
      "ALTER TYPE t DROP ATTRIBUTE IF EXISTS attribute CASCADE, ALTER ATTRIBUTE attribute TYPE "
      "int");
  EXPECT_EQ(p.text(p.action<sql::DropColumn>(0).column), "attribute");
  EXPECT_EQ(p.action<sql::DropColumn>(0).column.span.begin, 38U);
  EXPECT_EQ(p.action<sql::AlterColumnType>(1).column.span.begin, 73U);
}

TEST(LowerAlterTable, AlterColumnType) {
  const Parsed p(
      "ALTER TABLE t ALTER COLUMN c SET DATA TYPE varchar(20) COLLATE \"C\" USING left(c, 20),"
      " ALTER d TYPE int[]");
  const auto& change = p.action<sql::AlterColumnType>(0);
  EXPECT_EQ(p.text(change.column), "c");
  EXPECT_EQ(change.type.name.schema.text, "pg_catalog");
  EXPECT_TRUE(change.type.name.schema.span.empty());
  EXPECT_EQ(change.type.name.name.text, "varchar");
  EXPECT_THAT(change.type.modifiers, ElementsAre("20"));
  EXPECT_EQ(p.text(change.type.span), "varchar(20)");
  EXPECT_EQ(p.text(change.collation), "\"C\"");
  EXPECT_EQ(p.text(change.using_expression.value().span), "left(c, 20)");
  EXPECT_EQ(change.using_expression->references.functions.at(0).name.name.text, "left");
  const auto& array = p.action<sql::AlterColumnType>(1);
  EXPECT_EQ(array.type.array_dimensions, 1U);
  EXPECT_EQ(p.text(array.type.span), "int[]");
  EXPECT_FALSE(array.using_expression.has_value());
}

TEST(LowerAlterTable, ColumnDefaultAndNotNull) {
  const Parsed p(
      "ALTER TABLE t ALTER \"default\" SET DEFAULT now() + interval '1 day', ALTER b DROP DEFAULT,"
      " ALTER c SET NOT NULL, ALTER d DROP NOT NULL");
  EXPECT_EQ(p.text(p.action<sql::SetColumnDefault>(0).column), "\"default\"");
  EXPECT_EQ(p.text(p.action<sql::SetColumnDefault>(0).value.value().span),
            "now() + interval '1 day'");
  EXPECT_EQ(p.text(p.action<sql::SetColumnDefault>(1).column), "b");
  EXPECT_FALSE(p.action<sql::SetColumnDefault>(1).value.has_value());
  EXPECT_TRUE(p.action<sql::SetColumnNotNull>(2).not_null);
  EXPECT_EQ(p.text(p.action<sql::SetColumnNotNull>(2).column), "c");
  EXPECT_FALSE(p.action<sql::SetColumnNotNull>(3).not_null);
}

TEST(LowerAlterTable, ColumnProperties) {
  const Parsed p(
      "ALTER TABLE t ALTER a SET STATISTICS 5, ALTER a SET STORAGE plain,"
      " ALTER a SET COMPRESSION lz4, ALTER a SET (n_distinct = 5), ALTER a RESET (n_distinct),"
      " ALTER a OPTIONS (ADD x 'y'), ALTER 3 SET STATISTICS 100");
  using sql::ColumnProperty;
  const auto property = [&p](std::size_t i) { return p.action<sql::SetColumnProperty>(i); };
  EXPECT_EQ(property(0).property, ColumnProperty::kStatistics);
  EXPECT_EQ(property(0).options.at(0).value, "5");
  EXPECT_EQ(p.text(property(0).options.at(0).span), "5");
  EXPECT_EQ(property(1).property, ColumnProperty::kStorage);
  EXPECT_EQ(property(1).options.at(0).value, "plain");
  EXPECT_EQ(property(2).property, ColumnProperty::kCompression);
  EXPECT_EQ(property(3).property, ColumnProperty::kOptions);
  EXPECT_EQ(property(3).options.at(0).name, "n_distinct");
  EXPECT_EQ(p.text(property(3).options.at(0).span), "n_distinct = 5");
  EXPECT_FALSE(property(3).reset);
  EXPECT_TRUE(property(4).reset);
  EXPECT_EQ(property(5).property, ColumnProperty::kForeignOptions);
  EXPECT_EQ(property(5).options.at(0).value, "y");
  EXPECT_EQ(property(6).column.text, "3");
  EXPECT_EQ(p.text(property(6).column), "3");
}

TEST(LowerAlterTable, GeneratedAndIdentity) {
  const Parsed p(
      "ALTER TABLE t ALTER a DROP EXPRESSION IF EXISTS, ALTER a ADD GENERATED ALWAYS AS IDENTITY"
      " (START 5), ALTER a SET GENERATED BY DEFAULT SET START 7 RESTART,"
      " ALTER a DROP IDENTITY IF EXISTS");
  EXPECT_TRUE(p.action<sql::AlterColumnGenerated>(0).if_exists);
  EXPECT_FALSE(p.action<sql::AlterColumnGenerated>(0).expression.has_value());
  const auto& add = p.action<sql::AlterColumnIdentity>(1);
  EXPECT_EQ(add.change, sql::IdentityChange::kAdd);
  EXPECT_EQ(add.kind, sql::IdentityKind::kAlways);
  EXPECT_EQ(add.options.at(0).name, "start");
  EXPECT_EQ(add.options.at(0).value, "5");
  const auto& set = p.action<sql::AlterColumnIdentity>(2);
  EXPECT_EQ(set.change, sql::IdentityChange::kSet);
  EXPECT_EQ(set.kind, sql::IdentityKind::kByDefault);
  ASSERT_EQ(set.options.size(), 2U);
  EXPECT_EQ(set.options[0].value, "7");
  EXPECT_EQ(set.options[1].name, "restart");
  EXPECT_EQ(p.action<sql::AlterColumnIdentity>(3).change, sql::IdentityChange::kDrop);
  EXPECT_TRUE(p.action<sql::AlterColumnIdentity>(3).if_exists);
}

TEST(LowerAlterTable, SetExpressionFromGrammar17) {
  if (postgres::grammar_version() < 17) GTEST_SKIP() << "needs the grammar of 17";
  const Parsed p("ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (b * (c + 1))");
  const auto& change = p.action<sql::AlterColumnGenerated>();
  EXPECT_EQ(p.text(change.column), "a");
  EXPECT_EQ(p.text(change.expression.value().span), "b * (c + 1)");
}

TEST(LowerAlterTable, Constraints) {
  const Parsed p(
      "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT ck,"
      " ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED, DROP CONSTRAINT IF EXISTS \"Uq\" "
      "CASCADE,"
      " ADD CONSTRAINT pk PRIMARY KEY USING INDEX ix");
  const auto& check = p.action<sql::AddConstraint>(0).constraint;
  EXPECT_EQ(check.kind, sql::ConstraintKind::kCheck);
  EXPECT_EQ(p.text(check.name), "ck");
  EXPECT_TRUE(check.not_valid);
  EXPECT_EQ(p.text(check.span), "CONSTRAINT ck CHECK (a > 0) NOT VALID");
  EXPECT_EQ(p.text(check.expression.value().span), "a > 0");
  EXPECT_EQ(p.text(p.action<sql::ValidateConstraint>(1).constraint), "ck");
  EXPECT_EQ(p.text(p.action<sql::AlterConstraint>(2).constraint), "fk");
  EXPECT_TRUE(p.action<sql::AlterConstraint>(2).deferrable);
  EXPECT_TRUE(p.action<sql::AlterConstraint>(2).initially_deferred);
  EXPECT_EQ(p.text(p.action<sql::DropConstraint>(3).constraint), "\"Uq\"");
  EXPECT_TRUE(p.action<sql::DropConstraint>(3).if_exists);
  EXPECT_EQ(p.action<sql::DropConstraint>(3).behavior, sql::DropBehavior::kCascade);
  const auto& key = p.action<sql::AddConstraint>(4).constraint;
  EXPECT_EQ(key.kind, sql::ConstraintKind::kPrimaryKey);
  EXPECT_EQ(key.using_index.text, "ix");
  EXPECT_EQ(p.text(key.using_index), "ix");
}

TEST(LowerAlterTable, Partitions) {
  const Parsed attach("ALTER TABLE t ATTACH PARTITION s.p FOR VALUES FROM (1) TO (f(2))");
  EXPECT_EQ(attach.text(attach.action<sql::AttachPartition>().partition), "s.p");
  EXPECT_EQ(attach.text(attach.action<sql::AttachPartition>().bound.value().span),
            "FOR VALUES FROM (1) TO (f(2))");
  const Parsed rest("ALTER TABLE t ATTACH PARTITION p DEFAULT");
  EXPECT_TRUE(rest.action<sql::AttachPartition>().bound.value().is_default);
  EXPECT_EQ(rest.text(rest.action<sql::AttachPartition>().bound->span), "DEFAULT");
  const Parsed index("ALTER INDEX i ATTACH PARTITION j");
  EXPECT_FALSE(index.action<sql::AttachPartition>().bound.has_value());
  const Parsed detach("ALTER TABLE t DETACH PARTITION p CONCURRENTLY");
  EXPECT_TRUE(detach.action<sql::DetachPartition>().concurrently);
  EXPECT_FALSE(detach.action<sql::DetachPartition>().finalize);
  const Parsed finalize("ALTER TABLE t DETACH PARTITION p FINALIZE");
  EXPECT_TRUE(finalize.action<sql::DetachPartition>().finalize);
}

TEST(LowerAlterTable, PropertiesOfTheTable) {
  const Parsed p(
      "ALTER TABLE t INHERIT s.a, NO INHERIT b, OWNER TO CURRENT_USER, SET (fillfactor = 70),"
      " RESET (fillfactor), ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY, SET UNLOGGED,"
      " SET TABLESPACE fast, SET ACCESS METHOD heap, REPLICA IDENTITY USING INDEX ix,"
      " REPLICA IDENTITY FULL, CLUSTER ON ix, SET WITHOUT CLUSTER, OF ty, SET LOGGED");
  EXPECT_EQ(p.text(p.action<sql::SetInherit>(0).parent), "s.a");
  EXPECT_TRUE(p.action<sql::SetInherit>(0).inherit);
  EXPECT_FALSE(p.action<sql::SetInherit>(1).inherit);
  EXPECT_EQ(p.action<sql::ChangeOwner>(2).owner, "current_user");
  EXPECT_EQ(p.action<sql::SetOptions>(3).options.at(0).value, "70");
  EXPECT_FALSE(p.action<sql::SetOptions>(3).reset);
  EXPECT_TRUE(p.action<sql::SetOptions>(4).reset);
  EXPECT_EQ(p.action<sql::SetRowSecurity>(5).state, sql::RowSecurity::kEnable);
  EXPECT_EQ(p.action<sql::SetRowSecurity>(6).state, sql::RowSecurity::kNoForce);
  EXPECT_EQ(p.action<sql::SetPersistence>(7).persistence, sql::Persistence::kUnlogged);
  EXPECT_EQ(p.text(p.action<sql::SetTablespace>(8).tablespace), "fast");
  EXPECT_EQ(p.action<sql::SetAccessMethod>(9).method, "heap");
  EXPECT_EQ(p.action<sql::SetReplicaIdentity>(10).kind, "index");
  EXPECT_EQ(p.text(p.action<sql::SetReplicaIdentity>(10).index), "ix");
  EXPECT_EQ(p.action<sql::SetReplicaIdentity>(11).kind, "full");
  EXPECT_EQ(p.text(p.action<sql::SetCluster>(12).index), "ix");
  EXPECT_TRUE(p.action<sql::SetCluster>(13).index.empty());
  EXPECT_EQ(p.action<sql::OtherTableAction>(14).keyword, "AT_AddOf");
  EXPECT_EQ(p.action<sql::SetPersistence>(15).persistence, sql::Persistence::kPermanent);
}

TEST(LowerAlterTable, TriggersAndRules) {
  const Parsed p(
      "ALTER TABLE t ENABLE TRIGGER trigger, ENABLE ALWAYS TRIGGER b, ENABLE REPLICA TRIGGER c,"
      " DISABLE TRIGGER ALL, DISABLE TRIGGER USER, DISABLE RULE rule, ENABLE ALWAYS RULE always");
  using sql::TriggerState;
  const auto state = [&p](std::size_t i) { return p.action<sql::SetTriggerState>(i); };
  EXPECT_EQ(p.text(state(0).trigger), "trigger");
  EXPECT_EQ(state(0).state, TriggerState::kEnable);
  EXPECT_EQ(p.text(state(1).trigger), "b");
  EXPECT_EQ(state(1).state, TriggerState::kEnableAlways);
  EXPECT_EQ(state(2).state, TriggerState::kEnableReplica);
  EXPECT_EQ(state(3).scope, "all");
  EXPECT_TRUE(state(3).trigger.empty());
  EXPECT_EQ(state(4).scope, "user");
  EXPECT_EQ(state(4).state, TriggerState::kDisable);
  EXPECT_TRUE(state(5).rule);
  EXPECT_EQ(p.text(state(5).trigger), "rule");
  EXPECT_EQ(p.text(state(6).trigger), "always");
}

}  // namespace
}  // namespace ashlar
