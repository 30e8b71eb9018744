#include "compiler/emit/order.h"

#include <algorithm>

namespace ashlar::emit {

std::vector<const Diagnostic*> in_order(const Diagnostics& diagnostics) {
  std::vector<const Diagnostic*> ordered;
  ordered.reserve(diagnostics.size());
  for (const Diagnostic& finding : diagnostics) ordered.push_back(&finding);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return a->location < b->location;
  });
  return ordered;
}

Counts count(const Diagnostics& diagnostics) {
  Counts counts;
  for (const Diagnostic& finding : diagnostics) {
    switch (finding.severity) {
      case Severity::kError:
        ++counts.errors;
        break;
      case Severity::kWarning:
        ++counts.warnings;
        break;
      case Severity::kNote:
        ++counts.notes;
        break;
    }
  }
  return counts;
}

}  // namespace ashlar::emit
