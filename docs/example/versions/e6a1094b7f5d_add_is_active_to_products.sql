-- migrate:revision e6a1094b7f5d
-- migrate:revises  c3d5e8f90a1b
-- migrate:created  2026-11-12T13:30:00Z
-- migrate:message  add is_active to products

-- migrate:up
-- A constant default is kept in the catalog: no row is rewritten, however many there are.
ALTER TABLE products ADD COLUMN is_active boolean NOT NULL DEFAULT true;

-- migrate:allow unique-may-fail-on-duplicates -- looked for in every shop: no sku is there twice
-- migrate:allow redundant-index -- ix_products_organization_id goes when nothing uses it any more
CREATE UNIQUE INDEX CONCURRENTLY uq_products_org_sku ON products (organization_id, sku);
CREATE INDEX CONCURRENTLY ix_products_active ON products (organization_id) WHERE is_active;

-- migrate:down
DROP INDEX CONCURRENTLY ix_products_active;
DROP INDEX CONCURRENTLY uq_products_org_sku;
ALTER TABLE products DROP COLUMN is_active;
