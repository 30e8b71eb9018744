#include <algorithm>
#include <fmt/format.h>

#include "cli/commands/commands.h"
#include "cli/embedded.h"
#include "cli/plain_text.h"
#include "compiler/rules/rules.h"
#include "grammar/text/nearest.h"

namespace ashlar::cli {
namespace {

constexpr std::string_view kNoRule =
    "Found while the file or the graph of revisions is read, before any rule looks at it. It can "
    "be\n"
    "neither allowed nor switched off: the message says what to write instead.";

std::string_view page_of(std::string_view rule) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == fmt::format("{}.md", rule)) return file.text;
  }
  return {};
}

std::vector<std::string_view> all_ids() {
  std::vector<std::string_view> ids;
  for (const rules::Rule& rule : rules::all_rules()) ids.push_back(rule.id);
  for (const std::string_view id : rules::grammar_ids()) ids.push_back(id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::string list_of_rules() {
  std::string list;
  std::size_t width = 0;
  for (const std::string_view id : all_ids()) width = std::max(width, id.size());
  for (const std::string_view id : all_ids()) {
    const rules::Rule* rule = rules::find_rule(id);
    // What the grammar and the graph find is always an error.
    list +=
        fmt::format("{:{}}  {:7}  {}\n", id, width,
                    to_string(rule == nullptr ? Severity::kError : rule->severity),
                    rule == nullptr ? "the file or the graph is not as it must be" : rule->summary);
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
  if (const rules::Rule* rule = rules::find_rule(options.rule)) {
    console.result(
        fmt::format("{} ({})\n\n{}\n", rule->id, to_string(rule->severity), rule->summary));
    return ExitStatus::kDone;
  }
  const std::vector<std::string_view> ids = all_ids();
  if (std::binary_search(ids.begin(), ids.end(), std::string_view(options.rule))) {
    console.result(fmt::format("{} (error)\n\n{}\n", options.rule, kNoRule));
    return ExitStatus::kDone;
  }
  const auto meant = nearest(options.rule, ids);
  console.error(fmt::format("there is no rule `{}`", options.rule),
                meant.has_value() ? fmt::format("did you mean `{}`?", *meant)
                                  : "`ashlar explain` lists all rules");
  return ExitStatus::kUsage;
}

}  // namespace ashlar::cli
