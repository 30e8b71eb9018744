-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE orders (
    id      bigint PRIMARY KEY,
    user_id bigint CONSTRAINT fk_orders_user REFERENCES users (id),
    number  integer CONSTRAINT uq_orders_number UNIQUE,
    price   numeric CONSTRAINT ck_orders_price CHECK (price > 0)
);

-- migrate:down
DROP TABLE orders, users;
-- file: 0002_drop.sql
-- migrate:up
ALTER TABLE orders DROP CONSTRAINT fk_orders_user;
ALTER TABLE orders
    DROP CONSTRAINT uq_orders_number,
    DROP CONSTRAINT ck_orders_price,
    DROP CONSTRAINT orders_pkey,
    DROP CONSTRAINT IF EXISTS not_there;

-- migrate:irreversible an example
