#include "grammar/postgres/plpgsql.h"

#include <chrono>
#include <gtest/gtest.h>

#include "grammar/text/overload.h"

namespace ashlar {
namespace {

using namespace sql::plpgsql;
using postgres::BodyFrame;
using postgres::parse_plpgsql;

Block read(std::string_view body, const BodyFrame& frame = {}) {
  std::optional<Block> block = parse_plpgsql(body, frame);
  EXPECT_TRUE(block.has_value()) << body;
  return block.value_or(Block{});
}

template <typename T>
const T& as(const Statements& statements, std::size_t index) {
  static const T kNone{};
  if (index >= statements.size()) {
    ADD_FAILURE() << "there is no statement " << index;
    return kNone;
  }
  const T* statement = std::get_if<T>(&statements[index].node);
  if (statement != nullptr) return *statement;
  ADD_FAILURE() << "statement " << index << " has kind " << statements[index].node.index();
  return kNone;
}

TEST(Plpgsql, DeclarationsGoToTheirBlocks) {
  const Block block = read(
      "DECLARE\n"
      "  n int := 3 + 4;\n"
      "  r record;\n"
      "BEGIN\n"
      "  FOR i IN 1..2 LOOP NULL; END LOOP;\n"
      "  DECLARE\n"
      "    t text = 'é';\n"
      "  BEGIN\n"
      "    n := 1;\n"
      "  END;\n"
      "END");
  ASSERT_EQ(block.variables.size(), 2U);
  EXPECT_EQ(block.variables[0].name, "n");
  EXPECT_EQ(block.variables[0].initial.text, "3 + 4");
  EXPECT_EQ(block.variables[1].name, "r");
  EXPECT_EQ(block.variables[1].type, "");
  const Block& inner = as<Block>(block.body, 1);
  ASSERT_EQ(inner.variables.size(), 1U);
  EXPECT_EQ(inner.variables[0].name, "t");
}

TEST(Plpgsql, SpansCoverTheWords) {
  const std::string body =
      "BEGIN\n"
      "  IF a('é') THEN CREATE TABLE t (a int); ELSIF b THEN PERFORM  f(1); ELSE EXECUTE 'x' || y "
      "USING z; END IF;\n"
      "  SELECT 1, 2 INTO STRICT q FROM t;\n"
      "END";
  // An undeclared target is a mistake; a declared one is read.
  EXPECT_FALSE(parse_plpgsql(body, {}).has_value());
  const std::string declared = "DECLARE q int; " + body;
  const Block block = read(declared);
  const auto& branching = as<If>(block.body, 0);
  ASSERT_EQ(branching.branches.size(), 2U);
  const auto words = [&](const Fragment& fragment) {
    return std::string(slice(declared, fragment.span));
  };
  EXPECT_EQ(words(branching.branches[0].condition), "a('é')");
  EXPECT_EQ(words(as<RunSql>(branching.branches[0].body, 0).statement), "CREATE TABLE t (a int)");
  EXPECT_EQ(words(branching.branches[1].condition), "b");
  EXPECT_EQ(as<Perform>(branching.branches[1].body, 0).query.text, "SELECT  f(1)");
  const auto& execute = as<Execute>(branching.otherwise, 0);
  EXPECT_EQ(words(execute.command), "'x' || y");
  ASSERT_EQ(execute.parameters.size(), 1U);
  EXPECT_EQ(words(execute.parameters[0]), "z");
  const auto& run = as<RunSql>(block.body, 1);
  EXPECT_TRUE(run.into);
  EXPECT_TRUE(run.strict);
  EXPECT_EQ(run.target.names, std::vector<std::string>{"q"});
  EXPECT_EQ(words(run.statement), "SELECT 1, 2 INTO STRICT q FROM t");
  EXPECT_EQ(run.statement.text, "SELECT 1, 2               FROM t");
}

TEST(Plpgsql, HandlersAndRaises) {
  const Block block = read(
      "BEGIN CREATE TYPE a AS ENUM (); RAISE NOTICE 'x %', 1;\n"
      "EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN NULL;\n"
      "WHEN OTHERS THEN RAISE EXCEPTION 'no' USING ERRCODE = '22012'; END");
  ASSERT_EQ(block.handlers.size(), 2U);
  EXPECT_EQ(block.handlers[0].conditions, (std::vector<std::string>{"duplicate_object", "42P07"}));
  EXPECT_TRUE(block.handlers[0].body.empty());
  EXPECT_EQ(block.handlers[1].conditions, std::vector<std::string>{"others"});
  const auto& raise = as<Raise>(block.handlers[1].body, 0);
  EXPECT_EQ(raise.level, Raise::Level::kException);
  EXPECT_EQ(raise.message, "no");
  EXPECT_EQ(raise.error_code.text, "'22012'");
  EXPECT_EQ(as<Raise>(block.body, 1).level, Raise::Level::kOther);
}

TEST(Plpgsql, Loops) {
  const Block block = read(
      "<<top>> DECLARE r record; a text[]; s text; c CURSOR FOR SELECT 1; BEGIN\n"
      "FOR r IN SELECT 1 AS x LOOP CONTINUE WHEN r.x = 1; END LOOP;\n"
      "FOR r IN EXECUTE 'select ' || s USING 1 LOOP EXIT top; END LOOP;\n"
      "FOREACH s IN ARRAY a LOOP a[1] := s; r.x = 2; END LOOP;\n"
      "FOR i IN REVERSE 9..1 BY 2 LOOP NULL; END LOOP;\n"
      "WHILE true LOOP NULL; END LOOP;\n"
      "FOR q IN c LOOP NULL; END LOOP;\n"
      "CASE s WHEN 'a', 'b' THEN RETURN; ELSE NULL; END CASE;\n"
      "END");
  EXPECT_EQ(block.label, "top");
  const auto& query = as<ForQuery>(block.body, 0);
  EXPECT_TRUE(query.target.whole_row);
  EXPECT_EQ(query.target.names, std::vector<std::string>{"r"});
  EXPECT_EQ(query.query.text, "SELECT 1 AS x");
  EXPECT_FALSE(as<Leave>(query.body, 0).exit);
  EXPECT_EQ(as<Leave>(query.body, 0).condition.text, "r.x = 1");
  EXPECT_TRUE(as<ForQuery>(block.body, 1).execute);
  EXPECT_EQ(as<Leave>(as<ForQuery>(block.body, 1).body, 0).label, "top");
  const auto& each = as<ForEach>(block.body, 2);
  EXPECT_EQ(each.variable, "s");
  EXPECT_EQ(as<Assign>(each.body, 0).target, "a[1]");
  EXPECT_EQ(as<Assign>(each.body, 0).value.text, "s");
  EXPECT_EQ(as<Assign>(each.body, 1).target, "r.x");
  const auto& integers = as<ForInteger>(block.body, 3);
  EXPECT_TRUE(integers.reverse);
  EXPECT_EQ(integers.step.text, "2");
  EXPECT_EQ(as<Loop>(block.body, 4).condition.text, "true");
  EXPECT_EQ(as<ForQuery>(block.body, 5).cursor, "c");
  const auto& choice = as<sql::plpgsql::Case>(block.body, 6);
  EXPECT_EQ(choice.subject.text, "s");
  ASSERT_EQ(choice.branches.size(), 1U);
  EXPECT_NE(choice.branches[0].condition.text.find(choice.variable), std::string::npos);
  EXPECT_TRUE(choice.has_else);
}

TEST(Plpgsql, RowTypesAreRecords) {
  const Block block = read(
      "DECLARE\n  one \"S\".users%ROWTYPE; two users%rowtype := NULL;\n  name users.name%TYPE;\n"
      "BEGIN\n  one.name := 'a'; two.name := name;\nEND");
  ASSERT_EQ(block.variables.size(), 3U);
  EXPECT_EQ(block.variables[0].type, "");
  EXPECT_EQ(block.variables[2].type, "users.name%TYPE");
  EXPECT_EQ(as<Assign>(block.body, 0).target, "one.name");
}

TEST(Plpgsql, FramesOfFunctions) {
  BodyFrame frame;
  frame.kind = BodyFrame::Kind::kFunction;
  frame.returns_value = true;
  frame.parameters = {{"Odd name", false, true}, {"", false, true}};
  const Block block = read("BEGIN RETURN \"Odd name\" || $2; END", frame);
  EXPECT_EQ(as<Return>(block.body, 0).value.text, "\"Odd name\" || $2");
  BodyFrame sets;
  sets.kind = BodyFrame::Kind::kSetFunction;
  EXPECT_EQ(as<Return>(read("BEGIN RETURN QUERY SELECT 1; END", sets).body, 0).kind,
            Return::Kind::kQuery);
  BodyFrame outputs;
  outputs.kind = BodyFrame::Kind::kProcedure;
  outputs.parameters = {{"o", true, false}};
  EXPECT_EQ(as<Assign>(read("BEGIN o := 1; COMMIT; END", outputs).body, 0).target, "o");
  BodyFrame trigger;
  trigger.kind = BodyFrame::Kind::kTrigger;
  EXPECT_EQ(as<Assign>(read("BEGIN NEW.a := 1; RETURN NEW; END", trigger).body, 0).target, "NEW.a");
}

TEST(Plpgsql, HostileBodiesEnd) {
  const auto begin = std::chrono::steady_clock::now();
  std::string nested;
  for (int i = 0; i < 5000; ++i) nested += "BEGIN IF true THEN ";
  EXPECT_FALSE(parse_plpgsql(nested, {}).has_value());
  for (int i = 0; i < 5000; ++i) nested += "END IF; END; ";
  EXPECT_FALSE(parse_plpgsql(nested, {}).has_value());
  std::string bounded;
  for (int i = 0; i < 45; ++i) bounded += "BEGIN IF true THEN ";
  for (int i = 0; i < 45; ++i) bounded += "END IF; END; ";
  EXPECT_TRUE(parse_plpgsql(bounded, {}).has_value());
  for (const char* garbage : {"", "BEGIN", "END", "\x80\xff BEGIN END", "$body$ BEGIN END $body$",
                              "BEGIN 'unclosed", "DECLARE x; BEGIN END", "BEGIN x := ; END",
                              "BEGIN /* END", "<<<>>>", "BEGIN RAISE; RAISE 'a %'; END"}) {
    EXPECT_FALSE(parse_plpgsql(garbage, {}).has_value()) << garbage;
  }
  EXPECT_FALSE(parse_plpgsql(std::string_view("BEGIN\0 END", 10), {}).has_value());
  std::string many = "BEGIN ";
  for (int i = 0; i < 3000; ++i) many += "EXECUTE 'a';";
  EXPECT_EQ(read(many + " END").body.size(), 3000U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

}  // namespace
}  // namespace ashlar
