-- file: 0001_base.sql
-- migrate:up
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE people (
    id    bigint PRIMARY KEY,
    mood  mood,
    boss  bigint,
    email text,
    CONSTRAINT uq_people_boss_email UNIQUE (boss, email)
);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total FROM people;

-- migrate:down
DROP MATERIALIZED VIEW totals;
DROP TABLE people;
DROP TYPE mood;
-- file: 0002_replace.sql
-- migrate:up
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('good');
ALTER TABLE people ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_old;
DROP MATERIALIZED VIEW totals;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS total, max(boss) AS last FROM people;
ALTER TABLE people DROP CONSTRAINT uq_people_boss_email;
CREATE UNIQUE INDEX CONCURRENTLY uq_people_email ON people (email);
-- migrate:allow drop-column-data-loss -- an example
ALTER TABLE people DROP COLUMN id;
ALTER TABLE people ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;

-- migrate:irreversible an example
