-- The types that extensions bring: extension, name, kind (typtype), category, preferred, element type,
-- collatable, base type of a domain. Arrays and row types of relations are left out.
SELECT format('{"%s", "%s", ''%s'', ''%s'', %s, "%s", %s, "%s"},', x.extname, t.typname, t.typtype,
              t.typcategory, t.typispreferred::text, coalesce(e.typname, ''), (t.typcollation <> 0)::text,
              coalesce(b.typname, ''))
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_type t ON d.classid = 'pg_type'::regclass AND t.oid = d.objid
LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
WHERE d.deptype = 'e' AND NOT (t.typelem <> 0 AND t.typcategory = 'A') AND t.typrelid = 0
ORDER BY x.extname COLLATE "C", t.typname COLLATE "C";
