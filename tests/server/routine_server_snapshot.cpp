#include "tests/server/routine_snapshot.h"

namespace ashlar::server_tests {
namespace {

// Objects of the system and of extensions are no part of a schema; first normal oid: 16384.
constexpr const char* kOwn = R"(
WITH ns AS (
  SELECT oid, CASE WHEN nspname LIKE 'pg\_temp\_%' THEN 'pg_temp' ELSE nspname END AS name
  FROM pg_namespace
  WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    AND nspname NOT LIKE 'pg\_toast%'
), member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), rel AS (
  SELECT c.oid, ns.name || '.' || c.relname AS display FROM pg_class c
  JOIN ns ON ns.oid = c.relnamespace
) )";

// A setting's value is compared without its quotes, which each side puts where it likes.
constexpr const char* kRoutines = R"(
SELECT format('routine %s.%s(%s) returns %s%s%s%s%s%s parallel %s cost %s rows %s [%s] [%s] %s defaults {%s} %s %s',
  ns.name, p.proname, pg_get_function_identity_arguments(p.oid),
  CASE WHEN p.proretset THEN 'setof ' ELSE '' END,
  CASE WHEN p.prokind = 'p' THEN '' ELSE format_type(p.prorettype, NULL) END,
  CASE WHEN p.proisstrict THEN ' strict' ELSE '' END,
  CASE WHEN p.prosecdef THEN ' definer' ELSE '' END,
  CASE WHEN p.proleakproof THEN ' leakproof' ELSE '' END,
  CASE WHEN p.prokind = 'w' THEN ' window' ELSE '' END, p.proparallel, p.procost, p.prorows,
  array_to_string(p.proargmodes, ' '), array_to_string(p.proargnames, ' ', '-'), p.pronargdefaults,
  replace(replace(array_to_string(p.proconfig, ';'), '"', ''), '''', ''),
  CASE WHEN p.prosqlbody IS NOT NULL THEN 'atomic' ELSE replace(p.prosrc, chr(10), ' ') END,
  p.probin)
FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace
WHERE p.prokind <> 'a' AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass
  AND objid = p.oid AND deptype IN ('i', 'e')))";

constexpr const char* kAggregates = R"(
SELECT format('aggregate %s.%s %s %s %s %s %s', ns.name, p.proname, a.aggkind, a.aggnumdirectargs,
  (SELECT proname FROM pg_proc WHERE oid = a.aggtransfn), format_type(a.aggtranstype, NULL),
  a.agginitval)
FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid JOIN ns ON ns.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_proc'::regclass AND objid = p.oid))";

constexpr const char* kTriggers = R"(
SELECT format('trigger %s on %s %s%s%s%s%s%s%s (%s) [%s] %s %s%s%s %s%s%s', t.tgname, rel.display,
  CASE WHEN t.tgtype & 64 <> 0 THEN 'instead' WHEN t.tgtype & 2 <> 0 THEN 'before' ELSE 'after' END,
  CASE WHEN t.tgtype & 4 <> 0 THEN ' insert' ELSE '' END,
  CASE WHEN t.tgtype & 8 <> 0 THEN ' delete' ELSE '' END,
  CASE WHEN t.tgtype & 16 <> 0 THEN ' update' ELSE '' END,
  CASE WHEN t.tgtype & 32 <> 0 THEN ' truncate' ELSE '' END,
  CASE WHEN t.tgtype & 1 <> 0 THEN ' row' ELSE '' END,
  CASE WHEN t.tgconstraint <> 0 THEN ' constraint' ELSE '' END,
  (SELECT string_agg(a.attname, ' ' ORDER BY a.attname) FROM pg_attribute a
   WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)),
  replace(encode(t.tgargs, 'escape'), '\000', ','), t.tgoldtable, t.tgnewtable,
  CASE WHEN t.tgdeferrable THEN ' deferrable' ELSE '' END,
  CASE WHEN t.tginitdeferred THEN ' deferred' ELSE '' END,
  CASE WHEN t.tgqual IS NULL THEN '' ELSE 'when' END,
  (SELECT ' from ' || other.display FROM rel other WHERE other.oid = t.tgconstrrelid),
  CASE WHEN t.tgparentid = 0 THEN '' ELSE ' copy' END)
FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid WHERE NOT t.tgisinternal)";

constexpr const char* kPoliciesAndRules = R"(
SELECT format('policy %s on %s %s%s to %s%s%s', p.polname, rel.display,
  CASE p.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert'
    WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END,
  CASE WHEN p.polpermissive THEN '' ELSE ' restrictive' END,
  (SELECT string_agg(CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r) END, ' ' ORDER BY i)
   FROM unnest(p.polroles) WITH ORDINALITY AS u(r, i)),
  CASE WHEN p.polqual IS NULL THEN '' ELSE ' using' END,
  CASE WHEN p.polwithcheck IS NULL THEN '' ELSE ' check' END)
FROM pg_policy p JOIN rel ON rel.oid = p.polrelid
UNION ALL
SELECT format('rule %s on %s for %s %s', r.rulename, rel.display,
  CASE r.ev_type WHEN '2' THEN 'update' WHEN '3' THEN 'insert' WHEN '4' THEN 'delete' END,
  r.ev_enabled)
FROM pg_rewrite r JOIN rel ON rel.oid = r.ev_class WHERE r.rulename <> '_RETURN')";

constexpr const char* kTypesOfRoutines = R"(
SELECT format('range %s.%s of %s multirange %s opclass %s collation %s functions %s %s', ns.name,
  t.typname, format_type(r.rngsubtype, NULL),
  (SELECT typname FROM pg_type WHERE oid = r.rngmultitypid),
  (SELECT opcname FROM pg_opclass WHERE oid = r.rngsubopc AND NOT opcdefault),
  (SELECT collname FROM pg_collation WHERE oid = r.rngcollation AND collname <> 'default'),
  (SELECT proname FROM pg_proc WHERE oid = r.rngcanonical),
  (SELECT proname FROM pg_proc WHERE oid = r.rngsubdiff))
FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN ns ON ns.oid = t.typnamespace
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = t.oid)
UNION ALL
SELECT format('base type %s.%s %s %s', ns.name, t.typname,
  CASE WHEN t.typisdefined THEN 'input ' || (SELECT proname FROM pg_proc WHERE oid = t.typinput)
  ELSE 'shell' END,
  CASE WHEN t.typisdefined THEN (SELECT proname FROM pg_proc WHERE oid = t.typreceive) END)
FROM pg_type t JOIN ns ON ns.oid = t.typnamespace
WHERE (NOT t.typisdefined OR (t.typtype = 'b' AND t.typelem = 0))
  AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = t.oid)
UNION ALL
SELECT format('collated domain %s.%s %s', ns.name, t.typname, c.collname)
FROM pg_type t JOIN ns ON ns.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
JOIN pg_collation c ON c.oid = t.typcollation
WHERE t.typtype = 'd' AND t.typcollation <> b.typcollation)";

constexpr const char* kOthers = R"(
SELECT format('operator %s.%s (%s, %s)', ns.name, o.oprname,
  CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END,
  CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END)
FROM pg_operator o JOIN ns ON ns.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_operator'::regclass
  AND objid = o.oid)
UNION ALL
SELECT format('operator class %s.%s USING %s', ns.name, o.opcname, a.amname)
FROM pg_opclass o JOIN ns ON ns.oid = o.opcnamespace JOIN pg_am a ON a.oid = o.opcmethod
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_opclass'::regclass AND objid = o.oid)
UNION ALL
SELECT format('operator family %s.%s USING %s', ns.name, o.opfname, a.amname)
FROM pg_opfamily o JOIN ns ON ns.oid = o.opfnamespace JOIN pg_am a ON a.oid = o.opfmethod
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_opfamily'::regclass AND objid = o.oid)
UNION ALL
SELECT format('cast (%s AS %s)', format_type(castsource, NULL), format_type(casttarget, NULL))
FROM pg_cast c WHERE oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_cast'::regclass AND objid = c.oid
    AND deptype IN ('i', 'e'))
UNION ALL
SELECT format('collation %s.%s', ns.name, c.collname)
FROM pg_collation c JOIN ns ON ns.oid = c.collnamespace
UNION ALL
SELECT format('conversion %s.%s', ns.name, c.conname)
FROM pg_conversion c JOIN ns ON ns.oid = c.connamespace
UNION ALL
SELECT format('text search configuration %s.%s', ns.name, c.cfgname)
FROM pg_ts_config c JOIN ns ON ns.oid = c.cfgnamespace
UNION ALL
SELECT format('text search dictionary %s.%s', ns.name, c.dictname)
FROM pg_ts_dict c JOIN ns ON ns.oid = c.dictnamespace
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_ts_dict'::regclass AND objid = c.oid)
UNION ALL
SELECT format('text search parser %s.%s', ns.name, c.prsname)
FROM pg_ts_parser c JOIN ns ON ns.oid = c.prsnamespace
UNION ALL
SELECT format('text search template %s.%s', ns.name, c.tmplname)
FROM pg_ts_template c JOIN ns ON ns.oid = c.tmplnamespace
WHERE NOT EXISTS (SELECT FROM member WHERE classid = 'pg_ts_template'::regclass AND objid = c.oid)
UNION ALL
SELECT format('language %s', lanname) FROM pg_language WHERE oid >= 16384 AND lanname <> 'plpgsql'
UNION ALL
SELECT format('transform FOR %s LANGUAGE %s', format_type(t.trftype, NULL), l.lanname)
FROM pg_transform t JOIN pg_language l ON l.oid = t.trflang
UNION ALL
SELECT format('access method %s', amname) FROM pg_am WHERE oid >= 16384
UNION ALL
SELECT format('event trigger %s ON %s%s EXECUTE FUNCTION %s() %s', e.evtname, e.evtevent,
  (SELECT ' WHEN TAG IN (' || string_agg(quote_literal(tag), ', ' ORDER BY i) || ')'
   FROM unnest(e.evttags) WITH ORDINALITY AS u(tag, i)),
  (SELECT proname FROM pg_proc WHERE oid = e.evtfoid),
  CASE e.evtenabled WHEN 'O' THEN 'ENABLE' WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
    WHEN 'A' THEN 'ENABLE ALWAYS' END)
FROM pg_event_trigger e
UNION ALL
SELECT format('statistics target %s.%s %s', ns.name, s.stxname, coalesce(s.stxstattarget, -1))
FROM pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace
UNION ALL
SELECT format('statistics kinds %s.%s %s', ns.name, s.stxname,
  (SELECT string_agg(k, ' ' ORDER BY k) FROM (SELECT CASE kind WHEN 'd' THEN 'ndistinct'
     WHEN 'f' THEN 'dependencies' WHEN 'm' THEN 'mcv' END AS k
   FROM unnest(s.stxkind) AS kind WHERE kind <> 'e') AS named))
FROM pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace
WHERE (SELECT count(*) FROM unnest(s.stxkind) AS kind WHERE kind <> 'e') NOT IN (0, 3))";

}  // namespace

void add_server_routines(Session& session, std::vector<std::string>& lines) {
  for (const char* query :
       {kRoutines, kAggregates, kTriggers, kPoliciesAndRules, kTypesOfRoutines, kOthers}) {
    for (const std::vector<std::string>& row : session.run_again(std::string(kOwn) + query)) {
      lines.push_back(row.at(0));
    }
  }
}

}  // namespace ashlar::server_tests
