-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);
CREATE TABLE orders (
    id         bigint PRIMARY KEY,
    product_id bigint CONSTRAINT fk_orders_product REFERENCES products (id)
);
CREATE TABLE lines (
    id       bigint PRIMARY KEY,
    order_id bigint CONSTRAINT fk_lines_order REFERENCES orders (id)
);

-- migrate:down
DROP TABLE lines, orders, products;
-- file: 0002_empty.sql
-- migrate:up
TRUNCATE lines;
TRUNCATE products CASCADE;
TRUNCATE lines, orders CASCADE;

-- migrate:irreversible the rows are gone
