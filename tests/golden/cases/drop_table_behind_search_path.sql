-- file: 0001_base.sql
-- migrate:up
CREATE SCHEMA archive;
CREATE TABLE archive.orders (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE archive.orders;
DROP SCHEMA archive;
-- file: 0002_drop.sql
-- migrate:up
SET LOCAL search_path = archive, public;
DROP TABLE orders;

-- migrate:irreversible the rows are gone
