-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text,
    ean text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_unique.sql
-- migrate:up
CREATE UNIQUE INDEX CONCURRENTLY tmp_sku ON products (sku);
ALTER TABLE products ADD CONSTRAINT uq_products_sku UNIQUE USING INDEX tmp_sku;
CREATE UNIQUE INDEX CONCURRENTLY tmp_ean ON products (ean);
ALTER TABLE products ADD UNIQUE USING INDEX tmp_ean;

-- migrate:down
ALTER TABLE products DROP CONSTRAINT tmp_ean;
ALTER TABLE products DROP CONSTRAINT uq_products_sku;
