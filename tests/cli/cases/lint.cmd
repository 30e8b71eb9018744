mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/002_email_index.sql <<'SQL'
-- migrate:up
CREATE INDEX CONCURRENTLY users_email ON users (email);
-- migrate:down
DROP INDEX CONCURRENTLY users_email;
SQL
ashlar lint versions/001_users.sql
ashlar lint
ashlar lint --format json versions/002_email_index.sql
cd versions && ashlar lint ../versions/002_email_index.sql 2>&1 | tail -n 2
ashlar lint nowhere.sql
printf 'SELECT 1;' > other.sql && ashlar lint other.sql
ashlar lint --diff
ashlar lint --diff --format json
grep -n users_email versions/002_email_index.sql
ashlar lint --fix
cat versions/002_email_index.sql
ashlar lint --fix
