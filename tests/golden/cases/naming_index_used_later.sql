-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    name text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_index.sql
-- migrate:up
CREATE INDEX CONCURRENTLY name ON products (name);
-- The column `name` stays, the index of the same name goes.
COMMENT ON INDEX public.name IS 'of names';
ALTER INDEX name SET (fillfactor = 90);
ALTER TABLE products CLUSTER ON name;

-- migrate:down
DROP INDEX CONCURRENTLY IF EXISTS name;
