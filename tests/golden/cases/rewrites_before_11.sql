-- config: postgres=10
-- file: 0001_base.sql
-- migrate:up
CREATE TABLE items (id bigint PRIMARY KEY);
-- migrate:down
DROP TABLE items;
-- file: 0002_default.sql
-- migrate:up
ALTER TABLE items ADD COLUMN active boolean DEFAULT true;
ALTER TABLE items ADD COLUMN note text;
-- migrate:down
ALTER TABLE items DROP COLUMN note, DROP COLUMN active;
