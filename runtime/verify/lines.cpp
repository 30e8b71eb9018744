#include "runtime/verify/lines.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>

#include "runtime/embedded.h"

namespace ashlar::runtime {
namespace {

using database::OnInterrupt;
using database::Rows;
using database::Session;

constexpr const char* kStatement = "ashlar_lines";

/// `{grants COLUMN KIND OWNER}`: privileges in one order, and those that nobody changed as the
/// server would write them out, which is what pg_dump takes them for.
std::string with_grants(std::string sql) {
  constexpr std::string_view kMark = "{grants ";
  for (std::size_t at = sql.find(kMark); at != std::string::npos; at = sql.find(kMark, at)) {
    const std::size_t column = at + kMark.size();
    const std::size_t kind = sql.find(' ', column) + 1;
    const std::size_t owner = kind + 2;
    const std::size_t end = sql.find('}', owner);
    const std::string expanded = fmt::format(
        "(SELECT string_agg(g::text, ' ' ORDER BY g::text) FROM unnest(coalesce({}, "
        "acldefault('{}', {}))) g)",
        sql.substr(column, kind - 1 - column), sql[kind], sql.substr(owner, end - owner));
    sql.replace(at, end + 1 - at, expanded);
  }
  return sql;
}

void replace(std::string& text, std::string_view mark, std::string_view by) {
  const std::size_t at = text.find(mark);
  if (at != std::string::npos) text.replace(at, mark.size(), by);
}

std::string query_for(int major) {
  constexpr int kWithCompression = 14;
  constexpr int kWithRowFilters = 15;
  std::string sql;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == "lines.sql") sql = file.text;
  }
  replace(sql, "{column extras}",
          major >= kWithCompression ? ", 'COMPRESSION ' || nullif(attcompression::text, '')" : "");
  replace(sql, "{publication extras}",
          major >= kWithRowFilters
              ? ", pg_get_expr(prqual, prrelid), (SELECT string_agg(quote_ident(attname), ', ' "
                "ORDER BY attname) FROM pg_attribute "
                "WHERE attrelid = prrelid AND attnum = ANY (prattrs))"
              : "");
  return with_grants(std::move(sql));
}

std::string field_text(const database::Value& value) { return value.value_or(""); }

/// The total of a partitioned table counts what is now in the table and what was in it before.
struct Total {
  std::string name;
  std::uint64_t rows = 0;
  bool known = true;

  void add(const TableRows& table) {
    if (table.rows) rows += *table.rows;
    known = known && table.rows.has_value();
  }
};

}  // namespace

Result<Lines> read_lines(Session& session) {
  const std::string settings = "SET search_path = '';SET jit = off;";
  Result<Rows> known = session.query(
      settings + fmt::format("SELECT FROM pg_prepared_statements WHERE name = '{}'", kStatement),
      OnInterrupt::kCancel);
  if (!known) return known.error();
  if (known->rows.empty()) {
    Status prepared = session.execute(
        fmt::format("PREPARE {} AS {}", kStatement, query_for(session.server_major())));
    if (!prepared) return prepared.error();
  }
  Result<Rows> rows = session.query(fmt::format("EXECUTE {}", kStatement), OnInterrupt::kCancel);
  if (!rows) return rows.error();
  Lines lines;
  lines.reserve(rows->rows.size());
  for (const auto& row : rows->rows) {
    lines.push_back({field_text(row[0]), field_text(row[1]), field_text(row[2])});
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<LineChange> changes(const Lines& was, const Lines& is) {
  std::vector<LineChange> found;
  const auto key = [](const Line& line) { return std::tie(line.object, line.part); };
  auto before = was.begin();
  auto after = is.begin();
  while (before != was.end() || after != is.end()) {
    if (after == is.end() || (before != was.end() && key(*before) < key(*after))) {
      found.push_back({before->object, before->part, before->value, std::nullopt});
      ++before;
    } else if (before == was.end() || key(*after) < key(*before)) {
      found.push_back({after->object, after->part, std::nullopt, after->value});
      ++after;
    } else {
      if (before->value != after->value) {
        found.push_back({before->object, before->part, before->value, after->value});
      }
      ++before;
      ++after;
    }
  }
  return found;
}

Result<std::vector<TableRows>> count_rows(Session& session) {
  const Result<Rows> tables = session.query(
      "SET search_path = '';SELECT c.oid, coalesce(pg_partition_root(c.oid), c.oid)::oid,"
      " coalesce(pg_partition_root(c.oid), c.oid)::regclass, c.oid::regclass,"
      " row_security_active(c.oid)"
      " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
      " WHERE relkind = 'r' AND relpersistence <> 't' AND (n.oid >= 16384 OR nspname = 'public')"
      " AND pg_relation_size(c.oid) > 0 ORDER BY c.oid",
      OnInterrupt::kCancel);
  if (!tables) return tables.error();
  std::vector<TableRows> counted;
  std::string question;
  for (const auto& row : tables->rows) {
    counted.push_back({field_text(row[0]), field_text(row[1]), field_text(row[2]), std::nullopt});
    if (row[4] == "t") continue;
    question +=
        fmt::format("{}SELECT {}, count(*) FROM ONLY {}", question.empty() ? "" : " UNION ALL ",
                    counted.size() - 1, field_text(row[3]));
  }
  if (question.empty()) return counted;
  const Result<Rows> counts = session.query(question, OnInterrupt::kCancel);
  if (!counts) return counts.error();
  for (const auto& row : counts->rows) {
    const std::size_t at = std::strtoull(field_text(row[0]).c_str(), nullptr, 10);
    counted[at].rows = std::strtoull(field_text(row[1]).c_str(), nullptr, 10);
  }
  return counted;
}

std::vector<RowLoss> lost_rows(Stage stage, const std::vector<TableRows>& was,
                               const std::vector<TableRows>& is) {
  std::map<std::string, Total> before;
  std::map<std::string, std::string> root_of;  // of each table, as it was
  std::map<std::string, std::string> root_named;
  for (const TableRows& table : was) {
    Total& total = before[table.root];
    total.name = table.name;
    total.add(table);
    root_of[table.oid] = table.root;
    root_named[table.name] = table.root;
  }
  std::map<std::string, Total> after;
  for (const TableRows& table : is) {
    after[table.root].add(table);
    const auto old_root = root_of.find(table.oid);
    if (old_root != root_of.end()) {
      if (old_root->second != table.root) after[old_root->second].add(table);
      continue;
    }
    // A table that was made anew under the old one's name carries on its rows.
    const auto same_name = root_named.find(table.name);
    if (same_name != root_named.end() && same_name->second != table.root) {
      after[same_name->second].add(table);
    }
  }
  std::vector<RowLoss> losses;
  for (const auto& [root, total] : before) {
    const Total& now = after[root];
    if (total.known && now.known && now.rows < total.rows) {
      losses.push_back({stage, total.name, total.rows, now.rows});
    }
  }
  return losses;
}

}  // namespace ashlar::runtime
