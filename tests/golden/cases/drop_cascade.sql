-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id    bigint PRIMARY KEY,
    email text CONSTRAINT uq_users_email UNIQUE
);
CREATE INDEX ix_users_email ON users (email);
CREATE TABLE orders (
    id      bigint PRIMARY KEY,
    user_id bigint CONSTRAINT fk_orders_user REFERENCES users (id)
);
CREATE VIEW user_list AS SELECT id, email FROM users;
CREATE VIEW email_list AS SELECT email FROM user_list;
CREATE TABLE hermits (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP VIEW email_list, user_list;
DROP TABLE hermits, orders, users;
-- file: 0002_drop.sql
-- migrate:up
-- migrate:allow drop-table-data-loss, drop-column-data-loss -- only the cascade matters here
DROP TABLE users CASCADE;
-- migrate:allow drop-table-data-loss -- only the cascade matters here
DROP TABLE hermits CASCADE;

-- migrate:irreversible all is gone
