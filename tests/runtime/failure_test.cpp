// The table of libpqxx's exceptions.

#include "runtime/database/failure.h"

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <new>
#include <pqxx/pqxx>
#include <type_traits>

namespace ashlar::runtime::database {
namespace {

struct Case {
  const char* name;
  std::function<void()> raise;
  ServerReport report;
  Link link;
  ErrorCode code;
  const char* sqlstate;
  const char* message;
};

ServerReport said(const char* sqlstate, const char* message) {
  ServerReport report;
  report.sqlstate = sqlstate;
  report.message = message;
  return report;
}

/// libpqxx 7 gives every exception of class 40 the query too.
template <typename Thrown>
Thrown rolled_back(const char* text) {
  if constexpr (std::is_constructible_v<Thrown, const char*>) {
    return Thrown(text);
  } else {
    return Thrown(text, "SELECT 1");
  }
}

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class ToError : public testing::TestWithParam<Case> {};

TEST_P(ToError, MapsByConnectionThenTypeThenState) {
  const Case& one = GetParam();
  try {
    one.raise();
    FAIL() << "nothing was thrown";
  } catch (const std::exception& thrown) {
    const Error error = to_error(thrown, one.report, one.link);
    EXPECT_EQ(error.code, one.code);
    EXPECT_EQ(error.sqlstate, one.sqlstate);
    EXPECT_EQ(error.message, one.message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Exceptions, ToError,
    testing::Values(
        Case{"sql_error",
             [] { throw pqxx::sql_error("ERROR:  no\nLINE 1: x", "q", "42P07"); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "42P07",
             "no"},
        Case{"report_wins", [] { throw pqxx::undefined_table("ERROR:  worse", "q", "42P01"); },
             said("42P01", "relation \"t\" does not exist"), Link::kOpen, ErrorCode::kDatabase,
             "42P01", "relation \"t\" does not exist"},
        Case{"privilege_has_its_state_from_the_report",
             [] { throw pqxx::insufficient_privilege("ERROR:  permission denied"); },
             said("42501", "permission denied for table t"), Link::kOpen, ErrorCode::kDatabase,
             "42501", "permission denied for table t"},
        Case{"deadlock_beside_sql_error",
             [] { throw rolled_back<pqxx::deadlock_detected>("ERROR:  deadlock"); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "40P01",
             "deadlock"},
        Case{"serialization_beside_sql_error",
             [] { throw rolled_back<pqxx::serialization_failure>("ERROR:  could not serialize"); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "40001",
             "could not serialize"},
        Case{"rollback",
             [] { throw rolled_back<pqxx::transaction_rollback>("ERROR:  rolled back"); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "40000",
             "rolled back"},
        Case{"completion_unknown",
             [] { throw rolled_back<pqxx::statement_completion_unknown>("ERROR:  who knows"); },
             {},
             Link::kOpen,
             ErrorCode::kCommitInDoubt,
             "40003",
             "who knows"},
        Case{"in_doubt_before_lost",
             [] { throw pqxx::in_doubt_error("COMMIT"); },
             {},
             Link::kLost,
             ErrorCode::kCommitInDoubt,
             "",
             "COMMIT"},
        Case{"class_08_of_a_statement_is_no_lost_connection",
             [] { throw pqxx::broken_connection("ERROR:  could not establish connection"); },
             said("08001", "could not establish connection"), Link::kOpen, ErrorCode::kDatabase,
             "08001", "could not establish connection"},
        Case{"too_many_connections_of_a_statement",
             [] { throw pqxx::too_many_connections("ERROR:  too many"); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "53300",
             "too many"},
        Case{"lost",
             [] { throw pqxx::broken_connection("server closed the connection\n"); },
             {},
             Link::kLost,
             ErrorCode::kConnectionLost,
             "",
             "the connection to the database was lost: server closed the connection"},
        Case{"lost_with_the_server's_last_words",
             [] { throw pqxx::sql_error("FATAL:  terminating", "q", "57P01"); },
             said("57P01", "terminating connection due to administrator command"), Link::kLost,
             ErrorCode::kConnectionLost, "57P01",
             "the connection to the database was lost: terminating connection due to administrator "
             "command"},
        Case{"lost_in_silence",
             [] { throw pqxx::broken_connection(""); },
             {},
             Link::kLost,
             ErrorCode::kConnectionLost,
             "",
             "the connection to the database was lost: the server closed the connection without a "
             "word"},
        Case{"memory",
             [] { throw std::bad_alloc(); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "",
             "not enough memory for the server's answer"},
        Case{"usage",
             [] { throw pqxx::usage_error("libpqxx was misused."); },
             {},
             Link::kOpen,
             ErrorCode::kDatabase,
             "",
             "libpqxx was misused"}));

TEST(ToErrorDetail, KeepsWhatTheServerSaidInItsOrder) {
  ServerReport report = said("23505", "duplicate key");
  report.detail = "Key (a)=(1) already exists.";
  report.hint = "Use another.";
  report.context = "SQL statement \"INSERT\"";
  report.internal_query = "INSERT INTO t";
  report.position = 7;
  const pqxx::unique_violation thrown("ERROR:  duplicate key");
  const Error error = to_error(thrown, report, Link::kOpen);
  EXPECT_EQ(error.detail,
            "DETAIL: Key (a)=(1) already exists.\nHINT: Use another.\nQUERY: INSERT INTO t\n"
            "CONTEXT: SQL statement \"INSERT\"");
  EXPECT_EQ(error.position, 7);
}

}  // namespace
}  // namespace ashlar::runtime::database
