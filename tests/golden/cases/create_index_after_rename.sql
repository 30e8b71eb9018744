-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);

-- migrate:down
DROP TABLE products;
-- file: 0002_index.sql
-- migrate:up
ALTER TABLE products RENAME TO articles;
CREATE TABLE products (
    id  bigint PRIMARY KEY,
    sku text
);
CREATE INDEX ix_articles_sku ON articles (sku);
CREATE INDEX ix_products_sku ON products (sku);

-- migrate:down
DROP TABLE products;
DROP INDEX CONCURRENTLY ix_articles_sku;
ALTER TABLE articles RENAME TO products;
