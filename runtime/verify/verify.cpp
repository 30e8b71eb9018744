#include "runtime/verify/verify.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "runtime/embedded/embedded.h"
#include "runtime/verify/bench.h"
#include "runtime/verify/schema_check.h"

namespace ashlar::runtime {
namespace {

/// Trials [begin, end), to be made one after the other in one database.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// More stretches than workers, as some take longer; but each costs a database.
std::vector<Stretch> stretches_of(std::size_t first, std::size_t count,
                                  const TrialOptions& options) {
  constexpr std::size_t kPerJob = 2;
  constexpr std::size_t kShortest = 12;
  const std::size_t trials = count - first;
  std::size_t parts = options.jobs <= 1 ? 1 : options.jobs * kPerJob;
  if (options.shared_objects) parts = 1;
  parts = std::max<std::size_t>(1, std::min(parts, trials / kShortest));
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < parts; ++i) {
    stretches.push_back({first + trials * i / parts, first + trials * (i + 1) / parts});
  }
  return stretches;
}

class Verifier {
 public:
  Verifier(ScratchServer& server, const std::vector<Trial>& trials, const TrialOptions& options,
           const ComputedSchema& schema, const OnTrial& on_trial)
      : server_(server),
        trials_(trials),
        options_(options),
        schema_{locked(schema.whole), locked(schema.step)},
        on_trial_(on_trial) {}

  Status run() {
    std::vector<std::thread> workers;
    const unsigned jobs = options_.shared_objects ? 1 : std::max(1U, options_.jobs);
    workers.reserve(jobs);
    for (unsigned i = 0; i < jobs; ++i) workers.emplace_back([this] { work(); });
    lay_out();
    for (std::thread& worker : workers) worker.join();
    return failed_ ? Status(*failed_) : Status();
  }

 private:
  struct Prepared {
    std::string database;
    Stretch stretch;
  };

  /// One database walks through the history; where a stretch begins it is copied for a worker.
  void lay_out() {
    if (Status done = walk_and_copy(); !done) fail(done.error());
    const std::lock_guard<std::mutex> held(mutex_);
    all_laid_out_ = true;
    changed_.notify_all();
  }

  Status walk_and_copy() {
    Result<std::string> database = server_.make();
    if (!database) return database.error();
    std::size_t at = 0;
    const std::vector<Stretch> stretches = stretches_of(options_.first, trials_.size(), options_);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const Stretch& stretch = stretches[i];
      if (at < stretch.begin) {
        const Result<bool> arrived = walk(*database, at, stretch.begin);
        if (!arrived) return arrived.error();
        if (!*arrived) return {};
        at = stretch.begin;
      }
      const bool last = i + 1 == stretches.size();
      Result<std::string> copy = last      ? *database
                                 : at == 0 ? server_.make()
                                           : server_.make(*database);
      if (!copy) return copy.error();
      const std::lock_guard<std::mutex> held(mutex_);
      prepared_.push_back({std::move(*copy), stretch});
      changed_.notify_one();
    }
    return {};
  }

  /// False where a trial on the way fails, or everything has come to an end. Whoever has that trial
  /// in his stretch will say so; those before the first stretch are said here.
  Result<bool> walk(const std::string& database, std::size_t from, std::size_t to) {
    Result<Bench> bench = Bench::open(server_, trials_, database, from, false);
    if (!bench) return bench.error();
    while (bench->at() < to) {
      if (stopped()) return false;
      TrialFailure failure;
      const Status walked = bench->walk(failure);
      if (walked.ok()) continue;
      if (!server_.is_refusal(walked.error())) return walked.error();
      if (bench->at() < options_.first) {
        TrialResult result;
        result.trial = bench->at();
        failure.error = walked.error();
        result.failure = std::move(failure);
        tell(std::move(result));
      }
      return false;
    }
    return true;
  }

  void work() {
    SchemaCheck check(server_, schema_);
    while (std::optional<Prepared> next = take()) {
      if (Status done = verify(*next, check); !done) fail(done.error());
    }
  }

  std::optional<Prepared> take() {
    std::unique_lock<std::mutex> held(mutex_);
    changed_.wait(held, [this] { return !prepared_.empty() || all_laid_out_ || failed_; });
    if (prepared_.empty() || failed_) return std::nullopt;
    Prepared next = std::move(prepared_.front());
    prepared_.pop_front();
    return next;
  }

  Status verify(const Prepared& prepared, SchemaCheck& check) {
    Result<Bench> bench = Bench::open(server_, trials_, prepared.database, prepared.stretch.begin,
                                      !options_.shared_objects);
    if (!bench) return bench.error();
    for (std::size_t at = prepared.stretch.begin; at < prepared.stretch.end; ++at) {
      if (stopped()) return {};
      Result<TrialResult> result = bench->next();
      if (!result) return result.error();
      const bool arrived = bench->at() > at;
      if (arrived) {
        if (Status compared = check.compare(at, bench->lines(), *result); !compared) {
          return compared;
        }
      }
      tell(std::move(*result));
      if (!arrived) return {};
    }
    return {};
  }

  using Ask = std::function<std::string(std::size_t)>;
  Ask locked(const Ask& ask) {
    return [this, &ask](std::size_t trial) {
      const std::lock_guard<std::mutex> held(telling_);
      return ask(trial);
    };
  }

  void tell(TrialResult&& result) {
    const std::lock_guard<std::mutex> held(telling_);
    on_trial_(std::move(result));
  }

  void fail(const Error& error) {
    const std::lock_guard<std::mutex> held(mutex_);
    if (!failed_) failed_ = error;
    changed_.notify_all();
  }

  bool stopped() {
    const std::lock_guard<std::mutex> held(mutex_);
    return failed_.has_value();
  }

  ScratchServer& server_;
  const std::vector<Trial>& trials_;
  const TrialOptions& options_;
  ComputedSchema schema_;
  const OnTrial& on_trial_;

  std::mutex telling_;  ///< of the two callbacks
  std::mutex mutex_;    ///< of what follows
  std::condition_variable changed_;
  std::deque<Prepared> prepared_;
  bool all_laid_out_ = false;
  std::optional<Error> failed_;
};

Result<TrialReport> verify_on(ScratchServer& server, const std::vector<Trial>& trials,
                              const TrialOptions& options, const ComputedSchema& schema,
                              const OnTrial& on_trial, database::Interrupt& interrupt) {
  const Status done = Verifier(server, trials, options, schema, on_trial).run();
  if (interrupt.take()) {
    Error interrupted;
    interrupted.code = ErrorCode::kInterrupted;
    interrupted.message = "interrupted";
    interrupted.detail = "the databases that were made for it are removed";
    return interrupted;
  }
  if (!done) return done.error();
  TrialReport report;
  report.server = server.version();
  report.roles_made = server.roles_made();
  return report;
}

}  // namespace

Result<TrialReport> verify_trials(const std::vector<Trial>& trials, const TrialOptions& options,
                                  const ComputedSchema& schema, const OnTrial& on_trial,
                                  database::Interrupt& interrupt) {
  if (options.embedded_folder.empty()) {
    auto server = ScratchServer::open(options.url, ServerUse::kShared, interrupt);
    if (!server) return server.error();
    Result<TrialReport> report = verify_on(**server, trials, options, schema, on_trial, interrupt);
    if (report) report->roles_left = (*server)->new_roles();
    return report;
  }
  EmbeddedOptions embedded;
  embedded.folder = options.embedded_folder;
  const Result<EmbeddedServer> started = embedded::start(embedded, interrupt);
  if (!started) return started.error();
  auto server = ScratchServer::open(started->url, ServerUse::kPrivate, interrupt);
  if (!server) return server.error();
  Result<TrialReport> report = verify_on(**server, trials, options, schema, on_trial, interrupt);
  const bool alone = (*server)->is_alone();
  server->reset();
  if (alone) static_cast<void>(embedded::stop(embedded));
  return report;
}

}  // namespace ashlar::runtime
