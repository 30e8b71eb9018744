-- file: 0001_shop.sql
-- Nothing here is refused, though each statement looks like one that is.
-- migrate:up
CREATE SCHEMA archive;
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE archive.users (id bigint PRIMARY KEY, mail text);
CREATE VIEW emails AS SELECT email FROM users;
-- migrate:irreversible the first

-- file: 0002_fine.sql
-- migrate:up
ALTER TABLE IF EXISTS customers ADD COLUMN phone text;
CREATE TABLE IF NOT EXISTS users (id text);
ALTER TABLE users ADD COLUMN IF NOT EXISTS email int;
DROP VIEW IF EXISTS no_such_view, emails;
ALTER TABLE users RENAME COLUMN email TO login;
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX ix_users_login ON users (lower(login));
SET LOCAL search_path = archive;
ALTER TABLE users RENAME COLUMN mail TO email;
CREATE OR REPLACE VIEW names AS SELECT users.email, count(*) FROM users GROUP BY users.email;
CREATE OR REPLACE VIEW names AS SELECT users.email, count(*), 1 AS one FROM users GROUP BY users.email;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    CREATE TYPE mood AS ENUM ('sad', 'ok');
  END IF;
END $$;
ALTER TABLE users ADD COLUMN mood mood DEFAULT 'ok';
DO $$ BEGIN EXECUTE (SELECT string_agg(format('CREATE TABLE %I ()', u.email), ';') FROM archive.users u); END $$;
ALTER TABLE anything DROP COLUMN it;
-- migrate:irreversible an example
