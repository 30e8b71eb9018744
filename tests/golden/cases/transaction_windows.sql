-- file: 0001_base.sql
-- migrate:up
CREATE TABLE items (id bigint PRIMARY KEY, n integer);
CREATE TABLE users (id bigint PRIMARY KEY, n integer);
-- migrate:irreversible an example

-- file: 0002_slow.sql
-- migrate:up
ALTER TABLE items ADD COLUMN a text;
UPDATE items SET a = '' WHERE a IS NULL;
-- migrate:irreversible an example
-- file: 0003_slow_first.sql
-- migrate:up
UPDATE items SET a = '' WHERE a IS NULL;
ALTER TABLE items ADD COLUMN b text;
-- migrate:irreversible an example
-- file: 0004_two_tables.sql
-- migrate:up
ALTER TABLE items ADD COLUMN c text;
ALTER TABLE users ADD COLUMN c text;
CREATE TABLE own (id bigint PRIMARY KEY);
ALTER TABLE own ADD COLUMN c text;
-- migrate:irreversible an example
-- file: 0005_twice.sql
-- migrate:up
ALTER TABLE items ADD CONSTRAINT ck_items_n CHECK (n > 0);
ALTER TABLE items ADD CONSTRAINT ck_items_m CHECK (n < 100);
-- migrate:irreversible an example
-- file: 0006_apart.sql
-- migrate:up
-- migrate:transaction off
ALTER TABLE items ADD COLUMN d text;
ALTER TABLE users ADD COLUMN d text;
-- migrate:irreversible an example
