#pragma once

// Findings as data. Passes describe what they saw; printing, counting, filtering and fixing are
// other people's work. Wording: lower case, no final period, names in backticks; say what was
// seen, then why it hurts, then (in `help`) what to do.
// Layer: grammar/text.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar {

enum class Severity { kNote, kWarning, kError };

[[nodiscard]] std::string_view to_string(Severity severity);

/// A further place that belongs to a finding, such as the earlier definition. Without a location it
/// is a sentence of its own.
struct Note {
  std::string message;
  std::optional<Location> location;
};

/// Replaces the bytes of `location` by `text`; an empty span inserts.
struct Edit {
  Location location;
  std::string text;
};

/// SQL that has to wait for another transaction: the sections of a revision that follows the
/// finding's. Several of them can share one.
struct FollowUp {
  std::string message;     ///< the revision's: "validate ck_orders_note"
  std::string table;       ///< as SQL: what `validation` alters
  std::string validation;  ///< a subcommand that reads rows; comes before every `up`
  std::string up;          ///< statements that lock more; may be empty
  std::string down;
};

/// One way to mend a finding. The edits belong together and do not overlap. With `follow_up` they
/// are half of it: they are made together with a revision put between the finding's and its
/// children.
struct Fix {
  std::string message;
  bool safe = false;  ///< true: may be applied without a person looking (`lint --fix`)
  std::vector<Edit> edits;
  std::string retired_name{};  ///< that nothing has any more once the fix is made; empty: none
  std::optional<FollowUp> follow_up{};
};

/// Which statement a finding is about; set by the pass that knows.
struct StatementRef {
  std::string revision;
  std::string section;                     ///< "up", "down", "verify"; empty in the header
  std::optional<std::uint32_t> statement;  ///< from 0 within its section
};

struct Diagnostic {
  std::string rule;  ///< kebab-case id, permanent: the same in output, suppressions and docs
  Severity severity = Severity::kError;
  std::string message;
  Location location;
  StatementRef about;
  std::vector<Note> notes;
  std::string help;  ///< what to do; may be empty
  std::vector<Fix> fixes;
};

/// Where passes put their findings. Order is kept; consumers sort when they print.
using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

/// Stable order for printing: file, offset, then order of emission.
void sort_by_location(Diagnostics& diagnostics);

}  // namespace ashlar
