-- Indexes and constraints. Those of partitioned tables are made one by one and put together then;
-- checks go down from parents by themselves, and meet those that children have of their own.
, depths AS (
  SELECT inhrelid AS relid, 1 AS depth FROM pg_inherits UNION SELECT inhrelid, depth + 1 FROM depths JOIN pg_inherits ON inhparent = relid
), deepest AS MATERIALIZED (
  SELECT relid, max(depth) AS depth FROM depths GROUP BY relid
), keys AS MATERIALIZED (
  SELECT k.*, i.name AS index, i.reloptions, i.reltablespace, t.name, t.relkind FROM pg_constraint k JOIN relations t ON t.oid = conrelid JOIN relations i ON i.oid = conindid
  WHERE contype IN ('p', 'u', 'x')
), indexes AS MATERIALIZED (
  SELECT i.*, r.name, r.relname, r.reltablespace, r.reloptions, t.name AS relation, t.relkind AS relation_kind
  FROM pg_index i JOIN relations r ON r.oid = indexrelid JOIN relations t ON t.oid = indrelid
)
SELECT statement FROM (
  SELECT 1 AS kind, -coalesce(depth, 0) AS rank, k.oid, 'ALTER ' || CASE relkind WHEN 'f' THEN 'FOREIGN ' ELSE '' END || 'TABLE ' || name || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
      || pg_get_constraintdef(k.oid) AS statement
  FROM pg_constraint k JOIN relations r ON r.oid = conrelid LEFT JOIN deepest ON relid = conrelid WHERE contype = 'c' AND conislocal
  UNION ALL SELECT 2, depth, k.oid, 'ALTER TABLE ' || r.name || ' VALIDATE CONSTRAINT ' || quote_ident(k.conname)
  FROM pg_constraint k JOIN relations r ON r.oid = k.conrelid JOIN deepest ON relid = k.conrelid
  WHERE contype = 'c' AND NOT conislocal AND convalidated
    AND EXISTS (SELECT FROM pg_inherits JOIN pg_constraint p ON p.conrelid = inhparent AND p.conname = k.conname AND NOT p.convalidated WHERE inhrelid = k.conrelid)

  UNION ALL SELECT 3, coalesce(depth, 0), k.oid, concat('ALTER TABLE ONLY ', name, ' ADD CONSTRAINT ', quote_ident(conname), ' ', pg_get_constraintdef(k.oid),
      '; ALTER INDEX ' || index || ' SET (' || {with reloptions} || ')',
      '; ALTER INDEX ' || index || ' SET TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = reltablespace))
  FROM keys k LEFT JOIN deepest ON relid = conrelid
  UNION ALL SELECT 4, coalesce(depth, 0), indexrelid, concat(pg_get_indexdef(indexrelid),
      '; ALTER INDEX ' || i.name || ' SET TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace s WHERE s.oid = i.reltablespace),
      (SELECT string_agg('; ALTER INDEX ' || i.name || ' ALTER COLUMN ' || attnum || ' SET STATISTICS ' || attstattarget, '' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = indexrelid AND attstattarget >= 0))
  FROM indexes i LEFT JOIN deepest ON relid = indrelid WHERE indexrelid NOT IN (SELECT conindid FROM keys)
  UNION ALL SELECT 5, -coalesce(depth, 0), indexrelid, 'ALTER INDEX ' || inhparent::regclass || ' ATTACH PARTITION ' || i.name
  FROM indexes i JOIN pg_inherits ON inhrelid = indexrelid LEFT JOIN deepest ON relid = indrelid

  -- That of a partition which brought its own keeps its name.
  UNION ALL SELECT 6, -depth, k.oid, 'ALTER TABLE ONLY ' || name || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_constraint p ON p.oid = k.conparentid JOIN relations r ON r.oid = k.conrelid JOIN deepest ON relid = k.conrelid
  WHERE k.contype = 'f' AND k.conrelid <> p.conrelid AND k.conname <> p.conname
  UNION ALL SELECT 6, 0, k.oid, 'ALTER TABLE ' || CASE WHEN relkind = 'p' THEN '' ELSE 'ONLY ' END || name || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN relations r ON r.oid = conrelid WHERE contype = 'f' AND conparentid = 0

  UNION ALL SELECT 7, 0, indexrelid, 'ALTER ' || CASE relation_kind WHEN 'm' THEN 'MATERIALIZED VIEW ' ELSE 'TABLE ' END || relation || ' CLUSTER ON ' || quote_ident(relname)
  FROM indexes WHERE indisclustered
  UNION ALL SELECT 7, 0, indexrelid, 'ALTER TABLE ONLY ' || relation || ' REPLICA IDENTITY USING INDEX ' || quote_ident(indexes.relname)
  FROM indexes JOIN pg_class t ON t.oid = indrelid WHERE indisreplident AND relreplident = 'i'

  UNION ALL SELECT 8, 0, s.oid, pg_get_statisticsobjdef(s.oid) || coalesce('; ALTER STATISTICS ' || home || '.' || quote_ident(stxname) || ' SET STATISTICS ' || nullif(stxstattarget, -1), '')
  FROM pg_statistic_ext s JOIN homes ON homes.oid = stxnamespace WHERE (3381, s.oid) NOT IN (SELECT classid, objid FROM members)
) objects ORDER BY kind, rank, oid
