-- Types. One that functions or operators complete is named first: its shell.
SELECT statement FROM (
  SELECT 1 AS kind, oid, 'CREATE TYPE ' || name AS statement FROM types
  WHERE NOT typisdefined OR typtype = 'b' AND (typelem = 0 OR typcategory <> 'A')
    OR typtype = 'r' AND EXISTS (SELECT FROM pg_range WHERE rngtypid = types.oid AND rngcanonical <> 0)

  UNION ALL SELECT 2, oid, 'CREATE TYPE ' || name || ' AS ENUM (' || concat((SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
      FROM pg_enum WHERE enumtypid = types.oid)) || ')'
  FROM types WHERE typtype = 'e'

  UNION ALL SELECT 3, t.oid, 'CREATE TYPE ' || t.name || ' AS (' || concat((SELECT string_agg(concat_ws(' ', quote_ident(attname), format_type(atttypid, atttypmod),
        CASE WHEN attcollation <> a.typcollation THEN 'COLLATE ' || attcollation::regcollation END), ', ' ORDER BY attnum)
      FROM pg_attribute JOIN pg_type a ON a.oid = atttypid WHERE attrelid = r.oid AND attnum > 0 AND NOT attisdropped)) || ')'
  FROM types t JOIN relations r ON r.oid = typrelid WHERE relkind = 'c'

  UNION ALL SELECT 4, t.oid, concat_ws(' ', 'CREATE DOMAIN', name, 'AS', format_type(typbasetype, typtypmod),
      CASE WHEN typcollation <> (SELECT b.typcollation FROM pg_type b WHERE b.oid = t.typbasetype) THEN 'COLLATE ' || typcollation::regcollation END,
      'DEFAULT ' || coalesce(pg_get_expr(typdefaultbin, 0), typdefault), CASE WHEN typnotnull THEN 'NOT NULL' END,
      (SELECT string_agg('CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid), ' ' ORDER BY conname)
        FROM pg_constraint k WHERE contypid = t.oid AND contype = 'c' AND convalidated))
  FROM types t WHERE typtype = 'd'

  UNION ALL SELECT 5, t.oid, concat('CREATE TYPE ', name, ' AS RANGE (subtype = ', format_type(rngsubtype, NULL),
      (SELECT ', subtype_opclass = ' || opcnamespace::regnamespace || '.' || quote_ident(opcname) FROM pg_opclass WHERE oid = rngsubopc AND NOT opcdefault),
      CASE WHEN rngcollation <> (SELECT typcollation FROM pg_type WHERE oid = rngsubtype) THEN ', collation = ' || rngcollation::regcollation END,
      ', canonical = ' || nullif(rngcanonical, 0)::regproc, ', subtype_diff = ' || nullif(rngsubdiff, 0)::regproc,
      ', multirange_type_name = ' || nullif(rngmultitypid, 0)::regtype, -- from 14
      ')')
  FROM types t JOIN pg_range ON rngtypid = t.oid

  UNION ALL SELECT 6, t.oid, concat('CREATE TYPE ', name, ' (INPUT = ', typinput, ', OUTPUT = ', typoutput,
      ', RECEIVE = ' || nullif(typreceive, 0)::regproc, ', SEND = ' || nullif(typsend, 0)::regproc,
      ', TYPMOD_IN = ' || nullif(typmodin, 0)::regproc, ', TYPMOD_OUT = ' || nullif(typmodout, 0)::regproc,
      ', ANALYZE = ' || nullif(typanalyze, 0)::regproc,
      ', SUBSCRIPT = ' || nullif(typsubscript, 0)::regproc, -- from 14
      ', INTERNALLENGTH = ', CASE WHEN typlen < 0 THEN 'variable' ELSE typlen::text END, CASE WHEN typbyval THEN ', PASSEDBYVALUE' END,
      ', ALIGNMENT = ', CASE typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'i' THEN 'int4' WHEN 'd' THEN 'double' END,
      ', STORAGE = ', CASE typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END,
      CASE WHEN typcategory <> 'U' THEN ', CATEGORY = ' || quote_literal(typcategory::text) END, CASE WHEN typispreferred THEN ', PREFERRED = true' END,
      ', DEFAULT = ' || quote_literal(typdefault), ', ELEMENT = ' || format_type(nullif(typelem, 0), NULL),
      CASE WHEN typdelim <> ',' THEN ', DELIMITER = ' || quote_literal(typdelim::text) END, CASE WHEN typcollation <> 0 THEN ', COLLATABLE = true' END, ')')
  FROM types t WHERE typtype = 'b' AND typisdefined AND (typelem = 0 OR typcategory <> 'A')

  UNION ALL SELECT 7, k.oid, 'ALTER DOMAIN ' || name || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN types t ON t.oid = contypid WHERE contype = 'c' AND NOT convalidated
) objects ORDER BY kind, oid
