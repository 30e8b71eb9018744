-- config: rules.down-not-inverse=off
-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);
CREATE INDEX ix_products_sku ON products (sku);

-- migrate:down
DROP TABLE products;
-- file: 0002_drop.sql
-- migrate:up
DROP INDEX CONCURRENTLY ix_products_sku;

-- migrate:down
CREATE INDEX CONCURRENTLY old_name_for_sku ON products (sku);
