#pragma once

// What is said of a run while it goes on. Layer: cli.

#include <chrono>
#include <string>

#include "cli/console.h"
#include "compiler/plan/plan.h"
#include "runtime/api/runtime.h"

namespace ashlar::cli {

/// "upgrade aaaa1111 -> aaaa2222, add users (step 1 of 2)"; a downgrade the other way round.
[[nodiscard]] std::string step_title(const plan::Step& step, const plan::Plan& plan);

/// For people: one line a step when it is done, and on a terminal what is under way, for how long,
/// how far, and who is in the way.
class Progress {
 public:
  Progress(const plan::Plan& plan, Console& console) : plan_(plan), console_(console) {}
  void operator()(const runtime::StepEvent& event);

 private:
  void under_way(const runtime::StepEvent& event);

  const plan::Plan& plan_;
  Console& console_;
  std::chrono::milliseconds next_word_{0};  ///< off a terminal, of those in the way
};

}  // namespace ashlar::cli
