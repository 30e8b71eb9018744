-- The casts that extensions bring: extension, source, target, context (castcontext), method
-- (castmethod).
SELECT format('{"%s", "%s", "%s", ''%s'', ''%s''},', x.extname, s.typname, t.typname, c.castcontext,
              c.castmethod)
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_cast c ON d.classid = 'pg_cast'::regclass AND c.oid = d.objid
JOIN pg_catalog.pg_type s ON s.oid = c.castsource
JOIN pg_catalog.pg_type t ON t.oid = c.casttarget
WHERE d.deptype = 'e'
ORDER BY x.extname COLLATE "C", s.typname COLLATE "C", t.typname COLLATE "C";
