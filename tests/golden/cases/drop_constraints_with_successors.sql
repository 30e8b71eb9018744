-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE orders (
    id      bigint PRIMARY KEY,
    user_id bigint CONSTRAINT fk_orders_user REFERENCES users (id),
    price   numeric CONSTRAINT ck_orders_price CHECK (price > 0)
);

-- migrate:down
DROP TABLE orders, users;
-- file: 0002_change.sql
-- migrate:up
ALTER TABLE orders
    DROP CONSTRAINT fk_orders_user,
    ADD CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
ALTER TABLE orders DROP CONSTRAINT ck_orders_price;
ALTER TABLE orders ADD CONSTRAINT ck_orders_price CHECK (price >= 0) NOT VALID;
ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD CONSTRAINT orders_pkey PRIMARY KEY (id, user_id);

-- migrate:irreversible an example
