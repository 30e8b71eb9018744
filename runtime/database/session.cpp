#include "runtime/database/session.h"

#include <atomic>
#include <chrono>
#include <libpq-events.h>
#include <libpq-fe.h>
#include <string_view>

#include "runtime/database/failure.h"
#include "runtime/database/pipeline.h"
#include "runtime/database/pqxx_connection.h"

namespace ashlar::runtime::database {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kBetweenTries{200};
constexpr unsigned int kBooleanOid = 16;  // src/include/catalog/pg_type.dat

std::string field_of(const PGresult* result, int field) {
  const char* text = PQresultErrorField(result, field);
  return text == nullptr ? std::string() : std::string(text);
}

ServerReport report_of(const PGresult* result) {
  ServerReport report;
  report.sqlstate = field_of(result, PG_DIAG_SQLSTATE);
  report.message = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
  report.detail = field_of(result, PG_DIAG_MESSAGE_DETAIL);
  report.hint = field_of(result, PG_DIAG_MESSAGE_HINT);
  report.context = field_of(result, PG_DIAG_CONTEXT);
  report.internal_query = field_of(result, PG_DIAG_INTERNAL_QUERY);
  report.position = std::atoi(field_of(result, PG_DIAG_STATEMENT_POSITION).c_str());
  return report;
}

/// libpq calls this for every result that libpqxx gets: errors leave their fields in the report.
/// The first error of a statement counts; what follows a FATAL one is only the line going dead.
/// What comes before it are the statements that the same message held.
int remember_error(PGEventId event, void* info, void* report_pointer) {
  if (event != PGEVT_RESULTCREATE) return 1;
  const PGresult* result = static_cast<PGEventResultCreate*>(info)->result;
  auto* report = static_cast<ServerReport*>(report_pointer);
  const ExecStatusType status = PQresultStatus(result);
  if (!report->sqlstate.empty()) return 1;
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) ++report->completed;
  if (status != PGRES_FATAL_ERROR) return 1;
  const std::uint32_t completed = report->completed;
  *report = report_of(result);
  report->completed = completed;
  return 1;
}

Rows rows_of(PGresult* result) {
  Rows rows;
  const int columns = PQnfields(result);
  rows.first_column_is_boolean = columns > 0 && PQftype(result, 0) == kBooleanOid;
  rows.affected = std::strtoull(PQcmdTuples(result), nullptr, 10);
  rows.rows.resize(static_cast<std::size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    std::vector<Value>& values = rows.rows[static_cast<std::size_t>(row)];
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(result, row, column) == 1) {
        values.emplace_back();
      } else {
        values.emplace_back(
            std::string(PQgetvalue(result, row, column),
                        static_cast<std::size_t>(PQgetlength(result, row, column))));
      }
    }
  }
  return rows;
}

Rows rows_of(const pqxx::result& result) {
  Rows rows;
  rows.first_column_is_boolean =
      result.columns() > 0 && result.column_type(0) == pqxx::oid{kBooleanOid};
  rows.affected = static_cast<std::uint64_t>(result.affected_rows());
  rows.rows.reserve(result.size());
  for (const auto& row : result) {
    std::vector<Value> values;
    values.reserve(row.size());
    for (const auto& field : row) {
      if (field.is_null()) {
        values.emplace_back();
      } else {
        values.emplace_back(std::string(field.c_str(), field.size()));
      }
    }
    rows.rows.push_back(std::move(values));
  }
  return rows;
}

Error interrupted_before() {
  Error error;
  error.code = ErrorCode::kInterrupted;
  error.message = "interrupted";
  return error;
}

/// What libpq says of a connection that did not come about: the first line is the message.
Error no_connection(const std::string& said, const Target& target) {
  const std::string text = without_secrets(said, target.secrets);
  Error error;
  error.code = ErrorCode::kDatabase;
  const std::size_t end = text.find('\n');
  error.message = "cannot connect to the database: " + text.substr(0, end);
  if (end != std::string::npos) error.detail = text.substr(end + 1);
  while (!error.detail.empty() && error.detail.back() == '\n') error.detail.pop_back();
  return error;
}

}  // namespace

/// The connection and what libpq calls back into. Stays put: libpq holds its address.
struct Session::Wire {
  explicit Wire(PGconn* made, Target to)
      : raw(made), target(std::move(to)), canceller(PQgetCancel(made)) {
    PQregisterEventProc(raw, remember_error, "ashlar", &report);
    PQsetNoticeReceiver(raw, &Wire::hear, this);
  }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire() { PQfreeCancel(canceller); }

  static void hear(void* self, const PGresult* notice) {
    auto* wire = static_cast<Wire*>(self);
    // A server that ends an idle session says so in a message that libpq takes for a notice.
    const std::string severity = field_of(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC") wire->last_words = report_of(notice);
    if (!wire->listener) return;
    std::string text = severity + ": " + field_of(notice, PG_DIAG_MESSAGE_PRIMARY);
    const std::string detail = field_of(notice, PG_DIAG_MESSAGE_DETAIL);
    if (!detail.empty()) text += " (" + detail + ")";
    wire->listener(without_secrets(std::move(text), wire->target.secrets));
  }

  PGconn* raw;  ///< owned by `connection`
  Target target;
  ServerReport report;      ///< of the statement under way
  ServerReport last_words;  ///< of a server that ended the session
  std::function<void(const std::string&)> listener;
  PGcancel* canceller;
  std::unique_ptr<PqxxConnection> connection;
  std::atomic<std::uint64_t> under_way{0};
  std::uint64_t statements = 0;
  std::string end;  ///< what ended the session; empty while it lives
};

Session::Session(std::unique_ptr<Wire> wire, Interrupt& interrupt)
    : wire_(std::move(wire)), interrupt_(interrupt) {
  interrupt_.attach(*this);
}

Session::~Session() { interrupt_.detach(*this); }

Result<std::unique_ptr<Session>> Session::open(const Target& target, Interrupt& interrupt) {
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : target.parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  using Handle = std::unique_ptr<PGconn, decltype(&PQfinish)>;
  const auto begin = std::chrono::steady_clock::now();
  Handle raw(PQconnectdbParams(keywords.data(), values.data(), 0), &PQfinish);
  while (raw != nullptr && PQstatus(raw.get()) != CONNECTION_OK) {
    const Error error = no_connection(PQerrorMessage(raw.get()), target);
    // A server that is starting, stopping or recovering from a crash is soon there, or soon gone.
    if (PQpingParams(keywords.data(), values.data(), 0) != PQPING_REJECT ||
        std::chrono::steady_clock::now() - begin > kPatience ||
        !interrupt.sleep_for(kBetweenTries)) {
      return error;
    }
    raw = Handle(PQconnectdbParams(keywords.data(), values.data(), 0), &PQfinish);
  }
  if (raw == nullptr) return no_connection("out of memory", target);
  auto wire = std::make_unique<Wire>(raw.get(), target);
  try {
    // libpqxx frees the handle whether it likes the server or not.
    wire->connection = std::make_unique<PqxxConnection>(raw.release());
  } catch (const std::exception& thrown) {
    return no_connection(thrown.what(), target);
  }
  return std::unique_ptr<Session>(new Session(std::move(wire), interrupt));
}

Result<Rows> Session::query(const std::string& sql, OnInterrupt on_interrupt) {
  Rows rows;
  if (Status done = under_watch(on_interrupt, [&] { return exchange(sql, rows); }); !done) {
    return done.error();
  }
  return rows;
}

Status Session::pipeline(const std::vector<std::string>& statements, OnInterrupt on_interrupt,
                         std::vector<Rows>& answers) {
  answers.clear();
  return under_watch(on_interrupt, [&] { return exchange_all(statements, answers); });
}

Status Session::under_watch(OnInterrupt on_interrupt, const std::function<Status()>& exchange) {
  if (lost()) {
    Error error;
    error.code = ErrorCode::kConnectionLost;
    error.message = wire_->end.empty() ? "the connection to the database was lost" : wire_->end;
    return error;
  }
  wire_->report = {};
  if (on_interrupt == OnInterrupt::kCancel) {
    // In this order: whoever requests an interrupt looks at `under_way` after having asked.
    wire_->under_way.store(++wire_->statements);
    if (interrupt_.pending()) {
      wire_->under_way.store(0);
      return interrupted_before();
    }
  }
  Status done = exchange();
  wire_->under_way.store(0);
  if (done.ok()) return done;
  Error failed = done.error();
  failed.message = without_secrets(std::move(failed.message), wire_->target.secrets);
  failed.detail = without_secrets(std::move(failed.detail), wire_->target.secrets);
  if (failed.code == ErrorCode::kConnectionLost) wire_->end = failed.message;
  return failed;
}

Status Session::exchange(const std::string& sql, Rows& rows) {
  try {
    pqxx::nontransaction statement(wire_->connection->get());
    const pqxx::result result = statement.exec(sql);
    if (PQtransactionStatus(wire_->raw) == PQTRANS_ACTIVE) return end_copy();
    rows = rows_of(result);
    return {};
  } catch (const std::exception& thrown) {
    return to_error(thrown, wire_->report, notice_loss());
  }
}

Status Session::exchange_all(const std::vector<std::string>& statements,
                             std::vector<Rows>& answers) {
  run_pipeline(wire_->raw, statements,
               [&](PGresult* answer) { answers.push_back(rows_of(answer)); });
  // Where libpq gave up half way, nobody could tell later answers from those of the pipeline.
  const bool stuck = PQpipelineStatus(wire_->raw) != PQ_PIPELINE_OFF;
  if (answers.size() == statements.size() && !stuck) return {};
  const Link link = notice_loss();
  wire_->report.completed = 0;
  return to_error(wire_->report, stuck ? Link::kLost : link);
}

Link Session::notice_loss() {
  if (PQstatus(wire_->raw) == CONNECTION_OK) return Link::kOpen;
  if (wire_->report.message.empty()) {
    wire_->report = wire_->last_words;
    // Of a result that the line going dead cut off, libpq makes no event; it keeps the text.
    if (wire_->report.message.empty()) {
      wire_->report.message = first_line(PQerrorMessage(wire_->raw));
    }
  }
  return Link::kLost;
}

Error Session::end_copy() {
  PQputCopyEnd(wire_->raw, "ashlar feeds no data to COPY");
  while (PGresult* result = PQgetResult(wire_->raw)) {
    // Data that COPY … TO STDOUT has on its way goes nowhere.
    if (PQresultStatus(result) == PGRES_COPY_OUT) {
      char* line = nullptr;
      while (PQgetCopyData(wire_->raw, &line, 0) > 0) PQfreemem(line);
    }
    PQclear(result);
  }
  Error error;
  error.code = ErrorCode::kDatabase;
  error.message = "COPY to or from the client cannot run here: there is no client's data";
  return error;
}

Status Session::execute(const std::string& sql, OnInterrupt on_interrupt) {
  const Result<Rows> rows = query(sql, on_interrupt);
  if (!rows) return rows.error();
  return {};
}

Status Session::commit() {
  // COMMIT of a failed transaction is answered by ROLLBACK, and no error tells of it.
  if (transaction() == Transaction::kFailed) {
    rollback();
    Error error;
    error.code = ErrorCode::kDatabase;
    error.message = "the transaction had failed and was rolled back";
    error.sqlstate = "25P02";
    return error;
  }
  const Result<Rows> rows = query("COMMIT");
  if (rows) return {};
  Error error = rows.error();
  if (lost()) error.code = ErrorCode::kCommitInDoubt;
  return error;
}

void Session::rollback() {
  // A cancel request meant for the statement before may come late and hit the ROLLBACK itself.
  constexpr int kAttempts = 3;
  for (int attempt = 0; attempt < kAttempts && transaction() != Transaction::kNone; ++attempt) {
    if (execute("ROLLBACK").ok()) return;
  }
}

bool Session::lost() const { return !wire_->end.empty() || PQstatus(wire_->raw) != CONNECTION_OK; }

Transaction Session::transaction() const {
  if (lost()) return Transaction::kNone;
  switch (PQtransactionStatus(wire_->raw)) {
    case PQTRANS_INERROR:
      return Transaction::kFailed;
    case PQTRANS_INTRANS:
      return Transaction::kOpen;
    case PQTRANS_IDLE:
    case PQTRANS_ACTIVE:
    case PQTRANS_UNKNOWN:
      return Transaction::kNone;
  }
  return Transaction::kNone;
}

int Session::server_major() const {
  constexpr int kMajorFactor = 10000;  // from version 10 on; PostgreSQL manual, PQserverVersion
  return PQserverVersion(wire_->raw) / kMajorFactor;
}

std::string Session::host() const { return PQhost(wire_->raw); }
std::string Session::port() const { return PQport(wire_->raw); }
const Target& Session::target() const { return wire_->target; }
int Session::greeted_by() const { return PQbackendPID(wire_->raw); }

void Session::on_notice(std::function<void(const std::string&)> listener) {
  wire_->listener = std::move(listener);
}

std::uint64_t Session::under_way() const { return wire_->under_way.load(); }

void Session::cancel() {
  constexpr int kErrorSize = 256;  // PostgreSQL manual, PQcancel
  char error[kErrorSize];
  // Nobody to tell where it fails: the statement then ends by itself.
  static_cast<void>(PQcancel(wire_->canceller, error, kErrorSize));
}

}  // namespace ashlar::runtime::database
