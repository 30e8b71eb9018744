#pragma once

// What libpqxx throws, as an Error. One function, so that there is one place that knows the
// exceptions of libpqxx 6.4 to 7 and the SQLSTATEs (PostgreSQL manual, appendix "PostgreSQL Error
// Codes"). Layer: runtime/database.

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "grammar/text/result.h"

namespace ashlar::runtime::database {

/// The fields of the server's ErrorResponse (PostgreSQL manual, "Error and Notice Message Fields").
/// Empty where it gave none.
struct ServerReport {
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
  std::string context;
  int position = 0;             ///< 1-based character in the statement sent; 0: none
  std::string internal_query;   ///< the statement inside a function that failed
  std::uint32_t completed = 0;  ///< statements of the same message that were done before
};

/// libpq's and libpqxx's own texts, "ERROR:  relation …\nLINE 1: …": the first line, without its
/// severity and its full stop.
[[nodiscard]] std::string first_line(std::string_view text);

enum class Link { kOpen, kLost };

/// By the state of the connection first, by the exception's type second, by SQLSTATE third.
/// `report` is what the server said of the statement, empty where it said nothing.
[[nodiscard]] Error to_error(const std::exception& thrown, const ServerReport& report, Link link);
/// The same where libpq alone was at work.
[[nodiscard]] Error to_error(const ServerReport& report, Link link);

}  // namespace ashlar::runtime::database
