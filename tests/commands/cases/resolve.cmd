# A step outside a transaction whose end nobody can tell.
mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
cat > versions/0001_visits.sql <<'SQL'
-- migrate:up transaction:false
CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CALL count_visits();
-- migrate:irreversible counted
SQL
psql -qAt "$(ashlar server start 2>/dev/null)" -c "CREATE PROCEDURE count_visits() LANGUAGE plpgsql AS 'BEGIN COMMIT; PERFORM pg_sleep(60); END'"
sh -c 'ashlar upgrade head --yes >/dev/null 2>&1 & echo $! > pid'
for i in $(seq 100); do psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'" | grep -q 1 && break; sleep 0.1; done; kill -9 $(cat pid)
ashlar upgrade head --yes 2>&1 | tail -n 8
ashlar current
ashlar resolve 0001 --step 1 done --yes
ashlar resolve 0001 --step 3 done --yes
ashlar resolve 0001 --step 2 perhaps
ashlar resolve 0001 --step 2 done < /dev/null
ashlar resolve 0001 --step 2 done --yes
ashlar upgrade head --yes 2>&1 | tail -n 3
ashlar current
