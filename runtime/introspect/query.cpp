#include "runtime/introspect/query.h"

#include <charconv>
#include <optional>

#include "grammar/text/check.h"
#include "runtime/embedded.h"

namespace ashlar::runtime {
namespace {

std::string_view text_of_query(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name.ends_with(".sql") && file.name.substr(0, file.name.size() - 4) == name) {
      return file.text;
    }
  }
  ASHLAR_CHECK(false, "every query that is asked for is embedded");
  return {};
}

/// The number behind ` word ` in a line's last comment.
std::optional<int> version_after(std::string_view comment, std::string_view word) {
  const std::size_t at = comment.find(word);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view digits = comment.substr(at + word.size());
  int version = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  return read.ec == std::errc() ? std::optional<int>(version) : std::nullopt;
}

bool is_for(std::string_view line, int major) {
  const std::size_t comment = line.rfind("-- ");
  if (comment == std::string_view::npos) return true;
  const std::string_view words = line.substr(comment + 2);
  if (!words.starts_with(" from ") && !words.starts_with(" until ")) return true;
  return major >= version_after(words, " from ").value_or(major) &&
         major <= version_after(words, " until ").value_or(major);
}

std::string for_version(std::string_view text, int major) {
  std::string kept;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (is_for(line, major)) kept.append(line).append("\n");
    begin = end + 1;
  }
  return kept;
}

/// `text` for each `{mark WORD}`, with WORD for each `$` of it.
void expand(std::string& sql, std::string_view mark, std::string_view text) {
  for (std::size_t at = sql.find(mark); at != std::string::npos; at = sql.find(mark, at)) {
    const std::size_t end = sql.find('}', at);
    const std::string word = sql.substr(at + mark.size(), end - at - mark.size());
    std::string whole;
    for (const char c : text) {
      if (c == '$') {
        whole += word;
      } else {
        whole += c;
      }
    }
    sql.replace(at, end + 1 - at, whole);
    at += whole.size();
  }
}

std::string literal(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

}  // namespace

std::string introspection_query(std::string_view name, int major,
                                const std::string& ledger_schema) {
  std::string sql = for_version(text_of_query("common"), major);
  sql += for_version(text_of_query(name), major);
  // Most objects have no settings; a setting's name may have a prefix, such as `toast.`.
  expand(sql, "{with ",
         "CASE WHEN $ IS NOT NULL THEN (SELECT string_agg(regexp_replace(split_part(o, '=', 1), "
         "'[^.]+', '\"\\&\"', 'g') || '=' || quote_literal(substr(o, strpos(o, '=') + 1)), ', ' "
         "ORDER BY n) FROM unnest($) WITH ORDINALITY u(o, n)) END");
  expand(
      sql, "{options ",
      "CASE WHEN $ IS NOT NULL THEN (SELECT string_agg(quote_ident(split_part(o, '=', 1)) || ' ' "
      "|| quote_literal(substr(o, strpos(o, '=') + 1)), ', ' ORDER BY n) FROM unnest($) WITH "
      "ORDINALITY u(o, n)) END");
  expand(sql, "{role ",
         "(SELECT CASE WHEN rolname = current_user THEN 'CURRENT_USER' ELSE quote_ident(rolname) "
         "END FROM pg_roles WHERE oid = $)");
  expand(sql, "{operator",
         "CASE oprnamespace WHEN 'pg_catalog'::regnamespace THEN oprname::text ELSE 'OPERATOR(' || "
         "oprnamespace::regnamespace || '.' || oprname || ')' END");
  expand(sql, "{ledger", literal(ledger_schema));
  return sql;
}

}  // namespace ashlar::runtime
