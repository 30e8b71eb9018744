-- config: naming.primary_key=""
-- file: 0001_shop.sql
-- migrate:up
CREATE SCHEMA sales;
CREATE TABLE users (id bigint NOT NULL, email text, org_id bigint NOT NULL, name text);
CREATE TABLE sales.orders (id bigint NOT NULL, number int NOT NULL);
-- migrate:down
DROP TABLE sales.orders;
DROP TABLE users;
DROP SCHEMA sales;
-- file: 0002_keys.sql
-- migrate:up
ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE (email) INCLUDE (name) WITH (fillfactor = 70)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE users ADD PRIMARY KEY (id);
ALTER TABLE sales.orders ADD CONSTRAINT uq_orders_number UNIQUE (number), ADD PRIMARY KEY (id);
ALTER TABLE users ADD COLUMN code text;
ALTER TABLE users ADD CONSTRAINT uq_users_org_id_code UNIQUE (org_id, code);
-- migrate:down
ALTER TABLE users DROP CONSTRAINT uq_users_org_id_code;
ALTER TABLE users DROP COLUMN code;
ALTER TABLE sales.orders DROP CONSTRAINT orders_pkey;
ALTER TABLE sales.orders DROP CONSTRAINT uq_orders_number;
ALTER TABLE users DROP CONSTRAINT users_pkey;
ALTER TABLE users DROP CONSTRAINT uq_users_email;
