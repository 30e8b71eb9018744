// Findings for people: clang's style.

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/emit/emit.h"
#include "compiler/emit/order.h"
#include "compiler/emit/snippet.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

std::string place(LineMaps& lines, const Location& at, Color color) {
  const Position position = lines.of(at.file).position(at.span.begin);
  return paint(fmt::format("{}:{}:{}:", printable(lines.sources()[at.file].path), position.line,
                           position.column),
               Tone::kStrong, color);
}

std::string note_text(LineMaps& lines, const Note& note, Color color) {
  const std::string label = paint("note:", Tone::kNote, color);
  if (!note.location) {
    return fmt::format("{:>5} = {} {}\n", "", label, printable(note.message));
  }
  return fmt::format("{} {} {}\n{}", place(lines, *note.location, color), label,
                     printable(note.message), snippet(lines, *note.location, color));
}

std::string finding_text(LineMaps& lines, const Diagnostic& finding, Color color) {
  const std::string label = fmt::format("{}:", to_string(finding.severity));
  std::string text = fmt::format("{} {} {} [{}]\n{}", place(lines, finding.location, color),
                                 paint(label, tone_of(finding.severity), color),
                                 paint(printable(finding.message), Tone::kStrong, color),
                                 finding.rule, snippet(lines, finding.location, color));
  // What hangs on this place comes first, then the places elsewhere.
  for (const Note& note : finding.notes) {
    if (!note.location) text += note_text(lines, note, color);
  }
  if (!finding.help.empty()) {
    text += fmt::format("{:>5} = {} {}\n", "", paint("help:", Tone::kHelp, color),
                        printable(finding.help));
  }
  for (const Fix& fix : finding.fixes) text += fix_preview(lines, fix, color);
  for (const Note& note : finding.notes) {
    if (note.location) text += note_text(lines, note, color);
  }
  return text;
}

std::string summary_line(const Diagnostics& diagnostics, const LintSummary& summary, Color color) {
  const Counts counts = count(diagnostics);
  std::string found;
  const auto add = [&found, color](std::size_t number, std::string_view what, Tone tone) {
    if (number == 0) return;
    if (!found.empty()) found += ", ";
    found += paint(counted(number, what), tone, color);
  };
  add(counts.errors, "error", Tone::kError);
  add(counts.warnings, "warning", Tone::kWarning);
  add(counts.notes, "note", Tone::kNote);
  return fmt::format("{} in {}\n", found.empty() ? "no findings" : found,
                     counted(summary.files, "file"));
}

}  // namespace

std::string pretty(const Diagnostics& diagnostics, const Sources& sources,
                   const LintSummary& summary, Color color) {
  LineMaps lines(sources);
  std::string text;
  for (const Diagnostic* finding : in_order(diagnostics)) {
    text += finding_text(lines, *finding, color);
  }
  return text + summary_line(diagnostics, summary, color);
}

}  // namespace ashlar::emit
