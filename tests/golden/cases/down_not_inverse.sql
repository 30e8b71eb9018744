-- file: 0001_base.sql
-- migrate:up
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE items (id bigint PRIMARY KEY, code text NOT NULL DEFAULT 'x', price numeric(8, 2), note varchar(10));
CREATE INDEX ix_items_code ON items (lower(code)) WHERE price > 0;
CREATE VIEW cheap AS SELECT id, code FROM items WHERE price < 10;
CREATE TABLE goods (id bigint PRIMARY KEY, code text NOT NULL DEFAULT 'x', note varchar(10));
CREATE INDEX ix_goods_code ON goods (lower(code));
CREATE VIEW codes AS SELECT id, code FROM goods;
COMMENT ON COLUMN goods.code IS 'what it is called';
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
GRANT SELECT ON items TO reader;
GRANT INSERT ON items TO writer;
-- migrate:down
DROP FUNCTION twice;
DROP VIEW cheap, codes;
DROP TABLE items, goods;
DROP TYPE mood;
-- file: 0002_column_comes_back_poorer.sql
-- migrate:up
ALTER TABLE goods DROP COLUMN code CASCADE;
-- migrate:down
ALTER TABLE goods ADD COLUMN code text;
-- file: 0003_column_comes_back_whole.sql
-- migrate:up
ALTER TABLE goods DROP COLUMN note;
-- migrate:down
ALTER TABLE goods ADD COLUMN note character varying(10);
-- file: 0004_other_words.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN note SET DEFAULT 'a', ADD CONSTRAINT ck_items_price CHECK (price > 0);
CREATE OR REPLACE VIEW cheap AS SELECT id, code FROM items WHERE price < 20;
-- migrate:down
ALTER TABLE items ALTER note DROP DEFAULT;
ALTER TABLE items DROP CONSTRAINT ck_items_price;
DROP VIEW cheap;
-- file: 0005_same_in_other_words.sql
-- migrate:up
CREATE VIEW dear AS SELECT id FROM items WHERE price > 100;
ALTER TABLE items ADD CONSTRAINT ck_note CHECK (note <> 'x');
-- migrate:down
ALTER TABLE items DROP CONSTRAINT ck_note;
DROP VIEW dear;
-- file: 0006_replaced.sql
-- migrate:up
DROP VIEW dear;
ALTER TABLE items DROP CONSTRAINT ck_note;
REVOKE SELECT ON items FROM reader;
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + n';
-- migrate:down
create view DEAR as select ID from ITEMS where (PRICE>100);
ALTER TABLE items ADD CONSTRAINT ck_note CHECK ((note) <> 'x'::varchar);
GRANT SELECT ON items TO reader;
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
-- file: 0007_forgotten.sql
-- migrate:up
DROP VIEW cheap;
REVOKE INSERT ON items FROM writer;
ALTER TYPE mood ADD VALUE 'ecstatic';
CREATE OR REPLACE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + n';
CREATE TABLE left_behind (id bigint PRIMARY KEY);
-- migrate:down
CREATE VIEW cheap AS SELECT id, code FROM items WHERE price < 10;
-- file: 0008_renamed.sql
-- migrate:up
ALTER TABLE items RENAME COLUMN price TO cost;
ALTER TABLE left_behind RENAME TO found;
-- migrate:down
ALTER TABLE found RENAME TO left_behind;
ALTER TABLE items RENAME COLUMN cost TO price;
-- file: 0009_index_of_another_type.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN code TYPE varchar(200);
-- migrate:down
ALTER TABLE items ALTER COLUMN code TYPE text;
-- file: 0010_unsure.sql
-- migrate:up
ALTER TABLE items ADD COLUMN extra text;
DO $$ BEGIN EXECUTE current_setting('app.sql'); END $$;
-- migrate:down
SELECT 1;
