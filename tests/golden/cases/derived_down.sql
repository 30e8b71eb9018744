-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, note text DEFAULT 'none', born integer);
CREATE INDEX ix_users_email ON users (lower(email));
COMMENT ON COLUMN users.note IS 'what was said';
-- migrate:irreversible the first
-- file: 0002_nothing_below.sql
-- migrate:up
ALTER TABLE users ADD COLUMN age integer;
CREATE INDEX CONCURRENTLY ix_users_age ON users (age)
-- file: 0003_empty_section.sql
-- migrate:up
-- migrate:allow drop-column-data-loss -- nobody reads it
ALTER TABLE users DROP COLUMN note;
-- migrate:down

-- file: 0004_only_rows.sql
-- migrate:up
UPDATE users SET age = 1 WHERE age IS NULL;
-- file: 0005_forgets_the_index.sql
-- migrate:up
DROP INDEX CONCURRENTLY ix_users_email;
ALTER TABLE users ALTER COLUMN email SET DEFAULT '';
-- migrate:down
-- the default goes
ALTER TABLE users ALTER COLUMN email DROP DEFAULT  -- and no semicolon
-- file: 0006_loses_more.sql
-- migrate:up
ALTER TABLE users ALTER COLUMN age SET DEFAULT 0;
-- migrate:down
ALTER TABLE users DROP COLUMN age;
-- file: 0007_says_nothing.sql
-- migrate:up
CREATE TABLE orders (id bigint PRIMARY KEY);
-- migrate:down
SELECT 1;
-- migrate:verify
SELECT count(*) >= 0 FROM orders;
-- file: 0008_two_pairs.sql
-- migrate:up
CREATE TABLE carts (id bigint PRIMARY KEY);
-- migrate:down
DROP TABLE carts;
-- migrate:up
CREATE TABLE hats (id bigint PRIMARY KEY);
CREATE TABLE coats (id bigint PRIMARY KEY);
-- migrate:down
DROP TABLE coats;
-- file: 0009_without_a_cast.sql
-- migrate:up
-- migrate:allow type-change-rewrite -- small
ALTER TABLE users ALTER COLUMN born TYPE timestamptz USING to_timestamp(born);
-- file: 0010_cannot_be_followed.sql
-- migrate:up
DO $$ BEGIN EXECUTE current_setting('app.sql'); END $$;
-- file: 0011_wrapped.sql
-- migrate:up
CREATE TABLE ties (id bigint PRIMARY KEY);
-- migrate:down
BEGIN;
COMMIT;
