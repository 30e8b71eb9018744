#pragma once

// Revision files in memory, compiled as `ashlar lint` compiles them: what the tests of rules and
// the golden cases look at. Header only: two test programs share it.

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/pipeline.h"
#include "compiler/rules/rules.h"
#include "versions/graph.h"

namespace ashlar::test {

/// A compiled history and everything that lint has to say about it, in order.
struct Linted {
  versions::History history;
  std::optional<versions::Graph> graph;
  std::optional<pipeline::Compilation> compilation;
  Diagnostics findings;
};

/// `Linted` holds pointers into itself, so it stays where it is made.
inline void lint(std::vector<SourceFile> files, const rules::Settings& settings, Linted& linted) {
  linted.history = versions::make_history(std::move(files), linted.findings);
  linted.graph = versions::build_graph(linted.history, linted.findings);
  if (linted.graph) {
    linted.compilation =
        pipeline::compile(*linted.graph, {}, linted.graph->order, settings, rules::Fixes::kAll);
    for (const auto& revision : linted.compilation->revisions) {
      linted.findings.insert(linted.findings.end(), revision.findings.begin(),
                             revision.findings.end());
    }
  }
  sort_by_location(linted.findings);
}

/// Splits text at lines `-- file: NAME.sql`; text before the first goes to `name`.
inline std::vector<SourceFile> split_files(const std::string& text, const std::string& name) {
  constexpr std::string_view kMark = "-- file: ";
  const bool is_only_file = text.find(std::string("\n") + std::string(kMark)) == std::string::npos;
  std::vector<SourceFile> files;
  std::string path = name;
  std::string body;
  const auto flush = [&] {
    // A config line alone before the first mark is no file.
    const bool config = files.empty() && body.starts_with("-- config:") &&
                        body.find('\n') + 1 == body.size() && !is_only_file;
    if (!body.empty() && !config) files.push_back({path, body});
    body.clear();
  };
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    if (line.starts_with(kMark)) {
      flush();
      path = line.substr(kMark.size());
    } else {
      body += line;
      if (!lines.eof()) body += '\n';
    }
  }
  flush();
  return files;
}

/// One setting as `[table] key = value` names it: `naming.index`, `rules.drop-type`, `postgres`.
inline void set(rules::Settings& settings, const std::string& key, const std::string& value) {
  rules::NamingConventions& naming = settings.naming;
  const std::map<std::string, std::string*> patterns = {
      {"naming.table", &naming.table},
      {"naming.column", &naming.column},
      {"naming.primary_key", &naming.primary_key},
      {"naming.primary_key_name", &naming.primary_key_name},
      {"naming.index", &naming.index},
      {"naming.unique", &naming.unique},
      {"naming.foreign_key", &naming.foreign_key},
      {"naming.check", &naming.check},
      {"naming.exclusion", &naming.exclusion},
      {"naming.sequence", &naming.sequence},
      {"naming.view", &naming.view},
      {"naming.enum", &naming.enum_type},
      {"naming.function", &naming.function},
      {"naming.trigger", &naming.trigger},
      {"naming.schema", &naming.schema}};
  if (const auto pattern = patterns.find(key); pattern != patterns.end()) {
    *pattern->second = value;
  } else if (key == "naming.strict") {
    naming.strict = value == "true";
  } else if (key == "naming.ignore") {
    naming.ignore.push_back(value);
  } else if (key == "postgres") {
    settings.postgres = std::stoi(value);
  } else if (key.starts_with("rules.")) {
    const std::map<std::string, std::optional<Severity>> severities = {
        {"off", std::nullopt},
        {"note", Severity::kNote},
        {"warning", Severity::kWarning},
        {"error", Severity::kError}};
    settings.severities[key.substr(6)] = severities.at(value);
  } else {
    throw std::invalid_argument("no setting " + key);
  }
}

/// Settings of a line `-- config: KEY=VALUE …`; values with blanks stand in double quotes.
inline rules::Settings settings_of(std::string_view text) {
  constexpr std::string_view kMark = "-- config: ";
  rules::Settings settings;
  const std::size_t at = text.find(kMark);
  if (at == std::string_view::npos || (at > 0 && text[at - 1] != '\n')) return settings;
  std::string_view line = text.substr(at + kMark.size());
  line = line.substr(0, line.find('\n'));
  while (!line.empty()) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) throw std::invalid_argument("a setting without =");
    const std::string key(line.substr(0, equals));
    line.remove_prefix(equals + 1);
    const bool quoted = line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    const std::size_t end = std::min(line.find(quoted ? '"' : ' '), line.size());
    set(settings, key, std::string(line.substr(0, end)));
    line.remove_prefix(std::min(end + 1, line.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
  }
  return settings;
}

/// The file's text with the edits applied. They must lie in the file and not overlap.
inline std::string edited(std::string text, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.location.span > b.location.span; });
  std::uint32_t last = static_cast<std::uint32_t>(text.size()) + 1;
  for (const Edit& edit : edits) {
    const Span span = edit.location.span;
    if (span.end > last) throw std::logic_error("edits overlap");
    text.replace(span.begin, span.size(), edit.text);
    last = span.begin;
  }
  return text;
}

}  // namespace ashlar::test
