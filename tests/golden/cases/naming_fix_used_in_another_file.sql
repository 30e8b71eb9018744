-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    sku  text UNIQUE,
    name text
);
CREATE INDEX by_name ON products (name);
CREATE INDEX by_id ON products (id, name);

-- migrate:down
DROP TABLE products;
-- file: 0002_drop.sql
-- migrate:up
DROP INDEX CONCURRENTLY by_name;
-- migrate:allow drop-constraint -- an example
ALTER TABLE products DROP CONSTRAINT products_sku_key;

-- migrate:down
ALTER TABLE products ADD CONSTRAINT uq_products_sku UNIQUE (sku);
CREATE INDEX CONCURRENTLY ix_products_name ON products (name);
