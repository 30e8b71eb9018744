#include <algorithm>

#include "tests/server/common_properties.h"
#include "tests/server/routine_snapshot.h"
#include "tests/server/snapshot.h"
#include "tests/server/storage_snapshot.h"

namespace ashlar::server_tests {
namespace {

// Names of schemas with the session's temporary one written as the catalog writes it. Objects of
// the system, of extensions and row versions' own types are no part of a schema.
constexpr const char* kPrelude = R"(
WITH ns AS (
  SELECT oid, CASE WHEN nspname LIKE 'pg\_temp\_%' THEN 'pg_temp' ELSE nspname END AS name
  FROM pg_namespace
  WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    AND nspname NOT LIKE 'pg\_toast%'
), member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), rel AS (
  SELECT c.*, ns.name AS schema, ns.name || '.' || c.relname AS display FROM pg_class c
  JOIN ns ON ns.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_class'::regclass AND objid = c.oid)
) )";

constexpr const char* kSchemas = R"(
SELECT 'schema ' || name FROM ns WHERE name <> 'pg_temp')";

constexpr const char* kRelations = R"(
SELECT format('relation %s %s%s%s%s', display,
              CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table partitioned' WHEN 'i' THEN 'index'
                WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view'
                WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'composite' WHEN 'f' THEN 'foreign table' END,
              CASE WHEN relkind IN ('r', 'p') AND relpersistence = 'u' THEN ' unlogged' ELSE '' END,
              CASE WHEN relrowsecurity THEN ' rls' ELSE '' END,
              CASE WHEN relforcerowsecurity THEN ' forced' ELSE '' END)
FROM rel)";

constexpr const char* kColumns = R"(
SELECT format('column %s %s %s %s%s%s%s%s', display,
              row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum), a.attname,
              format_type(a.atttypid, a.atttypmod),
              CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
              CASE WHEN a.atthasdef AND a.attgenerated = '' AND relkind <> 'v' THEN ' default' ELSE '' END,
              CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END,
              CASE a.attidentity WHEN 'a' THEN ' always' WHEN 'd' THEN ' by default' ELSE '' END
              || CASE WHEN relkind IN ('r', 'p', 'f')
                 THEN format(' %s%s', a.attislocal::int, a.attinhcount) ELSE '' END)
FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND relkind IN ('r', 'p', 'f', 'c', 'v', 'm'))";

// Rows that a foreign key to a partitioned table has for each partition are left out.
constexpr const char* kConstraints = R"(
SELECT format('constraint %s %s %s (%s)%s%s%s%s%s%s%s%s', ns.name, coalesce(rel.display, format_type(k.contypid, NULL)),
              k.conname || ' ' || k.contype::text,
              (SELECT string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute
               WHERE attrelid = k.conrelid AND attnum = ANY (k.conkey)),
              CASE WHEN k.contype = 'f' THEN
                format(' -> %s (%s) %s%s %s', target.display,
                  (SELECT string_agg(attname, ' ' ORDER BY array_position(k.confkey, attnum))
                   FROM pg_attribute WHERE attrelid = k.confrelid AND attnum = ANY (k.confkey)),
                  k.confdeltype, k.confupdtype,
                  (SELECT relname FROM pg_class WHERE oid = k.conindid)) ELSE '' END,
              CASE WHEN k.convalidated THEN '' ELSE ' not valid' END,
              CASE WHEN k.condeferrable THEN ' deferrable' ELSE '' END,
              CASE WHEN k.condeferred THEN ' deferred' ELSE '' END,
              CASE WHEN k.contype = 'c' AND k.connoinherit THEN ' no inherit' ELSE '' END,
              CASE WHEN k.conislocal THEN '' ELSE ' inherited' END,
              ' ' || k.coninhcount,
              CASE WHEN k.contype IN ('p', 'u', 'x') THEN ' by ' || (SELECT relname FROM pg_class WHERE oid = k.conindid)
                ELSE '' END)
FROM pg_constraint k JOIN ns ON ns.oid = k.connamespace
LEFT JOIN rel ON rel.oid = k.conrelid LEFT JOIN rel target ON target.oid = k.confrelid
LEFT JOIN pg_constraint parent ON parent.oid = k.conparentid
WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND (parent.oid IS NULL OR parent.conrelid <> k.conrelid)
  AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = k.contypid))";

constexpr const char* kIndexes = R"(
SELECT format('index %s on %s %s (%s)%s%s%s%s%s', rel.display, owner.display, am.amname,
  (SELECT string_agg(CASE WHEN x.indkey[k.i - 1] = 0 THEN '<' || a.attname || '>' ELSE
                       (SELECT attname FROM pg_attribute t WHERE t.attrelid = x.indrelid AND t.attnum = x.indkey[k.i - 1]) END
                     || CASE WHEN k.i <= x.indnkeyatts AND x.indoption[k.i - 1] & 1 = 1 THEN ' desc' ELSE '' END
                     || CASE WHEN k.i <= x.indnkeyatts AND x.indoption[k.i - 1] & 2 = 2 THEN ' first' ELSE '' END
                     || CASE WHEN k.i > x.indnkeyatts THEN ' included' ELSE '' END, ', ' ORDER BY k.i)
   FROM generate_series(1, x.indnatts) AS k(i) JOIN pg_attribute a ON a.attrelid = x.indexrelid AND a.attnum = k.i),
  CASE WHEN x.indisunique THEN ' unique' ELSE '' END, CASE WHEN x.indisvalid THEN '' ELSE ' invalid' END,
  CASE WHEN x.indpred IS NOT NULL THEN ' partial' ELSE '' END,
  CASE WHEN x.indnullsnotdistinct THEN ' nulls not distinct' ELSE '' END,
  coalesce(' of ' || (SELECT p.relname FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = x.indexrelid), ''))
FROM pg_index x JOIN rel ON rel.oid = x.indexrelid JOIN rel owner ON owner.oid = x.indrelid JOIN pg_am am ON am.oid = rel.relam)";

constexpr const char* kTypes = R"(
SELECT format('type %s.%s %s', ns.name, t.typname,
  CASE t.typtype WHEN 'e' THEN 'enum ' || coalesce((SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '')
    WHEN 'd' THEN 'domain ' || format_type(t.typbasetype, t.typtypmod) || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END
      || CASE WHEN t.typdefault IS NOT NULL THEN ' default' ELSE '' END
    ELSE 'other' END)
FROM pg_type t JOIN ns ON ns.oid = t.typnamespace
WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'b' AND t.typelem = 0) OR NOT t.typisdefined)
  AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = t.oid))";

constexpr const char* kSequences = R"(
SELECT format('sequence %s owned by %s.%s %s', rel.display, owner.display, a.attname, d.deptype)
FROM rel JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = rel.oid
  AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
JOIN rel owner ON owner.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = owner.oid AND a.attnum = d.refobjsubid WHERE rel.relkind = 'S')";

constexpr const char* kFunctions = R"(
SELECT format('function %s.%s(%s) %s %s %s', ns.name, p.proname,
  (SELECT string_agg(format_type(t.oid, NULL), ', ' ORDER BY i) FROM unnest(p.proargtypes) WITH ORDINALITY AS u(id, i)
   JOIN pg_type t ON t.oid = u.id),
  p.prokind, l.lanname, p.provolatile)
FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i'))";

constexpr const char* kParts = R"(
SELECT format('trigger %s on %s calls %s %s', t.tgname, rel.display,
  (SELECT CASE WHEN n.nspname IN ('public', 'pg_catalog') THEN '' ELSE n.nspname || '.' END || p.proname
   FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = t.tgfoid), t.tgenabled)
FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT format('statistics %s.%s on %s', ns.name, s.stxname, rel.display)
FROM pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace JOIN rel ON rel.oid = s.stxrelid
UNION ALL
SELECT format('extension %s', extname) FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL
SELECT format('publication %s', pubname) FROM pg_publication
UNION ALL
SELECT format('child %s of %s', rel.display, parent.display)
FROM pg_inherits i JOIN rel ON rel.oid = i.inhrelid JOIN rel parent ON parent.oid = i.inhparent
WHERE rel.relkind IN ('r', 'p', 'f'))";

}  // namespace

std::string server_snapshot(Session& session) {
  std::vector<std::string> lines = server_common_properties(session);
  for (const char* query : {kSchemas, kRelations, kColumns, kConstraints, kIndexes, kTypes,
                            kSequences, kFunctions, kParts}) {
    for (const std::vector<std::string>& row : session.run_again(std::string(kPrelude) + query)) {
      lines.push_back(row.at(0));
    }
  }
  add_server_routines(session, lines);
  for (std::string& each : server_storage(session, kPrelude)) lines.push_back(std::move(each));
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string difference(const std::string& server, const std::string& catalog) {
  const auto split = [](const std::string& text) {
    std::vector<std::string> lines;
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         begin = end + 1, end = text.find('\n', begin)) {
      lines.push_back(text.substr(begin, end - begin));
    }
    return lines;
  };
  const std::vector<std::string> left = split(server);
  const std::vector<std::string> right = split(catalog);
  std::vector<std::string> only;
  std::string text;
  std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                      std::back_inserter(only));
  for (const std::string& line : only) text += "server:  " + line + "\n";
  only.clear();
  std::set_difference(right.begin(), right.end(), left.begin(), left.end(),
                      std::back_inserter(only));
  for (const std::string& line : only) text += "catalog: " + line + "\n";
  return text;
}

}  // namespace ashlar::server_tests
