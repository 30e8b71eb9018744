#pragma once

// How a check reports. Layer: compiler/rules.

#include <optional>
#include <string>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// What a check says about words of the statement's file; the rule's id and severity come later.
struct Report {
  Span where;
  std::string message;
  std::string help;
  std::vector<Note> notes = {};
  std::optional<Fix> fix = {};
};
void report(const RevisionContext& context, Report said, Diagnostics& diagnostics);
void report(const StatementContext& context, Report said, Diagnostics& diagnostics);

/// A note at the words of a revision that made something; none where it is older than all of them.
[[nodiscard]] std::vector<Note> made_note(const catalog::Origin& origin, std::string message);

/// `public.products` as the statement finds it: names in messages.
[[nodiscard]] std::string shown(const StatementContext& context, const catalog::Object& object);

}  // namespace ashlar::rules
