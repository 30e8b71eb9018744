// The way between two schemas that have no history in common, on the real server: before and after
// each statement of scripts/*.sql are two schemas, read anew from what they are printed as. What
// diff::migrate finds from the one to the other runs there, and back; the database must then hold
// what it held there, by the lines that make two dumps alike, rows kept.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/diff/migrate.h"
#include "compiler/schema/schema.h"
#include "compiler/written_schema.h"
#include "grammar/postgres/parser.h"
#include "runtime/verify/lines.h"
#include "tests/server/cluster.h"
#include "tests/server/runtime_session.h"
#include "tests/server/scripts.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;

/// Statements whose way, there or back, the server does not take, or not to the same schema, yet:
/// members that were added to an extension, names of partitions' foreign keys, operator classes of
/// a type that gets another name, bodies that name a type by its later name, attislocal of columns
/// that a parent takes over, comments on the row types of tables (pg_dump has none of those),
/// statistics targets and collations of index keys, a schema whose every object goes to another
/// role (who is taken to be its author); a temporary view stands in the way, and the server
/// remembers that an index was the replica identity.
const std::set<std::string>& ways_not_right() {
  static const std::set<std::string> kStatements = {
      "ALTER TABLE orders ATTACH PARTITION orders_us FOR VALUES IN ('us')",
      "ALTER EXTENSION citext DROP FUNCTION g()",
      "ALTER TYPE point_2d RENAME TO place",
      "DROP TABLE accounts CASCADE",
      "ALTER TABLE stray NO INHERIT base",
      "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey",
      "DROP INDEX keyed_other",
      "ALTER EXTENSION citext ADD FUNCTION g()",
      "ALTER TYPE app.mood RENAME TO feeling",
      "DROP TYPE timespan CASCADE",
      // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one long statement
      "CREATE OPERATOR CLASS by_x FOR TYPE point_2d USING btree FAMILY points AS OPERATOR 1 "
      "app.<<<, FUNCTION 1 compared(point_2d, point_2d)",
      "ALTER OPERATOR FAMILY points USING btree ADD OPERATOR 3 === (point_2d, point_2d)",
      "ALTER OPERATOR CLASS by_x USING btree RENAME TO by_abscissa",
      "DROP OPERATOR FAMILY points USING btree CASCADE",
      "COMMENT ON TYPE seen IS 'a row'",
      "DROP TABLE keyed_2 CASCADE",
      "ALTER INDEX collated_a ALTER COLUMN 3 SET STATISTICS 1000",
      "ALTER TABLE collated ALTER COLUMN a TYPE varchar(20)",
      "ALTER DOMAIN d OWNER TO pg_monitor",
      "ALTER TABLE t OWNER TO CURRENT_USER",
      "DROP TEXT SEARCH PARSER own_parser CASCADE",
      "COMMENT ON TYPE target IS 'a row'",
      "ALTER TABLE ONLY p1 DROP COLUMN f1",
      "ALTER TABLE ONLY top DROP COLUMN b",
      "ALTER TABLE pointing ATTACH PARTITION pointing_2 FOR VALUES IN (2)",
  };
  return kStatements;
}

class ServerStrangersTest : public ServerTest {};

catalog::Catalog read_anew(const catalog::Catalog& catalog) {
  Sources sources;
  const FileId file =
      sources.add({"schema.sql", schema::schema_sql(catalog::fresh_session(catalog))});
  return pipeline::read_schema(sources, {file}).catalog;
}

struct Count {
  std::size_t tried = 0;
  std::size_t proved = 0;
  std::size_t not_found = 0;  ///< told to be incomplete
  std::size_t apart = 0;      ///< refuses to run in one transaction
};

class Script {
 public:
  Script(runtime::database::Session& session, const fs::path& path) : session_(session) {
    file_ = sources_.add({path.filename().string(), read_file(path)});
  }

  std::string run(std::size_t every) {
    Diagnostics diagnostics;
    const auto statements = postgres::parse_text(sources_[file_].text, file_, diagnostics);
    for (const postgres::ParsedStatement& parsed : statements) {
      step(parsed.statement, ++number_ % every == 0);
    }
    return std::move(failures_);
  }
  [[nodiscard]] const Count& count() const { return count_; }

 private:
  void step(const sql::Statement& statement, bool prove) {
    const std::string text(slice(sources_[file_].text, statement.span));
    const catalog::ApplyContext context{&sources_, file_, 1};
    const catalog::Applied applied = catalog::apply(now_, statement, context);
    const bool sure = applied.problems.empty() && !applied.after.has_doubts() && !now_.has_doubts();
    if (const auto* control = std::get_if<sql::TransactionControl>(&statement.node)) {
      in_transaction_ = control->verb != sql::TransactionVerb::kCommit &&
                        control->verb != sql::TransactionVerb::kRollback;
    }
    const bool control = std::holds_alternative<sql::TransactionControl>(statement.node);
    if (!sure || !prove || in_transaction_ || control) {
      run_on_server(text);
      now_ = applied.after;
      return;
    }
    const catalog::Catalog before = read_anew(now_);
    const catalog::Catalog after = read_anew(applied.after);
    const std::string path = search_path();
    const runtime::Lines lines_before = lines();
    const auto there = diff::migrate(before, after, diff::Kinship::kStrangers);
    const auto back = diff::migrate(after, before, diff::Kinship::kStrangers);
    const runtime::Lines reached = lines_after(there);
    run_on_server("SET search_path = " + path);
    run_on_server(text);
    const std::string path_after = search_path();
    const runtime::Lines lines_now = lines();
    statement_ = text;
    judge(" there", there, reached, lines_now);
    judge(" back", back, lines_after(back), lines_before);
    run_on_server("SET search_path = " + path_after);
    now_ = applied.after;
  }

  static bool is_complete(const diff::Migration& migration) {
    return std::all_of(migration.left.begin(), migration.left.end(),
                       [](const diff::Difference& left) { return left.order_only; });
  }

  /// What the database holds after the statements, which are taken back then. Empty: refused.
  runtime::Lines lines_after(const diff::Migration& migration) {
    refusal_.clear();
    run_on_server("BEGIN");
    run_on_server("SET LOCAL search_path = public");
    runtime::Lines found;
    for (const std::string& statement : migration.statements) {
      const Status done = session_.execute(statement);
      if (done) continue;
      refusal_ = done.error().message + "\n  in " + statement;
      break;
    }
    if (refusal_.empty()) found = lines();
    session_.rollback();
    return found;
  }

  void judge(const std::string& what, const diff::Migration& migration,
             const runtime::Lines& reached, const runtime::Lines& wanted) {
    ++count_.tried;
    if (!is_complete(migration)) {
      ++count_.not_found;
      return;
    }
    std::string failure;
    if (reached.empty() && !refusal_.empty()) {
      // An enum's new label used in the transaction that adds it; statements that refuse one.
      const bool apart =
          refusal_.find("unsafe use of new value") != std::string::npos ||
          refusal_.find("cannot run inside a transaction block") != std::string::npos ||
          refusal_.find("pending trigger events") != std::string::npos;
      if (apart) {
        ++count_.apart;
        return;
      }
      failure = refusal_ + "\n";
    } else {
      for (const LineChange& change : runtime::changes(wanted, reached)) {
        if (change.part == runtime::kColumnOrder) continue;
        failure += fmt::format("  {} | {} | wanted {} | is {}\n", change.object, change.part,
                               change.was.value_or("-"), change.is.value_or("-"));
      }
    }
    if (failure.empty()) {
      ++count_.proved;
      return;
    }
    if (ways_not_right().contains(statement_)) return;
    failures_ += statement_ + what + "\n" + failure;
    for (const std::string& statement : migration.statements) {
      failures_ += "    " + statement + ";\n";
    }
  }

  using LineChange = runtime::LineChange;

  void run_on_server(const std::string& statement) {
    const Status done = session_.execute(statement);
    EXPECT_TRUE(done) << statement << "\n" << (done ? "" : done.error().message);
  }

  std::string search_path() {
    const auto rows = session_.query("SHOW search_path");
    const std::string path = rows.ok() ? rows->rows.front().front().value_or("") : "";
    return path.empty() ? "''" : path;
  }

  runtime::Lines lines() {
    const auto found = runtime::read_lines(session_);
    EXPECT_TRUE(found.ok()) << found.error().message;
    return found.ok() ? *found : runtime::Lines{};
  }

  runtime::database::Session& session_;
  Sources sources_;
  FileId file_ = 0;
  catalog::Catalog now_ = catalog::Catalog::empty_database();
  bool in_transaction_ = false;
  std::size_t number_ = 0;
  std::string refusal_;
  std::string statement_;
  std::string failures_;
  Count count_;
};

TEST_F(ServerStrangersTest, FindTheirWay) {
  // All of them take minutes: ASHLAR_STRANGERS_ALL=1.
  const std::size_t every = std::getenv("ASHLAR_STRANGERS_ALL") != nullptr ? 1 : 8;
  Cluster own(find_binaries());
  Count all;
  for (const fs::path& path : files_in("tests/server/scripts")) {
    const std::unique_ptr<Session> database = own.fresh_database();
    runtime::database::Interrupt interrupt;
    const auto session = beside(*database, interrupt);
    ASSERT_NE(session, nullptr);
    Script script(*session, path);
    EXPECT_EQ(script.run(every), "") << path.filename();
    all.tried += script.count().tried;
    all.proved += script.count().proved;
    all.not_found += script.count().not_found;
    all.apart += script.count().apart;
  }
  RecordProperty("tried", static_cast<int>(all.tried));
  std::cout << fmt::format(
      "{} ways: {} proved, {} told to be incomplete, {} refuse a transaction\n", all.tried,
      all.proved, all.not_found, all.apart);
  EXPECT_GE(all.proved, 250U);
}

}  // namespace
}  // namespace ashlar::server_tests
