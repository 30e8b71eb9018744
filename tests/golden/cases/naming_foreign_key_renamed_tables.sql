-- migrate:up
CREATE TABLE customers (
    id bigint PRIMARY KEY
);
CREATE TABLE orders (
    id      bigint PRIMARY KEY,
    user_id bigint CONSTRAINT fk_orders_user REFERENCES customers (id)
);
ALTER TABLE customers RENAME TO users;

-- migrate:down
DROP TABLE orders, users;
