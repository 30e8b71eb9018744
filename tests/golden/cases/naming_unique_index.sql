-- migrate:up
CREATE TABLE products (
    id      bigint PRIMARY KEY,
    sku     text,
    deleted boolean NOT NULL
);
CREATE UNIQUE INDEX ix_products_sku ON products (sku);
CREATE UNIQUE INDEX uq_products_live ON products (sku) WHERE NOT deleted;
CREATE UNIQUE INDEX uq_products_sku_deleted ON products (sku, deleted);

-- migrate:down
DROP INDEX ix_products_sku;
DROP TABLE products;
