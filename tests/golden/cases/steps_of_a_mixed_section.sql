-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_mixed.sql
-- migrate:up
ALTER TABLE products ADD COLUMN name text;
ALTER TABLE products ADD COLUMN ean text;
CREATE INDEX CONCURRENTLY ix_products_name ON products (name);
ALTER TABLE products ADD COLUMN price numeric;

-- migrate:down
ALTER TABLE products DROP COLUMN price;
DROP INDEX CONCURRENTLY ix_products_name;
ALTER TABLE products DROP COLUMN ean, DROP COLUMN name;
-- file: 0003_off.sql
-- migrate:up transaction:false
ALTER TABLE products ADD COLUMN width numeric;
ALTER TABLE products ADD COLUMN height numeric;

-- migrate:down
ALTER TABLE products DROP COLUMN height, DROP COLUMN width;
