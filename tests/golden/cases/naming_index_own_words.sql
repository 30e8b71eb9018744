-- migrate:up
CREATE TABLE products (
    id     bigint PRIMARY KEY,
    name   text,
    email  text,
    tags   text[],
    active boolean
);
CREATE INDEX ix_products_active ON products (name) WHERE active;
CREATE INDEX ix_products_lower_email ON products (lower(email));
CREATE INDEX ix_products_name_trgm ON products USING gin (name gin_trgm_ops);
CREATE INDEX ix_products_tags ON products USING gin (tags);
CREATE INDEX ix_products_trgm ON products USING gin (name gin_trgm_ops);
CREATE INDEX ix_products_fast ON products (name);
CREATE INDEX active_products ON products (name) WHERE active;

-- migrate:down
DROP TABLE products;
