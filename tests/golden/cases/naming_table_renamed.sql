-- config: naming.ignore=keep_*
-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);
CREATE TABLE keep_ones (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE keep_ones, products;
-- file: 0002_rename.sql
-- migrate:up
ALTER TABLE products RENAME TO article;
ALTER TABLE keep_ones RENAME TO keep_one;
UPDATE pg_index SET indisvalid = true;

-- migrate:down
ALTER TABLE keep_one RENAME TO keep_ones;
ALTER TABLE article RENAME TO products;
