-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    name text,
    sku  text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_index.sql
-- migrate:up
CREATE INDEX CONCURRENTLY ON products (name);
CREATE UNIQUE INDEX CONCURRENTLY ON products (sku);
COMMENT ON INDEX products_name_idx IS 'for the search box';

-- migrate:down
DROP INDEX CONCURRENTLY products_sku_idx;
DROP INDEX CONCURRENTLY products_name_idx;
