// Findings for programs. The shape is fixed: docs/ describes it, and `version` would change with
// it.

#include <nlohmann/json.hpp>

#include "compiler/emit/emit.h"
#include "compiler/emit/line_maps.h"
#include "compiler/emit/order.h"
#include "compiler/schema/json_text.h"

namespace ashlar::emit {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json note_json(LineMaps& lines, const Note& note) {
  Json json = {{"message", note.message}};
  if (note.location) {
    const Position at = lines.of(note.location->file).position(note.location->span.begin);
    json["file"] = lines.sources()[note.location->file].path;
    json["line"] = at.line;
    json["column"] = at.column;
  }
  return json;
}

Json fix_json(const Sources& sources, const Fix& fix) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) {
    edits.push_back({{"file", sources[edit.location.file].path},
                     {"offset", edit.location.span.begin},
                     {"length", edit.location.span.size()},
                     {"text", edit.text}});
  }
  return {{"message", fix.message}, {"safe", fix.safe}, {"edits", std::move(edits)}};
}

Json finding_json(LineMaps& lines, const Diagnostic& finding) {
  const Location& at = finding.location;
  const Position begin = lines.of(at.file).position(at.span.begin);
  const Position end = lines.of(at.file).position(at.span.end);
  Json json = {{"rule", finding.rule},
               {"severity", to_string(finding.severity)},
               {"message", finding.message},
               {"file", lines.sources()[at.file].path},
               {"line", begin.line},
               {"column", begin.column},
               {"end_line", end.line},
               {"end_column", end.column},
               {"revision", text_or_null(finding.about.revision)},
               {"section", text_or_null(finding.about.section)},
               {"statement", nullptr},
               {"notes", Json::array()},
               {"fixes", Json::array()}};
  if (finding.about.statement) json["statement"] = *finding.about.statement;
  for (const Note& note : finding.notes) json["notes"].push_back(note_json(lines, note));
  if (!finding.help.empty()) json["notes"].push_back({{"message", "help: " + finding.help}});
  for (const Fix& fix : finding.fixes) json["fixes"].push_back(fix_json(lines.sources(), fix));
  return json;
}

}  // namespace

std::string lint_json(const Diagnostics& diagnostics, const Sources& sources,
                      const LintSummary& summary) {
  LineMaps lines(sources);
  const Counts counts = count(diagnostics);
  Json findings = Json::array();
  for (const Diagnostic* finding : in_order(diagnostics)) {
    findings.push_back(finding_json(lines, *finding));
  }
  return schema::json_text({{"version", 1},
                            {"diagnostics", std::move(findings)},
                            {"summary",
                             {{"files", summary.files},
                              {"errors", counts.errors},
                              {"warnings", counts.warnings},
                              {"notes", counts.notes}}}});
}

}  // namespace ashlar::emit
