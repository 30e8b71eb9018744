-- The functions that extensions bring: extension, name, input types, result, kind (prokind), volatility,
-- returns a set, variadic, arguments with defaults; strict; output columns.
SELECT format('{"%s", "%s", "%s", "%s", ''%s'', ''%s'', %s, %s, %s, %s, "%s"},', x.extname, p.proname,
              (SELECT coalesce(string_agg(t.typname, ' ' ORDER BY a.n), '')
               FROM unnest(p.proargtypes) WITH ORDINALITY a(type, n)
               JOIN pg_catalog.pg_type t ON t.oid = a.type),
              r.typname, p.prokind, p.provolatile, p.proretset::text, (p.provariadic <> 0)::text,
              p.pronargdefaults, p.proisstrict::text,
              (SELECT coalesce(string_agg(p.proargnames[a.n] || ' ' || t.typname, ', ' ORDER BY a.n), '')
               FROM unnest(p.proallargtypes, p.proargmodes) WITH ORDINALITY a(type, mode, n)
               JOIN pg_catalog.pg_type t ON t.oid = a.type WHERE a.mode IN ('o', 'b', 't')))
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
JOIN pg_catalog.pg_type r ON r.oid = p.prorettype
WHERE d.deptype = 'e' AND x.extname <> 'plpgsql'
ORDER BY x.extname COLLATE "C", p.proname COLLATE "C",
         (SELECT string_agg(t.typname, ' ' ORDER BY a.n) FROM unnest(p.proargtypes) WITH ORDINALITY a(type, n)
          JOIN pg_catalog.pg_type t ON t.oid = a.type) COLLATE "C" NULLS FIRST;
