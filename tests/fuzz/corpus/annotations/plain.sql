-- migrate:revision 4c1d0e8a2f17
-- migrate:revises 9b7e2d41c0aa
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message add sku

-- migrate:up
ALTER TABLE products ADD COLUMN sku varchar(100);
CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);

-- migrate:down
DROP INDEX CONCURRENTLY ix_products_sku;
ALTER TABLE products DROP COLUMN sku;
