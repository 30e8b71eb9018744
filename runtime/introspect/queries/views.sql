-- Views, materialized ones among them, in the order in which they were made. One that reads from a later one, as only CREATE OR REPLACE brings about, begins without a query.
, early AS MATERIALIZED (
  SELECT DISTINCT ev_class AS oid FROM pg_rewrite w JOIN pg_depend ON classid = 2618 AND objid = w.oid AND refclassid = 1259 AND deptype = 'n'
    JOIN pg_class c ON c.oid = refobjid AND relkind IN ('v', 'm') WHERE rulename = '_RETURN' AND (refobjid > ev_class OR refobjid = ev_class AND refobjsubid > 0)
)
SELECT statement FROM (
  SELECT 0 AS kind, oid, 'CREATE VIEW ' || name || ' AS SELECT ' || (SELECT string_agg('NULL::' || format_type(atttypid, atttypmod)
      || CASE WHEN attcollation <> typcollation THEN ' COLLATE ' || attcollation::regcollation ELSE '' END || ' AS ' || quote_ident(attname), ', ' ORDER BY attnum)
    FROM pg_attribute JOIN pg_type t ON t.oid = atttypid WHERE attrelid = relations.oid AND attnum > 0) AS statement
  FROM relations WHERE oid IN (SELECT oid FROM early) AND relkind = 'v'

  UNION ALL SELECT 1, oid, CASE relkind WHEN 'v' THEN concat('CREATE ', CASE WHEN oid IN (SELECT oid FROM early) THEN 'OR REPLACE ' END, 'VIEW ', name, ' WITH (' || {with reloptions} || ')', E' AS\n', rtrim(pg_get_viewdef(oid), ';'))
    ELSE concat('CREATE MATERIALIZED VIEW ', name, ' USING ' || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = relam AND amname <> 'heap'),
      ' WITH (' || {with reloptions} || ')', ' TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = reltablespace),
      E' AS\n', rtrim(pg_get_viewdef(oid), ';'), CASE WHEN NOT relispopulated THEN E'\nWITH NO DATA' END) END
  FROM relations WHERE relkind IN ('v', 'm')

  UNION ALL SELECT 2, r.oid, 'ALTER VIEW ' || name || ' ALTER COLUMN ' || quote_ident(attname) || ' SET DEFAULT ' || pg_get_expr(adbin, adrelid)
  FROM relations r JOIN pg_attrdef ON adrelid = r.oid JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE relkind = 'v'
) objects ORDER BY kind, oid
