-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id     bigint PRIMARY KEY,
    status text
);
CREATE VIEW order_list AS SELECT id FROM orders;

-- migrate:down
DROP VIEW order_list;
DROP TABLE orders;
-- file: 0002_more.sql
-- migrate:up
CREATE TABLE carts (
    id bigint PRIMARY KEY
);
CREATE TYPE mood AS ENUM ('good');
CREATE SEQUENCE numbers;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM orders;
CREATE INDEX CONCURRENTLY ix_orders_status ON orders (status);
ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT ck_orders_note CHECK (note <> '');
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON orders USING (true);

-- migrate:down
DROP POLICY everyone ON orders;
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
ALTER TABLE orders DROP CONSTRAINT ck_orders_note, DROP COLUMN note;
DROP INDEX ix_orders_status;
DROP MATERIALIZED VIEW totals;
DROP SEQUENCE numbers;
DROP TYPE mood;
TRUNCATE carts;
DROP TABLE carts;
