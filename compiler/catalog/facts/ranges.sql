-- The range types of pg_catalog: range, subtype, multirange.
SELECT format('{"%s", "%s", "%s"},', r.typname, s.typname, m.typname)
FROM pg_catalog.pg_range g
JOIN pg_catalog.pg_type r ON r.oid = g.rngtypid
JOIN pg_catalog.pg_type s ON s.oid = g.rngsubtype
JOIN pg_catalog.pg_type m ON m.oid = g.rngmultitypid
ORDER BY r.typname COLLATE "C";
