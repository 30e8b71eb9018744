-- file: 0001_base.sql
-- migrate:up
CREATE TABLE items (
    id    bigint PRIMARY KEY,
    code  text,
    stock integer
);
CREATE FUNCTION widen() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  ALTER TABLE items ALTER COLUMN stock TYPE bigint;
END $$;

-- migrate:irreversible a case
-- file: 0002_static.sql
-- migrate:up
DO $$
BEGIN
  CREATE INDEX ix_items_code ON items (code);
  ALTER TABLE items ADD COLUMN note text NOT NULL;
END $$;

-- migrate:irreversible a case
-- file: 0003_dynamic.sql
-- migrate:up
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['code', 'stock'] LOOP
    EXECUTE format('ALTER TABLE items ALTER COLUMN %I SET NOT NULL', wanted);
  END LOOP;
  UPDATE items SET stock = 0;
END $$;

-- migrate:irreversible a case
-- file: 0004_called.sql
-- migrate:up
SELECT widen();

-- migrate:irreversible a case
-- file: 0006_refused.sql
-- migrate:up
DO $$
BEGIN
  CREATE INDEX CONCURRENTLY ix_items_stock ON items (stock);
END $$;

-- migrate:irreversible a case
-- file: 0005_own_table.sql
-- migrate:up
DO $$
BEGIN
  CREATE TABLE fresh_items (id bigint PRIMARY KEY, code text);
  CREATE INDEX ix_fresh_items_code ON fresh_items (code);
  ALTER TABLE fresh_items ALTER COLUMN code SET NOT NULL;
  UPDATE fresh_items SET code = '';
END $$;

-- migrate:irreversible a case
