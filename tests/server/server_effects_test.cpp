// The forecast against the real thing: each statement of effects/statements.sql runs in a
// transaction of its own on the schema of effects/fixture.sql; locks come from pg_locks, rewrites
// and builds from relfilenodes, scans from the transaction's counters, refusals from the error.

#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/effects/effects.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/effects_fixture.h"
#include "tests/server/snapshot.h"

namespace ashlar::server_tests {
namespace {

bool stores_rows(const Relation& relation) { return relation.kind == 'r' || relation.kind == 'm'; }

/// The statement's words as a set, to see whether it names an index. Behind CONSTRAINT stands the
/// name of a constraint, though its index bears it too.
std::set<std::string> words_of(const std::string& statement) {
  std::set<std::string> words;
  std::string previous;
  for (const postgres::Token& token : postgres::scan(statement)) {
    std::string word(slice(statement, token.span));
    if (previous != "CONSTRAINT") words.insert(word);
    previous = std::move(word);
  }
  return words;
}

/// What pg_locks shows for the running transaction, as the contract wants it listed.
std::string server_locks(Session& session, const Relations& before, const std::string& statement) {
  const std::set<std::string> words = words_of(statement);
  std::map<std::string, std::string> strongest;
  for (const std::vector<std::string>& row :
       session.run("SELECT relation, mode FROM pg_locks WHERE locktype = 'relation' "
                   "AND pid = pg_backend_pid()")) {
    const auto relation = before.find(row[0]);
    if (relation == before.end() || mode_order(row[1]).empty()) continue;
    const char kind = relation->second.kind;
    const std::string& name = relation->second.name;
    const std::string plain = name.substr(name.find('.') + 1);
    if ((kind == 'i' || kind == 'I') && !words.contains(plain)) continue;
    // A sequence that hands out a number is no row written.
    if (kind == 'S' && row[1] == "RowExclusiveLock") continue;
    std::string& mode = strongest[name];
    if (mode_order(mode) < mode_order(row[1])) mode = row[1];
  }
  std::string text;
  for (const auto& [name, mode] : strongest) text += fmt::format("lock {} {}\n", name, mode);
  return text;
}

std::string listed(const std::string& word, const std::set<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += fmt::format("{} {}\n", word, name);
  return text;
}

struct Work {
  std::set<std::string> rewrites;
  std::set<std::string> builds;
  std::set<std::string> scans;
};

/// How often each table was read in full. The counters go on from one transaction to the next.
std::map<std::string, int> scan_counts(Session& session) {
  std::map<std::string, int> counts;
  for (const std::vector<std::string>& row :
       session.run("SELECT relid, seq_scan FROM pg_stat_xact_user_tables")) {
    counts[row[0]] = std::stoi(row[1]);
  }
  return counts;
}

Work server_work(Session& session, const Relations& before,
                 const std::map<std::string, int>& scans_before) {
  const Relations after = relations(session);
  std::set<std::string> filenodes;
  for (const auto& [oid, relation] : before) filenodes.insert(relation.filenode);
  Work work;
  for (const auto& [oid, relation] : after) {
    const auto old = before.find(oid);
    const bool changed = old == before.end() || old->second.filenode != relation.filenode;
    if (!changed) continue;
    if (old != before.end() && stores_rows(relation)) work.rewrites.insert(old->second.name);
    const auto table = before.find(relation.table);
    if (relation.kind != 'i' || table == before.end()) continue;
    const bool rewritten = after.at(relation.table).filenode != table->second.filenode;
    // An index that is made again may keep its old file.
    if (!rewritten && !filenodes.contains(relation.filenode))
      work.builds.insert(table->second.name);
  }
  for (const auto& [oid, count] : scan_counts(session)) {
    const auto relation = before.find(oid);
    const auto earlier = scans_before.find(oid);
    if (relation == before.end() ||
        count <= (earlier == scans_before.end() ? 0 : earlier->second)) {
      continue;
    }
    const std::string& name = relation->second.name;
    if (!work.rewrites.contains(name) && !work.builds.contains(name)) work.scans.insert(name);
  }
  return work;
}

std::set<std::string> names_of(const std::vector<effects::RelationRef>& relations) {
  std::set<std::string> names;
  for (const effects::RelationRef& relation : relations) names.insert(relation.name);
  return names;
}

/// Scans that belong to reading and writing rows, or to the other side of a foreign key that is
/// checked (the planner reads it as it likes), are no part of a forecast.
bool forecasts_scans(const sql::Statement& statement) {
  return std::holds_alternative<sql::AlterTable>(statement.node) ||
         std::holds_alternative<sql::AlterDomain>(statement.node) ||
         std::holds_alternative<sql::CreateTable>(statement.node);
}

std::string mentioned_keys(const catalog::Applied& applied) {
  std::string names;
  for (const catalog::ObjectId id : applied.changes.created) {
    const auto* key = applied.after.get_as<catalog::Constraint>(id);
    if (key != nullptr && key->kind == sql::ConstraintKind::kForeignKey) {
      const catalog::Object* table = applied.after.get(key->referenced_table);
      if (table != nullptr) names += " " + table->schema + "." + table->name + " ";
    }
  }
  return names;
}

class ServerEffectsTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    session_ = cluster().fresh_database();
    read_script("fixture.sql", fixture_);
    catalog_ = build(fixture_, *session_);
    before_ = relations(*session_);
  }

  struct Seen {
    std::string server;
    std::string forecast;
  };

  Seen run(const Script& script, const sql::Statement& statement) {
    const std::string text = script.text(statement);
    const catalog::ApplyContext context{&script.sources, script.file, 2};
    const catalog::Applied applied = catalog::apply(catalog_, statement, context);
    const effects::Effects forecast =
        effects::forecast(statement, catalog_, applied, cluster().version(), context);
    const bool forbidden = forecast.transactionality == effects::Transactionality::kForbidden;
    session_->run("BEGIN");
    const std::map<std::string, int> scans_before = scan_counts(*session_);
    Seen seen;
    try {
      session_->run(text);
    } catch (const ServerError& error) {
      session_->run("ROLLBACK");
      // What an older server cannot read, or do, has no effects there.
      const bool missing = error.sqlstate() == "42601" || error.sqlstate() == "0A000";
      if (missing && cluster().version() < 15) return {};
      // ERRCODE_ACTIVE_SQL_TRANSACTION
      seen.server = error.sqlstate() == "25001" ? "refuses a transaction\n" : error.what();
      if (forbidden) seen.forecast = "refuses a transaction\n";
      return seen;
    }
    if (forbidden) seen.forecast = "refuses a transaction\n";
    seen.server += server_locks(*session_, before_, text);
    Work work = server_work(*session_, before_, scans_before);
    session_->run("ROLLBACK");
    if (std::holds_alternative<sql::Insert>(statement.node)) leave_out_partitions(seen.server);
    for (const effects::Lock& lock : forecast.locks) {
      seen.forecast +=
          "lock " + lock.relation.name + " " + std::string(effects::to_string(lock.mode)) + "\n";
    }
    if (std::holds_alternative<sql::Truncate>(statement.node)) return seen;
    seen.server += listed("rewrite", work.rewrites) + listed("build", work.builds);
    seen.forecast +=
        listed("rewrite", names_of(forecast.rewrites)) + listed("build", names_of(forecast.builds));
    if (!forecasts_scans(statement)) return seen;
    std::set<std::string> scans = names_of(forecast.scans);
    for (const std::string& built : work.builds) scans.erase(built);
    const std::string referenced = mentioned_keys(applied) + referenced_by_validated(statement);
    std::erase_if(work.scans, [&](const std::string& name) {
      return !scans.contains(name) && referenced.find(" " + name + " ") != std::string::npos;
    });
    seen.server += listed("scan", work.scans);
    seen.forecast += listed("scan", scans);
    return seen;
  }

  /// Settings hold for all that follows.
  void set(const Script& script, const sql::Statement& statement) {
    session_->run(script.text(statement));
    const catalog::ApplyContext context{&script.sources, script.file, 2};
    catalog_ = catalog::apply(std::move(catalog_), statement, context).after;
  }

  /// Where a new row goes is known when it does.
  void leave_out_partitions(std::string& locks) const {
    std::string kept;
    std::istringstream lines(locks);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string word;
      std::string name;
      words >> word >> name;
      sql::QualifiedName qualified;
      qualified.schema.text = name.substr(0, name.find('.'));
      qualified.name.text = name.substr(name.find('.') + 1);
      const catalog::Object* relation = catalog_.find_relation(qualified);
      const auto* table = std::get_if<catalog::Table>(&relation->data);
      if (table == nullptr || table->partition_of == 0) kept += line + "\n";
    }
    locks = kept;
  }

  /// The other side of a foreign key that the statement validates, and a partition that is
  /// detached.
  std::string referenced_by_validated(const sql::Statement& statement) const {
    const auto* alter = std::get_if<sql::AlterTable>(&statement.node);
    const catalog::Object* table = alter == nullptr ? nullptr : catalog_.find_relation(alter->name);
    if (table == nullptr) return {};
    std::string names;
    for (const sql::TableAction& action : alter->actions) {
      const auto* detach = std::get_if<sql::DetachPartition>(&action.node);
      const auto* partition =
          detach == nullptr ? nullptr : catalog_.find_relation(detach->partition);
      if (partition == nullptr) continue;
      names += " " + partition->schema + "." + partition->name + " ";
    }
    for (const catalog::Object* part : catalog_.parts_of(table->id)) {
      const auto* key = std::get_if<catalog::Constraint>(&part->data);
      if (key == nullptr || key->kind != sql::ConstraintKind::kForeignKey) continue;
      const catalog::Object* other = catalog_.get(key->referenced_table);
      names += " " + other->schema + "." + other->name + " ";
    }
    return names;
  }

  std::unique_ptr<Session> session_;
  Script fixture_;
  catalog::Catalog catalog_;
  Relations before_;
};

TEST_F(ServerEffectsTest, ForecastsAreWhatTheServerDoes) {
  // The snapshot asks for columns of the system catalogs that are there since 15.
  if (cluster().version() >= 15) {
    ASSERT_EQ(difference(server_snapshot(*session_), catalog_snapshot(catalog_)), "");
  }
  Script script;
  read_script("statements.sql", script);
  ASSERT_GE(script.statements.size(), 500U);
  for (const postgres::ParsedStatement& parsed : script.statements) {
    if (std::holds_alternative<sql::SetVariable>(parsed.statement.node)) {
      set(script, parsed.statement);
      continue;
    }
    const Seen seen = run(script, parsed.statement);
    EXPECT_EQ(seen.server, seen.forecast) << script.text(parsed.statement);
  }
}

}  // namespace
}  // namespace ashlar::server_tests
