-- file: 0001_base.sql
-- migrate:up
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE people (
    id   bigint PRIMARY KEY,
    mood mood
);

-- migrate:down
DROP TABLE people;
DROP TYPE mood;
-- file: 0002_forced.sql
-- migrate:up
-- migrate:transaction on
ALTER TYPE mood ADD VALUE 'bad';
UPDATE people SET mood = 'good' WHERE id = 1;
UPDATE people SET mood = 'bad' WHERE id = 2;

-- migrate:irreversible values of an enum cannot be dropped
-- file: 0003_derived.sql
-- migrate:up
ALTER TYPE mood ADD VALUE 'fair';
UPDATE people SET mood = 'fair' WHERE id = 2;

-- migrate:irreversible values of an enum cannot be dropped
