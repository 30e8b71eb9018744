#pragma once

// What `verify` found, revision by revision, and how it is printed. Layer: cli.

#include <chrono>
#include <string>
#include <vector>

#include "compiler/emit/emit.h"
#include "grammar/text/diagnostic.h"
#include "runtime/api/verify.h"

namespace ashlar::cli {

enum class Verdict {
  kProved,        ///< up, down and up again, and all as it should be
  kIrreversible,  ///< it says why there is no way back; its up is good
  kNoDown,        ///< there is no way back, and no word why; its up is good
  kFailed,
  kNotTried,  ///< one before it failed on its way up
};
[[nodiscard]] std::string_view to_string(Verdict verdict);

/// Something to be said of a revision.
struct Remark {
  Severity severity = Severity::kError;
  std::string kind;     ///< "not-brought-back", for programs
  std::string message;  ///< one sentence
  std::string help;
  std::optional<Diagnostic> at;  ///< the same, where a statement of a file is to blame
  std::string sqlstate;
  std::vector<runtime::LineChange> changes;
};

struct Verified {
  std::string revision;
  std::string message;
  std::string file;
  Verdict verdict = Verdict::kNotTried;
  std::string reason;  ///< of an irreversible one
  std::vector<Remark> remarks;
  std::chrono::milliseconds elapsed{0};
};

/// Lines of one revision, for people.
[[nodiscard]] std::string verified_pretty(const Verified& verified, const Sources& sources,
                                          emit::Color color);
/// "12 revisions: 10 there and back, 1 irreversible, 1 failed".
[[nodiscard]] std::string summary_line(const std::vector<Verified>& all);
/// docs/commands.md has the keys.
[[nodiscard]] std::string verify_json(const std::vector<Verified>& all, const std::string& server,
                                      const Sources& sources);
/// One test case a revision.
[[nodiscard]] std::string verify_junit(const std::vector<Verified>& all, const Sources& sources);

}  // namespace ashlar::cli
