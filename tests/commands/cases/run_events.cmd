# A run for programs: one event a line on stdout.
mkdir versions && printf '[database]\nurl = "embedded"\nlock_timeout = "200ms"\nlock_retries = 1\n' > ashlar.toml
cat > versions/0001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/0002_email.sql <<'SQL'
-- migrate:up
CREATE INDEX CONCURRENTLY ix_users_email ON users (email);
DO $$ BEGIN RAISE NOTICE 'half way'; END $$;
ALTER TABLE users ADD CONSTRAINT ck_users_email CHECK (mail <> '');
-- migrate:down
DROP INDEX CONCURRENTLY ix_users_email;
SQL
ashlar upgrade 0001 --yes --format json 2>/dev/null | grep -v under_way | sed -E "s|_ms\":[0-9]+|_ms\":0|"
ashlar upgrade 0001 --yes --format json 2>/dev/null | grep -v under_way | sed -E "s|_ms\":[0-9]+|_ms\":0|"
sed -i 's/mail <>/email <>/; s/DO/SELECT 1 \/ 0; DO/' versions/0002_email.sql
ashlar upgrade head --yes --format json 2>/dev/null | grep -v under_way | sed -E "s|_ms\":[0-9]+|_ms\":0|"
ashlar downgrade base --yes --format json 2>/dev/null | grep -v under_way | sed -E "s|_ms\":[0-9]+|_ms\":0|"
ashlar upgrade head --terminate-blockers soon
