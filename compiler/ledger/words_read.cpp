// The words that make the ledger and read it.

#include <fmt/format.h>

#include "compiler/ledger/ledger.h"
#include "compiler/ledger/sql_text.h"

namespace ashlar::ledger {
namespace {

std::string rfc3339(std::string_view column) {
  return fmt::format(
      "pg_catalog.to_char(pg_catalog.timezone('UTC', {}), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
      column);
}

}  // namespace

std::string relation_exists(std::string_view schema, std::string_view relation) {
  return fmt::format(
      "EXISTS (SELECT FROM pg_catalog.pg_class c\n"
      "    JOIN pg_catalog.pg_namespace n ON n.oid {0} c.relnamespace\n"
      "    WHERE n.nspname {0} {1} AND c.relname {0} {2})",
      kEquals, literal(schema), literal(relation));
}

std::string Words::bootstrap() const {
  // CREATE SCHEMA IF NOT EXISTS wants the right to create schemas even where the schema is there
  // (src/backend/commands/schemacmds.c); a DBA may have made it for a user without that right.
  const std::string body = fmt::format(
      "\nBEGIN\n"
      "  IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname {} {}) THEN\n"
      "    CREATE SCHEMA {};\n"
      "  END IF;\n"
      "  IF NOT {} THEN\n"
      "    CREATE TABLE {}.installed (\n"
      "      id pg_catalog.text PRIMARY KEY,\n"
      "      checksum pg_catalog.text NOT NULL,\n"
      "      installed_at pg_catalog.timestamptz NOT NULL,\n"
      "      installed_by pg_catalog.text NOT NULL,\n"
      "      ashlar_version pg_catalog.text NOT NULL\n"
      "    );\n"
      "  END IF;\n"
      "END\n",
      kEquals, literal(name_), schema_, relation_exists(name_, "installed"), schema_);
  return fmt::format("DO {};\n", dollar_quote(body));
}

std::string Words::record_installed(std::string_view id, std::string_view checksum) const {
  return fmt::format(
      "INSERT INTO {}.installed (id, checksum, installed_at, installed_by, ashlar_version)\n"
      "VALUES ({}, {}, pg_catalog.clock_timestamp(), session_user, {});\n",
      schema_, literal(id), literal(checksum), literal(ASHLAR_VERSION));
}

std::string Words::ledger_exists() const {
  // `steps` is made last but one by the first of ashlar's own revisions, with `revisions`.
  return fmt::format("SELECT {}\n  AND {};\n", relation_exists(name_, "installed"),
                     relation_exists(name_, "steps"));
}

std::string Words::is_installed(std::string_view id) const {
  return fmt::format("SELECT EXISTS (SELECT FROM {}.installed WHERE id {} {})", schema_, kEquals,
                     literal(id));
}

// id
std::string Words::select_installed() const {
  return fmt::format("SELECT id FROM {}.installed ORDER BY id COLLATE pg_catalog.\"C\";\n",
                     schema_);
}

// id, message, parents, depends (each joined by commas, which ids cannot hold), up_checksum,
// down_checksum, up_text, down_text, irreversible, applied_at (RFC 3339, UTC), applied_by, stamped
std::string Words::select_revisions() const {
  return fmt::format(
      "SELECT id, message, pg_catalog.array_to_string(parents, ','),\n"
      "    pg_catalog.array_to_string(depends, ','), up_checksum, down_checksum, up_text,\n"
      "    down_text, irreversible, {}, applied_by, stamped\n"
      "FROM {}.revisions ORDER BY id COLLATE pg_catalog.\"C\";\n",
      rfc3339("applied_at"), schema_);
}

// revision_id, direction ("up" or "down"), step, steps, checksum, transactional, done (boolean),
// started_at (RFC 3339, UTC)
std::string Words::select_steps() const {
  return fmt::format(
      "SELECT revision_id, direction, step, steps, checksum, transactional, done_at IS NOT NULL,\n"
      "    {}\n"
      "FROM {}.steps ORDER BY revision_id COLLATE pg_catalog.\"C\", direction, step;\n",
      rfc3339("started_at"), schema_);
}

// started (boolean), batches, rows, reached: one row. By the events' numbers and not by their
// times, as clocks are set back.
std::string Words::select_batches(const StepRef& step) const {
  const std::string direction = literal(versions::to_string(step.direction));
  const std::string of_step =
      fmt::format("revision_id {0} {1} AND direction {0} {2} AND step {0} {3}", kEquals,
                  literal(step.revision), direction, step.step);
  return fmt::format(
      "WITH batches AS (SELECT id, details FROM {0}.events WHERE kind {1} 'batch' AND {2}\n"
      "  AND id OPERATOR(pg_catalog.>) (SELECT COALESCE(pg_catalog.max(id), 0) FROM {0}.events\n"
      "    WHERE kind {1} 'started' AND {2}))\n"
      "SELECT EXISTS (SELECT FROM {0}.steps WHERE {2}), pg_catalog.count(*),\n"
      "  COALESCE(pg_catalog.sum((details OPERATOR(pg_catalog.->>) 'rows')::pg_catalog.int8), 0),\n"
      "  (SELECT details OPERATOR(pg_catalog.->>) 'reached' FROM batches ORDER BY id DESC LIMIT "
      "1)\n"
      "FROM batches;\n",
      schema_, kEquals, of_step);
}

std::int64_t Words::lock_key() const {
  // FNV-1a, 64 bits: the same in every build for ever, as runners of all versions must agree.
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : "ashlar\x1f" + name_) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3ULL;
  }
  return static_cast<std::int64_t>(hash);
}

}  // namespace ashlar::ledger
