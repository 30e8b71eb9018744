-- file: 0001_users.sql
-- migrate:up
CREATE SCHEMA sales;
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, boss_id bigint);
CREATE TABLE sales.orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint);
-- migrate:down
DROP TABLE sales.orders;
DROP TABLE users;
DROP SCHEMA sales;
-- file: 0002_keys.sql
-- migrate:up
CREATE TABLE reviews (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id  bigint NOT NULL REFERENCES users (id),
    order_id bigint NOT NULL,
    CONSTRAINT fk_reviews_order FOREIGN KEY (order_id) REFERENCES sales.orders (id)
);
ALTER TABLE sales.orders
    ADD CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE users ADD COLUMN team_id bigint REFERENCES users (id);
COMMENT ON TABLE reviews IS 'what users say';
-- migrate:down
-- The column takes its index along; that of the old column stays otherwise.
ALTER TABLE users DROP COLUMN team_id;
ALTER TABLE sales.orders DROP CONSTRAINT fk_orders_user;
DROP TABLE reviews
