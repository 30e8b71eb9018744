#include "compiler/ledger/sql_text.h"

#include <fmt/format.h>

namespace ashlar::ledger {

std::string literal(std::string_view text) {
  if (text.find('\\') == std::string_view::npos) return postgres::quote_literal(text);
  std::string quoted = "E'";
  for (const char byte : text) {
    if (byte == '\'' || byte == '\\') quoted += byte;
    quoted += byte;
  }
  return quoted + "'";
}

std::string text_array(const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& value : values) {
    if (!list.empty()) list += ", ";
    list += literal(value);
  }
  return fmt::format("ARRAY[{}]::pg_catalog.text[]", list);
}

std::string dollar_quote(std::string_view body) {
  std::string tag = "$ashlar$";
  // The body's last bytes and the tag's first may make a tag of their own.
  for (int number = 2; (std::string(body) + tag).find(tag) != body.size(); ++number) {
    tag = fmt::format("$ashlar{}$", number);
  }
  return fmt::format("{}{}{}", tag, body, tag);
}

}  // namespace ashlar::ledger
