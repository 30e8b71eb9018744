// Fixes against a real server: each history of tests/golden/cases/fix_*.sql, as it is and as
// `lint --fix` leaves it, gives the same pg_dump at its heads, and again after the way back.

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "tests/golden/fix_cases.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "versions/graph.h"

namespace ashlar::server_tests {
namespace {

class ServerFixesTest : public ServerTest {};

struct Dumps {
  std::vector<std::string> at_heads;
  std::vector<std::string> below;
};

void run(Session& session, const versions::History& history, const versions::Revision& revision,
         versions::Direction direction) {
  for (const grammar::Section* section : versions::sections(revision, direction)) {
    for (const grammar::Statement& statement : section->statements) {
      const std::string text(history.sources.slice({revision.source.file, statement.sql.span}));
      SCOPED_TRACE(text);
      session.run(text);
    }
  }
}

/// Up to the heads, then down as far as there is a way back.
Dumps dumps_of(Session& session, const std::vector<SourceFile>& files) {
  Diagnostics findings;
  const versions::History history = versions::make_history(files, findings);
  const std::optional<versions::Graph> graph = versions::build_graph(history, findings);
  if (!graph) throw std::runtime_error("the graph is broken");
  Dumps dumps;
  for (const versions::RevisionIndex index : graph->order) {
    run(session, history, (*graph)[index], versions::Direction::kUp);
  }
  dumps.at_heads = dump(session);
  for (auto at = graph->order.rbegin(); at != graph->order.rend(); ++at) {
    const versions::Revision& revision = (*graph)[*at];
    if (revision.source.irreversible && revision.parents.size() < 2) break;
    run(session, history, revision, versions::Direction::kDown);
  }
  dumps.below = dump(session);
  return dumps;
}

/// Where a fix gives foreign keys their indexes, those come on top.
void leave_out_new_indexes(const std::vector<std::string>& before,
                           std::vector<std::string>& after) {
  std::erase_if(after, [&before](const std::string& line) {
    const bool known = std::find(before.begin(), before.end(), line) != before.end();
    return !known && line.starts_with("CREATE INDEX ");
  });
}

TEST_F(ServerFixesTest, BuildTheSameSchemas) {
  for (const test::FixCase& given : test::fix_cases()) {
    SCOPED_TRACE(given.name);
    try {
      const Dumps before = dumps_of(*cluster().fresh_database(), given.files);
      const std::vector<SourceFile> files = test::mended(given.files, given.settings).files;
      Dumps after = dumps_of(*cluster().fresh_database(), files);
      if (given.name.find("index") != std::string::npos) {
        leave_out_new_indexes(before.at_heads, after.at_heads);
      }
      EXPECT_EQ(dump_difference(before.at_heads, after.at_heads), "");
      EXPECT_EQ(dump_difference(before.below, after.below), "");
    } catch (const ServerError& error) {
      ADD_FAILURE() << error.what();
    }
  }
}

}  // namespace
}  // namespace ashlar::server_tests
