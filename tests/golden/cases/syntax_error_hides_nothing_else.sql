-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE orders;
-- file: 0002_broken.sql
-- migrate:up
CREATE TABEL carts (id bigint);
DROP TABLE orders;
CREATE INDEX by_nothing ON carts (id);

-- migrate:down
SELEC 1;
