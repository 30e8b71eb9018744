-- Tables, and which sequences are theirs. Where parents give columns, they give no defaults: those are set afterwards,
-- on each table alone, and so is a default that a function of the database's own makes, as
-- that function may take rows of the table.
, above AS MATERIALIZED (
  SELECT inhrelid, string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) AS parents, min(inhparent) FILTER (WHERE inhseqno = 1) AS first
  FROM pg_inherits GROUP BY inhrelid
), kin AS MATERIALIZED (
  SELECT inhrelid AS oid FROM pg_inherits UNION SELECT inhparent FROM pg_inherits
), by_functions AS MATERIALIZED (
  SELECT adrelid, adnum FROM pg_attrdef d JOIN pg_depend ON classid = 2604 AND objid = d.oid AND refclassid = 1255 AND refobjid >= 16384
), twins AS MATERIALIZED (  -- partitions that have what their parent gives them, in its order
  SELECT p.oid, array_agg(c.attname || coalesce(pg_get_expr(cd.adbin, cd.adrelid), '') ORDER BY c.attnum) IS NOT DISTINCT FROM (SELECT array_agg(attname || coalesce(pg_get_expr(d.adbin, d.adrelid), '') ORDER BY attnum)
      FROM pg_attribute a LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum AND attgenerated <> '' WHERE attrelid = first AND attnum > 0 AND NOT attisdropped)
    AND NOT coalesce(bool_or(c.attidentity <> ''), false) -- until 16
    AND NOT coalesce(bool_or(c.attfdwoptions IS NOT NULL), false) AS alike
  FROM relations p JOIN above ON inhrelid = p.oid LEFT JOIN pg_attribute c ON c.attrelid = p.oid AND c.attnum > 0 AND NOT c.attisdropped
    LEFT JOIN pg_attrdef cd ON cd.adrelid = c.attrelid AND cd.adnum = c.attnum AND c.attgenerated <> ''
  WHERE p.relispartition GROUP BY p.oid, first
), tables AS MATERIALIZED (
  SELECT r.*, parents, first, CASE WHEN reloftype <> 0 THEN 'of'
      WHEN relispartition THEN CASE WHEN alike THEN 'partition' ELSE 'attached' END
      WHEN parents IS NOT NULL THEN CASE WHEN own < columns THEN 'inherits' ELSE 'joins' END ELSE 'alone' END AS shape
  FROM relations r LEFT JOIN above ON inhrelid = r.oid LEFT JOIN twins ON twins.oid = r.oid,
    LATERAL (SELECT count(*) AS columns, count(*) FILTER (WHERE attislocal) AS own FROM pg_attribute WHERE attrelid = r.oid AND attnum > 0 AND NOT attisdropped) a
  WHERE relkind IN ('r', 'p', 'f')
), identities AS MATERIALIZED (
  SELECT refobjid AS relid, refobjsubid AS num, seqtypid, seqrelid, concat(' GENERATED ', CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
      ' AS IDENTITY (SEQUENCE NAME ', name, ' START WITH ', seqstart, ' INCREMENT BY ', seqincrement, ' MINVALUE ', seqmin, ' MAXVALUE ', seqmax,
      ' CACHE ', seqcache, CASE WHEN seqcycle THEN ' CYCLE' END, ')') AS clause
  FROM pg_depend JOIN pg_sequence ON classid = 1259 AND objid = seqrelid JOIN relations r ON r.oid = seqrelid
    JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
  WHERE refclassid = 1259 AND deptype = 'i' AND attidentity <> ''
), names_of_not_null AS MATERIALIZED (
  SELECT conrelid, conkey[1] AS num, conname FROM pg_constraint JOIN pg_class c ON c.oid = conrelid JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
  WHERE contype = 'n' AND conname <> relname || '_' || attname || '_not_null'
), columns AS MATERIALIZED (
  SELECT a.*, t.oid AS relid, t.name, t.shape, t.first, quote_ident(attname) AS column, b.typstorage, i.clause AS identity,
    CASE WHEN attgenerated <> '' THEN pg_get_expr(adbin, attrelid) END AS generated,
    CASE WHEN attgenerated = '' THEN pg_get_expr(adbin, attrelid) END AS value,
    (k.oid IS NOT NULL OR f.adrelid IS NOT NULL) AS apart,
    format_type(atttypid, atttypmod) AS type,
    CASE attcompression WHEN 'p' THEN ' COMPRESSION pglz' WHEN 'l' THEN ' COMPRESSION lz4' END || -- from 14
    '' AS compression,
    ' OPTIONS (' || {options attfdwoptions} || ')' AS options,
    CASE WHEN attcollation <> typcollation THEN ' COLLATE ' || attcollation::regcollation END AS collated,
    CASE WHEN attnotnull THEN coalesce(' CONSTRAINT ' || quote_ident(conname), '') || ' NOT NULL' END AS filled
  FROM pg_attribute a JOIN tables t ON t.oid = attrelid JOIN pg_type b ON b.oid = atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum LEFT JOIN identities i ON relid = attrelid AND i.num = attnum
    LEFT JOIN names_of_not_null n ON conrelid = attrelid AND n.num = attnum
    LEFT JOIN kin k ON k.oid = attrelid LEFT JOIN (SELECT DISTINCT adrelid, adnum FROM by_functions) f ON f.adrelid = attrelid AND f.adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped
), listed AS MATERIALIZED (
  SELECT relid, string_agg(item, E',\n    ' ORDER BY attnum) AS items FROM (
    SELECT relid, attnum, CASE
        WHEN shape = 'of' THEN c.column || nullif(concat(' WITH OPTIONS', ' GENERATED ALWAYS AS (' || generated || ') STORED', identity,
          CASE WHEN NOT apart THEN ' DEFAULT ' || value END, filled), ' WITH OPTIONS')
        WHEN shape IN ('alone', 'attached', 'joins') OR shape = 'inherits' AND attislocal THEN concat(c.column, ' ', type, compression, options, collated,
          ' GENERATED ALWAYS AS (' || generated || ')' || CASE attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END,
          identity, CASE WHEN NOT apart THEN ' DEFAULT ' || value END, filled) END AS item
    FROM columns c) items
  WHERE item IS NOT NULL GROUP BY relid
), depths AS (
  SELECT inhrelid AS relid, 1 AS depth FROM pg_inherits UNION SELECT inhrelid, depth + 1 FROM depths JOIN pg_inherits ON inhparent = relid
), deepest AS MATERIALIZED (
  SELECT relid, max(depth) AS depth FROM depths GROUP BY relid
)
SELECT statement FROM (
  SELECT 2 AS kind, coalesce(depth, 0) AS rank, t.oid, concat('CREATE ', CASE relpersistence WHEN 'u' THEN 'UNLOGGED ' END, CASE relkind WHEN 'f' THEN 'FOREIGN ' END, 'TABLE ', name,
      CASE shape WHEN 'of' THEN ' OF ' || reloftype::regtype WHEN 'partition' THEN ' PARTITION OF ' || parents END,
      CASE WHEN items IS NOT NULL THEN E' (\n    ' || items || E'\n)' WHEN shape NOT IN ('of', 'partition') THEN ' ()' END,
      CASE shape WHEN 'inherits' THEN E'\nINHERITS (' || parents || ')' WHEN 'partition' THEN E'\n' || pg_get_expr(relpartbound, t.oid) END,
      CASE relkind WHEN 'p' THEN E'\nPARTITION BY ' || pg_get_partkeydef(t.oid) END,
      E'\nUSING ' || (SELECT quote_ident(amname) FROM pg_am WHERE pg_am.oid = relam AND amname <> 'heap'),
      E'\nWITH (' || {with settings} || ')',
      E'\nTABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = reltablespace),
      (SELECT E'\nSERVER ' || quote_ident(srvname) || coalesce(' OPTIONS (' || {options ftoptions} || ')', '')
        FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = ftserver WHERE ftrelid = t.oid)) AS statement
  FROM tables t LEFT JOIN deepest d ON d.relid = t.oid LEFT JOIN listed l ON l.relid = t.oid,
    LATERAL (SELECT coalesce(reloptions, '{}') || ARRAY(SELECT 'toast.' || o FROM pg_class toast, unnest(toast.reloptions) o WHERE toast.oid = t.reltoastrelid) AS settings) s

  UNION ALL SELECT 3, depth, t.oid, CASE shape WHEN 'attached' THEN 'ALTER TABLE ONLY ' || parents || ' ATTACH PARTITION ' || name || ' ' || pg_get_expr(relpartbound, t.oid)
      ELSE (SELECT string_agg('ALTER TABLE ONLY ' || name || ' INHERIT ' || inhparent::regclass, '; ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = t.oid) END
  FROM tables t JOIN deepest d ON d.relid = t.oid WHERE shape IN ('attached', 'joins')

  UNION ALL SELECT 4, 0, attrelid, 'ALTER TABLE ONLY ' || name || ' ' || string_agg(changes, ', ' ORDER BY attnum)
  FROM (SELECT c.attrelid, c.name, c.attnum, nullif(concat_ws(', ', CASE WHEN apart THEN 'ALTER COLUMN ' || c.column || ' SET DEFAULT ' || value END,
      CASE WHEN NOT c.attislocal AND c.attnotnull AND NOT p.attnotnull THEN 'ALTER COLUMN ' || c.column || ' SET NOT NULL' END,
      CASE WHEN c.attstorage <> c.typstorage THEN 'ALTER COLUMN ' || c.column || ' SET STORAGE ' ||
        CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED' WHEN 'm' THEN 'MAIN' END END,
      CASE WHEN NOT c.attislocal OR shape = 'of' THEN 'ALTER COLUMN ' || c.column || ' SET COMPRESSION ' || CASE c.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END END, -- from 14
      'ALTER COLUMN ' || c.column || ' SET STATISTICS ' || nullif(c.attstattarget, -1),
      'ALTER COLUMN ' || c.column || ' SET (' || {with c.attoptions} || ')'), '') AS changes
    FROM columns c LEFT JOIN pg_attribute p ON p.attrelid = c.first AND p.attname = c.attname AND NOT p.attisdropped) c
  WHERE changes IS NOT NULL GROUP BY attrelid, name

  UNION ALL SELECT 5, 0, r.oid, 'ALTER SEQUENCE ' || name || ' OWNED BY ' || refobjid::regclass || '.' || quote_ident(attname)
  FROM relations r JOIN pg_depend ON classid = 1259 AND objid = r.oid AND objsubid = 0 AND refclassid = 1259 AND deptype = 'a'
    JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid WHERE relkind = 'S'
  UNION ALL SELECT 5, 0, seqrelid, concat('ALTER SEQUENCE ', seqrelid::regclass, ' AS ', i.seqtypid::regtype, ' MINVALUE ', seqmin, ' MAXVALUE ', seqmax)
  FROM identities i JOIN pg_sequence USING (seqrelid) JOIN pg_attribute ON attrelid = relid AND attnum = num JOIN pg_type t ON t.oid = atttypid
  WHERE i.seqtypid <> CASE typtype WHEN 'd' THEN typbasetype ELSE atttypid END

  UNION ALL SELECT 6, 0, oid, 'ALTER TABLE ' || name || ' ENABLE ROW LEVEL SECURITY' FROM tables WHERE relrowsecurity
  UNION ALL SELECT 6, 1, oid, 'ALTER TABLE ' || name || ' FORCE ROW LEVEL SECURITY' FROM tables WHERE relforcerowsecurity
  UNION ALL SELECT 6, 2, oid, 'ALTER TABLE ONLY ' || name || ' REPLICA IDENTITY ' || CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END
  FROM tables WHERE relreplident IN ('f', 'n') AND relkind <> 'f'
) objects ORDER BY kind, rank, oid
