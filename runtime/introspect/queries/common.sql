-- Begins each query: what counts as an object of the database's own. Left out: what initdb made,
-- but for the schema public; members of extensions; temporary objects; the ledger.
WITH RECURSIVE members AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), homes AS MATERIALIZED (
  SELECT n.oid, nspname, quote_ident(nspname) AS home, nspowner FROM pg_namespace n
  WHERE (n.oid >= 16384 OR nspname = 'public') AND nspname !~ '^pg_(toast|temp|toast_temp)' AND nspname <> {ledger}
), relations AS MATERIALIZED (
  SELECT c.*, home || '.' || quote_ident(relname) AS name FROM pg_class c JOIN homes ON homes.oid = relnamespace
  WHERE relkind <> 't' AND relpersistence <> 't' AND (1259, c.oid) NOT IN (SELECT classid, objid FROM members)
), types AS MATERIALIZED (
  SELECT t.*, home || '.' || quote_ident(typname) AS name FROM pg_type t JOIN homes ON homes.oid = typnamespace
  WHERE (1247, t.oid) NOT IN (SELECT classid, objid FROM members)
), routines AS MATERIALIZED (
  SELECT p.*, home || '.' || quote_ident(proname) AS name FROM pg_proc p JOIN homes ON homes.oid = pronamespace
  WHERE (1255, p.oid) NOT IN (SELECT classid, objid FROM members)
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 1255 AND objid = p.oid AND deptype = 'i')  -- constructors of ranges
)
