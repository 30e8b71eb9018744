-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);
CREATE TABLE carts (
    id bigint PRIMARY KEY
);
CREATE TABLE lines (
    id   bigint PRIMARY KEY,
    note text
);

-- migrate:down
DROP TABLE lines, carts, orders;
-- file: 0002_drop.sql
-- migrate:up
-- migrate:allow drop-table-data-loss -- empty since 2025
DROP TABLE
    orders;
DROP TABLE carts;
-- migrate:allow drop-column-data-loss, drop-table-data-loss -- one too many
ALTER TABLE lines DROP COLUMN note;

-- migrate:irreversible an example
