-- file: 0001_base.sql
-- config: rules.naming-index=off
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);
CREATE INDEX skus ON products (sku);

-- migrate:down
DROP TABLE products;
-- file: 0002_again.sql
-- migrate:up
CREATE INDEX CONCURRENTLY IF NOT EXISTS skus ON products (sku);
CREATE INDEX CONCURRENTLY helper ON products (id, sku);
DROP INDEX CONCURRENTLY helper;

-- migrate:down
SELECT 1;
