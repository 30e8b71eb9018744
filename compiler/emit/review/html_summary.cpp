// The first screen: what a yes or a no hangs on.

#include <fmt/format.h>

#include "compiler/emit/review/html.h"
#include "compiler/emit/review/shortened.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit::review {
namespace {

constexpr std::size_t kRiskiest = 6;
constexpr std::size_t kNamesInTile = 8;

std::string list_of(const std::vector<std::string>& names) {
  std::string html;
  for (std::size_t i = 0; i < names.size() && i < kNamesInTile; ++i) {
    html += "<li>" + html_code(names[i]) + "</li>";
  }
  if (names.size() > kNamesInTile) {
    html += fmt::format("<li>and {} more</li>", names.size() - kNamesInTile);
  }
  return "<ul>" + html + "</ul>";
}

std::string tile(std::string_view tone, std::string_view title, std::string_view answer,
                 std::string_view more) {
  return fmt::format("<li class=\"tile {}\"><h3>{}</h3><p class=answer>{}</p>{}</li>\n", tone,
                     title, answer, more);
}

std::string lost_items(const std::vector<LostThing>& losses) {
  std::string html;
  for (std::size_t i = 0; i < losses.size() && i < kNamesInTile; ++i) {
    html += fmt::format("<li><a href=\"#statement-{}\">{}</a>, {}</li>", losses[i].statement,
                        html_code(losses[i].loss.name), emit::to_string(losses[i].loss.state));
  }
  if (losses.size() > kNamesInTile) {
    html += fmt::format("<li>and {} more</li>", losses.size() - kNamesInTile);
  }
  return "<ul>" + html + "</ul>";
}

std::string loss_tile(const Review& review) {
  std::vector<LostThing> real;
  for (const LostThing& lost : review.losses) {
    if (lost.loss.state != LossState::kFresh) real.push_back(lost);
  }
  if (real.empty()) {
    return tile("good", "Data lost", "none",
                review.losses.empty() ? "" : "<p>Only what this plan itself makes.</p>");
  }
  return tile("danger", "Data lost", counted(real.size(), "thing"), lost_items(real));
}

std::string waiting_tile(const Review& review) {
  if (review.no_reads.empty() && review.no_writes.empty()) {
    return tile("good", "Who waits", "nobody",
                "<p>No table that was there before is locked against reads or writes.</p>");
  }
  std::string more;
  if (!review.no_reads.empty()) more += "<p>Reads and writes of</p>" + list_of(review.no_reads);
  if (!review.no_writes.empty()) more += "<p>Writes of</p>" + list_of(review.no_writes);
  more += review.is_long ? "<p>Some of it while a table is worked on.</p>"
                         : "<p>For a moment each, once the lock is had.</p>";
  return tile(review.is_long ? "danger" : "care", "Who waits",
              review.no_reads.empty() ? "writers" : "readers and writers", more);
}

std::string work_tile(const Review& review) {
  if (review.rewritten.empty() && review.scanned.empty()) {
    return tile("good", "Long work while they wait", "none",
                "<p>Locks are held for a moment each, once they are had.</p>");
  }
  std::string more;
  if (!review.rewritten.empty()) more += "<p>Rewritten</p>" + list_of(review.rewritten);
  if (!review.scanned.empty()) more += "<p>Gone through</p>" + list_of(review.scanned);
  return tile("danger", "Long work while they wait",
              counted(review.rewritten.size() + review.scanned.size(), "table"), more);
}

std::string way_back_tile(const Review& review) {
  if (review.direction == versions::Direction::kDown) {
    return tile("care", "Way back", "upgrade again",
                "<p>The up sections run again; rows that are gone stay gone.</p>");
  }
  if (!review.irreversible.empty()) {
    return tile("danger", "Way back", "no",
                "<p>Declared irreversible</p>" + list_of(review.irreversible));
  }
  if (!review.without_down.empty()) {
    return tile(
        "care", "Way back", "not written",
        "<p>No down section, so <code>downgrade</code> refuses</p>" + list_of(review.without_down));
  }
  return tile("good", "Way back", "yes", "<p>Every revision has a down section.</p>");
}

std::string findings_tile(const Review& review) {
  const std::size_t grave = review.errors + review.warnings;
  std::string_view tone = "good";
  if (grave > 0) tone = "care";
  if (review.errors > 0 && grave > review.about_names) tone = "danger";
  std::string more;
  if (review.errors > 0) more += fmt::format("<p>{}</p>", counted(review.warnings, "warning"));
  if (review.about_names > 0) {
    more += fmt::format("<p>{} of them about names only</p>", review.about_names);
  }
  if (review.notes > 0) more += fmt::format("<p>{}</p>", counted(review.notes, "note"));
  if (review.on_ways_back > 0) {
    more += fmt::format("<p>and {} on the ways back</p>", review.on_ways_back);
  }
  std::string answer = "none";
  if (grave > 0) {
    answer =
        review.errors > 0 ? counted(review.errors, "error") : counted(review.warnings, "warning");
  }
  return tile(tone, "Findings", answer, more);
}

std::string risky_item(const StatementView& statement) {
  std::string html =
      fmt::format("<li><a href=\"#statement-{0}\">Statement {0}</a> {1}<ul class=reasons>",
                  statement.number, html_code(shortened(statement.first_line, 160)));
  for (std::size_t i = 0; i < statement.reasons.size() && i < 3; ++i) {
    html += fmt::format("<li>{}</li>", html_text(statement.reasons[i]));
  }
  if (statement.reasons.size() > 3) {
    html += fmt::format("<li>and {} more</li>", statement.reasons.size() - 3);
  }
  return html + "</ul></li>\n";
}

std::string riskiest_list(const Review& review) {
  const std::vector<const StatementView*> risky = review.riskiest(kRiskiest);
  if (risky.empty()) {
    return "<p>No statement keeps anybody waiting, loses anything or was found fault with.</p>\n";
  }
  std::string html = "<ol class=risky>\n";
  for (const StatementView* statement : risky) html += risky_item(*statement);
  return html + "</ol>\n";
}

std::string headline_fact(std::string_view name, std::string_view value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, value);
}

}  // namespace

std::string html_summary(const Review& review) {
  const bool up = review.direction == versions::Direction::kUp;
  std::string html =
      fmt::format("<header>\n<p class=kicker>{}</p>\n<h1>{} from {} to {}</h1>\n<dl class=facts>\n",
                  html_text(review.tool), up ? "Upgrade" : "Downgrade", html_code(review.from),
                  html_code(review.to));
  html += headline_fact("Database",
                        review.database.empty() ? "none was asked" : html_text(review.database));
  html += headline_fact("Compiled for", fmt::format("PostgreSQL {}", review.postgres));
  html += headline_fact("Plan", counts_line(review.totals));
  html += headline_fact("Outside transactions", counted(review.outside_transactions, "step"));
  html += headline_fact("Fingerprint", html_code(review.fingerprint));
  html += "</dl>\n</header>\n";
  html += "<section aria-labelledby=summary>\n<h2 id=summary>Summary</h2>\n<ul class=tiles>\n";
  html += loss_tile(review) + waiting_tile(review) + work_tile(review) + way_back_tile(review) +
          findings_tile(review);
  html += "</ul>\n<h3>Look at these first</h3>\n" + riskiest_list(review) + "</section>\n";
  return html;
}

}  // namespace ashlar::emit::review
