#include <fmt/format.h>

#include "compiler/emit/embedded.h"
#include "compiler/emit/review/html.h"
#include "grammar/text/check.h"

namespace ashlar::emit::review {
namespace {

std::string_view style_sheet() {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == "page.css") return file.text;
  }
  ASHLAR_CHECK(false, "the build embeds the style sheet");
  return {};
}

/// Nothing is loaded or run, whatever the files hold: the browser is told so, too.
constexpr std::string_view kPolicy = "default-src 'none'; style-src 'unsafe-inline'";

constexpr std::string_view kContents =
    "<a class=skip href=\"#main\">Skip to the summary</a>\n"
    "<nav aria-label=Contents>\n<a href=\"#summary\">Summary</a>\n<a "
    "href=\"#timeline\">Timeline</a>\n<a href=\"#graph\">Revisions</a>\n<a "
    "href=\"#statements\">Statements</a>\n<a href=\"#schema\">Schema</a>\n</nav>\n";

}  // namespace

std::string review_html(const Review& review) {
  const bool up = review.direction == versions::Direction::kUp;
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
      "<meta http-equiv=Content-Security-Policy content=\"{}\">\n"
      "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=color-scheme content=\"light dark\">\n"
      "<title>{} from {} to {}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
      kPolicy, up ? "Upgrade" : "Downgrade", html_attribute(review.from), html_attribute(review.to),
      style_sheet());
  html += kContents;
  html += "<main id=main>\n";
  html += html_summary(review) + html_timeline(review) + html_graph(review.graph) +
          html_revisions(review) + html_schema(review);
  html += "</main>\n";
  html += fmt::format(
      "<footer><p>Computed by {} from the revision files, for PostgreSQL {}. {}</p>\n"
      "<p class=faint>{}</p></footer>\n</body>\n</html>\n",
      html_text(review.tool), review.postgres,
      review.database.empty() ? "No database was asked: the plan starts where the range says."
                              : "The database was read, and nothing in it was changed.",
      html_code(review.fingerprint));
  return html;
}

}  // namespace ashlar::emit::review
