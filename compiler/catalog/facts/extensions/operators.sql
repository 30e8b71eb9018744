-- The operators that extensions bring: extension, name, left and right type (empty: none), result,
-- function.
SELECT format('{"%s", "%s", "%s", "%s", "%s", "%s"},', x.extname, replace(o.oprname, '\', '\\'),
              coalesce(l.typname, ''), coalesce(r.typname, ''), t.typname, p.proname)
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_operator o ON d.classid = 'pg_operator'::regclass AND o.oid = d.objid
JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
JOIN pg_catalog.pg_type t ON t.oid = o.oprresult
LEFT JOIN pg_catalog.pg_type l ON l.oid = o.oprleft
LEFT JOIN pg_catalog.pg_type r ON r.oid = o.oprright
WHERE d.deptype = 'e'
ORDER BY x.extname COLLATE "C", o.oprname COLLATE "C", l.typname COLLATE "C" NULLS FIRST,
         r.typname COLLATE "C" NULLS FIRST;
