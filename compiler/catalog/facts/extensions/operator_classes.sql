-- The operator classes that extensions bring: extension, name, access method, type, whether it is the
-- default of its type.
SELECT format('{"%s", "%s", "%s", "%s", %s},', x.extname, c.opcname, a.amname, t.typname,
              c.opcdefault::text)
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN pg_catalog.pg_opclass c ON d.classid = 'pg_opclass'::regclass AND c.oid = d.objid
JOIN pg_catalog.pg_am a ON a.oid = c.opcmethod
JOIN pg_catalog.pg_type t ON t.oid = c.opcintype
WHERE d.deptype = 'e'
ORDER BY x.extname COLLATE "C", c.opcname COLLATE "C", a.amname COLLATE "C";
