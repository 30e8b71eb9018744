-- file: 0001_base.sql
-- migrate:up
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE items (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL);
CREATE SCHEMA old;
-- migrate:irreversible an example
-- file: 0002_renames.sql
-- migrate:up
ALTER TABLE items RENAME COLUMN name TO title;
ALTER TABLE items RENAME TO things;
ALTER TABLE things RENAME CONSTRAINT items_pkey TO things_pkey;
ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';
-- migrate:down
ALTER TYPE mood RENAME VALUE 'blue' TO 'sad';
ALTER TABLE things RENAME CONSTRAINT things_pkey TO items_pkey;
ALTER TABLE things RENAME TO items;
ALTER TABLE items RENAME COLUMN title TO name;
-- file: 0003_kept.sql
-- migrate:up
ALTER TABLE users RENAME TO people;
CREATE VIEW users AS SELECT id, name FROM people;
ALTER TABLE people ALTER COLUMN name DROP NOT NULL;
ALTER TABLE people ADD COLUMN fresh text;
ALTER TABLE people RENAME COLUMN fresh TO other;
ALTER TABLE things SET SCHEMA old;
-- migrate:irreversible an example
-- file: 0004_security.sql
-- migrate:up
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_notes ON notes USING (true);
-- migrate:irreversible an example
