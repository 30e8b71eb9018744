// What a person at a terminal is asked, and what happens on each answer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cases/case_runner.h"
#include "tests/commands/terminal.h"

namespace ashlar::cases {
namespace {

using testing::HasSubstr;
using testing::Not;

class Prompt : public testing::Test {
 protected:
  Prompt() { must("cp -r $PROJECTS/dag/. ."); }

  void must(const std::string& command) {
    const Outcome outcome = run_shell(command, folder_.path());
    ASSERT_EQ(outcome.status, 0) << command << "\n" << outcome.out << outcome.err;
  }
  std::string current() { return run_shell("ashlar current", folder_.path()).out; }

  WorkFolder folder_;
};

TEST_F(Prompt, YesRunsAndTheLineUnderWayIsReplaced) {
  Terminal terminal("ashlar upgrade aaaa1111", folder_.path());
  ASSERT_TRUE(terminal.wait_for("[y/N] ")) << terminal.shown();
  terminal.type("y\n");
  EXPECT_EQ(terminal.finish(), 0) << terminal.shown();
  EXPECT_THAT(terminal.shown(), HasSubstr("upgrade base -> aaaa1111, msg aaaa1111 …"));
  EXPECT_EQ(current(), "aaaa1111, msg aaaa1111\n");
}

TEST_F(Prompt, NoRunsNothing) {
  Terminal terminal("ashlar upgrade aaaa1111", folder_.path());
  ASSERT_TRUE(terminal.wait_for("[y/N] ")) << terminal.shown();
  terminal.type("n\n");
  EXPECT_EQ(terminal.finish(), 5) << terminal.shown();
  EXPECT_EQ(current(), "");
}

TEST_F(Prompt, AnEmptyLineAndTheEndOfInputMeanNo) {
  for (const char* typed : {"\n", "\x04"}) {
    Terminal terminal("ashlar upgrade aaaa1111", folder_.path());
    ASSERT_TRUE(terminal.wait_for("[y/N] ")) << terminal.shown();
    terminal.type(typed);
    EXPECT_EQ(terminal.finish(), 5) << terminal.shown();
  }
  EXPECT_EQ(current(), "");
}

TEST_F(Prompt, InterruptAtTheQuestionRunsNothing) {
  Terminal terminal("ashlar upgrade aaaa1111", folder_.path());
  ASSERT_TRUE(terminal.wait_for("[y/N] ")) << terminal.shown();
  terminal.type("\x03");
  EXPECT_EQ(terminal.finish(), 130) << terminal.shown();
  EXPECT_EQ(current(), "");
}

TEST_F(Prompt, LossesAreTypedByName) {
  must("ashlar upgrade aaaa1111 --yes");
  {
    Terminal terminal("ashlar downgrade base", folder_.path());
    ASSERT_TRUE(terminal.wait_for("to lose it: ")) << terminal.shown();
    terminal.type("y\n");
    EXPECT_EQ(terminal.finish(), 5) << terminal.shown();
  }
  EXPECT_EQ(current(), "aaaa1111, msg aaaa1111\n");
  Terminal terminal("ashlar downgrade base", folder_.path());
  ASSERT_TRUE(terminal.wait_for("to lose it: ")) << terminal.shown();
  terminal.type("public.apples\n");
  ASSERT_TRUE(terminal.wait_for("[y/N] ")) << terminal.shown();
  terminal.type("yes\n");
  EXPECT_EQ(terminal.finish(), 0) << terminal.shown();
  EXPECT_EQ(current(), "");
}

TEST_F(Prompt, ColourIsForTerminalsWithoutNoColor) {
  const std::string broken = "ashlar -c nowhere.toml heads";
  Terminal coloured(broken, folder_.path());
  EXPECT_EQ(coloured.finish(), 2);
  EXPECT_THAT(coloured.shown(), HasSubstr("\x1b[1;31m"));
  Terminal plain("env NO_COLOR=1 " + broken, folder_.path());
  EXPECT_EQ(plain.finish(), 2);
  EXPECT_THAT(plain.shown(), Not(HasSubstr("\x1b[1;31m")));
  EXPECT_THAT(run_shell(broken, folder_.path()).err, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace ashlar::cases
