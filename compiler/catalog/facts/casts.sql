-- The casts between types of pg_catalog: source, target, context (castcontext), method (castmethod).
SELECT format('{"%s", "%s", ''%s'', ''%s''},', s.typname, t.typname, c.castcontext, c.castmethod)
FROM pg_catalog.pg_cast c
JOIN pg_catalog.pg_type s ON s.oid = c.castsource
JOIN pg_catalog.pg_type t ON t.oid = c.casttarget
ORDER BY s.typname COLLATE "C", t.typname COLLATE "C";
