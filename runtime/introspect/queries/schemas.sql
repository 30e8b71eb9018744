-- Schemas, and what needs nothing but them.
SELECT statement FROM (
  SELECT 1 AS kind, oid, CASE WHEN nspname = 'public' THEN 'DROP SCHEMA public; ' ELSE '' END || 'CREATE SCHEMA ' || home AS statement
  FROM homes WHERE oid >= 16384 AND (2615, oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 1, 0, 'DROP SCHEMA public' WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public')

  UNION ALL SELECT 2, e.oid, 'CREATE EXTENSION ' || quote_ident(extname) || ' WITH SCHEMA ' || quote_ident(nspname)
  FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace WHERE e.oid >= 16384

  UNION ALL SELECT 3, c.oid, concat('CREATE COLLATION ', home, '.', quote_ident(collname), ' (provider = ',
      CASE collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' END,
      CASE WHEN NOT collisdeterministic THEN ', deterministic = false' END,
      CASE WHEN collprovider = 'c' AND collcollate = collctype THEN ', locale = ' || quote_literal(collcollate)
        WHEN collprovider = 'c' THEN ', lc_collate = ' || quote_literal(collcollate) || ', lc_ctype = ' || quote_literal(collctype)
        ELSE ', locale = ' || quote_literal(collcollate)    -- until 14
        ELSE ', locale = ' || quote_literal(colliculocale)  -- from 15 until 16
        ELSE ', locale = ' || quote_literal(colllocale)     -- from 17
      END,
      ', rules = ' || quote_literal(collicurules), -- from 16
      ')')
  FROM pg_collation c JOIN homes ON homes.oid = collnamespace WHERE (3456, c.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 4, r.oid, concat('CREATE ',
      CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' END, -- from 15
      'SEQUENCE ', name, ' AS ', seqtypid::regtype, ' START WITH ', seqstart, ' INCREMENT BY ', seqincrement, ' MINVALUE ', seqmin, ' MAXVALUE ', seqmax,
      ' CACHE ', seqcache, CASE WHEN seqcycle THEN ' CYCLE' END)
  FROM relations r JOIN pg_sequence ON seqrelid = r.oid  -- before types: a sequence cannot be made beside a type of its name
  WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 1259 AND objid = r.oid AND objsubid = 0 AND refclassid = 1259 AND deptype = 'i')
) objects ORDER BY kind, oid
