-- migrate:revision 4c1d0e8a2f17
-- migrate:revises  9b7e2d41c0aa
-- migrate:created  2026-11-04T08:30:00Z
-- migrate:message  add sku to products

-- migrate:up
ALTER TABLE products ADD COLUMN sku text;

-- CONCURRENTLY refuses to run in a transaction. ashlar sees that and gives it a step of its own.
CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);

-- migrate:down
DROP INDEX CONCURRENTLY ix_products_sku;
ALTER TABLE products DROP COLUMN sku;
