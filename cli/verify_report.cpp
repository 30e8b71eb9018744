#include "cli/verify_report.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compiler/emit/xml.h"

namespace ashlar::cli {
namespace {

using emit::xml_text;
using runtime::LineChange;
using Json = nlohmann::ordered_json;

std::string indented(std::string_view text, std::string_view by) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    // No blanks at the end of a line.
    lines +=
        fmt::format("{}{}\n", line.empty() ? by.substr(0, by.find_last_not_of(' ') + 1) : by, line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What differs between two values of several lines, without the head of a diff.
std::string line_diff(const std::string& was, const std::string& is) {
  std::string diff = emit::unified_diff("", was + "\n", is + "\n", emit::Color::kNever);
  for (int heads = 0; heads < 2; ++heads) diff.erase(0, diff.find('\n') + 1);
  return diff;
}

std::string change_name(const LineChange& change) {
  return change.part.empty() ? change.object : change.object + ", " + change.part;
}

std::string change_lines(const LineChange& change) {
  const std::string name = change_name(change);
  if (!change.is) return fmt::format("{} is gone\n{}", name, indented(*change.was, "  - "));
  if (!change.was) return fmt::format("{} is new\n{}", name, indented(*change.is, "  + "));
  const bool long_text =
      change.was->find('\n') != std::string::npos && change.is->find('\n') != std::string::npos;
  if (long_text) {
    return fmt::format("{} differs\n{}", name, indented(line_diff(*change.was, *change.is), "  "));
  }
  return fmt::format("{} differs\n{}{}", name, indented(*change.was, "  - "),
                     indented(*change.is, "  + "));
}

/// Without the place of a statement.
std::string words_of(const Remark& remark) {
  std::string words = remark.message + "\n";
  for (const LineChange& change : remark.changes) words += indented(change_lines(change), "  ");
  if (!remark.help.empty()) words += indented(remark.help, "  = help: ");
  return words;
}

std::string place_of(const Diagnostic& finding, const Sources& sources) {
  const SourceFile& file = sources[finding.location.file];
  const Position at = LineMap(file.text).position(finding.location.span.begin);
  return fmt::format("{}:{}:{}", file.path, at.line, at.column);
}

std::string_view label_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProved:
      return "ok";
    case Verdict::kIrreversible:
    case Verdict::kNoDown:
      return "one way";
    case Verdict::kFailed:
      return "FAILED";
    case Verdict::kNotTried:
      return "not tried";
  }
  return "";
}

std::size_t count_of(const std::vector<Verified>& all, Verdict verdict) {
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [verdict](const Verified& each) { return each.verdict == verdict; }));
}

constexpr std::array<Verdict, 5> kVerdicts = {Verdict::kProved, Verdict::kIrreversible,
                                              Verdict::kNoDown, Verdict::kFailed,
                                              Verdict::kNotTried};

Json json_of(const Remark& remark, const Sources& sources) {
  Json json = {
      {"severity", to_string(remark.severity)}, {"kind", remark.kind}, {"message", remark.message}};
  if (!remark.help.empty()) json["help"] = remark.help;
  if (!remark.sqlstate.empty()) json["sqlstate"] = remark.sqlstate;
  if (remark.at) {
    const SourceFile& file = sources[remark.at->location.file];
    const Position at = LineMap(file.text).position(remark.at->location.span.begin);
    json["file"] = file.path;
    json["line"] = at.line;
    json["column"] = at.column;
  }
  json["changes"] = Json::array();
  for (const LineChange& change : remark.changes) {
    Json entry = {{"object", change.object}, {"part", change.part}};
    entry["was"] = change.was ? Json(*change.was) : Json(nullptr);
    entry["is"] = change.is ? Json(*change.is) : Json(nullptr);
    json["changes"].push_back(std::move(entry));
  }
  return json;
}

std::string case_of(const Verified& verified, const Sources& sources) {
  std::string inside;
  std::string said;
  for (const Remark& remark : verified.remarks) {
    std::string words = words_of(remark);
    if (remark.at) words.insert(0, place_of(*remark.at, sources) + ": ");
    if (remark.severity != Severity::kError) {
      said += words;
      continue;
    }
    inside += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                          xml_text(remark.kind), xml_text(remark.message), xml_text(words));
  }
  if (verified.verdict == Verdict::kNotTried) {
    inside += "      <skipped message=\"not tried\"/>\n";
  } else if (verified.verdict == Verdict::kIrreversible) {
    inside +=
        fmt::format("      <skipped message=\"irreversible: {}\"/>\n", xml_text(verified.reason));
  } else if (verified.verdict == Verdict::kNoDown) {
    inside += "      <skipped message=\"no down section\"/>\n";
  }
  if (!said.empty()) inside += fmt::format("      <system-out>{}</system-out>\n", xml_text(said));
  return fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"{}",
                     xml_text(verified.file), xml_text(verified.revision),
                     static_cast<double>(verified.elapsed.count()) / 1000.0,
                     inside.empty() ? "/>\n" : ">\n" + inside + "    </testcase>\n");
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProved:
      return "proved";
    case Verdict::kIrreversible:
      return "irreversible";
    case Verdict::kNoDown:
      return "no_down";
    case Verdict::kFailed:
      return "failed";
    case Verdict::kNotTried:
      return "not_tried";
  }
  return "";
}

std::string verified_pretty(const Verified& verified, const Sources& sources, emit::Color color) {
  std::string title = verified.revision;
  if (!verified.message.empty()) title += ", " + verified.message;
  std::string text = fmt::format("{:<9} {}", label_of(verified.verdict), title);
  if (verified.verdict == Verdict::kIrreversible) text += ": irreversible: " + verified.reason;
  if (verified.verdict == Verdict::kNoDown) text += ": no down section";
  text += "\n";
  for (const Remark& remark : verified.remarks) {
    if (!remark.at) {
      text += indented(fmt::format("{}: {}", to_string(remark.severity), words_of(remark)), "  ");
      continue;
    }
    Diagnostic finding = *remark.at;
    finding.rule = remark.kind;
    finding.message = remark.message;
    if (finding.help.empty() && finding.notes.empty()) finding.help = remark.help;
    // The last line counts findings, which is not what is told here.
    std::string shown = emit::pretty({finding}, sources, {1}, color);
    shown.erase(shown.rfind('\n', shown.size() - 2) + 1);
    text += indented(shown, "  ");
  }
  return text;
}

std::string summary_line(const std::vector<Verified>& all) {
  constexpr std::array<std::string_view, 5> kWords = {
      "there and back", "irreversible", "without a down section", "failed", "not tried"};
  std::string line = fmt::format("{} revision{}", all.size(), all.size() == 1 ? "" : "s");
  const char* between = ": ";
  for (std::size_t i = 0; i < kVerdicts.size(); ++i) {
    const std::size_t count = count_of(all, kVerdicts[i]);
    if (count == 0) continue;
    line += fmt::format("{}{} {}", between, count, kWords[i]);
    between = ", ";
  }
  return line;
}

std::string verify_json(const std::vector<Verified>& all, const std::string& server,
                        const Sources& sources) {
  Json json = {{"version", 1}, {"postgres", server}, {"revisions", Json::array()}};
  for (const Verified& verified : all) {
    Json entry = {{"revision", verified.revision},
                  {"message", verified.message},
                  {"file", verified.file},
                  {"verdict", to_string(verified.verdict)}};
    if (!verified.reason.empty()) entry["reason"] = verified.reason;
    entry["elapsed_ms"] = verified.elapsed.count();
    entry["remarks"] = Json::array();
    for (const Remark& remark : verified.remarks) {
      entry["remarks"].push_back(json_of(remark, sources));
    }
    json["revisions"].push_back(std::move(entry));
  }
  Json& summary = json["summary"];
  summary["revisions"] = all.size();
  for (const Verdict verdict : kVerdicts) {
    summary[std::string(to_string(verdict))] = count_of(all, verdict);
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string verify_junit(const std::vector<Verified>& all, const Sources& sources) {
  const std::size_t failed = count_of(all, Verdict::kFailed);
  const std::size_t skipped = count_of(all, Verdict::kIrreversible) +
                              count_of(all, Verdict::kNoDown) + count_of(all, Verdict::kNotTried);
  std::chrono::milliseconds elapsed{0};
  std::string cases;
  for (const Verified& verified : all) {
    elapsed += verified.elapsed;
    cases += case_of(verified, sources);
  }
  const std::string counts =
      fmt::format("name=\"ashlar verify\" tests=\"{}\" failures=\"{}\" skipped=\"{}\"", all.size(),
                  failed, skipped);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n  <testsuite {0} "
      "time=\"{1:.3f}\">\n{2}  </testsuite>\n</testsuites>\n",
      counts, static_cast<double>(elapsed.count()) / 1000.0, cases);
}

}  // namespace ashlar::cli
