-- migrate:up
CREATE SCHEMA shop;
CREATE TABLE shop.products (
    id  bigint PRIMARY KEY,
    sku text UNIQUE
);
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);
CREATE INDEX product_sku ON shop.products (sku);
CREATE INDEX ix_products_sku ON products (sku);

-- migrate:down
DROP INDEX shop.product_sku;
DROP INDEX ix_products_sku;
ALTER TABLE shop.products DROP CONSTRAINT products_sku_key;
DROP TABLE products;
DROP TABLE shop.products;
DROP SCHEMA shop;
