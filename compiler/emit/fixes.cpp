// Safe fixes, applied to a text.

#include <algorithm>

#include "compiler/emit/emit.h"
#include "compiler/emit/order.h"

namespace ashlar::emit {
namespace {

bool same(const Edit& a, const Edit& b) { return a.location == b.location && a.text == b.text; }

/// Two edits that cannot both be made: they share bytes, or one inserts where the other begins or
/// ends, so that their order would be a guess.
bool conflict(const Edit& a, const Edit& b) {
  const Span first = a.location.span;
  const Span second = b.location.span;
  if (first.empty() || second.empty()) {
    return first.begin <= second.end && second.begin <= first.end;
  }
  return first.begin < second.end && second.begin < first.end;
}

/// The fix of the finding that may be made without asking: the first safe one, where all of it lies
/// in the file.
const Fix* safe_fix(const Diagnostic& finding, FileId file, std::size_t size) {
  for (const Fix& fix : finding.fixes) {
    const bool fits =
        !fix.edits.empty() &&
        std::all_of(fix.edits.begin(), fix.edits.end(), [file, size](const Edit& edit) {
          const Span span = edit.location.span;
          return edit.location.file == file && span.begin <= span.end && span.end <= size;
        });
    if (fix.safe && fits) return &fix;
  }
  return nullptr;
}

}  // namespace

FixedText apply_fixes(const Diagnostics& diagnostics, FileId file, const std::string& text) {
  std::vector<const Edit*> chosen;
  FixedText fixed;
  for (const Diagnostic* finding : in_order(diagnostics)) {
    const Fix* fix = safe_fix(*finding, file, text.size());
    if (fix == nullptr) continue;
    std::vector<const Edit*> fresh;
    bool clear = true;
    for (const Edit& edit : fix->edits) {
      bool made = false;
      for (const Edit* other : chosen) {
        made = made || same(edit, *other);
        clear = clear && (same(edit, *other) || !conflict(edit, *other));
      }
      if (!made) fresh.push_back(&edit);
    }
    if (!clear) continue;
    chosen.insert(chosen.end(), fresh.begin(), fresh.end());
    ++fixed.applied;
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const Edit* a, const Edit* b) { return a->location < b->location; });
  std::size_t at = 0;
  for (const Edit* edit : chosen) {
    fixed.text.append(text, at, edit->location.span.begin - at);
    fixed.text += edit->text;
    at = edit->location.span.end;
  }
  fixed.text.append(text, at);
  return fixed;
}

}  // namespace ashlar::emit
