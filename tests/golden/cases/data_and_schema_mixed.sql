-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    sku  text CONSTRAINT uq_products_sku UNIQUE,
    name text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_mixed.sql
-- migrate:up
ALTER TABLE products ADD COLUMN slug text;
UPDATE products SET slug = lower(name) WHERE slug IS NULL;
INSERT INTO products (id, name) SELECT id + 1000, name FROM products;
INSERT INTO products (id, name) VALUES (1, 'stone');
UPDATE products SET slug = 'a' WHERE id = 1;
UPDATE products SET slug = 'a' WHERE sku IN ('x', 'y') AND slug IS NULL;
DELETE FROM products WHERE id = 1 OR name IS NULL;

-- migrate:down
ALTER TABLE products DROP COLUMN slug;
-- file: 0003_data_alone.sql
-- migrate:up
UPDATE products SET name = upper(name) WHERE name IS NOT NULL;

-- migrate:irreversible nobody needs the small letters
-- file: 0004_new_table_filled.sql
-- migrate:up
CREATE TABLE names AS SELECT id, name FROM products;
INSERT INTO names SELECT id, sku FROM products;
UPDATE names SET name = lower(name) WHERE name IS NOT NULL;

-- migrate:down
DROP TABLE names;
-- file: 0005_new_table_beside.sql
-- migrate:up
CREATE TABLE logs (
    id bigint PRIMARY KEY
);
UPDATE products SET name = lower(name) WHERE name IS NOT NULL;

-- migrate:down
DROP TABLE logs;
