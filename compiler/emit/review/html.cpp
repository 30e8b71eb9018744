#include "compiler/emit/review/html.h"

#include <fmt/format.h>

#include "compiler/emit/characters.h"
#include "grammar/postgres/highlight.h"

namespace ashlar::emit::review {
namespace {

constexpr std::size_t kMostSql = std::size_t{8} * 1024;

enum class Within { kContent, kAttribute };

std::string named(std::int32_t code_point, Within within) {
  const std::string name = code_point_name(code_point);
  return within == Within::kContent ? fmt::format("<span class=u>{}</span>", name)
                                    : fmt::format("&lt;{}&gt;", name);
}

std::string escaped(std::string_view text, Within within) {
  std::string html;
  html.reserve(text.size() + text.size() / 8);
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text, at);
    at += character.bytes.size();
    if (!character.code_point) {
      html += "\xEF\xBF\xBD";
      continue;
    }
    switch (*character.code_point) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      case '\n':
      case '\t':
        html += character.bytes;
        break;
      case '\r':
        // HTML has one line end.
        if (text.substr(at, 1) != "\n") html += named('\r', within);
        break;
      default:
        if (character.acts) {
          html += named(*character.code_point, within);
        } else {
          html += character.bytes;
        }
    }
  }
  return html;
}

std::string coloured(std::string_view sql) {
  std::string html;
  for (const postgres::Highlight& piece : postgres::highlights_of(sql)) {
    const std::string text = html_text(slice(sql, piece.span));
    switch (piece.kind) {
      case postgres::HighlightKind::kPlain:
        html += text;
        break;
      case postgres::HighlightKind::kKeyword:
        html += "<b>" + text + "</b>";
        break;
      case postgres::HighlightKind::kLiteral:
        html += "<span class=l>" + text + "</span>";
        break;
      case postgres::HighlightKind::kComment:
        html += "<i>" + text + "</i>";
        break;
    }
  }
  return html;
}

/// At most `limit` bytes, whole characters and, where it can be, whole lines.
std::string_view beginning(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  const std::size_t line_end = text.rfind('\n', limit);
  if (line_end != std::string_view::npos && line_end > limit / 2) return text.substr(0, line_end);
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

}  // namespace

std::string html_text(std::string_view text) { return escaped(text, Within::kContent); }

std::string html_attribute(std::string_view text) { return escaped(text, Within::kAttribute); }

std::string html_prose(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return html + html_text(text);
    html += html_text(text.substr(0, open));
    html += html_code(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return html;
}

std::string html_code(std::string_view text) { return "<code>" + html_text(text) + "</code>"; }

std::string html_sql(std::string_view sql) {
  while (!sql.empty() && (sql.back() == '\n' || sql.back() == '\r')) sql.remove_suffix(1);
  const std::string_view shown = beginning(sql, kMostSql);
  std::string html = "<pre><code>" + coloured(shown) + "</code></pre>\n";
  if (shown.size() < sql.size()) {
    html += fmt::format("<p class=cut>… {} more bytes are left out here; the file has them.</p>\n",
                        sql.size() - shown.size());
  }
  return html;
}

std::string_view class_of(Blocks blocks) {
  switch (blocks) {
    case Blocks::kNobody:
      return "b0";
    case Blocks::kMaintenance:
      return "b1";
    case Blocks::kWrites:
      return "b2";
    case Blocks::kReadsAndWrites:
      return "b3";
  }
  return "";
}

std::string_view class_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "danger";
    case Severity::kWarning:
      return "care";
    case Severity::kNote:
      return "calm";
  }
  return "";
}

}  // namespace ashlar::emit::review
