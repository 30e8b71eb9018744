-- file: 0001_base.sql
-- migrate:up
CREATE EXTENSION pg_trgm;
CREATE TYPE mood AS ENUM ('good');
CREATE DOMAIN percentages AS integer;
CREATE SEQUENCE numbers;
CREATE TABLE orders (
    id serial PRIMARY KEY
);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM orders;
CREATE VIEW order_list AS SELECT id FROM orders;

-- migrate:down
DROP VIEW order_list;
DROP MATERIALIZED VIEW totals;
DROP TABLE orders;
DROP SEQUENCE numbers;
DROP DOMAIN percentages;
DROP TYPE mood;
DROP EXTENSION pg_trgm;
-- file: 0002_drop.sql
-- migrate:up
DROP VIEW order_list;
DROP MATERIALIZED VIEW totals;
DROP SEQUENCE numbers;
DROP DOMAIN percentages;
DROP TYPE mood;
DROP EXTENSION pg_trgm;
DROP DATABASE reporting;
ALTER TABLE orders ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE orders_id_seq;

-- migrate:irreversible all is gone
