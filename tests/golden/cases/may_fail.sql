-- file: 0001_base.sql
-- migrate:up
CREATE DOMAIN defaulted AS integer DEFAULT 3;
CREATE TABLE items (id bigint PRIMARY KEY, code text, price numeric(8, 2), n bigint, small varchar(10));
-- migrate:irreversible an example
-- file: 0002_not_null.sql
-- migrate:up
ALTER TABLE items ADD COLUMN a text NOT NULL;
ALTER TABLE items ADD COLUMN b text NOT NULL DEFAULT '';
ALTER TABLE items ADD COLUMN c defaulted NOT NULL;
ALTER TABLE items ADD COLUMN IF NOT EXISTS code text NOT NULL;
-- migrate:irreversible an example
-- file: 0003_unique.sql
-- migrate:up
CREATE UNIQUE INDEX CONCURRENTLY uq_items_code ON items (code);
ALTER TABLE items ADD COLUMN d text;
CREATE UNIQUE INDEX CONCURRENTLY uq_items_d ON items (d);
-- migrate:irreversible an example
-- file: 0004_narrow.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN code TYPE varchar(5);
ALTER TABLE items ALTER COLUMN price TYPE numeric(6, 2);
ALTER TABLE items ALTER COLUMN price TYPE numeric(12, 4);
ALTER TABLE items ALTER COLUMN n TYPE integer;
ALTER TABLE items ALTER COLUMN small TYPE varchar(20);
ALTER TABLE items ALTER COLUMN n TYPE text;
-- migrate:irreversible an example
-- file: 0005_unread.sql
-- migrate:up
DO $$ BEGIN EXECUTE (SELECT code FROM items WHERE id = 1); END $$;
-- migrate:irreversible an example
