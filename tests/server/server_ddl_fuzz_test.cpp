// Random DDL on a server and through the catalog: both must take or refuse each statement, and show
// the same schema after it. What fails is cut down to the statements that are needed and printed.
// ASHLAR_DDL_FUZZ_SECONDS says how long to run (a few seconds by default), ASHLAR_DDL_FUZZ_SEED
// where to begin, ASHLAR_DDL_FUZZ_ALL=1 to go on behind a mismatch and count the kinds of them,
// ASHLAR_DDL_FUZZ_MISSED=1 to look also for statements that the server alone refuses.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/random_ddl.h"
#include "tests/server/snapshot.h"

namespace ashlar::server_tests {
namespace {

class ServerDdlFuzzTest : public ServerTest {};

/// What a statement of a script came to.
struct Outcome {
  bool accepted = false;  ///< by the server
  /// Kinds of mismatch are told apart by this; empty: the two agree.
  std::string mismatch;
  std::string detail;
};

/// SQLSTATEs for reasons that a catalog shows. The others are about values, syntax or limits.
bool is_visible_in_catalog(const std::string& sqlstate) {
  static const std::set<std::string> kVisible = {
      "42P01", "42703", "42704", "42883", "3F000", "42P07", "42701", "42723",
      "42710", "42P06", "42702", "42725", "42809", "2BP01", "42830", "42804",
      "42846", "42P16", "42P17", "42611", "42P13", "55000"};
  return kVisible.contains(sqlstate);
}

std::string first_words(const std::string& text, int count) {
  std::size_t at = 0;
  for (int i = 0; i < count && at != std::string::npos; ++i) at = text.find(' ', at + 1);
  return text.substr(0, at);
}

/// `server: column`: which side has the first line that differs, and what it is about.
std::string kind_of_line(const std::string& difference) {
  const std::size_t words = difference.find_first_not_of(' ', difference.find(' '));
  if (words == std::string::npos) return difference;
  return difference.substr(0, difference.find(':') + 1) + " " +
         difference.substr(words, difference.find(' ', words) - words);
}

/// One database and the catalog that should show the same.
class Pair {
 public:
  explicit Pair(Session& session) : session_(session) { clear(); }

  [[nodiscard]] const catalog::Catalog& schema() const { return schema_; }

  void clear() {
    for (const auto& row : session_.run(
             "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$'")) {
      run_quietly("DROP SCHEMA " + row.at(0) + " CASCADE");
    }
    session_.run("CREATE SCHEMA public");
    schema_ = catalog::Catalog::empty_database();
  }

  enum class Compare { kSchema, kAnswerAlone };
  Outcome run(const std::string& statement, Compare compare = Compare::kSchema) {
    Outcome outcome;
    Sources sources;
    const FileId file = sources.add({"fuzz", statement});
    Diagnostics diagnostics;
    const auto parsed = postgres::parse_text(sources[file].text, file, diagnostics);
    if (parsed.size() != 1) {
      outcome.mismatch = "does not parse";
      return outcome;
    }
    catalog::Applied applied =
        catalog::apply(schema_, parsed.front().statement, {&sources, file, 1});
    std::string sqlstate;
    std::string message;
    try {
      session_.run(statement);
      outcome.accepted = true;
    } catch (const ServerError& error) {
      sqlstate = error.sqlstate();
      message = error.what();
    }
    if (!outcome.accepted) {
      if (applied.problems.empty() && is_visible_in_catalog(sqlstate)) {
        outcome.mismatch = "missed refusal " + sqlstate + ": " + first_words(statement, 2);
        outcome.detail = message;
      }
      return outcome;
    }
    if (!applied.problems.empty()) {
      outcome.mismatch =
          "false refusal " + applied.problems.front().sqlstate + ": " + first_words(statement, 2);
      outcome.detail = applied.problems.front().message;
    }
    schema_ = std::move(applied.after);
    if (!outcome.mismatch.empty() || compare == Compare::kAnswerAlone) return outcome;
    outcome.detail = difference(server_snapshot(session_), catalog_snapshot(schema_));
    if (!outcome.detail.empty()) {
      outcome.mismatch =
          "schema differs: " + first_words(statement, 2) + " / " + kind_of_line(outcome.detail);
    }
    return outcome;
  }

 private:
  void run_quietly(const std::string& statement) {
    try {
      session_.run(statement);
    } catch (const ServerError&) {
      // Another drop takes it along.
    }
  }

  Session& session_;
  catalog::Catalog schema_ = catalog::Catalog::empty_database();
};

/// True where the script, run anew, ends in the mismatch.
bool still_fails(Pair& pair, const std::vector<std::string>& script, const std::string& mismatch) {
  pair.clear();
  for (std::size_t i = 0; i + 1 < script.size(); ++i) {
    if (pair.run(script[i], Pair::Compare::kAnswerAlone).mismatch.starts_with("false")) {
      return false;
    }
  }
  return pair.run(script.back()).mismatch == mismatch;
}

/// Leaves out what the mismatch does not need, statement by statement from the end.
std::vector<std::string> minimize(Pair& pair, std::vector<std::string> script,
                                  const std::string& mismatch) {
  for (std::size_t i = script.size() - 1; i-- > 0;) {
    std::vector<std::string> shorter = script;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    if (still_fails(pair, shorter, mismatch)) script = std::move(shorter);
  }
  return script;
}

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

std::string joined(const std::vector<std::string>& script) {
  std::string text;
  for (const std::string& statement : script) text += statement + ";\n";
  return text;
}

TEST_F(ServerDdlFuzzTest, RandomDdlComesToTheSame) {
  constexpr std::size_t kStatements = 40;
  const std::uint64_t first_seed = setting("ASHLAR_DDL_FUZZ_SEED", 1);
  const std::chrono::seconds budget(setting("ASHLAR_DDL_FUZZ_SECONDS", 5));
  const bool all = setting("ASHLAR_DDL_FUZZ_ALL", 0) != 0;
  const bool missed = setting("ASHLAR_DDL_FUZZ_MISSED", 0) != 0;
  const std::unique_ptr<Session> session = cluster().fresh_database();
  session->run("SET client_min_messages = error");
  Pair pair(*session);
  std::map<std::string, std::size_t> kinds;
  std::size_t statements = 0;
  std::size_t accepted = 0;
  const auto end = std::chrono::steady_clock::now() + budget;
  std::uint64_t seed = first_seed;
  for (; std::chrono::steady_clock::now() < end; ++seed) {
    RandomDdl random(seed);
    pair.clear();
    std::vector<std::string> script;
    for (std::size_t i = 0; i < kStatements; ++i) {
      const std::string statement = random.statement(pair.schema());
      Outcome outcome = pair.run(statement);
      ++statements;
      if (!missed && outcome.mismatch.starts_with("missed")) outcome.mismatch.clear();
      if (outcome.accepted || !outcome.mismatch.empty()) script.push_back(statement);
      if (outcome.accepted) ++accepted;
      if (outcome.mismatch.empty()) continue;
      if (kinds[outcome.mismatch]++ == 0) {
        const std::string text = joined(minimize(pair, script, outcome.mismatch));
        ADD_FAILURE() << "seed " << seed << ": " << outcome.mismatch << "\n"
                      << outcome.detail << "\n"
                      << text;
      }
      if (!all) return;
      // A refusal that was missed changes nothing; after all else the two have parted.
      if (outcome.accepted || i + 1 == kStatements) break;
      script.pop_back();
      if (kinds[outcome.mismatch] == 1) break;
    }
  }
  std::cout << "seeds " << first_seed << " to " << seed << ", " << statements << " statements, "
            << accepted << " accepted\n";
  for (const auto& [kind, count] : kinds) std::cout << count << "  " << kind << "\n";
  EXPECT_GE(accepted * 3, statements) << "most statements should be valid";
}

}  // namespace
}  // namespace ashlar::server_tests
