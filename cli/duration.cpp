#include "cli/duration.h"

#include <cstdint>
#include <fmt/format.h>

namespace ashlar::cli {

std::string duration_text(std::chrono::milliseconds duration) {
  const std::int64_t all = duration.count();
  if (all < 1'000) return fmt::format("{} ms", all);
  if (all < 60'000) return fmt::format("{}.{} s", all / 1'000, all % 1'000 / 100);
  return fmt::format("{} min {} s", all / 60'000, all % 60'000 / 1'000);
}

}  // namespace ashlar::cli
