-- The columns that functions of pg_catalog give in FROM: name, number of input arguments, column, type.
-- Left out where functions that take as many arguments give different ones.
SELECT format('{"%s", %s, "%s", "%s"},', p.proname, p.pronargs, a.name, t.typname)
FROM pg_catalog.pg_proc p
CROSS JOIN LATERAL unnest(p.proallargtypes, p.proargmodes, p.proargnames)
  WITH ORDINALITY AS a(type, mode, name, n)
JOIN pg_catalog.pg_type t ON t.oid = a.type
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND a.mode IN ('o', 'b', 't')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc q
                  WHERE q.proname = p.proname AND q.pronargs = p.pronargs AND q.oid <> p.oid
                    AND q.pronamespace = p.pronamespace)
ORDER BY p.proname COLLATE "C", p.oid, a.n;
