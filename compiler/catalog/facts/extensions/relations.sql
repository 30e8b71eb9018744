-- The views, tables and composite types that extensions bring: extension, name, kind (relkind), columns.
SELECT format('{"%s", "%s", ''%s'', "%s"},', x.extname, c.relname, c.relkind,
              (SELECT string_agg(a.attname || ' ' || t.typname, ', ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_type y ON d.classid = 'pg_type'::regclass AND y.oid = d.objid AND y.typrelid <> 0
JOIN pg_catalog.pg_class c ON c.oid = y.typrelid
WHERE d.deptype = 'e'
UNION ALL
SELECT format('{"%s", "%s", ''%s'', "%s"},', x.extname, c.relname, c.relkind,
              (SELECT string_agg(a.attname || ' ' || t.typname, ', ' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
WHERE d.deptype = 'e'
ORDER BY 1;
