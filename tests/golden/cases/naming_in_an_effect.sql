-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_block.sql
-- migrate:up
-- migrate:effect CREATE INDEX skus ON products (sku)
DO $$ BEGIN EXECUTE 'CREATE INDEX skus ON products (sku)'; END $$;

-- migrate:down
DROP INDEX CONCURRENTLY skus;
