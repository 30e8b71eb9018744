-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    shop bigint,
    sku  text,
    name text,
    low  numeric,
    high numeric,
    CONSTRAINT uq_products_shop_sku UNIQUE (shop, sku),
    CONSTRAINT ck_products_range CHECK (low < high)
);
CREATE INDEX ix_products_name_sku ON products (name, sku);
CREATE INDEX ix_products_cheap ON products (name) WHERE low < 10;

-- migrate:down
DROP TABLE products;
-- file: 0002_drop.sql
-- migrate:allow drop-column-data-loss -- only the indexes matter here
-- migrate:up
ALTER TABLE products DROP COLUMN sku, DROP COLUMN low;
ALTER TABLE products DROP COLUMN high;

-- migrate:irreversible all is gone
