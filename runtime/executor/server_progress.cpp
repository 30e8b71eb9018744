#include "runtime/executor/server_progress.h"

#include <cstdlib>
#include <fmt/format.h>

namespace ashlar::runtime {
namespace {

/// One of the server's reports: what it is of, and its columns for "done" and "in all".
struct Report {
  int since;  ///< major version of the server
  const char* view;
  const char* what;
  const char* done;
  const char* total;
};

constexpr Report kReports[] = {
    // Blocks while the table is read, tuples while the tree is built, lockers while it waits.
    {12, "create_index", "lower(p.command) || ': ' || p.phase",
     "CASE WHEN p.phase LIKE 'waiting%' THEN p.lockers_done WHEN p.blocks_total > 0 THEN "
     "p.blocks_done ELSE p.tuples_done END",
     "CASE WHEN p.phase LIKE 'waiting%' THEN p.lockers_total WHEN p.blocks_total > 0 THEN "
     "p.blocks_total ELSE p.tuples_total END"},
    {12, "cluster", "lower(p.command) || ': ' || p.phase", "p.heap_blks_scanned",
     "p.heap_blks_total"},
    {10, "vacuum", "'vacuum: ' || p.phase", "p.heap_blks_scanned", "p.heap_blks_total"},
    {13, "analyze", "'analyze: ' || p.phase", "p.sample_blks_scanned", "p.sample_blks_total"},
    {14, "copy", "'copy'", "p.bytes_processed", "p.bytes_total"},
};

}  // namespace

std::optional<ServerProgress> server_progress(database::Session& session, const std::string& pid) {
  std::string question;
  for (const Report& report : kReports) {
    if (session.server_major() < report.since) continue;
    if (!question.empty()) question += " UNION ALL ";
    question += fmt::format(
        "SELECT {}, ({})::pg_catalog.float8 / nullif({}, 0) FROM pg_catalog.pg_stat_progress_{} p"
        " WHERE p.pid = {}",
        report.what, report.done, report.total, report.view, pid);
  }
  const auto rows = session.query(question);
  if (!rows || rows->rows.empty()) return std::nullopt;
  const auto& row = rows->rows.front();
  ServerProgress progress;
  progress.phase = row[0].value_or("");
  if (row[1]) progress.fraction = std::strtod(row[1]->c_str(), nullptr);
  return progress;
}

}  // namespace ashlar::runtime
