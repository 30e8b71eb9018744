#include "tests/server/storage_snapshot.h"

namespace ashlar::server_tests {
namespace {

constexpr const char* kRelationStorage = R"(
SELECT format('options %s %s', display, option) FROM rel, unnest(reloptions) AS option
WHERE relkind IN ('r', 'p', 'i', 'I', 'f')
UNION ALL
SELECT format('options %s toast.%s', display, option)
FROM rel JOIN pg_class toast ON toast.oid = rel.reltoastrelid, unnest(toast.reloptions) AS option
WHERE rel.relkind IN ('r', 'p')
UNION ALL
SELECT format('replica identity %s %s', display, CASE relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' ELSE
  'index ' || coalesce((SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                        WHERE x.indrelid = rel.oid AND x.indisreplident), '') END)
FROM rel WHERE relkind IN ('r', 'p') AND relreplident <> 'd'
UNION ALL
SELECT format('clustered %s on %s', owner.display, rel.relname)
FROM pg_index x JOIN rel ON rel.oid = x.indexrelid JOIN rel owner ON owner.oid = x.indrelid WHERE x.indisclustered
UNION ALL
SELECT format('bound %s %s', display, lower(regexp_replace(pg_get_expr(relpartbound, oid), '[\s'']', '', 'g')))
FROM rel WHERE relpartbound IS NOT NULL
UNION ALL
SELECT format('of type %s %s', display, t.typname) FROM rel JOIN pg_type t ON t.oid = rel.reloftype
UNION ALL
SELECT format('server %s %s %s', display, s.srvname, f.ftoptions) FROM pg_foreign_table f JOIN rel ON rel.oid = f.ftrelid
JOIN pg_foreign_server s ON s.oid = f.ftserver)";

constexpr const char* kColumnStorage = R"(
SELECT format('stored %s.%s%s%s%s%s%s%s', display, a.attname,
  CASE WHEN a.attstorage <> t.typstorage THEN ' storage ' ||
    CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' ELSE 'external' END ELSE '' END,
  CASE a.attcompression WHEN 'p' THEN ' compression pglz' WHEN 'l' THEN ' compression lz4' ELSE '' END,
  CASE WHEN a.attstattarget >= 0 THEN ' statistics ' || a.attstattarget ELSE '' END,
  coalesce(' options ' || a.attoptions::text, ''),
  coalesce(' foreign ' || a.attfdwoptions::text, ''),
  CASE WHEN a.attcollation <> t.typcollation THEN ' collation ' || (SELECT collname FROM pg_collation WHERE oid = a.attcollation)
    ELSE '' END)
FROM rel JOIN pg_attribute a ON a.attrelid = rel.oid JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attnum > 0 AND NOT a.attisdropped AND relkind IN ('r', 'p', 'f', 'c')
  AND (a.attstorage <> t.typstorage OR a.attcompression <> '' OR a.attstattarget >= 0 OR a.attoptions IS NOT NULL
       OR a.attfdwoptions IS NOT NULL OR a.attcollation <> t.typcollation))";

constexpr const char* kSequenceParameters = R"(
SELECT format('numbers %s %s from %s by %s in %s to %s cache %s%s%s', display, t.typname, s.seqstart, s.seqincrement, s.seqmin,
  s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' cycle' ELSE '' END, CASE relpersistence WHEN 'u' THEN ' unlogged' ELSE '' END)
FROM pg_sequence s JOIN rel ON rel.oid = s.seqrelid JOIN pg_type t ON t.oid = s.seqtypid)";

constexpr const char* kConstraintDetails = R"(
SELECT format('match %s %s%s%s', display, k.conname, CASE k.confmatchtype WHEN 'f' THEN ' full' ELSE '' END,
  coalesce((SELECT ' null ' || string_agg(attname, ' ' ORDER BY attname) FROM pg_attribute
            WHERE attrelid = k.conrelid AND attnum = ANY (k.confdelsetcols)), ''))
FROM pg_constraint k JOIN rel ON rel.oid = k.conrelid
LEFT JOIN pg_constraint parent ON parent.oid = k.conparentid
WHERE k.contype = 'f' AND (k.confmatchtype = 'f' OR k.confdelsetcols IS NOT NULL)
  AND parent.conrelid IS DISTINCT FROM k.conrelid)";

constexpr const char* kIndexKeys = R"(
SELECT format('key %s %s%s%s%s%s', rel.display, i,
  CASE WHEN x.indkey[i - 1] <> 0 AND x.indcollation[i - 1] <> 0 AND x.indcollation[i - 1] <> a.attcollation
    THEN ' collation ' || (SELECT collname FROM pg_collation WHERE oid = x.indcollation[i - 1]) ELSE '' END,
  CASE WHEN c.opcdefault THEN '' ELSE ' class ' || c.opcname END,
  coalesce(' options ' || k.attoptions::text, ''),
  CASE WHEN k.attstattarget >= 0 THEN ' statistics ' || k.attstattarget ELSE '' END)
FROM pg_index x JOIN rel ON rel.oid = x.indexrelid CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS i
JOIN pg_attribute k ON k.attrelid = x.indexrelid AND k.attnum = i
LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[i - 1]
JOIN pg_opclass c ON c.oid = x.indclass[i - 1]
WHERE NOT c.opcdefault OR k.attoptions IS NOT NULL OR k.attstattarget >= 0
  OR (x.indkey[i - 1] <> 0 AND x.indcollation[i - 1] <> 0 AND x.indcollation[i - 1] <> a.attcollation))";

}  // namespace

std::vector<std::string> server_storage(Session& session, const std::string& prelude) {
  std::vector<std::string> lines;
  for (const char* query :
       {kRelationStorage, kColumnStorage, kSequenceParameters, kConstraintDetails, kIndexKeys}) {
    for (const std::vector<std::string>& row : session.run_again(prelude + query)) {
      lines.push_back(row.at(0));
    }
  }
  return lines;
}

}  // namespace ashlar::server_tests
