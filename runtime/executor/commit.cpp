#include "runtime/executor/commit.h"

#include <chrono>
#include <fmt/format.h>

#include "compiler/ledger/ledger.h"
#include "runtime/executor/advisory_lock.h"
#include "runtime/executor/pooler.h"

namespace ashlar::runtime {
namespace {

using database::Rows;
using database::Session;

constexpr int kHasXact8 = 13;  // pg_current_xact_id and pg_xact_status; txid_… before

/// What is asked last before COMMIT, in the same message as the ledger's words: the transaction's
/// number, the server process, whether the lock is still held, whether anything is left behind.
std::string last_question(const LockedSession& locked) {
  const std::string number =
      locked.session.server_major() >= kHasXact8 ? "pg_current_xact_id()" : "txid_current()";
  return fmt::format(
      "SELECT pg_catalog.{}::pg_catalog.text, pg_catalog.pg_backend_pid(), {},"
      " pg_catalog.pg_my_temp_schema() OPERATOR(pg_catalog.<>) 0::pg_catalog.oid"
      " OR EXISTS (SELECT FROM pg_catalog.pg_prepared_statement())"
      " OR EXISTS (SELECT FROM pg_catalog.pg_listening_channels())"
      " OR EXISTS (SELECT FROM pg_catalog.pg_cursor() c WHERE c.name OPERATOR(pg_catalog.<>) '')",
      number, lock_is_held(locked.lock_key));
}

/// What the server says of a transaction: "committed", "aborted", "in progress", or "" where it
/// has forgotten. Waits for one that is still ending.
Result<std::string> status_of(Session& session, database::Interrupt& interrupt,
                              const std::string& number) {
  constexpr int kAttempts = 100;
  constexpr std::chrono::milliseconds kPause{100};
  const std::string question =
      session.server_major() >= kHasXact8
          ? fmt::format("SELECT pg_catalog.pg_xact_status('{}'::pg_catalog.xid8)", number)
          : fmt::format("SELECT pg_catalog.txid_status({})", number);
  std::string status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const Result<Rows> rows = session.query(question);
    if (!rows) return rows.error();
    status = rows->rows.front().front().value_or("");
    if (status != "in progress" || !interrupt.sleep_for(kPause)) break;
  }
  return status;
}

/// Asks on a new connection how a COMMIT ended whose answer never came.
Error settle_doubt(const LockedSession& locked, Error doubt, const std::string& number) {
  const std::string go_on = "run the same command again: it goes on from there";
  const std::string cause = doubt.message;
  doubt.code = ErrorCode::kCommitInDoubt;
  const auto session = Session::open(locked.session.target(), locked.interrupt);
  if (session) {
    // Another server gives the transaction's number to a transaction of its own.
    if (const auto other = replacement(locked.server, identity_of(**session))) {
      doubt.message = "the connection broke during COMMIT, and " + *other;
      doubt.detail = cause + "\nits ledger tells whether the transaction reached it; " + go_on;
      return doubt;
    }
  }
  const Result<std::string> status = session ? status_of(**session, locked.interrupt, number)
                                             : Result<std::string>(session.error());
  if (status && *status == "committed") {
    doubt.message = "the connection broke during COMMIT; the server says that it was committed";
  } else if (status && *status == "aborted") {
    doubt.message = "the connection broke during COMMIT; the server says that it was rolled back";
  } else {
    doubt.message =
        "the connection broke during COMMIT, and nobody could say whether it was committed";
  }
  doubt.detail = cause;
  if (!status) doubt.detail += "\n" + status.error().message;
  doubt.detail += "\n" + go_on;
  return doubt;
}

Result<Leftovers> commit(const LockedSession& locked, const Rows& answer) {
  const auto& row = answer.rows.front();
  if (row[1] != locked.backend_pid) return pooled();
  if (row[2] != "t") {
    if (Status held = retake_lock(locked.session, locked.lock_key); !held) return held.error();
  }
  Status committed = locked.session.commit();
  if (committed.ok()) return row[3] == "t" ? Leftovers::kSome : Leftovers::kNone;
  if (committed.error().code != ErrorCode::kCommitInDoubt) return committed.error();
  return settle_doubt(locked, committed.error(), row[0].value_or(""));
}

Result<Leftovers> send_and_commit(const LockedSession& locked,
                                  const std::vector<std::string>& statements) {
  std::vector<Rows> answers;
  Status sent = locked.session.pipeline(statements, database::OnInterrupt::kFinish, answers);
  if (sent.ok()) return commit_answered(locked, answers.back());
  locked.session.rollback();
  return sent.error();
}

}  // namespace

std::vector<std::string> before_commit(const LockedSession& locked, const std::string& words,
                                       const Limits& limits) {
  std::vector<std::string> statements = ledger::statements_of(
      reset_settings(locked.own_settings) + set_limits(limits, SettingScope::kTransaction) + words);
  statements.push_back(last_question(locked));
  return statements;
}

Result<Leftovers> commit_answered(const LockedSession& locked, const Rows& answer) {
  Result<Leftovers> result = commit(locked, answer);
  if (!result) locked.session.rollback();
  return result;
}

Result<Leftovers> commit_with(const LockedSession& locked, const std::string& words,
                              const Limits& limits) {
  return send_and_commit(locked, before_commit(locked, words, limits));
}

Result<Leftovers> begin_and_commit(const LockedSession& locked, const std::string& words,
                                   const Limits& limits) {
  std::vector<std::string> statements = before_commit(locked, words, limits);
  statements.insert(statements.begin(), "BEGIN");
  return send_and_commit(locked, statements);
}

Status write_ledger(const LockedSession& locked, const std::string& words, const Limits& limits) {
  const Result<Leftovers> written = begin_and_commit(locked, words, limits);
  if (!written) return written.error();
  return {};
}

}  // namespace ashlar::runtime
