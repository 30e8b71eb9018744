-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE products;
-- file: 0002_swap.sql
-- migrate:up
CREATE TABLE product_new (
    id   bigint PRIMARY KEY,
    name text
);
CREATE INDEX ix_products_name ON product_new (name);
ALTER TABLE products RENAME TO products_old;
ALTER TABLE product_new RENAME TO products;
CREATE TABLE scratch (
    id bigint PRIMARY KEY
);
DROP TABLE scratch;

-- migrate:down
ALTER TABLE products RENAME TO product_new;
ALTER TABLE products_old RENAME TO products;
DROP TABLE product_new;
