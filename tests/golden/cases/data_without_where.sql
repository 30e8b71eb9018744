-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_data.sql
-- migrate:up
UPDATE products SET sku = 'x';
UPDATE products SET sku = 'x' WHERE id = 1;
DELETE FROM products;
DELETE FROM products WHERE sku IS NULL;
DELETE FROM unknown_ones;

-- migrate:down
UPDATE products SET sku = NULL;
