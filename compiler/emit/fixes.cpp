// Safe fixes, applied to a text.

#include <algorithm>
#include <utility>

#include "compiler/emit/emit.h"
#include "compiler/emit/order.h"

namespace ashlar::emit {
namespace {

bool same(const Edit& a, const Edit& b) { return a.location == b.location && a.text == b.text; }

/// The fix of the finding that may be made without asking: the first safe one, where all of it lies
/// in the file and no revision has to follow.
const Fix* safe_fix(const Diagnostic& finding, FileId file, std::size_t size) {
  for (const Fix& fix : finding.fixes) {
    const bool fits =
        !fix.edits.empty() &&
        std::all_of(fix.edits.begin(), fix.edits.end(), [file, size](const Edit& edit) {
          const Span span = edit.location.span;
          return edit.location.file == file && span.begin <= span.end && span.end <= size;
        });
    if (fix.safe && fits && !fix.follow_up) return &fix;
  }
  return nullptr;
}

}  // namespace

bool are_apart(const Edit& a, const Edit& b) {
  const Span first = a.location.span;
  const Span second = b.location.span;
  if (a.location.file != b.location.file) return true;
  if (first.empty() || second.empty()) {
    return first.begin > second.end || second.begin > first.end;
  }
  return first.begin >= second.end || second.begin >= first.end;
}

std::string edited(const std::string& text, std::vector<const Edit*> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit* a, const Edit* b) { return a->location < b->location; });
  std::string result;
  std::size_t at = 0;
  for (const Edit* edit : edits) {
    result.append(text, at, edit->location.span.begin - at);
    result += edit->text;
    at = edit->location.span.end;
  }
  result.append(text, at);
  return result;
}

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
        clear = clear && (same(edit, *other) || are_apart(edit, *other));
      }
      if (!made) fresh.push_back(&edit);
    }
    if (!clear) continue;
    chosen.insert(chosen.end(), fresh.begin(), fresh.end());
    ++fixed.applied;
  }
  fixed.text = edited(text, std::move(chosen));
  return fixed;
}

}  // namespace ashlar::emit
