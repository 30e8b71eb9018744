-- file: 0001_no_down.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);
-- file: 0002_empty_down.sql
-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);

-- migrate:down
-- DROP TABLE orders;
-- file: 0003_wrapped_down.sql
-- migrate:up
CREATE TABLE carts (
    id bigint PRIMARY KEY
);

-- migrate:down
BEGIN;
COMMIT;
-- file: 0004_reason.sql
-- migrate:up
CREATE TABLE lines (
    id bigint PRIMARY KEY
);

-- migrate:irreversible an example
-- file: 0005_nothing.sql
-- migrate:up
-- Nothing to do, nothing to undo.
-- file: 0006_allowed.sql
-- migrate:allow irreversible-without-reason -- written before there was a reason
-- migrate:up
CREATE TABLE shops (
    id bigint PRIMARY KEY
);
