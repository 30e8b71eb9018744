// The pages of the family `semantic-…` against a server: it refuses the bad example with the
// SQLSTATE that the finding names, and takes the good one.

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "compiler/rules/semantic/problems.h"
#include "tests/rules/linted.h"
#include "tests/rules/rule_pages.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

class ServerSemanticPagesTest : public ServerTest {};

/// The SQLSTATEs in the notes of the rule's findings in the example.
std::set<std::string> foretold(const std::string& rule, const std::string& example) {
  test::Linted linted;
  test::lint({{"0001_schema.sql", test::as_revision(test::example_schema())},
              {"0002_example.sql", test::as_revision(example)}},
             {}, linted);
  std::set<std::string> states;
  for (const Diagnostic& finding : linted.findings) {
    if (finding.rule != rule || finding.notes.empty()) continue;
    const std::string& note = finding.notes.back().message;
    states.insert(note.substr(note.size() - 5));
  }
  return states;
}

bool refuses_transaction(const std::string& statements) {
  return statements.find("CONCURRENTLY") != std::string::npos;
}

/// What the server says to the statements in one go: empty, or the SQLSTATE. Nothing of it stays,
/// but for what refuses a transaction: of that only what is refused is asked.
std::string answer(Session& session, const std::string& statements) {
  const bool inside = !refuses_transaction(statements);
  if (inside) session.run("BEGIN");
  std::string state;
  try {
    session.run(statements);
  } catch (const ServerError& error) {
    state = error.sqlstate();
  }
  if (inside) session.run("ROLLBACK");
  return state;
}

TEST_F(ServerSemanticPagesTest, TheServerAgrees) {
  const std::unique_ptr<Session> session = cluster().fresh_database();
  session->run(test::example_schema());
  std::size_t pages = 0;
  for (const rules::Rule& rule : rules::all_rules()) {
    const std::string id(rule.id);
    SCOPED_TRACE(id);
    const std::string page = test::page_text(id);
    const std::optional<std::string> bad = test::page_block(page, "bad");
    const std::optional<std::string> good = test::page_block(page, "good");
    ASSERT_TRUE(bad && good);
    if (!rules::is_problem_rule(id)) continue;
    ++pages;
    const std::string state = answer(*session, *bad);
    EXPECT_EQ(foretold(id, *bad), std::set<std::string>{state});
    if (refuses_transaction(*good)) continue;
    EXPECT_EQ(answer(*session, *good), "");
  }
  EXPECT_GT(pages, 0U);
}

}  // namespace
}  // namespace ashlar::server_tests
