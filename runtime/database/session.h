#pragma once

// One connection: SQL text in, rows or an Error out. The only adapter over libpqxx (6.4, and 7 from
// 7.7 on) and libpq; nothing of either shows here. A connection that is lost stays lost: libpqxx 6
// would otherwise make a new one by itself, without the locks and settings of the old.
// Layer: runtime/database.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grammar/text/result.h"
#include "runtime/database/failure.h"
#include "runtime/database/interrupt.h"
#include "runtime/database/target.h"

namespace ashlar::runtime::database {

using Value = std::optional<std::string>;  ///< absent: NULL

struct Rows {
  std::vector<std::vector<Value>> rows;
  bool first_column_is_boolean = false;
  std::uint64_t affected = 0;  ///< rows that the last statement wrote
};

/// May an interrupt refuse or cancel the statement? What cleans up must run in any case.
enum class OnInterrupt { kCancel, kFinish };

enum class Transaction { kNone, kOpen, kFailed };

class Session final : private Interruptible {
 public:
  /// Connects; waits a while for a server that is about to take connections. `interrupt` must
  /// outlive the session.
  static Result<std::unique_ptr<Session>> open(const Target& target, Interrupt& interrupt);
  ~Session();

  /// Runs one or more statements; the rows are those of the last. In one message: where several
  /// stand outside BEGIN and COMMIT they are one transaction.
  Result<Rows> query(const std::string& sql, OnInterrupt on_interrupt = OnInterrupt::kFinish);
  Status execute(const std::string& sql, OnInterrupt on_interrupt = OnInterrupt::kFinish);
  /// Sends statements, each one command, without waiting for the answers in between; they begin
  /// with BEGIN or follow one. The server takes each as if it came alone, and none after one that
  /// fails. `answers` gets one Rows for each that took place, and so tells which one failed. None
  /// may be a COPY from or to the client, nor end the transaction and leave others behind it.
  Status pipeline(const std::vector<std::string>& statements, OnInterrupt on_interrupt,
                  std::vector<Rows>& answers);
  /// COMMIT. kCommitInDoubt where the connection broke before the server's answer.
  Status commit();
  /// ROLLBACK where a transaction is open. Cannot fail but by losing the connection.
  void rollback();

  [[nodiscard]] bool lost() const;
  [[nodiscard]] Transaction transaction() const;

  [[nodiscard]] int server_major() const;
  [[nodiscard]] std::string host() const;  ///< a name, an address, or the socket's folder
  [[nodiscard]] std::string port() const;
  [[nodiscard]] const Target& target() const;
  /// The server process that the other end named when it let us in; a pooler names a
  /// number of its own.
  [[nodiscard]] int greeted_by() const;

  /// Who hears NOTICE and WARNING: "WARNING: …". None: nobody.
  void on_notice(std::function<void(const std::string&)> listener);

 private:
  struct Wire;
  explicit Session(std::unique_ptr<Wire> wire, Interrupt& interrupt);

  [[nodiscard]] std::uint64_t under_way() const override;
  void cancel() override;
  /// Runs what sends and takes the answers, unless the session is lost or an interrupt is pending.
  Status under_watch(OnInterrupt on_interrupt, const std::function<Status()>& exchange);
  /// Sends the statements and takes the answer.
  Status exchange(const std::string& sql, Rows& rows);
  Status exchange_all(const std::vector<std::string>& statements, std::vector<Rows>& answers);
  /// Looks at the line; of one that went dead, the report gets what is known.
  [[nodiscard]] Link notice_loss();
  /// Ends a COPY that waits for data, so that the session can be used again.
  [[nodiscard]] Error end_copy();

  std::unique_ptr<Wire> wire_;
  Interrupt& interrupt_;
};

}  // namespace ashlar::runtime::database
