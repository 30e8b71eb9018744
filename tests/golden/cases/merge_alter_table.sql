-- file: 0001_base.sql
-- migrate:up
CREATE TYPE state AS ENUM ('old', 'new');
CREATE TABLE items (id bigint PRIMARY KEY, state state NOT NULL, price numeric, weight numeric, sold timestamp);
-- migrate:down
DROP TABLE items;
DROP TYPE state;
-- file: 0002_enum_by_way_of_text.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN state TYPE text;
DROP TYPE state;
UPDATE items SET state = 'fresh' WHERE state = 'new';
CREATE TYPE state AS ENUM ('old', 'fresh');
ALTER TABLE items ALTER COLUMN state TYPE state USING state::state;
-- migrate:irreversible an example
-- file: 0003_rows_between.sql
-- migrate:up
ALTER TABLE items ADD CONSTRAINT ck_items_price CHECK (price > 0);
UPDATE items SET weight = 1 WHERE weight IS NULL;
ALTER TABLE items ADD CONSTRAINT ck_items_weight CHECK (weight > 0);
-- migrate:irreversible an example
-- file: 0004_type_between.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN price TYPE text;
CREATE TYPE size AS ENUM ('1', '2');
ALTER TABLE items ALTER COLUMN weight TYPE size USING weight::text::size;
-- migrate:irreversible an example
-- file: 0005_could_be_one.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN price TYPE integer USING price::integer;
ALTER TABLE items ALTER COLUMN weight TYPE integer USING weight::text::integer;
-- migrate:irreversible an example
-- file: 0006_under_utc.sql
-- migrate:up
SET LOCAL timezone = 'UTC';
ALTER TABLE items ALTER COLUMN sold TYPE timestamptz;
-- migrate:down
SET LOCAL TIME ZONE 'Europe/Berlin';
ALTER TABLE items ALTER COLUMN sold TYPE timestamp;
