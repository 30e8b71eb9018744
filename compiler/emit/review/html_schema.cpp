// The schema before and after, object by object: tables side by side.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/emit/review/html.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit::review {
namespace {

/// Lines around a change that are shown with it.
constexpr std::size_t kLinesAround = 2;
/// Of fewer changes all are unfolded.
constexpr std::size_t kFewChanges = 8;

bool is_near_change(const std::vector<LinePair>& lines, std::size_t at) {
  const std::size_t first = at - std::min(at, kLinesAround);
  const std::size_t last = std::min(at + kLinesAround + 1, lines.size());
  return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(first),
                     lines.begin() + static_cast<std::ptrdiff_t>(last),
                     [](const LinePair& pair) { return pair.changed; });
}

std::string cell(const std::optional<std::string>& line, bool changed, std::string_view element) {
  if (!line) return "<td class=none></td>";
  if (!changed) return "<td>" + html_text(*line) + "</td>";
  return fmt::format("<td class={0}><{0}>{1}</{0}></td>", element, html_text(*line));
}

std::string sides_table(const SchemaChange& change) {
  std::string html = fmt::format(
      "<table class=sides><caption class=hidden>{} before and after</caption>\n"
      "<thead><tr><th scope=col>before</th><th scope=col>after</th></tr></thead>\n<tbody>\n",
      html_text(change.name));
  for (std::size_t at = 0; at < change.lines.size(); ++at) {
    const std::size_t first = at;
    while (at < change.lines.size() && !is_near_change(change.lines, at)) ++at;
    if (at > first) {
      html += fmt::format("<tr><td colspan=2 class=skipped>{} the same</td></tr>\n",
                          counted(at - first, "line"));
    }
    if (at == change.lines.size()) break;
    const LinePair& pair = change.lines[at];
    html += "<tr>" + cell(pair.before, pair.changed, "del") +
            cell(pair.after, pair.changed, "ins") + "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

/// One side is empty.
std::string one_sided(const SchemaChange& change) {
  std::string sql;
  for (const LinePair& pair : change.lines) {
    if (pair.before) sql += *pair.before + "\n";
    if (pair.after) sql += *pair.after + "\n";
  }
  return html_sql(sql);
}

std::string change_part(const SchemaChange& change, bool few) {
  std::string_view tag;
  std::string_view words;
  switch (change.kind) {
    case SchemaChange::Kind::kNew:
      tag = "good";
      words = "new";
      break;
    case SchemaChange::Kind::kChanged:
      tag = "care";
      words = "changed";
      break;
    case SchemaChange::Kind::kGone:
      tag = "danger";
      words = "gone";
      break;
  }
  const bool is_changed = change.kind == SchemaChange::Kind::kChanged;
  return fmt::format(
      "<details class=object{}>\n<summary><h3>{}</h3> <span class=\"tag {}\">{}</span></summary>\n"
      "{}</details>\n",
      few || !is_changed ? (few ? " open" : "") : " open", html_code(change.name), tag, words,
      is_changed ? sides_table(change) : one_sided(change));
}

}  // namespace

std::string html_schema(const Review& review) {
  std::string html =
      "<section aria-labelledby=schema>\n<h2 id=schema>Schema, before and after</h2>\n";
  if (review.schema_in_doubt) {
    html +=
        "<p class=care>The history holds statements that the compiler does not follow: what they "
        "did to the schema is missing here.</p>\n";
  }
  if (review.schema.empty()) html += "<p>The schema stays as it is.</p>\n";
  for (const SchemaChange& change : review.schema) {
    html += change_part(change, review.schema.size() < kFewChanges);
  }
  return html + "</section>\n";
}

}  // namespace ashlar::emit::review
