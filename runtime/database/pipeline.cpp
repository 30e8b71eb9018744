#include "runtime/database/pipeline.h"

#include <cerrno>
#include <memory>
#include <poll.h>

namespace ashlar::runtime::database {
namespace {

/// So much is handed to libpq before it is asked to write; it keeps what the line does not take.
constexpr std::size_t kBytesAtOnce = 1U << 16;

class Pipeline {
 public:
  Pipeline(PGconn* connection, const std::vector<std::string>& statements,
           const OnAnswer& on_answer)
      : connection_(connection), statements_(statements), on_answer_(on_answer) {}

  void run() {
    if (PQsetnonblocking(connection_, 1) != 0) return;
    bool alive = PQenterPipelineMode(connection_) == 1;
    while (alive && !over_) alive = send_some() && wait() && take_answers();
    if (PQstatus(connection_) == CONNECTION_OK) {
      PQexitPipelineMode(connection_);
      PQsetnonblocking(connection_, 0);
    }
  }

 private:
  bool send_some() {
    while (!synced_) {
      const int left = PQflush(connection_);
      if (left < 0) return false;
      full_ = left > 0;
      if (full_) return true;
      for (std::size_t bytes = 0; bytes < kBytesAtOnce && !synced_;) {
        // What follows a failure would not run: it is not sent either.
        if (sent_ == statements_.size() || failed_) {
          if (PQpipelineSync(connection_) != 1) return false;
          synced_ = true;
        } else {
          const std::string& statement = statements_[sent_++];
          bytes += statement.size() + 1;
          if (PQsendQueryParams(connection_, statement.c_str(), 0, nullptr, nullptr, nullptr,
                                nullptr, 0) != 1) {
            return false;
          }
        }
      }
    }
    const int left = PQflush(connection_);
    full_ = left > 0;
    return left >= 0;
  }

  bool wait() {
    pollfd line{PQsocket(connection_), POLLIN, 0};
    if (full_) line.events |= POLLOUT;
    if (PQisBusy(connection_) == 0) return true;
    while (poll(&line, 1, -1) < 0) {
      if (errno != EINTR) return false;
    }
    return (line.revents & ~POLLOUT) == 0 || PQconsumeInput(connection_) == 1;
  }

  bool take_answers() {
    while (!over_ && answered_ < sent_ + (synced_ ? 1 : 0) && PQisBusy(connection_) == 0) {
      const std::unique_ptr<PGresult, decltype(&PQclear)> answer(PQgetResult(connection_),
                                                                 &PQclear);
      // Each statement's answers end with a null.
      if (answer == nullptr) {
        if (PQstatus(connection_) != CONNECTION_OK) return false;
        ++answered_;
        continue;
      }
      const ExecStatusType status = PQresultStatus(answer.get());
      if (status == PGRES_PIPELINE_SYNC) {
        over_ = true;
      } else if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
                 status == PGRES_EMPTY_QUERY) {
        on_answer_(answer.get());
      } else {
        failed_ = true;
      }
    }
    return true;
  }

  PGconn* connection_;
  const std::vector<std::string>& statements_;
  const OnAnswer& on_answer_;
  std::size_t sent_ = 0;
  std::size_t answered_ = 0;
  bool synced_ = false;
  bool failed_ = false;
  bool full_ = false;  ///< libpq holds bytes that the line did not take
  bool over_ = false;
};

}  // namespace

void run_pipeline(PGconn* connection, const std::vector<std::string>& statements,
                  const OnAnswer& on_answer) {
  Pipeline(connection, statements, on_answer).run();
}

}  // namespace ashlar::runtime::database
