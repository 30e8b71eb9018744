-- Functions, procedures and aggregates; languages and casts between them and the types.
SELECT statement FROM (
  SELECT 1 AS kind, l.oid, concat_ws(' ', 'CREATE', CASE WHEN lanpltrusted THEN 'TRUSTED' END, 'LANGUAGE', quote_ident(lanname),
      'HANDLER ' || nullif(lanplcallfoid, 0)::regproc, 'INLINE ' || nullif(laninline, 0)::regproc, 'VALIDATOR ' || nullif(lanvalidator, 0)::regproc) AS statement
  FROM pg_language l WHERE l.oid >= 16384 AND lanispl AND (2612, l.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 2, oid, rtrim(pg_get_functiondef(oid), E'\n') FROM routines WHERE prokind <> 'a'

  UNION ALL SELECT 3, p.oid, concat('CREATE AGGREGATE ', name, '(', CASE WHEN pronargs = 0 THEN '*' ELSE pg_get_function_arguments(p.oid) END, ') (SFUNC = ', aggtransfn,
      ', STYPE = ', format_type(aggtranstype, NULL), ', SSPACE = ' || nullif(aggtransspace, 0),
      ', FINALFUNC = ' || nullif(aggfinalfn, 0)::regproc, CASE WHEN aggfinalextra THEN ', FINALFUNC_EXTRA' END,
      CASE WHEN aggfinalmodify <> (CASE aggkind WHEN 'n' THEN 'r' ELSE 'w' END)::"char" THEN ', FINALFUNC_MODIFY = ' ||
        CASE aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' WHEN 'w' THEN 'READ_WRITE' END END,
      ', COMBINEFUNC = ' || nullif(aggcombinefn, 0)::regproc, ', SERIALFUNC = ' || nullif(aggserialfn, 0)::regproc,
      ', DESERIALFUNC = ' || nullif(aggdeserialfn, 0)::regproc, ', INITCOND = ' || quote_literal(agginitval),
      ', MSFUNC = ' || nullif(aggmtransfn, 0)::regproc, ', MINVFUNC = ' || nullif(aggminvtransfn, 0)::regproc,
      ', MSTYPE = ' || format_type(nullif(aggmtranstype, 0), NULL), ', MSSPACE = ' || nullif(aggmtransspace, 0),
      ', MFINALFUNC = ' || nullif(aggmfinalfn, 0)::regproc, CASE WHEN aggmfinalextra THEN ', MFINALFUNC_EXTRA' END,
      CASE WHEN aggmfinalfn <> 0 AND aggmfinalmodify <> (CASE aggkind WHEN 'n' THEN 'r' ELSE 'w' END)::"char" THEN ', MFINALFUNC_MODIFY = ' ||
        CASE aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' WHEN 'w' THEN 'READ_WRITE' END END,
      ', MINITCOND = ' || quote_literal(aggminitval),
      ', SORTOP = ' || (SELECT {operator} FROM pg_operator WHERE oid = aggsortop),
      CASE WHEN aggkind = 'h' THEN ', HYPOTHETICAL' END,
      CASE proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' END, ')')
  FROM routines p JOIN pg_aggregate ON aggfnoid = p.oid

  UNION ALL SELECT 4, c.oid, concat('CREATE CAST (', format_type(castsource, NULL), ' AS ', format_type(casttarget, NULL), ') ',
      CASE castmethod WHEN 'f' THEN 'WITH FUNCTION ' || castfunc::regprocedure WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
      CASE castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END)
  FROM pg_cast c WHERE c.oid >= 16384 AND (2605, c.oid) NOT IN (SELECT classid, objid FROM members)
    AND NOT EXISTS (SELECT FROM pg_range WHERE rngtypid = castsource AND rngmultitypid = casttarget) -- from 14

  UNION ALL SELECT 5, t.oid, concat('CREATE TRANSFORM FOR ', format_type(trftype, NULL), ' LANGUAGE ', quote_ident(lanname), ' (', concat_ws(', ',
      'FROM SQL WITH FUNCTION ' || nullif(trffromsql, 0)::regprocedure, 'TO SQL WITH FUNCTION ' || nullif(trftosql, 0)::regprocedure), ')')
  FROM pg_transform t JOIN pg_language l ON l.oid = trflang WHERE t.oid >= 16384 AND (3576, t.oid) NOT IN (SELECT classid, objid FROM members)
) objects ORDER BY kind, oid
