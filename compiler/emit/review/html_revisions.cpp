// Revision after revision, step after step, a card a statement, and each revision's way back.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/emit/review/html.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit::review {
namespace {

/// Of fewer revisions all are unfolded.
constexpr std::size_t kFew = 12;

std::string lock_item(const LockView& lock) {
  if (lock.is_new) {
    return fmt::format("<li>{} on {}, which this plan makes</li>", effects::to_string(lock.mode),
                       html_code(lock.relation));
  }
  const std::string who = lock.blocks == Blocks::kNobody
                              ? "nobody waits"
                              : fmt::format("{} wait", to_string(lock.blocks));
  return fmt::format("<li class={}>{} on {}: {}</li>", class_of(lock.blocks),
                     effects::to_string(lock.mode), html_code(lock.relation), who);
}

std::string fact_list(std::string_view name, const std::string& items) {
  if (items.empty()) return "";
  return fmt::format("<div><dt>{}</dt><dd><ul>{}</ul></dd></div>\n", name, items);
}

std::string facts_of(const StatementView& statement) {
  std::string losses;
  for (const StatedLoss& loss : statement.losses) {
    losses +=
        fmt::format("<li class={}>{}, {}</li>", loss.state == LossState::kFresh ? "calm" : "loss",
                    html_code(loss.name), emit::to_string(loss.state));
  }
  std::string locks;
  for (const LockView& lock : statement.locks) locks += lock_item(lock);
  std::string work;
  for (const Work& each : statement.work) {
    work += fmt::format("<li>{} {}{}</li>", to_string(each.kind), html_code(each.relation),
                        each.is_new ? ", which this plan makes" : "");
  }
  std::string allows;
  for (const AllowView& allow : statement.allows) {
    allows += fmt::format("<li>{}: {}</li>", html_code(allow.rules), html_text(allow.reason));
  }
  std::string html = fact_list("Loses", losses) + fact_list("Locks", locks) +
                     fact_list("Work", work) + fact_list("Allowed by the author", allows);
  if (!statement.timeouts.empty()) {
    html += fact_list("Timeouts", fmt::format("<li>{}</li>", statement.timeouts));
  }
  if (!statement.batches.empty()) {
    html += fact_list("Batches", fmt::format("<li>{}</li>", html_text(statement.batches)));
  }
  return html.empty() ? "" : "<dl class=effects>\n" + html + "</dl>\n";
}

std::string changed_lines(std::string_view element, std::string_view sign,
                          const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string html;
  for (const std::string& line : lines) html += fmt::format("{} {}\n", sign, html_text(line));
  return fmt::format("<{0}>{1}</{0}>", element, html);
}

std::string safer_form_part(const SaferForm& form) {
  std::string html = fmt::format("<details class=fix><summary>Safer form: {}{}</summary>\n",
                                 html_prose(form.message),
                                 form.safe ? " (<code>lint --fix</code> writes it)" : "");
  for (const SaferForm::Change& change : form.changes) {
    html += "<p class=faint>" + html_text(change.file) +
            (change.line > 0 ? fmt::format(":{}", change.line) : "") + "</p>\n<pre class=change>" +
            changed_lines("del", "-", change.removed) + changed_lines("ins", "+", change.added) +
            "</pre>\n";
  }
  return html + "</details>\n";
}

std::string finding_item(const FindingView& finding) {
  std::string html =
      fmt::format("<li class={}><strong>{}</strong> {} <span class=faint>{}, line {}</span>",
                  class_of(finding.severity), to_string(finding.severity),
                  html_prose(finding.message), html_code(finding.rule), finding.line);
  for (const std::string& note : finding.notes) html += fmt::format("<p>{}</p>", html_prose(note));
  if (!finding.help.empty()) {
    html += fmt::format("<p class=help>What to do: {}</p>", html_prose(finding.help));
  }
  for (const SaferForm& form : finding.fixes) html += safer_form_part(form);
  return html + "</li>\n";
}

std::string findings_list(const std::vector<FindingView>& findings) {
  std::string items;
  for (const FindingView& finding : findings) items += finding_item(finding);
  return items.empty() ? "" : "<ul class=findings>\n" + items + "</ul>\n";
}

bool loses(const StatementView& statement) {
  return std::any_of(statement.losses.begin(), statement.losses.end(),
                     [](const StatedLoss& loss) { return loss.state != LossState::kFresh; });
}

/// The file's name stands with the revision.
std::string statement_card(const StatementView& statement) {
  return fmt::format(
             "<div class=\"card{}\" id=statement-{}>\n<h5>Statement {} "
             "<span class=faint>{}{}, line {}</span></h5>\n",
             loses(statement) ? " losing" : "", statement.number, statement.number,
             html_text(statement.kind),
             statement.count > 1 ? fmt::format(" × {}", statement.count) : "", statement.line) +
         html_sql(statement.sql) + facts_of(statement) + findings_list(statement.findings) +
         "</div>\n";
}

std::string step_part(const StepView& step) {
  std::string html =
      fmt::format("<h4 id=step-{0}>Step {0} <span class=faint>{1}</span></h4>\n", step.number,
                  step.transactional ? "one transaction: all of it or nothing"
                                     : "outside a transaction: a failure may leave it half done");
  if (step.statements.empty()) html += "<p>No statements; the ledger alone is written.</p>\n";
  for (const StatementView& statement : step.statements) html += statement_card(statement);
  return html;
}

std::string_view title_of(WayBackKind kind) {
  switch (kind) {
    case WayBackKind::kWritten:
      return "The way back, as the file has it";
    case WayBackKind::kDerived:
      return "The way back is not written; this would bring the schema back";
    case WayBackKind::kIncomplete:
      return "The way back is not written; this would bring a part of the schema back";
    case WayBackKind::kIrreversible:
      return "There is no way back";
    case WayBackKind::kNotNeeded:
      return "Nothing to take back";
    case WayBackKind::kUpAgain:
      return "The way back is the up section";
  }
  return "";
}

std::string way_back_part(const WayBackView& back) {
  switch (back.kind) {
    case WayBackKind::kNotNeeded:
      return fmt::format("<p class=back>{}.</p>\n", title_of(back.kind));
    case WayBackKind::kIrreversible:
      return fmt::format("<p class=\"back danger\">{}: {}</p>\n", title_of(back.kind),
                         html_text(back.reason));
    case WayBackKind::kWritten:
    case WayBackKind::kDerived:
    case WayBackKind::kIncomplete:
    case WayBackKind::kUpAgain:
      break;
  }
  std::string html =
      fmt::format("<details class=back><summary>{}</summary>\n", title_of(back.kind)) +
      html_sql(back.sql);
  for (const std::string& left : back.left) {
    html += fmt::format("<p class=danger>not brought back: {}</p>\n", html_prose(left));
  }
  return html + findings_list(back.findings) + "</details>\n";
}

std::string meta_line(const RevisionView& revision) {
  std::string html = html_text(revision.file);
  html += ", follows " +
          (revision.parents.empty() ? "nothing" : html_text(joined(revision.parents, ", ")));
  if (!revision.depends.empty()) {
    html += ", depends on " + html_text(joined(revision.depends, ", "));
  }
  if (!revision.labels.empty()) html += ", labels " + html_text(joined(revision.labels, ", "));
  if (!revision.created.empty()) html += ", written " + html_text(revision.created);
  return "<p class=faint>" + html + "</p>\n";
}

/// What the folded line tells.
struct Gist {
  std::size_t statements = 0;
  std::size_t found = 0;
  bool loses = false;
  Blocks blocks = Blocks::kNobody;
};

Gist gist_of(const RevisionView& revision) {
  Gist gist;
  gist.found = revision.findings.size();
  for (const StepView& step : revision.steps) {
    gist.blocks = std::max(gist.blocks, step.blocks());
    for (const StatementView& statement : step.statements) {
      gist.statements += statement.count;
      gist.found += statement.findings.size();
      gist.loses = gist.loses || loses(statement);
    }
  }
  return gist;
}

std::string badges(const Gist& gist) {
  std::string html =
      fmt::format("<span class=tag>{}</span>", counted(gist.statements, "statement"));
  if (gist.loses) html += " <span class=\"tag danger\">loses data</span>";
  if (gist.blocks >= Blocks::kWrites) {
    html += fmt::format(" <span class=\"tag {}\">{} wait</span>", class_of(gist.blocks),
                        to_string(gist.blocks));
  }
  if (gist.found > 0) {
    html += fmt::format(" <span class=\"tag care\">{}</span>", counted(gist.found, "finding"));
  }
  return html;
}

std::string revision_part(const RevisionView& revision, bool few) {
  const Gist gist = gist_of(revision);
  const bool open = few || gist.loses || gist.blocks >= Blocks::kWrites;
  std::string html = fmt::format(
      "<details class=revision id=revision-{}{}>\n<summary><h3>{} <bdi>{}</bdi></h3> "
      "{}</summary>\n",
      revision.number, open ? " open" : "", html_code(revision.id), html_text(revision.message),
      badges(gist));
  html += meta_line(revision) + findings_list(revision.findings);
  for (const StepView& step : revision.steps) html += step_part(step);
  return html + way_back_part(revision.way_back) + "</details>\n";
}

}  // namespace

std::string html_revisions(const Review& review) {
  std::string html = "<section aria-labelledby=statements>\n<h2 id=statements>Statements</h2>\n";
  if (review.revisions.empty()) html += "<p>There is nothing to do.</p>\n";
  for (const RevisionView& revision : review.revisions) {
    html += revision_part(revision, review.revisions.size() < kFew);
  }
  return html + "</section>\n";
}

}  // namespace ashlar::emit::review
