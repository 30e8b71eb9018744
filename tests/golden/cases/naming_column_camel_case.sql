-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE products;
-- file: 0002_columns.sql
-- migrate:up
ALTER TABLE products
    ADD COLUMN "createdAt" timestamptz,
    ADD COLUMN updatedAt timestamptz,
    ADD COLUMN "unit price" numeric CHECK ("unit price" > 0);
CREATE INDEX CONCURRENTLY ix_products_created_at ON products ("createdAt");
UPDATE products AS p SET "createdAt" = now() WHERE p."createdAt" IS NULL AND p.id = 1;

-- migrate:down
ALTER TABLE products DROP COLUMN "createdAt", DROP COLUMN updatedAt, DROP COLUMN "unit price";
