// The way back on the real server: after each statement of scripts/*.sql the statements that
// diff::way_back derives run there, and the schema must be what it was before the statement.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/diff/way_back.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/scripts.h"
#include "tests/server/snapshot.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

/// Statements whose way back the catalog takes for one and the server does not, yet: attislocal of
/// columns that a parent takes over, names of partitions' indexes, statistics targets and
/// collations of index keys, a function's body that names a type under its later name.
const std::set<std::string>& not_brought_back() {
  static const std::set<std::string> kStatements = {
      "ALTER TABLE stray NO INHERIT base",
      "ALTER TABLE collated ALTER COLUMN a TYPE varchar(20)",
      "ALTER TABLE collated ALTER COLUMN b TYPE text COLLATE \"C\"",
      "ALTER TABLE ONLY p1 DROP COLUMN f1",
      "ALTER TABLE ONLY top DROP COLUMN b",
  };
  return kStatements;
}

class ServerWayBackTest : public ServerTest {};

/// One script: each statement there and back in a transaction that is rolled back, then for good.
class ScriptAndBack {
 public:
  ScriptAndBack(Session& session, const fs::path& path) : session_(session) {
    file_ = sources_.add({path.filename().string(), read_file(path)});
  }

  std::string run() {
    Diagnostics diagnostics;
    const auto statements = postgres::parse_text(sources_[file_].text, file_, diagnostics);
    // All of them take minutes: ASHLAR_WAY_BACK_ALL=1.
    const bool all = std::getenv("ASHLAR_WAY_BACK_ALL") != nullptr;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      step(statements[i].statement, all || i % 4 == 0);
    }
    return std::move(failures_);
  }
  [[nodiscard]] std::size_t proved() const { return proved_; }

 private:
  void step(const sql::Statement& statement, bool prove) {
    const std::string text(slice(sources_[file_].text, statement.span));
    const catalog::ApplyContext context{&sources_, file_, 1};
    const catalog::Applied applied = catalog::apply(now_, statement, context);
    const bool sure = applied.problems.empty() && !applied.after.has_doubts();
    if (const auto* control = std::get_if<sql::TransactionControl>(&statement.node)) {
      in_transaction_ = control->verb != sql::TransactionVerb::kCommit &&
                        control->verb != sql::TransactionVerb::kRollback;
    }
    // A transaction of the script's own cannot hold one of ours.
    if (sure && prove && !in_transaction_) {
      const diff::WayBack back = diff::way_back(catalog::fresh_session(now_),
                                                catalog::fresh_session(applied.after), false);
      if (back.complete() && !back.text.empty()) there_and_back(text, back.text);
    }
    session_.run(text);
    now_ = applied.after;
  }

  void there_and_back(const std::string& there, const std::string& back) {
    const std::string path = session_.value("SHOW search_path");
    session_.run("BEGIN");
    std::string failure;
    try {
      session_.run("SET LOCAL search_path = public");
      const std::string before = snapshot();
      session_.run("SELECT set_config('search_path', '" + path + "', true)");
      session_.run(there);
      session_.run("SET LOCAL search_path = public");
      session_.run(back);
      const std::string after = snapshot();
      failure = diff_of(before, after);
      if (failure.empty()) ++proved_;
    } catch (const ServerError& error) {
      // What cannot run in a transaction, or not in the same one, is tried by the quick tests
      // alone.
      const bool apart =
          error.sqlstate() == "25001" || error.sqlstate() == "55P04" || error.sqlstate() == "55006";
      if (!apart) failure = error.what();
    }
    session_.run("ROLLBACK");
    if (!failure.empty() && !not_brought_back().contains(there))
      failures_ += there + "\n  " + failure + "\n" + back + "\n";
  }

  /// Without the places of columns, which ALTER TABLE cannot bring back, and without rights: those
  /// that are granted by default may stand there in words.
  std::string snapshot() {
    std::string text;
    std::istringstream lines(server_snapshot(session_));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("right on ") || line.starts_with("relation pg_temp.") ||
          line.starts_with("column pg_temp.")) {
        continue;
      }
      if (line.starts_with("column ")) {
        const std::size_t number = line.find(' ', 7) + 1;
        line.erase(number, line.find(' ', number) - number);
      }
      text += line + "\n";
    }
    return text;
  }

  static std::string diff_of(const std::string& before, const std::string& after) {
    const auto lines = [](const std::string& text) {
      std::vector<std::string> all;
      std::istringstream in(text);
      for (std::string line; std::getline(in, line);) all.push_back(line);
      std::sort(all.begin(), all.end());
      return all;
    };
    const std::vector<std::string> was = lines(before);
    const std::vector<std::string> is = lines(after);
    std::vector<std::string> gone;
    std::vector<std::string> fresh;
    std::set_difference(was.begin(), was.end(), is.begin(), is.end(), std::back_inserter(gone));
    std::set_difference(is.begin(), is.end(), was.begin(), was.end(), std::back_inserter(fresh));
    std::string text;
    for (const std::string& line : gone) text += "- " + line + "\n  ";
    for (const std::string& line : fresh) text += "+ " + line + "\n  ";
    return text;
  }

  Session& session_;
  Sources sources_;
  FileId file_ = 0;
  catalog::Catalog now_ = catalog::Catalog::empty_database();
  bool in_transaction_ = false;
  std::string failures_;
  std::size_t proved_ = 0;
};

TEST_F(ServerWayBackTest, BringsBackTheSchemaOfEveryScript) {
  std::size_t proved = 0;
  for (const fs::path& path : files_in("tests/server/scripts")) {
    const auto session = cluster().fresh_database();
    ScriptAndBack script(*session, path);
    EXPECT_EQ(script.run(), "") << path.filename();
    proved += script.proved();
  }
  EXPECT_GE(proved, 150U);
}

}  // namespace
}  // namespace ashlar::server_tests
