-- file: 0001_sales.sql
-- migrate:up
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product text NOT NULL);
CREATE MATERIALIZED VIEW sales AS SELECT product, count(*) AS sold FROM orders GROUP BY product;
CREATE UNIQUE INDEX uq_sales_product ON sales (product);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS sold FROM orders;
CREATE MATERIALIZED VIEW drafts AS SELECT id FROM orders WITH NO DATA;
CREATE UNIQUE INDEX uq_drafts_id ON drafts (id);
-- migrate:down
DROP MATERIALIZED VIEW drafts;
DROP MATERIALIZED VIEW totals;
DROP MATERIALIZED VIEW sales;
DROP TABLE orders;
-- file: 0002_refresh.sql
-- migrate:up
REFRESH MATERIALIZED VIEW sales;
-- No key, no rows yet, and an end of rows: these cannot be read meanwhile.
REFRESH MATERIALIZED VIEW totals;
REFRESH MATERIALIZED VIEW drafts;
REFRESH MATERIALIZED VIEW sales WITH NO DATA;
-- migrate:down
REFRESH MATERIALIZED VIEW sales;
