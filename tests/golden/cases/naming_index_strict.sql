-- config: naming.strict=true
-- migrate:up
CREATE TABLE products (
    id              bigint PRIMARY KEY,
    organization_id bigint,
    sku             text
);
CREATE INDEX ix_products_org_sku ON products (organization_id, sku);
CREATE INDEX ix_products_organization_id_sku ON products (organization_id, sku);
CREATE INDEX ix_products_live ON products (sku) WHERE sku <> '';

-- migrate:down
DROP TABLE products;
