-- The functions, procedures, aggregates and window functions of pg_catalog: name, input types, result,
-- kind (prokind), volatility, returns a set, variadic, arguments with defaults, names of the input
-- arguments where they have any, and the columns that OUT arguments make of the result.
SELECT format('{"%s", "%s", "%s", ''%s'', ''%s'', %s, %s, %s, "%s", "%s"},', p.proname,
              (SELECT coalesce(string_agg(t.typname, ' ' ORDER BY a.n), '')
               FROM unnest(p.proargtypes) WITH ORDINALITY a(type, n)
               JOIN pg_catalog.pg_type t ON t.oid = a.type),
              r.typname, p.prokind, p.provolatile, p.proretset::text,
              (p.provariadic <> 0)::text, p.pronargdefaults, names.inputs, names.columns)
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_type r ON r.oid = p.prorettype
CROSS JOIN LATERAL (
  SELECT coalesce(string_agg(a.name, ',' ORDER BY a.n)
                  FILTER (WHERE coalesce(a.mode, 'i') IN ('i', 'b', 'v')), '') AS inputs,
         coalesce(string_agg(concat_ws(' ', a.name, t.typname), ',' ORDER BY a.n)
                  FILTER (WHERE a.mode IN ('o', 'b', 't')), '') AS columns
  FROM unnest(p.proargnames, p.proargmodes, coalesce(p.proallargtypes, p.proargtypes))
       WITH ORDINALITY a(name, mode, type, n)
  JOIN pg_catalog.pg_type t ON t.oid = a.type) AS names
WHERE p.pronamespace = 'pg_catalog'::regnamespace
ORDER BY p.proname COLLATE "C", p.oid;
