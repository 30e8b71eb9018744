-- What else pg_catalog has by name: kind in SQL's words, name. Of collations those that do not come
-- from the machine's own locales.
SELECT format('{"%s", "%s"},', kind, name)
FROM (SELECT 'access method' AS kind, amname AS name FROM pg_catalog.pg_am
      UNION ALL SELECT 'collation', collname FROM pg_catalog.pg_collation
      WHERE collname IN ('default', 'C', 'POSIX', 'ucs_basic', 'unicode', 'pg_c_utf8')
        AND collnamespace = 'pg_catalog'::regnamespace
      UNION ALL SELECT 'conversion', conname FROM pg_catalog.pg_conversion
      WHERE connamespace = 'pg_catalog'::regnamespace
      UNION ALL SELECT 'language', lanname FROM pg_catalog.pg_language
      UNION ALL SELECT 'operator family', f.opfname || ' USING ' || m.amname
      FROM pg_catalog.pg_opfamily f JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod
      WHERE f.opfnamespace = 'pg_catalog'::regnamespace
      UNION ALL SELECT 'text search configuration', cfgname FROM pg_catalog.pg_ts_config
      WHERE cfgnamespace = 'pg_catalog'::regnamespace
      UNION ALL SELECT 'text search dictionary', dictname FROM pg_catalog.pg_ts_dict
      WHERE dictnamespace = 'pg_catalog'::regnamespace
      UNION ALL SELECT 'text search parser', prsname FROM pg_catalog.pg_ts_parser
      WHERE prsnamespace = 'pg_catalog'::regnamespace
      UNION ALL SELECT 'text search template', tmplname FROM pg_catalog.pg_ts_template
      WHERE tmplnamespace = 'pg_catalog'::regnamespace) objects
ORDER BY kind COLLATE "C", name COLLATE "C";
