#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "compiler/emit/line_maps.h"
#include "compiler/emit/lint_reports.h"
#include "compiler/emit/order.h"
#include "compiler/rules/rules.h"
#include "compiler/schema/json_text.h"

namespace ashlar::emit {
namespace {

using Json = nlohmann::ordered_json;

Json region(LineMaps& lines, const Location& at) {
  const Position begin = lines.of(at.file).position(at.span.begin);
  const Position end = lines.of(at.file).position(at.span.end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json physical(LineMaps& lines, const Location& at) {
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", lines.sources()[at.file].path}}},
            {"region", region(lines, at)}}}};
}

Json message(const std::string& text) { return {{"text", text}}; }

Json fix_json(LineMaps& lines, const Fix& fix) {
  std::map<FileId, Json> replacements;
  for (const Edit& edit : fix.edits) {
    Json& of_file = replacements.emplace(edit.location.file, Json::array()).first->second;
    of_file.push_back(
        {{"deletedRegion", region(lines, edit.location)}, {"insertedContent", message(edit.text)}});
  }
  Json changes = Json::array();
  for (auto& [file, list] : replacements) {
    changes.push_back({{"artifactLocation", {{"uri", lines.sources()[file].path}}},
                       {"replacements", std::move(list)}});
  }
  return {{"description", message(fix.message)}, {"artifactChanges", std::move(changes)}};
}

std::string_view level(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "none";
}

std::string summary_of(const std::string& rule) {
  if (const rules::Rule* known = rules::find_rule(rule)) return std::string(known->summary);
  const rules::FixedRule* fixed = rules::find_fixed_rule(rule);
  return fixed == nullptr ? rule : std::string(fixed->summary);
}

Json result_json(LineMaps& lines, const Diagnostic& finding, std::size_t rule_index) {
  Json result = {{"ruleId", finding.rule},
                 {"ruleIndex", rule_index},
                 {"level", level(finding.severity)},
                 {"message", message(plain_words(finding, lines.sources()))},
                 {"locations", Json::array({physical(lines, finding.location)})}};
  Json related = Json::array();
  for (const Note& note : finding.notes) {
    if (!note.location) continue;
    Json place = physical(lines, *note.location);
    place["message"] = message(note.message);
    related.push_back(std::move(place));
  }
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (!finding.fixes.empty()) {
    result["fixes"] = Json::array();
    for (const Fix& fix : finding.fixes) result["fixes"].push_back(fix_json(lines, fix));
  }
  return result;
}

}  // namespace

std::string lint_sarif(const Diagnostics& diagnostics, const Sources& sources,
                       std::string_view tool_version) {
  LineMaps lines(sources);
  std::map<std::string, std::size_t> indexes;
  Json rules_used = Json::array();
  Json results = Json::array();
  for (const Diagnostic* finding : in_order(diagnostics)) {
    const auto [at, fresh] = indexes.emplace(finding->rule, indexes.size());
    if (fresh) {
      rules_used.push_back(
          {{"id", finding->rule}, {"shortDescription", message(summary_of(finding->rule))}});
    }
    results.push_back(result_json(lines, *finding, at->second));
  }
  Json run = {
      {"tool",
       {{"driver",
         {{"name", "ashlar"}, {"version", tool_version}, {"rules", std::move(rules_used)}}}}},
      {"columnKind", "unicodeCodePoints"},
      {"results", std::move(results)}};
  return schema::json_text({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                            {"version", "2.1.0"},
                            {"runs", Json::array({std::move(run)})}});
}

}  // namespace ashlar::emit
