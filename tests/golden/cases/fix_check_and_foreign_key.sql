-- file: 0001_shop.sql
-- migrate:up
CREATE SCHEMA sales;
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, age int, parent_id bigint);
CREATE TABLE sales."Orders" (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL,
    total   numeric NOT NULL,
    CONSTRAINT uq_orders_total UNIQUE (total)
);
CREATE INDEX ix_orders_user_id ON sales."Orders" (user_id);
CREATE INDEX ix_users_parent_id ON users (parent_id);
-- migrate:down
DROP TABLE sales."Orders";
DROP TABLE users;
DROP SCHEMA sales;
-- file: 0002_rules.sql
-- migrate:up
ALTER TABLE users ADD CHECK (age > 0 AND age < 200);
ALTER TABLE sales."Orders"
    ADD CONSTRAINT ck_orders_total CHECK (total > 0),
    ADD CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
-- The tree of users.
ALTER TABLE users ADD FOREIGN KEY (parent_id) REFERENCES users (id) MATCH FULL;
-- migrate:down
ALTER TABLE users DROP CONSTRAINT users_parent_id_fkey;
ALTER TABLE sales."Orders" DROP CONSTRAINT fk_orders_user;
ALTER TABLE sales."Orders" DROP CONSTRAINT ck_orders_total;
ALTER TABLE users DROP CONSTRAINT users_age_check;
-- file: 0003_more.sql
-- migrate:up
ALTER TABLE users ADD COLUMN note text;
-- migrate:down
ALTER TABLE users DROP COLUMN note;
