-- file: 0001_base.sql
-- migrate:up
CREATE SCHEMA archive;
CREATE TABLE orders (
    id bigint PRIMARY KEY
);
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE carts (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE carts, users, orders;
DROP SCHEMA archive;
-- file: 0002_traps.sql
-- migrate:up
-- Made in another schema: the older table of the name goes.
CREATE TABLE archive.orders (
    id bigint PRIMARY KEY
);
DROP TABLE orders;
-- It was there before.
CREATE TABLE IF NOT EXISTS users (
    id bigint PRIMARY KEY
);
DROP TABLE users;
-- Dropped before it is made.
DROP TABLE carts;
CREATE TABLE carts (
    id bigint PRIMARY KEY
);

-- migrate:irreversible the rows are gone
