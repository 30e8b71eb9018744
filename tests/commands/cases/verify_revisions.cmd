mkdir versions && touch ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users ON DELETE CASCADE);
CREATE TYPE mood AS ENUM ('sad', 'glad');
GRANT SELECT ON users TO reader;
-- migrate:verify
SELECT count(*) = 0 FROM users;
-- migrate:down
DROP TYPE mood;
DROP TABLE orders, users;
SQL
cat > versions/002_index.sql <<'SQL'
-- migrate:up
CREATE INDEX CONCURRENTLY ix_users_email ON users (email);
ALTER TYPE mood ADD VALUE 'calm';
ALTER TABLE users ADD COLUMN mood mood DEFAULT 'calm';
-- migrate:down
ALTER TABLE users DROP COLUMN mood;
DROP INDEX CONCURRENTLY ix_users_email;
ALTER TYPE mood RENAME TO mood_old;
CREATE TYPE mood AS ENUM ('sad', 'glad');
DROP TYPE mood_old;
SQL
cat > versions/003_order.sql <<'SQL'
-- migrate:seed
INSERT INTO users (email, name) VALUES ('a', 'Ann'), ('b', 'Bob');
INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2);
-- migrate:up
ALTER TABLE users DROP COLUMN email;
-- migrate:down
ALTER TABLE users ADD COLUMN email text;
CREATE INDEX ix_users_email ON users (email);
SQL
ashlar verify
# What is wrong is said, and each further revision is tried all the same.
cat > versions/004_wrong_down.sql <<'SQL'
-- migrate:up
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT
1';
CREATE INDEX ix_users_name ON users (name);
-- migrate:down
DROP INDEX ix_users_name;
CREATE INDEX ix_users_name ON users (name, id);
SQL
cat > versions/005_irreversible.sql <<'SQL'
-- migrate:up
ALTER TABLE orders ADD COLUMN n integer;
-- migrate:irreversible the numbers are made up
SQL
cat > versions/006_no_down.sql <<'SQL'
-- migrate:up
ALTER TABLE orders ADD COLUMN m integer;
SQL
cat > versions/007_rows.sql <<'SQL'
-- migrate:up
DELETE FROM users WHERE name = 'Ann';
-- migrate:down
SELECT 1;
SQL
cat > versions/008_refused_down.sql <<'SQL'
-- migrate:up
ALTER TABLE users ADD COLUMN x integer;
-- migrate:verify
SELECT count(*) = 1 FROM users;
SELECT count(*) > 1 FROM users;
SELECT 1 / 0;
-- migrate:down
ALTER TABLE users DROP COLUMN x;
ALTER TABLE users DROP COLUMN y;
SQL
cat > versions/009_second_up.sql <<'SQL'
-- migrate:up
INSERT INTO orders VALUES (100, 2);
-- migrate:down
SELECT 1;
SQL
cat > versions/010_not_followed.sql <<'SQL'
-- migrate:up
DO $$ BEGIN EXECUTE 'CREATE TABLE t' || (1 + floor(random() * 0))::integer || ' (id integer)'; END $$;
-- migrate:down
DROP TABLE t1;
SQL
ashlar verify
ashlar verify 006:008 --format json | sed 's/"elapsed_ms": [0-9]*/"elapsed_ms": 0/; s/"postgres": .*/"postgres": "<version>",/'
ashlar verify 004:005 --format junit | sed 's/time="[0-9.]*"/time="0"/g'
# A revision whose up fails ends it.
cat > versions/011_bad_up.sql <<'SQL'
-- migrate:up
ALTER TABLE users ADD COLUMN z integer;
SELECT 1 / (count(*) - count(*)) FROM users;
-- migrate:down
ALTER TABLE users DROP COLUMN z;
SQL
printf -- '-- migrate:up\nSELECT 1;\n' > versions/012_later.sql
ashlar verify 010:
ashlar verify 011:012
ashlar verify 005:003
