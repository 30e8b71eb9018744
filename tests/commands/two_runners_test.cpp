// Two runners on one database, and signals to a running one.

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cases/case_runner.h"
#include "tests/commands/terminal.h"

namespace ashlar::cases {
namespace {

using testing::HasSubstr;

/// A project whose first revision takes its time.
class SlowRevision : public testing::Test {
 protected:
  void SetUp() override {
    must("mkdir versions");
    write("versions/001_slow.sql",
          "-- migrate:up\nCREATE TABLE apples (id bigint PRIMARY KEY);\nSELECT pg_sleep(4);\n"
          "-- migrate:down\nDROP TABLE apples;\n");
    write("ashlar.toml", "[database]\nurl = \"embedded\"\n");
    write("hasty.toml", "[database]\nurl = \"embedded\"\nwait = \"500ms\"\n");
    must("ashlar server start");
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() + "/" + name) << text;
  }
  void must(const std::string& command) {
    const Outcome outcome = run_shell(command, folder_.path());
    ASSERT_EQ(outcome.status, 0) << command << "\n" << outcome.out << outcome.err;
  }
  Outcome shell(const std::string& command) { return run_shell(command, folder_.path()); }

  WorkFolder folder_;
};

TEST_F(SlowRevision, TheSecondRunnerWaitsAndFindsNothingToDo) {
  Terminal first("ashlar upgrade head --yes", folder_.path());
  ASSERT_TRUE(first.wait_for("001, slow …")) << first.shown();
  const Outcome second = shell("ashlar upgrade head --yes");
  EXPECT_EQ(second.status, 0) << second.err;
  EXPECT_THAT(second.err, HasSubstr("waiting for "));
  EXPECT_THAT(second.err, HasSubstr("already at 001; nothing to do"));
  EXPECT_EQ(first.finish(), 0) << first.shown();
}

TEST_F(SlowRevision, TheSecondRunnerGivesUpAfterItsTime) {
  Terminal first("ashlar upgrade head --yes", folder_.path());
  ASSERT_TRUE(first.wait_for("001, slow …")) << first.shown();
  const Outcome second = shell("ashlar -c hasty.toml upgrade head --yes");
  EXPECT_EQ(second.status, 4) << second.err;
  EXPECT_EQ(first.finish(), 0) << first.shown();
}

TEST_F(SlowRevision, InterruptCancelsTheStatementAndRollsBack) {
  Terminal terminal("ashlar upgrade head --yes", folder_.path());
  ASSERT_TRUE(terminal.wait_for("001, slow …")) << terminal.shown();
  terminal.type("\x03");
  EXPECT_EQ(terminal.finish(), 130) << terminal.shown();
  EXPECT_EQ(shell("ashlar current").out, "");
  must("ashlar upgrade head --yes");
  EXPECT_EQ(shell("ashlar current").out, "001 (head), slow\n");
}

TEST_F(SlowRevision, TheSecondInterruptLeavesAtOnce) {
  // A statement that no cancel request ends.
  write("versions/001_slow.sql",
        "-- migrate:up\nCREATE TABLE apples (id bigint PRIMARY KEY);\nDO $$ BEGIN LOOP BEGIN "
        "PERFORM pg_sleep(1); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$;\n"
        "-- migrate:down\nDROP TABLE apples;\n");
  Terminal terminal("ashlar upgrade head --yes", folder_.path());
  ASSERT_TRUE(terminal.wait_for("001, slow …")) << terminal.shown();
  terminal.type("\x03");
  EXPECT_EQ(shell("sleep 1").status, 0);
  terminal.type("\x03");
  EXPECT_EQ(terminal.finish(), 130) << terminal.shown();
  // The server notices that nobody is there any more, and lets go of the lock.
  const Outcome next = shell("ashlar current");
  EXPECT_EQ(next.status, 0) << next.err;
  EXPECT_EQ(next.out, "");
}

}  // namespace
}  // namespace ashlar::cases
