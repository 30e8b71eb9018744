-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);
CREATE INDEX ix_products_sku ON products (sku);

-- migrate:down
DROP TABLE products;
-- file: 0002_rename.sql
-- migrate:up
ALTER INDEX ix_products_sku RENAME TO products_by_sku;

-- migrate:down
ALTER INDEX products_by_sku RENAME TO ix_products_sku;
