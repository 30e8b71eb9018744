-- file: 0001_base.sql
-- migrate:up
CREATE SCHEMA shop;
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
CREATE TYPE shop.mood AS ENUM ('good');
CREATE TABLE visits (
    id   bigint PRIMARY KEY,
    mood shop.mood
);

-- migrate:down
DROP TABLE visits, shop.orders;
DROP TYPE shop.mood;
DROP SCHEMA shop;
-- file: 0002_drop.sql
-- migrate:up
DROP SCHEMA shop CASCADE;

-- migrate:irreversible all is gone
