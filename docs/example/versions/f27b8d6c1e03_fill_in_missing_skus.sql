-- migrate:revision f27b8d6c1e03
-- migrate:revises  e6a1094b7f5d
-- migrate:created  2026-11-13T07:50:00Z
-- migrate:message  fill in missing skus

-- migrate:up
-- A data revision holds no DDL: its rows are locked, its table is not.
-- migrate:timeout statement=10min
UPDATE products SET sku = 'SKU-' || id WHERE sku IS NULL;

-- migrate:down
UPDATE products SET sku = NULL WHERE sku = 'SKU-' || id;

-- migrate:verify
SELECT count(*) = 0 FROM products WHERE sku IS NULL;
