mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
cat > versions/001_role.sql <<'SQL'
-- migrate:up
CREATE ROLE ashlar_case_reader;
CREATE TABLE items (id integer PRIMARY KEY);
GRANT SELECT ON items TO ashlar_case_reader;
-- migrate:down
DROP TABLE items;
DROP ROLE ashlar_case_reader;
SQL
cat > versions/002_slow.sql <<'SQL'
-- migrate:up
ALTER TABLE items ADD COLUMN n integer;
-- migrate:down
ALTER TABLE items DROP COLUMN n;
SQL
# On a server of somebody else's: beside its database, which stays as it is.
ashlar verify --url "$(ashlar server start 2>/dev/null)"
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT count(*) FROM pg_database WHERE datname LIKE 'ashlar_verify%'" -c "SELECT count(*) FROM pg_class WHERE relname = 'items'" -c "DROP ROLE ashlar_case_reader"
# Interrupted or killed: the first cleans up itself, the next run after the second does.
rm versions/001_role.sql && printf -- '-- migrate:up\nCREATE TABLE items (id integer PRIMARY KEY);\n' > versions/001_items.sql && echo 'SELECT pg_sleep(20);' >> versions/002_slow.sql && sed -i 's/ADD COLUMN n integer;/ADD COLUMN n integer; SELECT pg_sleep(20);/' versions/002_slow.sql
cat > sleeping.sh <<'SH'
for i in $(seq 600); do
  psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'" | grep -q '^0$' || exit 0
  sleep 0.1
done
exit 1
SH
sh -c 'ashlar verify --jobs 1 --url "$(ashlar server start 2>/dev/null)" & sh sleeping.sh; kill -INT $!; wait $!'
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT count(*) FROM pg_database WHERE datname LIKE 'ashlar_verify%'"
sh -c 'ashlar verify --url "$(ashlar server start 2>/dev/null)" >/dev/null & sh sleeping.sh; kill -KILL $!; wait $!' 2>/dev/null; psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT count(*) > 0 FROM pg_database WHERE datname LIKE 'ashlar_verify%'"
ashlar verify 001 --url "$(ashlar server start 2>/dev/null)"
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT count(*) FROM pg_database WHERE datname LIKE 'ashlar_verify%'"
ashlar verify 001 --url "host=/nowhere dbname=x"
