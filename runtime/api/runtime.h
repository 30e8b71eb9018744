#pragma once

// What the command line may ask of the runtime. The runtime itself is a module that is loaded when
// a command needs a database, so that `ashlar lint` never pays for libpq. It takes a plan and a
// connection, keeps the ledger and the lock, and runs step by step; it knows no SQL semantics.
// Layer: runtime/api: declarations and the loader, no libpqxx.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "grammar/text/result.h"
#include "runtime/api/verify.h"

namespace ashlar::runtime {

struct ServerFacts {
  int major = 0;        ///< 15
  std::string version;  ///< "15.18"
  std::string database;
  std::string user;
  std::string host;  ///< as connected to: a name, or the socket's folder
  std::string port;
  bool read_only = false;  ///< standby, or default_transaction_read_only
  bool in_recovery = false;
};

/// A row of the ledger's `revisions`.
struct AppliedRevision {
  ledger::RevisionRecord record;
  std::string applied_at;  ///< RFC 3339, UTC
  std::string applied_by;
  bool stamped = false;
};

/// A row of the ledger's `steps`: a revision that did not finish.
struct StepInFlight {
  ledger::StepRef step;
  bool done = false;  ///< false: started outside a transaction and nobody knows how it ended
  std::string started_at;
};

struct LedgerState {
  bool exists = false;
  std::string default_schema;  ///< where new tables without a schema in their name would land
  std::vector<std::string> installed;    ///< ashlar's own ledger revisions, sorted
  std::vector<AppliedRevision> applied;  ///< by id
  std::vector<StepInFlight> in_flight;   ///< by revision and step
};

struct ConnectOptions {
  /// A libpq connection string or URI. Empty: the PG* variables and libpq's defaults.
  std::string url;
  std::string ledger_schema = "ashlar";
};

struct RunOptions {
  std::chrono::milliseconds lock_timeout{
      5000};             ///< of each statement, unless its annotation says other
  int lock_retries = 3;  ///< whole-step retries after a lock timeout or a deadlock
  std::chrono::milliseconds statement_timeout{0};
  /// Sessions that hold a step up for so long are ended; absent: never.
  std::optional<std::chrono::milliseconds> terminate_blockers;
};

struct LockOptions {
  std::chrono::milliseconds wait{60000};  ///< give up with ErrorCode::kLocked after this
};

/// What happens during a run, for whoever shows it.
struct StepEvent {
  enum class Kind {
    kStarted,
    kFinished,
    kSkipped,
    kRetrying,
    kUnderWay,  ///< about once a second while it runs
    kNotice,    ///< the server said something while the step ran (RAISE NOTICE, a WARNING)
  } kind = Kind::kStarted;
  const plan::Step* step = nullptr;
  std::chrono::milliseconds elapsed{0};
  std::string message;  ///< why it is retried; what the server said; which phase it is in
  std::optional<double> fraction;     ///< of the phase, 0 to 1, where the server knows
  std::vector<std::string> blockers;  ///< who holds it up at this moment, in words
};
/// Called from any thread, but never from two at once.
using OnStep = std::function<void(const StepEvent&)>;
/// Called about once a second while another runner holds the lock; the text names the holder.
using OnWait = std::function<void(const std::string& holder)>;

struct RunReport {
  std::size_t steps_run = 0;
  std::size_t steps_skipped = 0;  ///< done already by a run that was cut off
};

/// Where a failed step stands: the statement and the place of the error inside it.
struct RunFailure {
  std::uint32_t step = 0;
  std::optional<std::size_t>
      statement;  ///< index in step.statements; absent: the ledger's own words, or COMMIT
};

/// What a database holds.
struct Introspection {
  /// Statements that make its schema, most of them in an order that works. What is the server's, an
  /// extension's or the ledger's is not in it; names are written in full.
  std::string sql;
  std::vector<std::string>
      unread;  ///< what is not in it, in words: for want of rights, or of a statement
};

struct StampChange {
  std::vector<ledger::RevisionRecord> add;
  std::vector<std::string> remove;
  std::vector<ledger::RevisionRecord> accept;
};

/// One session on one database. Not thread-safe. A lost connection ends it: every later call says
/// so.
class Database {
 public:
  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  virtual ~Database() = default;

  [[nodiscard]] virtual const ServerFacts& facts() const = 0;
  /// Reads only; works on a standby and without a ledger, and creates nothing.
  virtual Result<LedgerState> read_ledger() = 0;
  /// The session advisory lock, taken by polling; held until the Database goes.
  virtual Status lock(const LockOptions& options, const OnWait& on_wait) = 0;
  /// Makes the ledger's schema where it is missing and runs `install` (plan::ledger_plan). Needs
  /// the lock.
  virtual Status install_ledger(const plan::Plan& install) = 0;
  /// Runs the plan's steps in order. Steps that a former run completed (`in_flight`, done) are
  /// skipped. Needs the lock. On failure `failure` tells where; what was committed stays and is in
  /// the ledger.
  virtual Result<RunReport> run(const plan::Plan& plan, const RunOptions& options,
                                const OnStep& on_step, RunFailure& failure) = 0;
  /// Changes the ledger alone, in one transaction. Needs the lock.
  virtual Status stamp(const StampChange& change) = 0;
  /// Takes a person's word on how a step ended that was started outside a transaction and cut off.
  /// Needs the lock.
  virtual Status resolve(const ledger::StepRef& step, ledger::Verdict verdict) = 0;
  /// Reads only, in one snapshot; works on a standby, with any role.
  virtual Result<Introspection> introspect() = 0;
  /// Runs `sql` (verify queries): true where every row's first column is neither false nor NULL.
  virtual Result<bool> holds(const std::string& sql) = 0;
};

struct EmbeddedOptions {
  std::string folder;  ///< where data and socket live: `.ashlar/postgres`
  std::string database = "ashlar";
};
/// A private PostgreSQL, started from the server binaries on this machine.
struct EmbeddedServer {
  std::string url;       ///< libpq connection string
  std::string binaries;  ///< the folder they were found in
  bool started = false;  ///< by this call; false: it was running
};

class Runtime {
 public:
  Runtime() = default;
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  virtual ~Runtime() = default;

  virtual Result<std::unique_ptr<Database>> connect(const ConnectOptions& options) = 0;
  /// Starts the embedded server where it is not running (initdb at first), and makes its database.
  virtual Result<EmbeddedServer> start_embedded(const EmbeddedOptions& options) = 0;
  virtual Status stop_embedded(const EmbeddedOptions& options) = 0;
  /// The embedded server if it is running; starts and makes nothing.
  virtual Result<std::optional<EmbeddedServer>> find_embedded(const EmbeddedOptions& options) = 0;
  /// Tries the revisions in order up to the first whose up fails; those behind it are not reported.
  /// Its databases are gone when it returns, whatever it returns.
  virtual Result<TrialReport> verify(const std::vector<Trial>& trials, const TrialOptions& options,
                                     const ComputedSchema& schema, const OnTrial& on_trial) = 0;
  /// Makes a running statement stop soon; safe to call from a signal handler's thread at any time.
  virtual void interrupt() = 0;
};

/// Loads the module from beside the program, or from `../lib…/ashlar` of an installed one. The
/// pointer lives as long as the process.
[[nodiscard]] Result<Runtime*> load_runtime();

}  // namespace ashlar::runtime

/// The module's one entry point.
extern "C" ashlar::runtime::Runtime* ashlar_runtime_open();
