-- The operator classes of pg_catalog: name, access method, type, is the type's default.
SELECT format('{"%s", "%s", "%s", %s},', o.opcname, m.amname, t.typname, o.opcdefault::text)
FROM pg_catalog.pg_opclass o
JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
JOIN pg_catalog.pg_type t ON t.oid = o.opcintype
WHERE o.opcnamespace = 'pg_catalog'::regnamespace
ORDER BY o.opcname COLLATE "C", m.amname COLLATE "C", t.typname COLLATE "C";
