-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_forced.sql
-- migrate:up
-- migrate:transaction on
CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);
VACUUM products;

-- migrate:down transaction:true
DROP INDEX CONCURRENTLY ix_products_sku;
-- file: 0003_wrapped.sql
-- migrate:up
BEGIN;
CREATE INDEX CONCURRENTLY ix_products_sku_id ON products (sku, id);
COMMIT;

-- migrate:down
DROP INDEX CONCURRENTLY ix_products_sku_id;
