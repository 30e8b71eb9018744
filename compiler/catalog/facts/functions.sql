-- The functions, procedures, aggregates and window functions of pg_catalog: name, input types, result,
-- kind (prokind), volatility, returns a set, variadic, arguments with defaults.
SELECT format('{"%s", "%s", "%s", ''%s'', ''%s'', %s, %s, %s},', p.proname,
              (SELECT coalesce(string_agg(t.typname, ' ' ORDER BY a.n), '')
               FROM unnest(p.proargtypes) WITH ORDINALITY a(type, n)
               JOIN pg_catalog.pg_type t ON t.oid = a.type),
              r.typname, p.prokind, p.provolatile, p.proretset::text,
              (p.provariadic <> 0)::text, p.pronargdefaults)
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_type r ON r.oid = p.prorettype
WHERE p.pronamespace = 'pg_catalog'::regnamespace
ORDER BY p.proname COLLATE "C", p.oid;
