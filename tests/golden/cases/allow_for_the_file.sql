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
-- migrate:allow drop-table-data-loss -- both were never used
-- migrate:allow naming-table -- nothing here has a name
-- migrate:up
DROP TABLE orders;
DROP TABLE carts;

-- migrate:irreversible an example
