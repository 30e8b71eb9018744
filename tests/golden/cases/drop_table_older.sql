-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);
CREATE TABLE carts (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE carts, orders;
-- file: 0002_drop.sql
-- migrate:up
DROP TABLE orders, carts;

-- migrate:irreversible the rows are gone
