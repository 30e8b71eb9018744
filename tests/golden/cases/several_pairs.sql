-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE orders;

-- migrate:up
CREATE TABLE cart (
    id       bigint PRIMARY KEY,
    order_id bigint REFERENCES orders (id)
);

-- migrate:down
DROP TABLE cart;
