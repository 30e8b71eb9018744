-- migrate:up
CREATE INDEX CONCURRENTLY by_sku ON elsewhere (sku);
CREATE INDEX CONCURRENTLY ON elsewhere (name);
ALTER TABLE elsewhere ADD UNIQUE (sku);

-- migrate:down
ALTER TABLE elsewhere DROP CONSTRAINT elsewhere_sku_key;
DROP INDEX CONCURRENTLY by_sku;
