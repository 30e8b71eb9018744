-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id   bigint PRIMARY KEY,
    note text
);
CREATE TABLE carts (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE carts, orders;
-- file: 0002_blocks.sql
-- migrate:up
-- migrate:effect CREATE INDEX ix_orders_note ON orders (note)
DO $$ BEGIN EXECUTE 'CREATE INDEX ix_orders_note ON orders (note)'; END $$;
-- migrate:effect DROP TABLE carts
-- migrate:effect ALTER TABLE orders DROP COLUMN note
DO $$ BEGIN EXECUTE 'DROP TABLE carts'; EXECUTE 'ALTER TABLE orders DROP COLUMN note'; END $$;
-- migrate:allow drop-table-data-loss -- an example
-- migrate:effect DROP TABLE orders
DO $$ BEGIN EXECUTE 'DROP TABLE orders'; END $$;

-- migrate:irreversible an example
