// What `verify` compares instead of dumps: where a statement of scripts/*.sql changes what pg_dump
// writes, the lines that runtime/verify reads must change too.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "grammar/postgres/parser.h"
#include "runtime/verify/lines.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "tests/server/runtime_session.h"
#include "tests/server/scripts.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

class ServerLinesTest : public ServerTest {};

runtime::Lines lines_of(runtime::database::Session& session) {
  const auto lines = runtime::read_lines(session);
  EXPECT_TRUE(lines.ok()) << lines.error().message;
  return lines.ok() ? *lines : runtime::Lines{};
}

TEST_F(ServerLinesTest, WhatADumpShowsTheLinesShow) {
  // All of them take minutes: ASHLAR_LINES_ALL=1.
  const std::size_t every = std::getenv("ASHLAR_LINES_ALL") != nullptr ? 1 : 50;
  Cluster own(find_binaries());
  std::size_t number = 0;
  std::size_t changed = 0;
  for (const fs::path& script : files_in("tests/server/scripts")) {
    const std::unique_ptr<Session> session = own.fresh_database();
    runtime::database::Interrupt interrupt;
    const auto reader = beside(*session, interrupt);
    ASSERT_NE(reader, nullptr);
    for (const std::string& statement : statements_of(read_file(script))) {
      SCOPED_TRACE(script.filename().string() + ": " + statement);
      if (++number % every != 0) {
        session->run(statement);
        continue;
      }
      const runtime::Lines lines_before = lines_of(*reader);
      const std::vector<std::string> dump_before = dump(*session);
      session->run(statement);
      const runtime::Lines lines_after = lines_of(*reader);
      const std::vector<std::string> dump_after = dump(*session);
      if (dump_before == dump_after) continue;
      ++changed;
      EXPECT_TRUE(lines_before != lines_after) << dump_difference(dump_before, dump_after);
    }
  }
  EXPECT_GE(changed, 15U);
}

}  // namespace
}  // namespace ashlar::server_tests
