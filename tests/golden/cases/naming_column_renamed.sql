-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    "Sku" text -- allowed below
);

-- migrate:down
DROP TABLE products;
-- file: 0002_rename.sql
-- migrate:up
ALTER TABLE products RENAME COLUMN "Sku" TO "productSku";

-- migrate:down
ALTER TABLE products RENAME COLUMN "productSku" TO "Sku";
