# A revision that stopped half-way: on its way up, then on its way down.
mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/002_notes.sql <<'SQL'
-- migrate:up
CREATE TABLE notes (id bigint PRIMARY KEY);
DROP INDEX CONCURRENTLY ix_users_email;
-- migrate:down
CREATE INDEX CONCURRENTLY ix_users_email ON users (email);
DROP TABLE notes;
SQL
ashlar upgrade 001 --yes 2>/dev/null
psql -qAt "$(ashlar server start 2>/dev/null)" -c "CREATE INDEX ix_users_email ON users (email)"
printf -- '-- migrate:up\n-- migrate:effect CREATE INDEX ix_users_email ON users (email)\nDO $$ BEGIN END $$;\n-- migrate:irreversible made by hand\n' > versions/001a_index.sql
sed -i '1i -- migrate:revises 001a' versions/002_notes.sql
ashlar stamp 001a --yes
psql -qAt "$(ashlar server start 2>/dev/null)" -c "ALTER INDEX ix_users_email RENAME TO ix_other"
ashlar upgrade 002 --yes 2>&1 | grep -v sha256
ashlar current
# Another branch has to wait, and there is no way down from here.
ashlar downgrade 001 --yes 2>&1 | tail -n 3
# What the user says counts.
ashlar stamp 002 --yes
ashlar current
psql -qAt "$(ashlar server start 2>/dev/null)" -c "CREATE VIEW ix_users_email AS SELECT 1"
ashlar downgrade -1 --yes --allow-loss 2>&1 | grep -v sha256
ashlar current
psql -qAt "$(ashlar server start 2>/dev/null)" -c "DROP VIEW ix_users_email"
ashlar downgrade -1 --yes --allow-loss 2>&1 | grep -v sha256
ashlar current
