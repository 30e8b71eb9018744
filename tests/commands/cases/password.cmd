# A password stays with whoever typed it: not in ps, not in what is printed, not in the ledger.
mkdir versions && printf '[database]\nurl = ""\n' > ashlar.toml
cat > versions/0001_slow.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint PRIMARY KEY);
SELECT pg_sleep(2);
-- migrate:down
DROP TABLE users;
SQL
printf '[database]\nurl = "embedded"\n' > embedded.toml; ashlar -c embedded.toml server start 2>/dev/null | sed -E 's/.*host=([^ ]*) port=([^ ]*).*/postgresql:\/\/postgres:hunter2@\/ashlar?host=\1\&port=\2/' > url
sh -c 'ashlar upgrade head --yes --url "$(cat url)" > said 2>&1 & echo $! > pid'
sleep 1; tr '\0' '\n' < /proc/$(cat pid)/cmdline | grep -c 'postgres:\*\*\*\*\*\*\*@'; tr '\0' '\n' < /proc/$(cat pid)/cmdline | grep -c hunter2
ashlar upgrade head --yes --url "$(cat url)" 2>&1 | grep -c hunter2
tail -n 1 said; grep -c hunter2 said
psql -qAt "$(ashlar -c embedded.toml server start 2>/dev/null)" -c "SELECT count(*) FROM ashlar.revisions r, ashlar.events e WHERE r::text || e::text LIKE '%hunter2%'"
ashlar current --url "postgresql://postgres:hunter2@localhost:1/ashlar" 2>&1 | grep -c hunter2
ashlar current --url "host=localhost port=1 pasword=hunter2" 2>&1 | grep -c hunter2
