-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    name text,
    sku  text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_string.sql
-- migrate:up
CREATE INDEX CONCURRENTLY product_names ON products (name);
SELECT 'product_names'::regclass;

-- migrate:down
DROP INDEX CONCURRENTLY product_names;
-- file: 0003_dynamic.sql
-- migrate:up
CREATE INDEX CONCURRENTLY product_skus ON products (sku);

-- migrate:down
DO $$ BEGIN EXECUTE format('DROP INDEX %I', 'product' || '_skus'); END $$;
