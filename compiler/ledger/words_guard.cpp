// The words that keep a script from running where it should not.

#include <fmt/format.h>

#include "compiler/ledger/ledger.h"
#include "compiler/ledger/sql_text.h"

namespace ashlar::ledger {
namespace {

/// A statement of PL/pgSQL that raises where the condition holds. `message` and `hint` are SQL.
std::string raise_where(std::string_view condition, std::string_view message,
                        std::string_view hint) {
  return fmt::format(
      "  IF {} THEN\n"
      "    RAISE EXCEPTION USING MESSAGE = {}{};\n"
      "  END IF;\n",
      condition, message, hint.empty() ? "" : fmt::format(",\n      HINT = {}", hint));
}

/// The ids that this ashlar's own ledger revisions have: their files' names up to the first `_`.
std::vector<std::string> own_revisions() {
  std::vector<std::string> ids;
  for (const SourceFile& file : revision_files()) {
    const std::string name = file.path.substr(file.path.rfind('/') + 1);
    ids.push_back(name.substr(0, name.find_first_of("_.")));
  }
  return ids;
}

/// The digest of ScriptStart::statements, as the server makes it.
std::string statements_digest(const std::string& schema) {
  return fmt::format(
      "    SELECT pg_catalog.concat('sha256:', "
      "pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(\n"
      "        COALESCE(pg_catalog.string_agg(pg_catalog.format('%s %s %s', r.id, r.up_checksum,\n"
      "          r.down_checksum), E'\\n' ORDER BY r.id COLLATE pg_catalog.\"C\"), ''), 'UTF8')),\n"
      "        'hex')) INTO statements FROM {}.revisions r;\n",
      schema);
}

std::string_view command_for(versions::Direction direction) {
  return direction == versions::Direction::kUp ? "ashlar upgrade" : "ashlar downgrade";
}

}  // namespace

std::string Words::server_guard(const ScriptStart& start) const {
  std::string body = "\nBEGIN\n";
  if (start.postgres != 0) {
    body += raise_where(
        fmt::format("pg_catalog.current_setting('server_version_num')::pg_catalog.int4 "
                    "OPERATOR(pg_catalog./) 10000\n    OPERATOR(pg_catalog.<>) {}",
                    start.postgres),
        fmt::format("pg_catalog.format('this server is PostgreSQL %s, and the script was made for "
                    "PostgreSQL %s',\n      pg_catalog.current_setting('server_version'), {})",
                    start.postgres),
        "'locks and rewrites differ between them: make the script again for this server'");
  }
  if (!start.database.empty()) {
    body += raise_where(
        fmt::format("pg_catalog.current_database() OPERATOR(pg_catalog.<>) {}",
                    literal(start.database)),
        fmt::format("pg_catalog.format('this is database \"%s\", and the script is for \"%s\"',\n"
                    "      pg_catalog.current_database(), {})",
                    literal(start.database)),
        "");
  }
  body += raise_where("pg_catalog.pg_is_in_recovery()", "'this server is a standby'",
                      "'run the script on its primary'");
  body += raise_where(
      fmt::format("pg_catalog.current_setting('transaction_read_only') {} 'on'", kEquals),
      "'this database takes no writes'", "'default_transaction_read_only is on'");
  body += raise_where(
      fmt::format("pg_catalog.current_schema() {} {}", kEquals, literal(name_)),
      "'new tables without a schema in their name would land among those of the ledger'",
      "'the search path of this role begins with the ledger''s schema'");
  return fmt::format("DO {};\n", dollar_quote(body + "END\n"));
}

std::string Words::guard(const ScriptStart& start) const {
  // EXCEPT compares by the type's own operator class, whatever the search path holds, and hashes: a
  // history may have thousands of revisions.
  const bool up = start.direction == versions::Direction::kUp;
  const bool looks = !start.applied.empty() && !start.statements.empty();
  const std::string compared = fmt::format(
      "    IF statements OPERATOR(pg_catalog.<>) {} THEN\n"
      "      RAISE EXCEPTION 'a revision is applied with other statements than those that this "
      "script builds on'\n"
      "        USING HINT = '`ashlar plan RANGE --url URL` says which';\n"
      "    END IF;\n",
      literal(start.statements));
  const std::string body = fmt::format(
      "\nDECLARE\n"
      "  expected pg_catalog.text[] := {0};\n"
      "  runs pg_catalog.text[] := {3};\n"
      "  present pg_catalog.text[] := ARRAY[]::pg_catalog.text[];\n"
      "  surplus pg_catalog.text[];\n"
      "  missing pg_catalog.text[];\n"
      "  newer pg_catalog.text;\n"
      "  statements pg_catalog.text;\n"
      "  in_flight pg_catalog.text;\n"
      "BEGIN\n"
      "  IF {1} THEN\n"
      "    SELECT COALESCE(pg_catalog.array_agg(r.id), present) INTO present FROM {2}.revisions "
      "r;\n"
      "    SELECT pg_catalog.min(s.revision_id) INTO in_flight FROM {2}.steps s;\n"
      "    SELECT pg_catalog.min(i.id) INTO newer FROM {2}.installed i\n"
      "      WHERE i.id OPERATOR(pg_catalog.<>) ALL ({4});\n"
      "{9}"
      "  END IF;\n"
      "  IF newer IS NOT NULL THEN\n"
      "    RAISE EXCEPTION 'the ledger in this database was made by a newer ashlar: it has %', "
      "newer\n"
      "      USING HINT = 'make the script again with that ashlar, or a newer one';\n"
      "  END IF;\n"
      "  IF in_flight IS NOT NULL THEN\n"
      "    RAISE EXCEPTION 'revision % is half done: let ashlar finish it first', in_flight;\n"
      "  END IF;\n"
      "  surplus := ARRAY(SELECT pg_catalog.unnest(present) EXCEPT SELECT "
      "pg_catalog.unnest(expected) ORDER BY 1);\n"
      "  missing := ARRAY(SELECT pg_catalog.unnest(expected) EXCEPT SELECT "
      "pg_catalog.unnest(present) ORDER BY 1);\n"
      "  IF pg_catalog.cardinality(surplus) {7} 0 AND pg_catalog.cardinality(missing) {7} 0 THEN\n"
      "{10}"
      "    RETURN;\n"
      "  END IF;\n"
      "  IF pg_catalog.cardinality({5}) {7} 0 AND {6} OPERATOR(pg_catalog.<@) runs THEN\n"
      "    IF pg_catalog.cardinality({6}) {7} pg_catalog.cardinality(runs) THEN\n"
      "      RAISE EXCEPTION 'this script has been run here already: there is nothing to do';\n"
      "    END IF;\n"
      "    RAISE EXCEPTION 'this script has been run here already, and stopped half-way' USING\n"
      "      DETAIL = pg_catalog.format('done: %s', pg_catalog.array_to_string({6}, ', ')),\n"
      "      HINT = 'let `{8}` go on from there, or make a script for the rest';\n"
      "  END IF;\n"
      "  RAISE EXCEPTION 'the ledger does not stand where this script starts' USING DETAIL =\n"
      "    pg_catalog.format('applied, but not expected: %s; expected, but not applied: %s',\n"
      "      COALESCE(NULLIF(pg_catalog.array_to_string(surplus, ', '), ''), 'none'),\n"
      "      COALESCE(NULLIF(pg_catalog.array_to_string(missing, ', '), ''), 'none'));\n"
      "END\n",
      text_array(start.applied), relation_exists(name_, "steps"), schema_,
      text_array(start.revisions), text_array(own_revisions()), up ? "missing" : "surplus",
      up ? "surplus" : "missing", kEquals, command_for(start.direction),
      looks ? statements_digest(schema_) : "", looks ? compared : "");
  return fmt::format("DO {};\n", dollar_quote(body));
}

std::string Words::take_lock() const {
  const std::string body = fmt::format(
      "\nBEGIN\n"
      "  IF NOT pg_catalog.pg_try_advisory_lock({}) THEN\n"
      "    RAISE EXCEPTION 'another runner of ashlar is at work on this database';\n"
      "  END IF;\n"
      "END\n",
      lock_key());
  return fmt::format("DO {};\n", dollar_quote(body));
}

}  // namespace ashlar::ledger
