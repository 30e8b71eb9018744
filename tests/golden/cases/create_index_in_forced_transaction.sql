-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_index.sql
-- migrate:up transaction:true
CREATE INDEX ix_products_sku ON products (sku);

-- migrate:down
DROP INDEX CONCURRENTLY ix_products_sku;
