-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    sku  text,
    name text
);
CREATE INDEX ix_products_sku ON products (sku);
CREATE INDEX ix_products_name ON products (name);
CREATE INDEX ix_products_sku_name ON products (sku, name);

-- migrate:down
DROP TABLE products;
-- file: 0002_drop.sql
-- migrate:up
DROP INDEX ix_products_sku;
DROP INDEX IF EXISTS ix_products_name, ix_products_sku_name;

-- migrate:down
CREATE INDEX CONCURRENTLY ix_products_sku_name ON products (sku, name);
CREATE INDEX CONCURRENTLY ix_products_name ON products (name);
CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);
