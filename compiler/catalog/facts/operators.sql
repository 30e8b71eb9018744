-- The operators of pg_catalog: name, left type (empty: a prefix operator), right type, result, and the
-- function that does the work.
SELECT format('{"%s", "%s", "%s", "%s", "%s"},', o.oprname, coalesce(l.typname, ''), r.typname,
              t.typname, p.proname)
FROM pg_catalog.pg_operator o
LEFT JOIN pg_catalog.pg_type l ON l.oid = o.oprleft
JOIN pg_catalog.pg_type r ON r.oid = o.oprright
JOIN pg_catalog.pg_type t ON t.oid = o.oprresult
JOIN pg_catalog.pg_proc p ON p.oid = o.oprcode
WHERE o.oprnamespace = 'pg_catalog'::regnamespace
ORDER BY o.oprname COLLATE "C", o.oid;
