-- A function that builds tables from what the catalogs say of the columns of others.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE things (a varchar(36) PRIMARY KEY, b numeric(12,3), c numeric(5), d numeric(3,-2), e char(4), f bit(3), g varbit(9), h time(2), i timestamp(0), j timestamptz, k timetz(3), l mood, m mood[], n varchar(7)[], o int[], p text, q "char", r numeric, s bpchar);
CREATE FUNCTION audit(t text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  list text := '';
  rec record;
BEGIN
  FOR rec IN SELECT attname, pg_catalog.format_type(atttypid, atttypmod) AS type, atttypid::regtype::text AS plain
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relname = t AND n.nspname = "current_schema"() AND attnum > 0 AND NOT attisdropped ORDER BY attnum LOOP
    list := list || format('%I %s, ', rec.attname, rec.type) || format('%I %s, ', rec.attname || '_plain', rec.plain);
  END LOOP;
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I (
    %s,
    at timestamptz DEFAULT now())', t || '_audit', rtrim(list, ', '));
END $$;
SELECT 1 FROM audit('things');
