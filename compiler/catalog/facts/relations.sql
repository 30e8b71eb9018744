-- The tables and views of pg_catalog and information_schema: schema, name, relkind, columns.
SELECT format('{"%s", "%s", ''%s'', "%s"},', n.nspname, c.relname, c.relkind,
              (SELECT string_agg(a.attname || ' ' || t.typname, ',' ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'v')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C";
