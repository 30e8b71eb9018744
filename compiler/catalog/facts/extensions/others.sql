-- What else extensions bring: extension, kind as SQL calls it, name.
SELECT format('{"%s", "%s", "%s"},', x.extname, m.kind, m.name)
FROM pg_catalog.pg_depend d
JOIN pg_catalog.pg_extension x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid
JOIN (SELECT 'pg_foreign_data_wrapper'::regclass AS class, oid, 'foreign data wrapper' AS kind,
             fdwname::text AS name FROM pg_catalog.pg_foreign_data_wrapper
      UNION ALL SELECT 'pg_am'::regclass, oid, 'access method', amname FROM pg_catalog.pg_am
      UNION ALL SELECT 'pg_ts_dict'::regclass, oid, 'text search dictionary', dictname
      FROM pg_catalog.pg_ts_dict
      UNION ALL SELECT 'pg_ts_template'::regclass, oid, 'text search template', tmplname
      FROM pg_catalog.pg_ts_template
      UNION ALL SELECT 'pg_ts_parser'::regclass, oid, 'text search parser', prsname
      FROM pg_catalog.pg_ts_parser
      UNION ALL SELECT 'pg_ts_config'::regclass, oid, 'text search configuration', cfgname
      FROM pg_catalog.pg_ts_config) m ON m.class = d.classid AND m.oid = d.objid
WHERE d.deptype = 'e'
ORDER BY x.extname COLLATE "C", m.kind COLLATE "C", m.name COLLATE "C";
