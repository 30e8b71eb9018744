#pragma once

// What libpg_query makes of a text. Layer: grammar/postgres, private.

#include <pg_query.h>
#include <string>
#include <string_view>

#include "grammar/postgres/syntax_error.h"

namespace ashlar::postgres {

/// A result of pg_query_parse, freed.
class ParseResult {
 public:
  explicit ParseResult(const std::string& sql) : result_(pg_query_parse(sql.c_str())) {}
  ParseResult(const ParseResult&) = delete;
  ParseResult& operator=(const ParseResult&) = delete;
  ~ParseResult() { pg_query_free_parse_result(result_); }

  [[nodiscard]] bool ok() const { return result_.error == nullptr; }
  [[nodiscard]] std::string_view tree() const {
    return result_.parse_tree == nullptr ? std::string_view() : result_.parse_tree;
  }
  [[nodiscard]] Complaint complaint() const {
    return {result_.error->message, result_.error->cursorpos};
  }

 private:
  PgQueryParseResult result_;
};

}  // namespace ashlar::postgres
