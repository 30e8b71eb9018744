// Any SQL script against the real thing, statement by statement: ASHLAR_REPLAY=FILE[:FILE…] names
// the scripts, which psql would read. What the server refuses is left out; the catalog must take
// the rest and show the same schema after each statement, and what it prints must dump as the
// server's database does. Goes on behind a difference, so that one run shows all of a script.
// ASHLAR_REPLAY_BEFORE=FILE is run before each of them, ASHLAR_REPLAY_DUMP=N compares dumps
// after every Nth statement too and not only at the end, ASHLAR_REPLAY_MISSED=1 reports what the
// server alone refuses.

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/schema/schema.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "tests/server/refusal_kinds.h"
#include "tests/server/reset.h"
#include "tests/server/snapshot.h"

namespace ashlar::server_tests {
namespace {

class ServerReplayTest : public ServerTest {};

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The script without what only psql reads: its commands, and the rows of COPY.
std::string sql_of(std::istream& script) {
  static const std::regex kGo(R"(\\g(set|exec|desc|x)?\b.*$)");
  static const std::regex kCopy(R"(^\s*copy\b.*\bfrom\s+std(in)\b.*;)", std::regex::icase);
  std::string text;
  bool in_rows = false;
  for (std::string line; std::getline(script, line);) {
    if (in_rows) {
      in_rows = line != "\\.";
    } else if (std::regex_search(line, kCopy)) {
      in_rows = true;
    } else if (!line.starts_with("\\")) {
      text += std::regex_replace(line, kGo, ";") + "\n";
    }
  }
  return text;
}

/// One script, its database, and the catalog that should show the same.
class Replay {
 public:
  Replay(Cluster& cluster, std::size_t dump_every)
      : cluster_(cluster), session_(cluster.fresh_database()), dump_every_(dump_every) {}

  void run(const std::string& name) {
    std::ifstream file(name);
    ASSERT_TRUE(file) << name;
    Sources sources;
    const FileId id = sources.add({name, sql_of(file)});
    Diagnostics diagnostics;
    for (const postgres::ParsedStatement& parsed :
         postgres::parse_text(sources[id].text, id, diagnostics)) {
      apply({&sources, id, 1}, parsed.statement);
    }
    session_->run("ROLLBACK");
    control(sql::TransactionVerb::kRollback);
    compare_dumps();
    std::cout << name << ": " << accepted_ << " statements, " << refused_ << " refused, "
              << diagnostics.size() << " not read; " << differences_ << " differences\n";
  }

 private:
  /// Runs the statement on the server; false where it is refused.
  bool accepted(const std::string& text, const catalog::ApplyContext& context,
                const sql::Statement& statement) {
    try {
      session_->run(text);
      return true;
    } catch (const ServerError& error) {
      ++refused_;
      const bool missed = !setting("ASHLAR_REPLAY_MISSED").empty() &&
                          is_visible_in_catalog(error.sqlstate()) &&
                          catalog::apply(schema_, statement, context).problems.empty();
      if (missed) report("missed refusal: " + error.sqlstate() + " " + error.what());
      return false;
    }
  }

  void apply(const catalog::ApplyContext& context, const sql::Statement& statement) {
    statement_ = slice((*context.sources)[context.file].text, statement.span);
    // They talk to psql, or stop what runs here.
    static const std::regex kSkipped(R"(^\s*(copy\b[^;]*\bstd(in|out)\b|discard all))",
                                     std::regex::icase);
    if (std::regex_search(statement_, kSkipped)) return;
    if (!accepted(statement_, context, statement)) return;
    ++accepted_;
    if (const auto* transaction = std::get_if<sql::TransactionControl>(&statement.node)) {
      control(transaction->verb);
    }
    catalog::Applied applied = catalog::apply(schema_, statement, context);
    for (const catalog::Problem& problem : applied.problems) {
      report("false refusal: " + problem.sqlstate + " " + problem.message);
    }
    for (const std::string& unknown : applied.not_modelled) {
      std::cout << "not modelled: " << unknown << " of " << statement_ << "\n";
    }
    const bool changed = changes(statement);
    schema_ = std::move(applied.after);
    if (!changed) return;
    try {
      compare_snapshots();
    } catch (const ServerError&) {
      // A transaction that has failed.
      return;
    }
    if (dump_every_ != 0 && before_.empty() && ++since_dump_ == dump_every_) compare_dumps();
  }

  static bool changes(const sql::Statement& statement) {
    const auto is = [&](auto of) { return std::holds_alternative<decltype(of)>(statement.node); };
    return !is(sql::Insert{}) && !is(sql::Update{}) && !is(sql::Delete{}) && !is(sql::Merge{}) &&
           !is(sql::SetVariable{}) && !is(sql::Copy{}) && !is(sql::Vacuum{}) &&
           !is(sql::OpaqueStatement{});
  }

  /// The server forgets what a transaction did that it rolls back.
  void control(sql::TransactionVerb verb) {
    if (verb == sql::TransactionVerb::kBegin || verb == sql::TransactionVerb::kStart) {
      before_.assign(1, schema_);
    } else if (verb == sql::TransactionVerb::kRollback && !before_.empty()) {
      schema_ = before_.front();
      before_.clear();
    } else if (verb == sql::TransactionVerb::kCommit) {
      before_.clear();
    }
  }

  void report(const std::string& what) {
    ++differences_;
    ADD_FAILURE() << what << "\n    after " << statement_;
  }

  /// Reports the lines that did not differ before.
  void report_new(const std::string& differences, std::set<std::string>& known) {
    std::set<std::string> now;
    std::string fresh;
    std::istringstream lines(differences);
    for (std::string line; std::getline(lines, line);) {
      if (!known.contains(line)) fresh.append(line).append("\n");
      now.insert(line);
    }
    known = std::move(now);
    if (!fresh.empty()) report(fresh);
  }

  void compare_snapshots() {
    report_new(difference(snapshot_of(*session_), catalog_snapshot(schema_)), in_snapshots_);
  }

  void compare_dumps() {
    since_dump_ = 0;
    // Under another role the session may not tell where the server is.
    if (session_->value("SELECT current_user = 'postgres'") != "t") return;
    const std::unique_ptr<Session> copy = cluster_.fresh_database();
    try {
      copy->run(schema::schema_sql(schema_));
    } catch (const ServerError& error) {
      report_new("printed schema does not load: " + std::string(error.what()), in_dumps_);
      return;
    }
    std::vector<std::string> original = dump(*session_);
    std::vector<std::string> printed = dump(*copy);
    std::sort(original.begin(), original.end());
    std::sort(printed.begin(), printed.end());
    std::vector<std::string> only;
    std::string text;
    std::set_difference(original.begin(), original.end(), printed.begin(), printed.end(),
                        std::back_inserter(only));
    for (const std::string& line : only) text.append("database: ").append(line).append("\n");
    only.clear();
    std::set_difference(printed.begin(), printed.end(), original.begin(), original.end(),
                        std::back_inserter(only));
    for (const std::string& line : only) text.append("printed:  ").append(line).append("\n");
    report_new(text, in_dumps_);
  }

  Cluster& cluster_;
  std::unique_ptr<Session> session_;
  std::size_t dump_every_;
  std::size_t since_dump_ = 0;
  catalog::Catalog schema_ = catalog::Catalog::empty_database();
  std::vector<catalog::Catalog> before_;  ///< the transaction, while one is open
  std::string statement_;
  std::set<std::string> in_snapshots_;
  std::set<std::string> in_dumps_;
  std::size_t accepted_ = 0;
  std::size_t refused_ = 0;
  std::size_t differences_ = 0;
};

TEST_F(ServerReplayTest, ScriptsComeToTheSame) {
  if (setting("ASHLAR_REPLAY").empty()) GTEST_SKIP() << "ASHLAR_REPLAY names no scripts";
  std::istringstream files(setting("ASHLAR_REPLAY"));
  const std::string before = setting("ASHLAR_REPLAY_BEFORE");
  for (std::string name; std::getline(files, name, ':');) {
    Replay replay(cluster(), std::strtoull(setting("ASHLAR_REPLAY_DUMP").c_str(), nullptr, 10));
    SCOPED_TRACE(name);
    if (!before.empty()) replay.run(before);
    replay.run(name);
  }
}

}  // namespace
}  // namespace ashlar::server_tests
