# Statements that run in batches, cut off and finished.
mkdir versions && printf '[database]\nurl = "embedded"\n[project]\npostgres = 15\n' > ashlar.toml
cat > versions/0001_items.sql <<'SQL'
-- migrate:up
CREATE TABLE items (id bigint PRIMARY KEY, n integer NOT NULL, done boolean NOT NULL DEFAULT false);
CREATE TABLE copies (id bigint PRIMARY KEY);
INSERT INTO items SELECT x, 0 FROM generate_series(1, 10500) x;
-- migrate:down
DROP TABLE copies;
DROP TABLE items;
SQL
cat > versions/0002_count.sql <<'SQL'
-- migrate:up
-- migrate:batch key=id size=2000 pause=1ms max_lag=1s
UPDATE items SET n = n + 1 WHERE id <> 7;
-- migrate:batch key=i.id size=4000
INSERT INTO copies SELECT i.id FROM items i WHERE i.n = 1 OR i.id = 7;
-- migrate:down
-- migrate:batch key=id size=5000
DELETE FROM copies;
UPDATE items SET n = n - 1 WHERE id <> 7;
SQL
ashlar lint --severity error
ashlar plan 0001:0002 | sed -n 3,12p
ashlar plan 0001:0002 --format json | grep -A 3 '"batch"'
ashlar script 0001:0002 | grep "batches"
ashlar upgrade 0001 --yes 2>/dev/null
psql -qAt "$(ashlar server start 2>/dev/null)" -c "ALTER TABLE items ADD CONSTRAINT ck_items_n CHECK (id <> 6000 OR n = 0)"
ashlar upgrade head --yes 2>&1 | tail -n 8
ashlar current
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT sum(n) FROM items" -c "ALTER TABLE items DROP CONSTRAINT ck_items_n"
ashlar upgrade head --yes --format json 2>/dev/null | grep -v under_way | sed -E 's|_ms":[0-9]+|_ms":0|'
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT sum(n), count(*) FILTER (WHERE n > 1) FROM items" -c "SELECT count(*) FROM copies"
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT step, details FROM ashlar.events WHERE kind = 'batch' ORDER BY id"
ashlar downgrade 0001 --yes --allow-loss 2>&1 | tail -n 3
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT sum(n) FROM items" -c "SELECT count(*) FROM copies"
printf -- '-- migrate:up\n-- migrate:batch key=id\nDELETE FROM items;\n-- migrate:batch key=id size=many\nDELETE FROM items;\n-- migrate:batch key=id size=5\nTRUNCATE items;\n-- migrate:irreversible gone\n' > versions/0003_wrong.sql
ashlar lint --severity error versions/0003_wrong.sql
