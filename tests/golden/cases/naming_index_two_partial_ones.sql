-- migrate:up
CREATE TABLE products (
    id      bigint PRIMARY KEY,
    sku     text,
    active  boolean,
    deleted boolean
);
CREATE INDEX one ON products (sku) WHERE active;
CREATE INDEX two ON products (sku) WHERE deleted;
CREATE INDEX three ON products (sku) WHERE deleted AND sku <> '';
CREATE INDEX four ON products (sku);

-- migrate:down
DROP TABLE products;
