#include "runtime/introspect/introspect.h"

#include <array>
#include <string_view>
#include <vector>

#include "runtime/introspect/query.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Rows;

/// In an order in which most statements find what they need.
constexpr std::array<std::string_view, 11> kKinds = {
    "schemas", "types", "foreign",  "routines",     "tables",     "operators",
    "views",   "keys",  "triggers", "publications", "annotations"};

/// From it on everybody may read most of pg_subscription.
constexpr int kFirstWithSubscriptions = 14;

/// With nothing on the search path the server writes every name in full; the others are what
/// pg_dump sets, so that constants look the same whoever asks.
constexpr std::array<const char*, 8> kSettings = {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                                  "SET LOCAL search_path = ''",
                                                  "SET LOCAL datestyle = 'ISO'",
                                                  "SET LOCAL intervalstyle = 'postgres'",
                                                  "SET LOCAL extra_float_digits = 3",
                                                  "SET LOCAL quote_all_identifiers = off",
                                                  "SET LOCAL bytea_output = 'hex'",
                                                  "SET LOCAL jit = off"};

}  // namespace

Result<Introspection> introspect(database::Session& session, const std::string& ledger_schema) {
  std::vector<std::string> commands(kSettings.begin(), kSettings.end());
  const int major = session.server_major();
  if (major >= kFirstWithSubscriptions) {
    commands.push_back(introspection_query("subscriptions", major, ledger_schema));
  }
  for (const std::string_view kind : kKinds) {
    commands.push_back(introspection_query(kind, major, ledger_schema));
  }
  commands.push_back(introspection_query("unread", major, ledger_schema));
  std::vector<Rows> answers;
  const Status asked = session.pipeline(commands, OnInterrupt::kCancel, answers);
  session.rollback();
  if (!asked) return asked.error();

  Introspection found;
  found.sql = "SET check_function_bodies = false;\nSET search_path = '';\n";
  for (std::size_t i = kSettings.size(); i + 1 < answers.size(); ++i) {
    for (const auto& row : answers[i].rows) {
      if (row.front().has_value()) found.sql.append(*row.front()).append(";\n");
    }
  }
  for (const auto& row : answers.back().rows) {
    if (row.front().has_value()) found.unread.push_back(*row.front());
  }
  return found;
}

}  // namespace ashlar::runtime
