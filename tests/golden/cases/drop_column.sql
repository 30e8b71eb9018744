-- file: 0001_base.sql
-- migrate:up
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE orders (
    id    bigint PRIMARY KEY,
    note  text,
    net   numeric,
    gross numeric GENERATED ALWAYS AS (net * 1.19) STORED,
    mood  mood
);

-- migrate:down
DROP TABLE orders;
DROP TYPE mood;
-- file: 0002_drop.sql
-- migrate:up
ALTER TABLE orders DROP COLUMN gross, DROP COLUMN IF EXISTS nothing, DROP COLUMN note;
DROP TYPE mood CASCADE;

-- migrate:irreversible the values are gone
