-- The domains of information_schema: name, base type.
SELECT format('{"%s", "%s"},', t.typname, b.typname)
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
WHERE t.typnamespace = 'information_schema'::regnamespace AND t.typtype = 'd'
ORDER BY t.typname COLLATE "C";
