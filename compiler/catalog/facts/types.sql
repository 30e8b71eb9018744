-- The types of pg_catalog but for arrays and row types: name, kind (typtype), category, preferred,
-- element type, collatable.
SELECT format('{"%s", ''%s'', ''%s'', %s, "%s", %s},', t.typname, t.typtype, t.typcategory,
              t.typispreferred::text, coalesce(e.typname, ''), (t.typcollation <> 0)::text)
FROM pg_catalog.pg_type t
LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typelem <> 0
WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typrelid = 0
  AND NOT (t.typelem <> 0 AND t.typname LIKE '\_%')
ORDER BY t.typname COLLATE "C";
