// The way back on random schemas, without a server: what is derived for a statement that the
// catalog takes, read as a down section would be, brings the schema before it back, the order of
// columns aside, or says what it leaves; and it leaves something for few. ASHLAR_WAY_BACK_SECONDS
// says how long to look, ASHLAR_WAY_BACK_SEED where to begin; without them the same seeds run each
// time. What is left is printed by kinds.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include "compiler/catalog/apply.h"
#include "compiler/diff/way_back.h"
#include "grammar/postgres/parser.h"
#include "tests/diff/failure.h"
#include "tests/server/random_ddl.h"

namespace ashlar::diff {
namespace {

constexpr int kStatementsOfASeed = 40;
constexpr std::uint64_t kUsualSeeds = 25;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::stoull(value);
}

std::string first_words(const std::string& text, int count) {
  std::size_t at = 0;
  for (int i = 0; i < count && at != std::string::npos; ++i) at = text.find(' ', at + 1);
  return text.substr(0, at);
}

/// Failures by their kind: how often, and the first of them.
using Kinds = std::map<std::string, std::pair<int, std::string>>;

/// `schema` after the statements of `text`; a failure where the catalog sees one refused.
catalog::Catalog after(catalog::Catalog schema, const std::string& text) {
  Sources sources;
  const FileId file = sources.add({"down", text});
  Diagnostics diagnostics;
  for (const auto& parsed : postgres::parse_text(sources[file].text, file, diagnostics)) {
    catalog::Applied applied =
        catalog::apply(std::move(schema), parsed.statement, {&sources, file, 1});
    for (const catalog::Problem& problem : applied.problems) ADD_FAILURE() << problem.message;
    schema = std::move(applied.after);
  }
  EXPECT_TRUE(diagnostics.empty()) << diagnostics.front().message;
  return schema;
}

struct Walk {
  int taken = 0;   ///< statements that the catalog took
  int undone = 0;  ///< for how many the way back leaves nothing
  Kinds kinds;
};

void look_back(const std::string& text, const catalog::Catalog& before,
               const catalog::Catalog& changed, Walk& walk) {
  SCOPED_TRACE(text);
  ++walk.taken;
  const WayBack back = way_back(before, changed, false);
  if (!back.complete()) {
    auto& [count, first] = walk.kinds[first_words(text, 3)];
    if (count++ == 0) first = text + "\n" + failure_of(before, changed);
    return;
  }
  ++walk.undone;
  SCOPED_TRACE(back.text);
  for (const Difference& left : compare(before, after(changed, back.text)).differences) {
    EXPECT_TRUE(left.order_only) << left.object << ": " << left.words;
  }
}

void go(std::uint64_t seed, Walk& walk) {
  server_tests::RandomDdl random(seed);
  catalog::Catalog schema = catalog::Catalog::empty_database();
  for (int i = 0; i < kStatementsOfASeed; ++i) {
    const std::string text = random.statement(schema);
    Sources sources;
    const FileId file = sources.add({"random", text});
    Diagnostics diagnostics;
    const auto parsed = postgres::parse_text(sources[file].text, file, diagnostics);
    if (parsed.size() != 1) continue;
    catalog::Applied applied =
        catalog::apply(schema, parsed.front().statement, {&sources, file, 1});
    if (!applied.problems.empty() || applied.after.has_doubts()) continue;
    // A way back is another session: temporary objects are gone by then.
    applied.after = catalog::fresh_session(std::move(applied.after));
    look_back(text, schema, applied.after, walk);
    schema = std::move(applied.after);
  }
}

TEST(RandomWayBack, BringsBackOrSaysWhatIsLeft) {
  const std::uint64_t seconds = setting("ASHLAR_WAY_BACK_SECONDS", 0);
  const std::uint64_t begin = setting("ASHLAR_WAY_BACK_SEED", 1);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  Walk walk;
  std::uint64_t seed = begin;
  const auto goes_on = [&] {
    return seconds > 0 ? std::chrono::steady_clock::now() < end : seed < begin + kUsualSeeds;
  };
  for (; goes_on(); ++seed) go(seed, walk);
  std::cout << walk.undone << " of " << walk.taken << " statements, seeds " << begin << " to "
            << seed - 1 << "\n";
  for (const auto& [kind, failures] : walk.kinds) {
    std::cout << kind << ", " << failures.first << " times; first, " << failures.second << "\n";
  }
  EXPECT_GT(walk.taken, 100);
  EXPECT_GT(walk.undone * 100, walk.taken * 99);
}

}  // namespace
}  // namespace ashlar::diff
