-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id   bigint PRIMARY KEY,
    sku  text,
    name text,
    ean  text
);
CREATE TABLE events (
    day date NOT NULL
) PARTITION BY RANGE (day);

-- migrate:down
DROP TABLE events, products;
-- file: 0002_indexes.sql
-- migrate:up
CREATE INDEX ix_products_sku ON products (sku);
CREATE UNIQUE INDEX IF NOT EXISTS uq_products_ean ON public.products (ean);
CREATE INDEX CONCURRENTLY ix_products_name ON products (name);
CREATE INDEX ix_events_day ON events (day);
CREATE INDEX ix_events_day_only ON ONLY events (day) WHERE day > '2020-01-01';
CREATE TABLE carts (
    id bigint PRIMARY KEY
);
CREATE INDEX ix_carts_id ON carts (id);

-- migrate:down
DROP TABLE carts;
DROP INDEX ix_events_day, ix_events_day_only;
DROP INDEX CONCURRENTLY ix_products_name;
DROP INDEX CONCURRENTLY uq_products_ean;
DROP INDEX CONCURRENTLY ix_products_sku;
