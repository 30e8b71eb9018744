#include "compiler/emit/lint_reports.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "compiler/emit/line_maps.h"
#include "compiler/emit/order.h"
#include "compiler/emit/xml.h"
#include "compiler/plan/digest.h"
#include "compiler/schema/json_text.h"

namespace ashlar::emit {
namespace {

using Json = nlohmann::ordered_json;

std::string place(LineMaps& lines, const Location& at) {
  const Position begin = lines.of(at.file).position(at.span.begin);
  return fmt::format("{}:{}:{}", lines.sources()[at.file].path, begin.line, begin.column);
}

/// What a workflow command cannot hold as it is; `property`: between its commas.
std::string command_text(std::string_view text, bool property) {
  std::string escaped;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    if (special) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string_view command_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "notice";
  }
  return "notice";
}

std::string_view quality_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "major";
    case Severity::kWarning:
      return "minor";
    case Severity::kNote:
      return "info";
  }
  return "info";
}

/// The text of the line that the place begins in, without blanks around it.
std::string_view line_at(const Sources& sources, const Location& at) {
  const std::string_view text = sources[at.file].text;
  if (text.empty()) return {};
  const std::size_t from = std::min<std::size_t>(at.span.begin, text.size() - 1);
  const std::size_t before = from == 0 ? std::string_view::npos : text.rfind('\n', from - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  const std::size_t first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::string case_xml(LineMaps& lines, const Diagnostic& finding) {
  const std::string path = xml_text(lines.sources()[finding.location.file].path);
  const Position at = lines.of(finding.location.file).position(finding.location.span.begin);
  const std::string words = xml_text(plain_words(finding, lines.sources()));
  const std::string inside =
      finding.severity == Severity::kError
          ? fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>", xml_text(finding.rule),
                        xml_text(finding.message), words)
          : fmt::format("<system-out>{}: {}</system-out>", to_string(finding.severity), words);
  return fmt::format(
      "    <testcase classname=\"{}\" name=\"{} at {}:{}\">\n      {}\n    </testcase>\n", path,
      xml_text(finding.rule), at.line, at.column, inside);
}

}  // namespace

std::string plain_words(const Diagnostic& finding, const Sources& sources) {
  LineMaps lines(sources);
  std::string words = finding.message;
  for (const Note& note : finding.notes) {
    words += fmt::format("\nnote: {}", note.message);
    if (note.location) words += fmt::format(" ({})", place(lines, *note.location));
  }
  if (!finding.help.empty()) words += fmt::format("\nhelp: {}", finding.help);
  return words;
}

std::string lint_github(const Diagnostics& diagnostics, const Sources& sources) {
  LineMaps lines(sources);
  std::string text;
  for (const Diagnostic* finding : in_order(diagnostics)) {
    const Location& at = finding->location;
    const Position begin = lines.of(at.file).position(at.span.begin);
    const Position end = lines.of(at.file).position(at.span.end);
    text += fmt::format("::{} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
                        command_of(finding->severity), command_text(sources[at.file].path, true),
                        begin.line, end.line, begin.column, end.column,
                        command_text(finding->rule, true),
                        command_text(plain_words(*finding, sources), false));
  }
  return text;
}

std::string lint_gitlab(const Diagnostics& diagnostics, const Sources& sources) {
  LineMaps lines(sources);
  Json report = Json::array();
  std::map<std::string, std::size_t> seen;
  for (const Diagnostic* finding : in_order(diagnostics)) {
    const Location& at = finding->location;
    std::string key = fmt::format("{}\n{}\n{}\n{}", finding->rule, sources[at.file].path,
                                  line_at(sources, at), finding->message);
    // The same words on equal lines are told apart by their order.
    key += fmt::format("\n{}", seen[key]++);
    const Position begin = lines.of(at.file).position(at.span.begin);
    const Position end = lines.of(at.file).position(at.span.end);
    report.push_back({{"description", plain_words(*finding, sources)},
                      {"check_name", finding->rule},
                      {"fingerprint", plan::sha256(key).substr(7)},
                      {"severity", quality_of(finding->severity)},
                      {"location",
                       {{"path", sources[at.file].path},
                        {"lines", {{"begin", begin.line}, {"end", end.line}}}}}});
  }
  return schema::json_text(report);
}

std::string lint_junit(const Diagnostics& diagnostics, const Sources& sources) {
  LineMaps lines(sources);
  std::map<std::string, std::vector<const Diagnostic*>> by_file;
  for (const Diagnostic* finding : in_order(diagnostics)) {
    by_file[sources[finding->location.file].path].push_back(finding);
  }
  std::string suites;
  for (const auto& [path, findings] : by_file) {
    const auto failures = std::count_if(
        findings.begin(), findings.end(),
        [](const Diagnostic* finding) { return finding->severity == Severity::kError; });
    suites += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
                          xml_text(path), findings.size(), failures);
    for (const Diagnostic* finding : findings) suites += case_xml(lines, *finding);
    suites += "  </testsuite>\n";
  }
  if (suites.empty()) {
    // Some readers take a report without a case for a broken one.
    suites =
        "  <testsuite name=\"ashlar lint\" tests=\"1\" failures=\"0\">\n"
        "    <testcase classname=\"ashlar lint\" name=\"no findings\"/>\n  </testsuite>\n";
  }
  const Counts counts = count(diagnostics);
  const std::size_t all = counts.errors + counts.warnings + counts.notes;
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"ashlar lint\" tests=\"{}\" failures=\"{}\">\n{}</testsuites>\n",
      std::max<std::size_t>(all, 1), counts.errors, suites);
}

std::string lint_statistics(const Diagnostics& diagnostics) {
  std::map<std::pair<std::string, Severity>, std::size_t> times;
  for (const Diagnostic& finding : diagnostics) ++times[{finding.rule, finding.severity}];
  std::vector<std::pair<std::pair<std::string, Severity>, std::size_t>> rows(times.begin(),
                                                                             times.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [key, number] : rows) {
    text += fmt::format("{:6}  {:7}  {}\n", number, to_string(key.second), key.first);
  }
  return text;
}

}  // namespace ashlar::emit
