#pragma once

// ASHLAR_CHECK: what must hold whatever the user types. A failure is a bug of ours; it says where
// and stops the process. Never reachable from input. Layer: grammar/text.

#include <cstdio>
#include <cstdlib>

namespace ashlar {

[[noreturn]] inline void check_failed(const char* file, int line, const char* condition,
                                      const char* why) {
  std::fprintf(stderr, "ashlar: internal error at %s:%d: %s does not hold: %s\n", file, line,
               condition, why);
  std::abort();
}

}  // namespace ashlar

#define ASHLAR_CHECK(condition, why) \
  ((condition) ? static_cast<void>(0) : ::ashlar::check_failed(__FILE__, __LINE__, #condition, why))
