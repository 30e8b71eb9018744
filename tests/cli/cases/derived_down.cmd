mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/001_shop.sql <<'SQL'
-- migrate:up
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    feels mood DEFAULT 'sad',
    note  varchar(20)
);
CREATE INDEX ix_users_note ON users (lower(note));
CREATE VIEW notes AS SELECT id, note FROM users;
COMMENT ON COLUMN users.note IS 'what they say';
GRANT SELECT ON users TO reader;
CREATE TABLE posts (id bigint PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE);
CREATE FUNCTION answer() RETURNS integer LANGUAGE sql AS 'SELECT 41';
-- migrate:down
DROP FUNCTION answer();
DROP VIEW notes;
DROP TABLE posts, users;
DROP TYPE mood;
SQL
cat > versions/002_much.sql <<'SQL'
-- migrate:up
ALTER TYPE mood ADD VALUE 'ecstatic';
ALTER TABLE users DROP COLUMN note CASCADE, ADD COLUMN age integer NOT NULL DEFAULT 0, ALTER COLUMN email TYPE varchar(200);
DROP TABLE posts;
CREATE INDEX ix_users_age ON users (age);
REVOKE SELECT ON users FROM reader;
CREATE OR REPLACE FUNCTION answer() RETURNS integer LANGUAGE sql AS 'SELECT 42';
ALTER TABLE users RENAME TO members;
SQL
ashlar revision --down 002
cat > versions/003_index.sql <<'SQL'
-- migrate:up
CREATE INDEX CONCURRENTLY ix_members_feels ON members (feels);
SQL
ashlar revision --down 003
ashlar revision --down 001 | head -n 3
cat > versions/004_dynamic.sql <<'SQL'
-- migrate:up
ALTER TABLE nowhere ADD COLUMN a integer;
SQL
ashlar revision --down 004
ashlar revision --down heads@x
ashlar revision
