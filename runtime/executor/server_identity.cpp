#include "runtime/executor/server_identity.h"

#include <fmt/format.h>

namespace ashlar::runtime {
namespace {

std::string shown(const std::string& timeline) {
  const std::size_t digits = timeline.find_first_not_of('0');
  return digits == std::string::npos ? "0" : timeline.substr(digits);
}

}  // namespace

ServerIdentity identity_of(database::Session& session) {
  // By the name of the file that is written: pg_control_checkpoint knows a new timeline only after
  // the checkpoint that follows a promotion.
  const auto rows = session.query(
      "SELECT system_identifier, CASE WHEN pg_catalog.pg_is_in_recovery() THEN NULL ELSE"
      " pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8) END"
      " FROM pg_catalog.pg_control_system()");
  if (!rows || rows->rows.empty()) return {};
  const auto& row = rows->rows.front();
  return {row[0].value_or(""), row[1].value_or("")};
}

std::optional<std::string> replacement(const ServerIdentity& before, const ServerIdentity& now) {
  if (before.system.empty() || now.system.empty()) return std::nullopt;
  if (before.system != now.system) {
    return fmt::format("another server answers now, of cluster {} where it was {}", now.system,
                       before.system);
  }
  if (before.timeline.empty() || before.timeline == now.timeline) return std::nullopt;
  if (now.timeline.empty()) return "a standby answers now";
  return fmt::format("a standby has been promoted and answers now (timeline {}, before {})",
                     shown(now.timeline), shown(before.timeline));
}

}  // namespace ashlar::runtime
