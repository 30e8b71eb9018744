#include "runtime/database/failure.h"

#include <new>
#include <pqxx/except>
#include <string_view>

namespace ashlar::runtime::database {
namespace {

void add_line(std::string& lines, std::string_view label, const std::string& text) {
  if (text.empty()) return;
  if (!lines.empty()) lines += '\n';
  lines += std::string(label) + ": " + text;
}

/// The SQLSTATEs that libpqxx 6.4 knows by type alone (its `sqlstate()` is on sql_error only).
std::string sqlstate_of(const std::exception& thrown) {
  if (dynamic_cast<const pqxx::deadlock_detected*>(&thrown) != nullptr) return "40P01";
  if (dynamic_cast<const pqxx::serialization_failure*>(&thrown) != nullptr) return "40001";
  if (dynamic_cast<const pqxx::statement_completion_unknown*>(&thrown) != nullptr) return "40003";
  if (dynamic_cast<const pqxx::too_many_connections*>(&thrown) != nullptr) return "53300";
  if (dynamic_cast<const pqxx::transaction_rollback*>(&thrown) != nullptr) return "40000";
  if (const auto* failed = dynamic_cast<const pqxx::sql_error*>(&thrown)) return failed->sqlstate();
  return {};
}

ErrorCode code_of(std::string_view sqlstate, Link link) {
  // A commit whose end is unknown is worse than a lost connection: it is told first.
  if (sqlstate == "40003") return ErrorCode::kCommitInDoubt;
  // Not by type: libpqxx throws broken_connection for every SQLSTATE of class 08, and a statement
  // may raise one (dblink does) while its own session is as well as ever.
  if (link == Link::kLost) return ErrorCode::kConnectionLost;
  return ErrorCode::kDatabase;
}

}  // namespace

std::string first_line(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  for (const std::string_view severity : {"ERROR:", "FATAL:", "PANIC:"}) {
    if (line.starts_with(severity)) line.remove_prefix(severity.size());
  }
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  while (!line.empty() && (line.back() == '.' || line.back() == ' ')) line.remove_suffix(1);
  return std::string(line);
}

Error to_error(const std::exception& thrown, const ServerReport& report, Link link) {
  if (dynamic_cast<const std::bad_alloc*>(&thrown) != nullptr) {
    Error error;
    error.code = code_of(report.sqlstate, link);
    error.sqlstate = report.sqlstate;
    error.message = "not enough memory for the server's answer";
    return error;
  }
  ServerReport known = report;
  if (known.sqlstate.empty()) known.sqlstate = sqlstate_of(thrown);
  if (known.message.empty()) known.message = first_line(thrown.what());
  Error error = to_error(known, link);
  if (dynamic_cast<const pqxx::in_doubt_error*>(&thrown) != nullptr) {
    error.code = ErrorCode::kCommitInDoubt;
    error.message = known.message;
  }
  return error;
}

Error to_error(const ServerReport& report, Link link) {
  Error error;
  error.sqlstate = report.sqlstate;
  error.code = code_of(report.sqlstate, link);
  error.message = report.message;
  if (error.message.empty()) error.message = "the server closed the connection without a word";
  if (error.code == ErrorCode::kConnectionLost) {
    error.message = "the connection to the database was lost: " + error.message;
  }
  error.position = report.position;
  error.completed = report.completed;
  add_line(error.detail, "DETAIL", report.detail);
  add_line(error.detail, "HINT", report.hint);
  add_line(error.detail, "QUERY", report.internal_query);
  add_line(error.detail, "CONTEXT", report.context);
  return error;
}

}  // namespace ashlar::runtime::database
