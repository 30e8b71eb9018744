-- Operators, their classes and families, access methods, conversions, text search.
, owned AS MATERIALIZED (  -- what a class has as its own, and not its family loose
  SELECT classid, objid, refobjid FROM pg_depend WHERE classid IN (2602, 2603) AND refclassid = 2616 AND deptype = 'i'
), entries AS MATERIALIZED (
  SELECT 2602 AS classid, oid, amopfamily AS family, amopstrategy::int AS number, concat('OPERATOR ', amopstrategy, ' ',
      (SELECT {operator} FROM pg_operator WHERE oid = amopopr),
      '(', format_type(amoplefttype, NULL), ', ', format_type(amoprighttype, NULL), ')',
      (SELECT ' FOR ORDER BY ' || opfnamespace::regnamespace || '.' || quote_ident(opfname) FROM pg_opfamily WHERE oid = amopsortfamily)) AS entry
  FROM pg_amop o WHERE oid >= 16384 AND (2602, o.oid) NOT IN (SELECT classid, objid FROM members)
  UNION ALL SELECT 2603, oid, amprocfamily, amprocnum, concat('FUNCTION ', amprocnum, ' (', format_type(amproclefttype, NULL), ', ', format_type(amprocrighttype, NULL), ') ',
      amproc::regprocedure)
  FROM pg_amproc p WHERE oid >= 16384 AND (2603, p.oid) NOT IN (SELECT classid, objid FROM members)
)
SELECT statement FROM (
  SELECT 1 AS kind, a.oid, 'CREATE ACCESS METHOD ' || quote_ident(amname) || ' TYPE ' || CASE amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END || ' HANDLER ' || amhandler AS statement
  FROM pg_am a WHERE a.oid >= 16384 AND (2601, a.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 2, o.oid, concat('CREATE OPERATOR ', home, '.', oprname, ' (', concat_ws(', ', 'FUNCTION = ' || oprcode,
      'LEFTARG = ' || format_type(nullif(oprleft, 0), NULL), 'RIGHTARG = ' || format_type(nullif(oprright, 0), NULL),
      'COMMUTATOR = ' || (SELECT {operator} FROM pg_operator c WHERE c.oid = o.oprcom),
      'NEGATOR = ' || (SELECT {operator} FROM pg_operator n WHERE n.oid = o.oprnegate),
      'RESTRICT = ' || nullif(oprrest, 0)::regproc, 'JOIN = ' || nullif(oprjoin, 0)::regproc,
      CASE WHEN oprcanhash THEN 'HASHES' END, CASE WHEN oprcanmerge THEN 'MERGES' END), ')')
  FROM pg_operator o JOIN homes ON homes.oid = oprnamespace WHERE oprcode <> 0 AND (2617, o.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 3, f.oid, 'CREATE OPERATOR FAMILY ' || home || '.' || quote_ident(opfname) || ' USING ' || quote_ident(amname)
  FROM pg_opfamily f JOIN homes ON homes.oid = opfnamespace JOIN pg_am ON pg_am.oid = opfmethod WHERE (2753, f.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 4, c.oid, concat('CREATE OPERATOR CLASS ', home, '.', quote_ident(opcname), CASE WHEN opcdefault THEN ' DEFAULT' END, ' FOR TYPE ', format_type(opcintype, NULL),
      ' USING ', quote_ident(amname), (SELECT ' FAMILY ' || opfnamespace::regnamespace || '.' || quote_ident(opfname) FROM pg_opfamily f WHERE f.oid = opcfamily), ' AS ',
      coalesce(nullif(concat_ws(', ', 'STORAGE ' || format_type(nullif(opckeytype, 0), NULL), (SELECT string_agg(entry, ', ' ORDER BY e.classid, number, entry)
        FROM entries e JOIN owned o ON o.classid = e.classid AND o.objid = e.oid WHERE refobjid = c.oid)), ''), 'STORAGE ' || format_type(opcintype, NULL)))
  FROM pg_opclass c JOIN homes ON homes.oid = opcnamespace JOIN pg_am ON pg_am.oid = opcmethod WHERE (2616, c.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 5, f.oid, 'ALTER OPERATOR FAMILY ' || opfnamespace::regnamespace || '.' || quote_ident(opfname) || ' USING ' || quote_ident(amname) || ' ADD '
      || string_agg(entry, ', ' ORDER BY classid, number, entry)
  FROM entries e JOIN pg_opfamily f ON f.oid = family JOIN pg_am ON pg_am.oid = opfmethod
  WHERE (classid, e.oid) NOT IN (SELECT classid, objid FROM owned) AND (2753, f.oid) NOT IN (SELECT classid, objid FROM members)
  GROUP BY f.oid, opfnamespace, opfname, amname

  UNION ALL SELECT 6, c.oid, concat('CREATE ', CASE WHEN condefault THEN 'DEFAULT ' END, 'CONVERSION ', home, '.', quote_ident(conname), ' FOR ',
      quote_literal(pg_encoding_to_char(conforencoding)), ' TO ', quote_literal(pg_encoding_to_char(contoencoding)), ' FROM ', conproc)
  FROM pg_conversion c JOIN homes ON homes.oid = connamespace WHERE (2607, c.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 7, p.oid, concat('CREATE TEXT SEARCH PARSER ', home, '.', quote_ident(prsname), ' (START = ', prsstart, ', GETTOKEN = ', prstoken, ', END = ', prsend,
      ', LEXTYPES = ', prslextype, ', HEADLINE = ' || nullif(prsheadline, 0)::regproc, ')')
  FROM pg_ts_parser p JOIN homes ON homes.oid = prsnamespace WHERE (3601, p.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 8, t.oid, concat('CREATE TEXT SEARCH TEMPLATE ', home, '.', quote_ident(tmplname), ' (', 'INIT = ' || nullif(tmplinit, 0)::regproc || ', ', 'LEXIZE = ', tmpllexize, ')')
  FROM pg_ts_template t JOIN homes ON homes.oid = tmplnamespace WHERE (3764, t.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 9, d.oid, concat('CREATE TEXT SEARCH DICTIONARY ', home, '.', quote_ident(dictname), ' (TEMPLATE = ',
      (SELECT tmplnamespace::regnamespace || '.' || quote_ident(tmplname) FROM pg_ts_template t WHERE t.oid = dicttemplate), ', ' || nullif(dictinitoption, ''), ')')
  FROM pg_ts_dict d JOIN homes ON homes.oid = dictnamespace WHERE (3600, d.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 10, c.oid, concat('CREATE TEXT SEARCH CONFIGURATION ', home, '.', quote_ident(cfgname), ' (PARSER = ',
      (SELECT prsnamespace::regnamespace || '.' || quote_ident(prsname) FROM pg_ts_parser p WHERE p.oid = cfgparser), ')',
      (SELECT string_agg(format('; ALTER TEXT SEARCH CONFIGURATION %s.%I ADD MAPPING FOR %I WITH %s', home, cfgname, alias, dictionaries), '' ORDER BY tokid)
        FROM (SELECT maptokentype, string_agg(mapdict::regdictionary::text, ', ' ORDER BY mapseqno) AS dictionaries FROM pg_ts_config_map WHERE mapcfg = c.oid GROUP BY 1) m
          JOIN ts_token_type(cfgparser) ON tokid = maptokentype))
  FROM pg_ts_config c JOIN homes ON homes.oid = cfgnamespace WHERE (3602, c.oid) NOT IN (SELECT classid, objid FROM members)
) objects ORDER BY kind, oid
