// Random DDL on a server and through the catalog: both must take or refuse each statement, and show
// the same schema after it; at the end pg_dump must show the same of the database and of one that
// the printed schema was loaded into. What fails is cut down to the statements that are needed.
// Without settings the same seeds run each time, for a minute at most: ASHLAR_DDL_FUZZ_SECONDS says
// how long to run, whatever the number of seeds.
// ASHLAR_DDL_FUZZ_SEED says where to begin, ASHLAR_DDL_FUZZ_ALL=1 goes on behind a mismatch and
// counts the kinds of them, ASHLAR_DDL_FUZZ_DUMP=0 compares no dumps, ASHLAR_DDL_FUZZ_MISSED=1
// looks also for statements that the server alone refuses, or for another reason than the catalog
// does.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/schema/schema.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"
#include "tests/server/dump.h"
#include "tests/server/random_ddl.h"
#include "tests/server/refusal_kinds.h"
#include "tests/server/reset.h"
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

/// One database and the catalog that should show the same; `copy` is for what the catalog prints.
class Pair {
 public:
  Pair(Session& session, Session& copy) : session_(session), copy_(copy) { clear(); }

  [[nodiscard]] const catalog::Catalog& schema() const { return schema_; }

  void clear() {
    clear_database(session_);
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
      } else if (!applied.problems.empty() && applied.problems.front().sqlstate != sqlstate) {
        outcome.mismatch = "wrong SQLSTATE " + applied.problems.front().sqlstate + " for " +
                           sqlstate + ": " + first_words(statement, 2);
        outcome.detail = message + "ours: " + applied.problems.front().message;
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
    outcome.detail = difference(snapshot_of(session_), catalog_snapshot(schema_));
    if (!outcome.detail.empty()) {
      outcome.mismatch =
          "schema differs: " + first_words(statement, 2) + " / " + kind_of_line(outcome.detail);
    }
    return outcome;
  }

  /// Loads the printed schema into the copy and compares what pg_dump says of both.
  Outcome print() {
    Outcome outcome;
    outcome.accepted = true;
    clear_database(copy_);
    try {
      copy_.run(schema::schema_sql(schema_));
    } catch (const ServerError& error) {
      outcome.mismatch = "printed schema does not load: " + error.sqlstate();
      outcome.detail = error.what();
      return outcome;
    }
    std::vector<std::string> original = dump(session_);
    std::vector<std::string> printed = dump(copy_);
    // What is temporary is not dumped, and yet it moves what it depends on within the dump.
    std::sort(original.begin(), original.end());
    std::sort(printed.begin(), printed.end());
    const auto [a, b] =
        std::mismatch(original.begin(), original.end(), printed.begin(), printed.end());
    if (a == original.end() && b == printed.end()) return outcome;
    const std::string there = a == original.end() ? "" : *a;
    outcome.mismatch = "dump differs: " + first_words(there, 2);
    outcome.detail = "database: " + there + "\nprinted:  " + (b == printed.end() ? "" : *b);
    return outcome;
  }

 private:
  Session& session_;
  Session& copy_;
  catalog::Catalog schema_ = catalog::Catalog::empty_database();
};

/// True where the script, run anew, ends in the mismatch.
bool still_fails(Pair& pair, const std::vector<std::string>& script, const std::string& mismatch) {
  pair.clear();
  const bool of_print = mismatch.starts_with("printed") || mismatch.starts_with("dump");
  const std::size_t before = of_print ? script.size() : script.size() - 1;
  for (std::size_t i = 0; i < before; ++i) {
    if (pair.run(script[i], Pair::Compare::kAnswerAlone).mismatch.starts_with("false")) {
      return false;
    }
  }
  return (of_print ? pair.print() : pair.run(script.back())).mismatch == mismatch;
}

/// Leaves out what the mismatch does not need, statement by statement from the end.
std::vector<std::string> minimize(Pair& pair, std::vector<std::string> script,
                                  const std::string& mismatch) {
  // The last statement of all shows the mismatch, unless the print at the end does.
  for (std::size_t i = script.size(); i-- > 0;) {
    std::vector<std::string> shorter = script;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    if (!shorter.empty() && still_fails(pair, shorter, mismatch)) script = std::move(shorter);
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
  constexpr std::size_t kScriptLength = 40;
  const std::uint64_t first_seed = setting("ASHLAR_DDL_FUZZ_SEED", 1);
  constexpr std::uint64_t kUsualSeeds = 45;
  const std::chrono::seconds budget(setting("ASHLAR_DDL_FUZZ_SECONDS", 60));
  const std::uint64_t seeds =
      std::getenv("ASHLAR_DDL_FUZZ_SECONDS") == nullptr ? kUsualSeeds : UINT64_MAX - first_seed;
  const bool all = setting("ASHLAR_DDL_FUZZ_ALL", 0) != 0;
  const bool missed = setting("ASHLAR_DDL_FUZZ_MISSED", 0) != 0;
  const bool dumps = setting("ASHLAR_DDL_FUZZ_DUMP", 1) != 0;
  const std::unique_ptr<Session> session = cluster().fresh_database();
  const std::unique_ptr<Session> copy = cluster().fresh_database();
  Pair pair(*session, *copy);
  std::map<std::string, std::size_t> kinds;
  std::size_t statements = 0;
  std::size_t accepted = 0;
  const auto end = std::chrono::steady_clock::now() + budget;
  std::uint64_t seed = first_seed;
  for (; std::chrono::steady_clock::now() < end && seed - first_seed < seeds; ++seed) {
    RandomDdl random(seed);
    pair.clear();
    std::vector<std::string> script;
    for (std::size_t i = 0; i < kScriptLength + (dumps ? 1 : 0); ++i) {
      const bool last = i == kScriptLength;
      const std::string statement = last ? "" : random.statement(pair.schema());
      Outcome outcome = last ? pair.print() : pair.run(statement);
      if (!last) ++statements;
      if (!missed && !outcome.accepted) outcome.mismatch.clear();
      if (!last && (outcome.accepted || !outcome.mismatch.empty())) script.push_back(statement);
      if (!last && outcome.accepted) ++accepted;
      if (outcome.mismatch.empty()) continue;
      if (kinds[outcome.mismatch]++ == 0) {
        const std::string text = joined(minimize(pair, script, outcome.mismatch));
        ADD_FAILURE() << "seed " << seed << ": " << outcome.mismatch << "\n"
                      << outcome.detail << "\n"
                      << text;
      }
      if (!all) return;
      // A refusal that was missed changes nothing; after all else the two have parted.
      if (outcome.accepted) break;
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
