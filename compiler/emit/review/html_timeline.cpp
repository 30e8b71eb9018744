// Step after step: whom each keeps waiting, from what, and for how much of it.

#include <fmt/format.h>

#include "compiler/emit/review/html.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit::review {
namespace {

/// The bar of one relation: as wide as the step has statements, one high.
std::string bar(const Hold& hold, std::size_t statements) {
  std::string shapes;
  for (std::size_t i = 0; i < hold.levels.size(); ++i) {
    const std::size_t end = i + 1 < hold.levels.size() ? hold.levels[i + 1].from : statements;
    shapes +=
        fmt::format("<rect class={} x={} width={} height=1 />", class_of(hold.levels[i].blocks),
                    hold.levels[i].from, end - hold.levels[i].from);
  }
  for (const std::size_t at : hold.work) {
    shapes += fmt::format("<rect class=work x={} y=.3 width=1 height=.4 />", at);
  }
  return fmt::format(
      "<svg class=bar viewBox=\"0 0 {} 1\" preserveAspectRatio=none aria-hidden=true>{}</svg>",
      statements, shapes);
}

std::string hold_row(const Hold& hold, std::size_t statements) {
  std::string words = fmt::format("{} wait", to_string(hold.strongest()));
  if (statements > 1) {
    words += fmt::format(" from statement {} of {}", hold.levels.back().from + 1, statements);
  }
  if (!hold.work.empty()) {
    words += ", with work on it";
  } else {
    words += hold.is_long ? ", with work on another table" : ", for a moment";
  }
  return fmt::format("<li class=\"{}{}\">{}{}<span>{}</span></li>\n", class_of(hold.strongest()),
                     hold.is_long ? "" : " brief", html_code(hold.relation), bar(hold, statements),
                     words);
}

bool is_shown(const Hold& hold) { return !hold.is_new && hold.strongest() >= Blocks::kWrites; }

bool is_quiet(const StepView& step) { return step.blocks() < Blocks::kWrites; }

/// All steps at a glance: a column a step, a row for reads and one for writes.
std::string strip(const std::vector<const StepView*>& steps) {
  std::string shapes;
  std::vector<std::string> no_reads;
  std::vector<std::string> no_writes;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const Blocks blocks = steps[at]->blocks();
    const std::string number = std::to_string(steps[at]->number);
    const bool reads = blocks == Blocks::kReadsAndWrites;
    const bool writes = blocks >= Blocks::kWrites;
    if (reads) no_reads.push_back(number);
    if (writes) no_writes.push_back(number);
    const std::string_view length = writes && !steps[at]->is_long() ? " brief" : "";
    shapes += fmt::format("<rect class=\"{}{}\" x={} width=.9 height=.9 />", reads ? "b3" : "free",
                          reads ? length : "", at);
    shapes += fmt::format("<rect class=\"{}{}\" x={} y=1 width=.9 height=.9 />",
                          reads ? "b3" : (writes ? "b2" : "free"), length, at);
  }
  const auto said = [](const std::vector<std::string>& numbers) {
    return numbers.empty() ? std::string("none") : joined(numbers, ", ");
  };
  return fmt::format(
      "<div class=strip><span>reads</span><span>writes</span>"
      "<svg viewBox=\"0 0 {} 2\" preserveAspectRatio=none role=img aria-label=\"Steps in which "
      "reads wait: {}. Steps in which writes wait: {}.\">{}</svg></div>\n",
      steps.size(), said(no_reads), said(no_writes), shapes);
}

std::string quiet_item(const StepView& first, const StepView& last) {
  if (first.number == last.number) {
    return fmt::format(
        "<li class=quiet><a href=\"#step-{0}\">Step {0}</a> keeps neither reads nor "
        "writes waiting</li>\n",
        first.number);
  }
  return fmt::format(
      "<li class=quiet>Steps <a href=\"#step-{0}\">{0}</a> to <a "
      "href=\"#step-{1}\">{1}</a> keep neither reads nor writes waiting</li>\n",
      first.number, last.number);
}

}  // namespace

std::string html_holds(const StepView& step) {
  std::string rows;
  for (const Hold& hold : step.holds) {
    if (is_shown(hold)) rows += hold_row(hold, step.statements.size());
  }
  return rows.empty() ? "" : "<ul class=holds>\n" + rows + "</ul>\n";
}

std::string html_timeline(const Review& review) {
  std::vector<const StepView*> steps;
  std::vector<const RevisionView*> owners;
  for (const RevisionView& revision : review.revisions) {
    for (const StepView& step : revision.steps) {
      steps.push_back(&step);
      owners.push_back(&revision);
    }
  }
  std::string html =
      "<section aria-labelledby=timeline>\n<h2 id=timeline>Timeline</h2>\n"
      "<p class=legend>A lock lasts from the statement that takes it to the end of its step. "
      "<span class=\"dot b3\"></span> reads and writes wait <span class=\"dot b2\"></span> writes "
      "wait, pale where it is for a moment <span class=\"dot work\"></span> a statement that may "
      "work on the whole table. Tables that this plan makes are left out.</p>\n";
  if (!steps.empty()) html += strip(steps);
  html += "<ol class=timeline>\n";
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (is_quiet(*steps[at])) {
      const std::size_t first = at;
      while (at + 1 < steps.size() && is_quiet(*steps[at + 1])) ++at;
      html += quiet_item(*steps[first], *steps[at]);
      continue;
    }
    html += fmt::format(
        "<li><p><a href=\"#step-{0}\">Step {0}</a> {1} <bdi>{2}</bdi> <span class=faint>{3}, "
        "{4}</span></p>\n",
        steps[at]->number, html_code(owners[at]->id), html_text(owners[at]->message),
        steps[at]->transactional ? "one transaction" : "outside a transaction",
        counted(steps[at]->statements.size(), "statement"));
    html += html_holds(*steps[at]) + "</li>\n";
  }
  return html + "</ol>\n</section>\n";
}

}  // namespace ashlar::emit::review
