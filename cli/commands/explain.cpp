#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/embedded.h"
#include "cli/plain_text.h"
#include "compiler/rules/rules.h"
#include "grammar/text/nearest.h"

namespace ashlar::cli {
namespace {

std::string_view page_of(std::string_view rule) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == fmt::format("{}.md", rule)) return file.text;
  }
  return {};
}

/// Rules of both kinds, by id.
std::map<std::string_view, std::pair<Severity, std::string_view>> summaries() {
  std::map<std::string_view, std::pair<Severity, std::string_view>> all;
  for (const rules::Rule& rule : rules::all_rules()) all[rule.id] = {rule.severity, rule.summary};
  for (const rules::FixedRule& rule : rules::fixed_rules()) {
    all[rule.id] = {rule.severity, rule.summary};
  }
  return all;
}

std::string list_of_rules() {
  const auto all = summaries();
  std::size_t width = 0;
  for (const auto& [id, about] : all) width = std::max(width, id.size());
  std::string list;
  for (const auto& [id, about] : all) {
    list += fmt::format("{:{}}  {:7}  {}\n", id, width, to_string(about.first), about.second);
  }
  return list;
}

}  // namespace

ExitStatus run(const ExplainOptions& options, const GlobalOptions& /*global*/, Console& console) {
  if (options.rule.empty()) {
    console.result(list_of_rules());
    return ExitStatus::kDone;
  }
  if (const std::string_view page = page_of(options.rule); !page.empty()) {
    console.result(plain_text(page, console.result_color()));
    return ExitStatus::kDone;
  }
  std::vector<std::string_view> ids;
  for (const auto& [id, about] : summaries()) ids.push_back(id);
  const auto meant = nearest(options.rule, ids);
  console.error(fmt::format("there is no rule `{}`", options.rule),
                meant.has_value() ? fmt::format("did you mean `{}`?", *meant)
                                  : "`ashlar explain` lists all rules");
  return ExitStatus::kUsage;
}

}  // namespace ashlar::cli
