-- migrate:revision 9b7e2d41c0aa
-- migrate:revises  1a2f6c0d9b34
-- migrate:created  2026-11-03T10:15:00Z
-- migrate:message  create products

-- migrate:up
CREATE TABLE products (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id bigint NOT NULL,
    name            text NOT NULL,
    price           numeric(12, 2) NOT NULL,
    CONSTRAINT fk_products_organization FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE
);

CREATE INDEX ix_products_organization_id ON products (organization_id);

-- migrate:down
DROP TABLE products;
