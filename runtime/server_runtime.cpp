#include "runtime/server_runtime.h"

#include "runtime/embedded/embedded.h"
#include "runtime/executor/connected.h"
#include "runtime/verify/verify.h"

namespace ashlar::runtime {

Result<std::unique_ptr<Database>> ServerRuntime::connect(const ConnectOptions& options) {
  return connect_database(options, interrupt_);
}

Result<EmbeddedServer> ServerRuntime::start_embedded(const EmbeddedOptions& options) {
  return embedded::start(options, interrupt_);
}

Status ServerRuntime::stop_embedded(const EmbeddedOptions& options) {
  return embedded::stop(options);
}

Result<std::optional<EmbeddedServer>> ServerRuntime::find_embedded(const EmbeddedOptions& options) {
  return embedded::find(options, interrupt_);
}

Result<TrialReport> ServerRuntime::verify(const std::vector<Trial>& trials,
                                          const TrialOptions& options, const ComputedSchema& schema,
                                          const OnTrial& on_trial) {
  return verify_trials(trials, options, schema, on_trial, interrupt_);
}

void ServerRuntime::interrupt() { interrupt_.request(); }

}  // namespace ashlar::runtime
