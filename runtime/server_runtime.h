#pragma once

// The Runtime that the module hands out: makes sessions and the embedded server, and passes
// interrupts on to whatever they are doing. Layer: runtime.

#include <memory>

#include "runtime/api/runtime.h"
#include "runtime/database/interrupt.h"

namespace ashlar::runtime {

class ServerRuntime final : public Runtime {
 public:
  Result<std::unique_ptr<Database>> connect(const ConnectOptions& options) override;
  Result<EmbeddedServer> start_embedded(const EmbeddedOptions& options) override;
  Status stop_embedded(const EmbeddedOptions& options) override;
  Result<std::optional<EmbeddedServer>> find_embedded(const EmbeddedOptions& options) override;
  Result<TrialReport> verify(const std::vector<Trial>& trials, const TrialOptions& options,
                             const ComputedSchema& schema, const OnTrial& on_trial) override;
  void interrupt() override;

 private:
  database::Interrupt interrupt_;
};

}  // namespace ashlar::runtime
