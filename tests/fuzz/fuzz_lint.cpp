// The whole path of `ashlar lint` over any bytes: revision files (split at lines `-- file:
// NAME.sql`) to findings in every format, the files that the safe fixes leave, and the schema.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/emit/emit.h"
#include "compiler/emit/lint_reports.h"
#include "compiler/lint.h"
#include "compiler/mend.h"
#include "compiler/schema/schema.h"
#include "compiler/schema_of.h"
#include "grammar/text/check.h"
#include "versions/graph.h"

namespace {

using ashlar::Diagnostic;
using ashlar::Diagnostics;
using ashlar::SourceFile;

std::vector<SourceFile> split(std::string_view text) {
  constexpr std::string_view kMark = "-- file: ";
  std::vector<SourceFile> files;
  std::string path = "0001_first.sql";
  while (true) {
    const std::size_t mark = text.starts_with(kMark) ? 0 : text.find("\n-- file: ");
    const std::string_view body = text.substr(0, mark == 0 ? 0 : mark);
    if (!body.empty() || mark == std::string_view::npos) files.push_back({path, std::string(body)});
    if (mark == std::string_view::npos) break;
    text.remove_prefix(mark + (mark == 0 ? 0 : 1) + kMark.size());
    path = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(path.size() + 1, text.size()));
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  const auto same = [](const SourceFile& a, const SourceFile& b) { return a.path == b.path; };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
  return files;
}

void check(const Diagnostic& finding, const ashlar::Sources& sources) {
  const auto check_inside = [&sources](const ashlar::Location& location) {
    ASHLAR_CHECK(location.file < sources.size(), "a place is in a file that is there");
    ASHLAR_CHECK(location.span.begin <= location.span.end, "a span has its begin before its end");
    ASHLAR_CHECK(location.span.end <= sources[location.file].text.size(), "and lies in the file");
  };
  check_inside(finding.location);
  for (const ashlar::Note& note : finding.notes) {
    if (note.location) check_inside(*note.location);
  }
  for (const ashlar::Fix& fix : finding.fixes) {
    for (const ashlar::Edit& edit : fix.edits) check_inside(edit.location);
  }
  ASHLAR_CHECK(!finding.rule.empty() && !finding.message.empty(), "a finding says something");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<SourceFile> files = split({reinterpret_cast<const char*>(data), size});
  Diagnostics findings;
  ashlar::versions::History history = ashlar::versions::make_outline(files, findings);
  const std::optional<ashlar::versions::Graph> graph =
      ashlar::versions::build_graph(history, findings);
  std::set<ashlar::FileId> all;
  std::set<std::string> paths;
  for (std::size_t i = 0; i < files.size(); ++i) {
    all.insert(static_cast<ashlar::FileId>(i));
    paths.insert(files[i].path);
  }
  const Diagnostics of_files =
      graph ? ashlar::pipeline::lint(*graph, all, {}, ashlar::rules::Fixes::kAll)
            : ashlar::pipeline::lint_sources(history, all);
  findings.insert(findings.end(), of_files.begin(), of_files.end());
  ashlar::sort_by_location(findings);
  for (const Diagnostic& finding : findings) check(finding, history.sources);

  ashlar::pipeline::MendSettings settings;
  settings.file_template = "{rev}_{slug}";
  settings.created = "2026-01-01T00:00:00Z";
  if (graph) ashlar::pipeline::complete_fixes(findings, *graph, settings, history.sources);
  const ashlar::emit::LintSummary summary{files.size()};
  std::size_t printed = 0;
  printed +=
      ashlar::emit::pretty(findings, history.sources, summary, ashlar::emit::Color::kAlways).size();
  printed += ashlar::emit::lint_json(findings, history.sources, summary).size();
  printed += ashlar::emit::lint_sarif(findings, history.sources, "0").size();
  printed += ashlar::emit::lint_github(findings, history.sources).size();
  printed += ashlar::emit::lint_gitlab(findings, history.sources).size();
  printed += ashlar::emit::lint_junit(findings, history.sources).size();
  ASHLAR_CHECK(printed > 0, "every format says something");

  const ashlar::pipeline::Mended mended = ashlar::pipeline::mend(files, paths, settings);
  ASHLAR_CHECK(mended.files.size() >= files.size(), "no file is lost");
  if (graph) {
    const auto built = ashlar::pipeline::schema_of(*graph, graph->order);
    ASHLAR_CHECK(
        ashlar::schema::schema_sql(built.catalog) == ashlar::schema::schema_sql(built.catalog),
        "a catalog prints the same twice");
  }
  return 0;
}
