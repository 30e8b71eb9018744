# A database that others made: its schema, a project that begins with it, drift.
printf '[database]\nurl = "embedded"\n' > ashlar.toml && mkdir versions
ashlar server start 2>/dev/null > url
cat > made.sql <<'END'
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE users (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE, mood mood DEFAULT 'happy', CHECK (email <> ''));
CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY, owner bigint REFERENCES users ON DELETE CASCADE, body text);
CREATE INDEX ix_notes_owner ON notes (owner) WHERE body IS NOT NULL;
CREATE VIEW happy AS SELECT users.id, users.email FROM users WHERE (users.mood = 'happy'::mood);
COMMENT ON TABLE users IS 'who may come in';
GRANT SELECT ON users TO PUBLIC;
END
psql -qX "$(cat url)" -f made.sql
ashlar schema --url embedded
ashlar schema --url embedded --format json | grep -c '"name": "users"'
ashlar diff made.sql embedded --exit-code
psql -qX "$(cat url)" -c 'ALTER TABLE notes ADD COLUMN at timestamptz'
ashlar diff made.sql "$(cat url)"
ashlar diff "$(cat url)" base --format json | grep -c DROP
ashlar init --from-url embedded
ashlar init --from-url embedded --yes 2>&1 | sed -E 's/[0-9a-f]{12}/ID/'
ls versions | sed -E 's/[0-9a-f]{12}/ID/'
ashlar check; ashlar lint --statistics; ashlar check --url embedded 2>&1 | sed -E 's/\(PostgreSQL.*\)/(PostgreSQL)/'
ashlar init --from-url embedded --yes
psql -qX "$(cat url)" -c 'DROP VIEW happy; ALTER TABLE users ADD COLUMN age integer'
ashlar check --url embedded
ashlar check --url "host=/nowhere dbname=none"
ashlar diff nosuch=1 head
ashlar schema --url ""
